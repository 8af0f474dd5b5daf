#include "catch.h"
#include "core/formats/har.h"
#include "core/http/credentials.h"

using namespace keyhole;

namespace {

Exchange sample()
{
    Hop first;
    first.request.method = "POST";
    first.request.url = *Url::parse("https://a.example/old?access_token=query-secret-1#frag");
    first.request.httpVersion = "HTTP/1.1";
    first.request.fields = {{"Authorization", "Bearer header-secret-123456789", {}},
                            {"x-dup", "1", {}},
                            {"X-Dup", "", {}},
                            {"X-Latin", "caf\xE9", {}},
                            {"Content-Type", "application/json", {}}};
    first.request.body = R"({"password":"body-secret-1","n":1})";
    first.sentAt = Instant(Milliseconds(1795251600123));
    first.answeredAt = Instant(Milliseconds(1795251600223));
    using std::chrono::microseconds;
    first.times
        = {microseconds(1500), microseconds(3000), microseconds(9000), microseconds(9250), microseconds(99000), microseconds(100001)};
    first.connection.address = "2001:db8::1";
    first.connection.port = 443;
    first.response.emplace();
    first.response->status = 307;
    first.response->reason = "Temporary Redirect";
    first.response->httpVersion = "HTTP/1.1";
    first.response->fields = {{"Location", "/new", {}}, {"Set-Cookie", "sid=cookie-secret-1; Path=/", {}}, {"Set-Cookie", "b=2", {}}};

    Hop second = first;
    second.request.url = *Url::parse("https://a.example/new");
    second.sentAt = *first.sentAt + Milliseconds(150);
    second.answeredAt = *first.answeredAt + Milliseconds(150);
    second.response->status = 401;
    second.response->fields = {{"WWW-Authenticate", "Bearer", {}}};
    second.response->body = QByteArray("\0\xFF\n\x1B no", 7);
    second.response->bodySize = 7;
    Exchange exchange;
    exchange.hops = {first, second};
    return exchange;
}

Exchange reread(const Exchange &exchange, const HarWriteOptions &options)
{
    const auto file = HarFile::parse(writeHar({exchange}, options));
    REQUIRE(file);
    CHECK(file->warnings().empty());
    const auto again = file->exchange(file->count() - 1);
    REQUIRE(again);
    return *again;
}

}

TEST_CASE("HAR: a written file opens again without loss", "[formats]")
{
    const Exchange original = sample();
    const Exchange again = reread(original, {.keepSecrets = true});
    REQUIRE(again.hops.size() == 2);
    for (size_t hop = 0; hop < 2; ++hop) {
        const Hop &a = original.hops[hop], &b = again.hops[hop];
        CHECK(a.request.method == b.request.method);
        CHECK(a.request.url.toString() == b.request.url.toString());
        CHECK(a.request.httpVersion == b.request.httpVersion);
        CHECK((a.request.fields == b.request.fields));
        CHECK(a.request.body == b.request.body);
        CHECK(a.response->status == b.response->status);
        CHECK(a.response->reason == b.response->reason);
        CHECK((a.response->fields == b.response->fields));
        CHECK(a.response->body == b.response->body);
        CHECK((a.sentAt == b.sentAt));
        CHECK((a.answeredAt == b.answeredAt));
        CHECK((a.times == b.times));
        CHECK(a.connection.address == b.connection.address);
    }
    CHECK_FALSE(again.sanitized);
}

TEST_CASE("HAR: secrets are masked unless they are to stay, and the file says so when it is opened", "[formats]")
{
    Exchange exchange = sample();
    exchange.hops[1].response->body = "you sent header-secret-123456789 and body-secret-1";
    const QByteArray masked = writeHar({exchange});
    CAPTURE(masked);
    for (const char *secret : {"header-secret-123456789", "query-secret-1", "body-secret-1", "cookie-secret-1"})
        CHECK_FALSE(masked.contains(secret));
    CHECK(masked.contains("you sent"));
    CHECK(writeHar({exchange}, {.keepSecrets = true}).contains("header-secret-123456789"));
    CHECK(reread(exchange, {}).sanitized);
    CHECK(reread(exchange, {}).last().request.fields.value("Authorization")->startsWith("Bearer "));
}

TEST_CASE("HAR: a secret that the server repeats is masked in whatever spelling, and in content that is no text", "[formats]")
{
    const QByteArray secret = "header-secret-123456789";
    const QByteArray spelled
        = GENERATE_COPY(values<QByteArray>({secret, ("GET / HTTP/1.1\r\nAuthorization: Bearer " + secret + "\r\n").toBase64(),
                                            ("x" + secret).toBase64(), secret.toHex(), secret.toHex().toUpper()}));
    const bool isText = GENERATE(true, false);
    Exchange exchange = sample();
    exchange.hops[1].response->body = (isText ? "you sent " : "you sent \xFF\xFE ") + spelled + " it seems";
    const auto file = HarFile::parse(writeHar({exchange}));
    REQUIRE(file);
    const QByteArray body = file->exchange(file->count() - 1)->last().response->body;
    CAPTURE(body);
    CHECK(body.contains("you sent"));
    CHECK(body.contains("it seems"));
    CHECK_FALSE(body.contains(spelled.mid(spelled.size() - 20, 10)));
}

TEST_CASE("HAR: the password of Basic is masked wherever it stands by itself", "[formats]")
{
    Exchange exchange = sample();
    exchange.hops[1].request.fields = {{"Authorization", "Basic " + formatBasic("ada", "lovelace-1843"), {}}};
    exchange.hops[1].response->body = "wrong password lovelace-1843";
    CHECK_FALSE(writeHar({exchange}).contains("lovelace-1843"));
}

TEST_CASE("HAR: a request without an answer keeps why", "[formats]")
{
    Exchange exchange = sample();
    exchange.hops.resize(1);
    exchange.hops[0].response.reset();
    exchange.hops[0].answeredAt.reset();
    exchange.hops[0].error = TransportError{TransportFault::TimedOut, {"Nothing came within 60 s.", {}, {}}, {}};
    const Exchange again = reread(exchange, {.keepSecrets = true});
    CHECK_FALSE(again.last().response);
    REQUIRE(again.last().error);
    CHECK(again.last().error->fault == TransportFault::TimedOut);
    CHECK(again.last().error->error.what == "Nothing came within 60 s.");
}
