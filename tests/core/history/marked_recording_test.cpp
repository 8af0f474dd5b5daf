#include "catch.h"
#include "core/history/exchange_blob.h"
#include "core/history/marked_recording.h"
#include "core/http/credentials.h"
#include "core/secrets/spellings.h"
#include "core/token/token.h"
#include "recorded_exchange.h"

using namespace keyhole;

namespace {

const SecretMarks &marks()
{
    static const SecretMarks marks(QByteArray(32, 'k'));
    return marks;
}

QByteArray authorizationOf(const Exchange &exchange)
{
    return exchange.first().request.fields.value("Authorization").value_or(QByteArray());
}

}

TEST_CASE("History: of a credential only its mark is kept, wherever it stands", "[history]")
{
    const QByteArray secret = kBearer;
    Exchange exchange = recorded("https://api.example.com/v1/items?access_token=" + secret, 401, kNow, "Bearer " + secret);
    Hop &hop = exchange.hops.front();
    hop.request.fields.append("X-Anything", "prefix " + secret);
    hop.request.fields.append("Cookie", "sid=" + secret);
    hop.request.origins.insert(hop.request.origins.end(), 2, FieldOrigin::Typed);
    hop.request.body = "{\"note\":\"" + secret + "\"}";
    hop.sentBytes = "GET /v1/items HTTP/1.1\r\nAuthorization: Bearer " + secret + "\r\n\r\n{\"note\":\"" + secret + "\"}";
    hop.receivedBytes = "HTTP/1.1 401 Unauthorized\r\nX-Echo: " + secret + "\r\n\r\n" + secret;
    hop.response->fields.append("X-Echo", secret);
    hop.response->fields.append("X-Echo-Base64", secret.toBase64());
    hop.response->body = "<p>You sent " + secret + ", which is no good</p>";
    hop.response->trailers.append("X-Last", secret);
    hop.droppedNotes = {QString::fromLatin1("dropped " + secret)};
    exchange.cookieLedger.push_back({"sid", "jar", "sid=" + secret + "; Path=/", true, {}, {}});

    const Exchange kept = withMarks(exchange, {}, marks());
    QByteArray everything;
    const Hop &first = kept.hops.front();
    for (const FieldList *fields : {&first.request.fields, &first.response->fields, &first.response->trailers}) {
        for (const Field &field : *fields)
            everything += field.value + field.raw + '\n';
    }
    everything += first.request.url.toString() + first.request.body + first.sentBytes + first.receivedBytes + first.response->body
        + first.droppedNotes.front().toUtf8() + kept.cookieLedger.front().setCookie;
    CHECK_FALSE(everything.contains(secret));
    CHECK_FALSE(everything.contains(secret.toBase64(QByteArray::OmitTrailingEquals)));

    const QByteArray mark = authorizationOf(kept).mid(7);
    CHECK(mark.size() == secret.size());
    CHECK(first.request.url.query == "access_token=" + mark);
    CHECK(first.response->fields.value("X-Echo") == mark);
    CHECK(first.response->body == "<p>You sent " + mark + ", which is no good</p>");
}

TEST_CASE("History: a secret goes in each spelling in which a careless server may repeat it", "[history]")
{
    const QByteArray secret = "Kc7Wd2Qe9Rt4Yu1Ia8Sp5Df0Gh3Jk6Zx", nonsense = "<\"&%" + secret;
    for (const QByteArray &sent : {secret, nonsense}) {
        Exchange exchange = recorded("https://api.example.com/", 401, kNow, "Basic " + ("ada:" + sent).toBase64());
        QByteArray &body = exchange.hops.front().response->body;
        for (int before = 0; before < 3; ++before) {
            const QByteArray request = QByteArray(before, '-') + "Cookie: sid=" + sent + "\r\n";
            body += request.toBase64() + '\n' + request.toBase64(QByteArray::Base64UrlEncoding) + '\n';
        }
        body += sent.toHex() + '\n' + sent.toPercentEncoding() + '\n' + QString::fromLatin1(sent).toHtmlEscaped().toLatin1() + '\n';
        const QByteArray kept = withMarks(exchange, {}, marks()).hops.front().response->body;
        CHECK(kept.size() == body.size());
        for (const QByteArray &spelling : secretSpellings(sent)) {
            CAPTURE(spelling);
            CHECK_FALSE(kept.contains(spelling));
        }
    }
}

TEST_CASE("History: the same secret has the same mark in two exchanges, and another one has another", "[history]")
{
    const auto markOf = [](const QByteArray &secret) {
        return authorizationOf(withMarks(recorded("https://a.example/", 401, kNow, "Bearer " + secret), {}, marks()));
    };
    CHECK(markOf(kBearer) == markOf(kBearer));
    CHECK(markOf(kBearer) != markOf("Zq8vLr2TnX5wPk1yHs7dCf3gJb9mEa4v"));
    const SecretMarks others(QByteArray(32, 'o'));
    CHECK(authorizationOf(withMarks(recorded("https://a.example/", 401, kNow, QByteArray("Bearer ") + kBearer), {}, others))
          != markOf(kBearer));
}

TEST_CASE("History: of a signed token the claims stay and the signature goes", "[history]")
{
    const Exchange kept = withMarks(recorded("https://a.example/", 401, kNow, QByteArray("Bearer ") + kJwt), {}, marks());
    const QByteArray token = authorizationOf(kept).mid(7);
    const QByteArray whole = kJwt;
    const qsizetype dot = whole.lastIndexOf('.');
    CHECK(token.first(dot) == whole.first(dot));
    CHECK(token.size() == whole.size());
    CHECK(token.sliced(dot) != whole.sliced(dot));
    CHECK(decodeToken(token).payload.has_value());
}

TEST_CASE("History: a token that was whole is whole with its mark", "[history]")
{
    // 32 bytes are 43 characters, of which the last carries four bits alone.
    const QByteArray whole = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJhbmEifQ."
        + QByteArray(32, 'x').toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals);
    REQUIRE(decodeToken(whole).problems.empty());
    for (const char key : {'a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'}) {
        const SecretMarks marks(QByteArray(32, key));
        const QByteArray token = authorizationOf(withMarks(recorded("https://a.example/", 401, kNow, "Bearer " + whole), {}, marks)).mid(7);
        CHECK(token != whole);
        CHECK(decodeToken(token).problems.empty());
    }
}

TEST_CASE("History: of Basic the user stays to be read and the password goes", "[history]")
{
    const Exchange kept
        = withMarks(recorded("https://a.example/", 401, kNow, "Basic " + formatBasic("ana", "correct horse battery")), {}, marks());
    const auto basic = parseBasic(authorizationOf(kept).mid(6));
    REQUIRE(basic);
    CHECK(basic->user == "ana");
    CHECK(basic->password != "correct horse battery");
    CHECK(basic->password.size() == qsizetype(strlen("correct horse battery")));
}

TEST_CASE("History: of a credential with parameters the public ones stay", "[history]")
{
    const QByteArray digest = R"(Digest username="ana", realm="orders", uri="/v1", nonce="dcd98b7102dd2f0e", response="6629fae49393a053")";
    const QByteArray kept = authorizationOf(withMarks(recorded("https://a.example/v1", 401, kNow, digest), {}, marks()));
    CHECK(kept.contains(R"(username="ana")"));
    CHECK(kept.contains(R"(realm="orders")"));
    CHECK(kept.contains(R"(uri="/v1")"));
    CHECK_FALSE(kept.contains("6629fae49393a053"));
}

TEST_CASE("History: a credential in a field of any name is hidden, and so is what is told to be secret", "[history]")
{
    Exchange exchange = recorded("https://a.example/", 401, kNow);
    exchange.hops.front().request.fields.append("X-Shop", "plain-word-of-a-shop");
    exchange.hops.front().request.origins.push_back(FieldOrigin::Auth);
    exchange.hops.front().request.body = "colour=verysecretcolour";
    const Exchange kept = withMarks(exchange, {"verysecretcolour"}, marks());
    CHECK_FALSE(kept.first().request.fields.value("X-Shop")->contains("plain-word"));
    CHECK_FALSE(kept.first().request.body.contains("verysecretcolour"));
}

TEST_CASE("History: a body is cut at the limit and its size stays known", "[history]")
{
    Exchange exchange = recorded("https://a.example/", 200, kNow);
    exchange.hops.front().response->body = QByteArray(5000, 'x');
    exchange.hops.front().response->bodySize = 5000;
    const Exchange kept = withMarks(exchange, {}, marks(), 100);
    CHECK(kept.last().response->body.size() == 100);
    CHECK(kept.last().response->bodySize == 5000);
}

TEST_CASE("History: an exchange is the same after packing and unpacking", "[history]")
{
    Exchange exchange = recorded("https://api.example.com:8443/a?b=c", 401, kNow, "Bearer abc");
    Hop hop = exchange.first();
    hop.error = TransportError{TransportFault::Reset, {"It broke off", "byte 12", "Send again"}, "receiving"};
    hop.tls = TlsFacts{
        "TLSv1.3", "AES", {{"CN=a", "CN=b", {"a.example"}, kNow, std::nullopt, "aa", "pem"}}, {CertificateFault::Expired}, "expired"};
    hop.connection = {"192.0.2.1", 8443, true, "http://proxy.example:3128"};
    hop.times.firstByte = std::chrono::microseconds(1234);
    hop.whyFollowed = "307 to /v2";
    hop.response->defects.push_back({"header.no-colon", 12, "A line has no colon."});
    hop.response->informational.push_back({103, "Early Hints", {{"Link", "</a>", {}}}});
    exchange.cookieLedger.push_back(
        {"sid", "jar", "sid=x", false, "path", "because", "Path=/a", "/b", "RFC 6265bis, 5.8.3", "a.example", "/a"});
    exchange.hops = {hop, hop};
    const auto again = unpacked(packed(exchange));
    REQUIRE(again);
    CHECK(packed(*again) == packed(exchange));
    CHECK(again->hops.size() == 2);
    CHECK(again->first().request.url == exchange.first().request.url);
    CHECK(again->first().request.fields == exchange.first().request.fields);
    CHECK(again->first().error->error == hop.error->error);
    CHECK(again->first().tls->chain.front().notBefore == kNow);
    CHECK(again->first().times == hop.times);
    CHECK(again->last().response->defects == hop.response->defects);
    CHECK(again->cookieLedger.front().reason == "because");
}

TEST_CASE("History: bytes that are damaged anywhere are told, and never crash", "[history]")
{
    const QByteArray whole = packed(recorded("https://a.example/", 401, kNow, QByteArray("Bearer ") + kJwt));
    REQUIRE(unpacked(whole));
    CHECK_FALSE(unpacked({}));
    for (qsizetype length = 0; length < whole.size(); ++length)
        CHECK_FALSE(unpacked(whole.first(length)));
    for (qsizetype at = 0; at < whole.size(); ++at) {
        QByteArray bytes = whole;
        bytes[at] = char(bytes[at] ^ 0x5a);
        if (const auto read = unpacked(bytes); read)
            CHECK(packed(*read) == whole);  // the bit says nothing
        else
            CHECK_FALSE(read.error().what.isEmpty());
    }
}
