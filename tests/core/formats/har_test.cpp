#include "catch.h"
#include "core/formats/har.h"
#include "har_samples.h"

#include <QTemporaryDir>

using namespace keyhole;
using har_samples::entry;
using har_samples::EntryParts;
using har_samples::har;

namespace {

Exchange only(const EntryParts &parts)
{
    const auto file = HarFile::parse(har(entry(parts)));
    REQUIRE(file);
    auto exchange = file->exchange(0);
    REQUIRE(exchange);
    return *exchange;
}

Instant nine()
{
    return Instant(Milliseconds(1795251600000));  // 2026-11-21T09:00:00Z
}

}

TEST_CASE("HAR: an entry becomes an exchange of one hop", "[formats]")
{
    const Exchange exchange = only({
        .method = "POST",
        .requestMore = R"("httpVersion":"HTTP/1.1","headers":[{"name":"Accept","value":"*/*"},{"name":"accept","value":""}],)"
                       R"("postData":{"mimeType":"application/json","text":"{\"a\":1}"})",
        .responseMore = R"("statusText":"Unauthorized","httpVersion":"http/2.0","headers":[{"name":"www-authenticate","value":"Bearer"}],)"
                        R"("content":{"size":2,"mimeType":"text/plain","text":"no"})",
        .more = R"("serverIPAddress":"[2001:db8::1]","time":9)",
    });
    REQUIRE(exchange.hops.size() == 1);
    const Hop &hop = exchange.last();
    CHECK(hop.request.method == "POST");
    CHECK(hop.request.url.toString() == "https://api.example.com/v1/orders");
    CHECK(hop.request.httpVersion == "HTTP/1.1");
    CHECK(hop.request.fields == FieldList{{"Accept", "*/*", {}}, {"accept", "", {}}});
    CHECK(hop.request.body == R"({"a":1})");
    REQUIRE(hop.response);
    CHECK(hop.response->status == 401);
    CHECK(hop.response->reason == "Unauthorized");
    CHECK(hop.response->httpVersion == "HTTP/2");
    CHECK(hop.response->fields == FieldList{{"www-authenticate", "Bearer", {}}});
    CHECK(hop.response->body == "no");
    CHECK(hop.response->bodySize == 2);
    CHECK(hop.connection.address == "2001:db8::1");
    CHECK(hop.connection.port == 443);
    CHECK(exchange.source == ExchangeSource::Har);
    CHECK(exchange.recordedEntry == 1);
    CHECK_FALSE(exchange.sanitized);
}

TEST_CASE("HAR: every entry has a summary, whatever the order of the members", "[formats]")
{
    const auto file = HarFile::parse(
        R"({"log":{"entries":[{"response":{"content":{"mimeType":"text/html"},"status":200},"request":{"url":"http://a.example/","method":"GET"},)"
        R"("startedDateTime":"2026-11-21T09:00:00Z"},)"
        + entry({.url = R"(http:\/\/b.example\/\u00e9)"}) + R"(],"creator":{"version":"2","name":"Odd"}}})");
    REQUIRE(file);
    CHECK(file->count() == 2);
    CHECK(file->creator() == "Odd 2");
    CHECK(file->summary(0).mimeType == "text/html");
    CHECK(file->summary(0).status == 200);
    CHECK(file->summary(0).startedAt == nine());
    CHECK(file->summary(1).url == "http://b.example/\xC3\xA9");
    CHECK(file->warnings().empty());
}

TEST_CASE("HAR: the answer came after blocked, dns, connect, send and wait; ssl is a part of connect", "[formats]")
{
    const Exchange exchange
        = only({.more = R"("time":99,"timings":{"blocked":10,"dns":5,"connect":20,"ssl":12,"send":1,"wait":30,"receive":4})"});
    const Hop &hop = exchange.last();
    CHECK(hop.sentAt == nine());
    CHECK(hop.answeredAt == nine() + Milliseconds(66));
    CHECK(hop.times.nameResolved == std::chrono::milliseconds(15));
    CHECK(hop.times.connected == std::chrono::milliseconds(23));
    CHECK(hop.times.tlsDone == std::chrono::milliseconds(35));
    CHECK(hop.times.sent == std::chrono::milliseconds(36));
    CHECK(hop.times.firstByte == std::chrono::milliseconds(66));
    CHECK(hop.times.end == std::chrono::milliseconds(70));
}

TEST_CASE("HAR: phases of -1 did not happen, and the whole time stands in for an unknown wait", "[formats]")
{
    const Hop reused
        = only({.more = R"("time":30,"timings":{"blocked":-1,"dns":-1,"connect":-1,"ssl":-1,"send":1,"wait":25,"receive":4})"}).last();
    CHECK_FALSE(reused.times.nameResolved);
    CHECK_FALSE(reused.times.connected);
    CHECK(reused.connection.reused);
    CHECK(reused.answeredAt == nine() + Milliseconds(26));

    const Hop unknown = only({.more = R"("time":30,"timings":{"send":-1,"wait":-1,"receive":-1})"}).last();
    CHECK(unknown.answeredAt == nine() + Milliseconds(30));
    CHECK_FALSE(only({.more = R"("time":-1)"}).last().answeredAt);
}

TEST_CASE("HAR: dates are read in the forms that tools write", "[formats]")
{
    const auto started = GENERATE(as<QByteArray>{}, R"("2026-11-21T09:00:00.000Z")", R"("2026-11-21T10:00:00+01:00")",
                                  R"("2026-11-21T04:00:00.1234567-0500")", R"("2026-11-21 09:00:00Z")", R"("2026-11-21T09:00:00.000")",
                                  R"("Sat, 21 Nov 2026 09:00:00 GMT")", "1795251600000");
    CAPTURE(started);
    const auto file = HarFile::parse(har(entry({.started = started})));
    REQUIRE(file);
    CHECK(std::chrono::floor<Seconds>(file->summary(0).startedAt) == nine());
    CHECK(file->warnings().size() == (started.contains("00:00.000\"") ? 1u : 0u));
}

TEST_CASE("HAR: HTTP versions have one spelling, and an unknown one is none", "[formats]")
{
    const auto [written, read] = GENERATE(table<QByteArray, QByteArray>({{"h2", "HTTP/2"},
                                                                         {"http/2.0", "HTTP/2"},
                                                                         {"HTTP/2", "HTTP/2"},
                                                                         {"h3", "HTTP/3"},
                                                                         {"h3-29", "HTTP/3"},
                                                                         {"http/2+quic/46", "HTTP/3"},
                                                                         {"HTTP/1.1", "HTTP/1.1"},
                                                                         {"http/1.0", "HTTP/1.0"},
                                                                         {"unknown", ""},
                                                                         {"", ""}}));
    CAPTURE(written);
    const Exchange exchange = only({.responseMore = R"("httpVersion":")" + written + R"(","headers":[])"});
    CHECK(exchange.last().response->httpVersion == read);
    CHECK(exchange.last().request.httpVersion == read);
}

TEST_CASE("HAR: pseudo fields of HTTP/2 are left out, and lower-case names stay", "[formats]")
{
    const Exchange exchange = only(
        {.requestMore
         = R"("headers":[{"name":":authority","value":"api.example.com"},{"name":":path","value":"/"},{"name":"accept","value":"*/*"}])",
         .responseMore = R"("headers":[{"name":":status","value":"401"},{"name":"server","value":"x"}])"});
    CHECK(exchange.last().request.fields == FieldList{{"accept", "*/*", {}}});
    CHECK(exchange.last().response->fields == FieldList{{"server", "x", {}}});
}

TEST_CASE("HAR: values that a browser joined by line feeds are several fields, in answers only", "[formats]")
{
    const Exchange exchange = only({.requestMore = R"("headers":[{"name":"X-Key","value":"a\n"}])",
                                    .responseMore = R"("headers":[{"name":"Set-Cookie","value":"a=1; Path=/\nb=2"}])"});
    CHECK(exchange.last().response->fields == FieldList{{"Set-Cookie", "a=1; Path=/", {}}, {"Set-Cookie", "b=2", {}}});
    CHECK(exchange.last().request.fields == FieldList{{"X-Key", "a\n", {}}});
}

TEST_CASE("HAR: cookies that stand only in the lists become fields", "[formats]")
{
    const Exchange exchange
        = only({.requestMore = R"("headers":[],"cookies":[{"name":"sid","value":"1"},{"name":"t","value":"2"}])",
                .responseMore
                = R"("headers":[],"cookies":[{"name":"sid","value":"3","path":"/","httpOnly":true,"secure":false,"sameSite":"Lax"}])"});
    CHECK(exchange.last().request.fields.value("Cookie") == QByteArray("sid=1; t=2"));
    CHECK(exchange.last().response->fields.value("Set-Cookie") == QByteArray("sid=3; Path=/; SameSite=Lax; HttpOnly"));
}

TEST_CASE("HAR: status 0 means that no answer came, and the recorder's words say why", "[formats]")
{
    const auto [more, fault] = GENERATE(table<QByteArray, TransportFault>({
        {R"("headers":[],"_error":"net::ERR_NAME_NOT_RESOLVED")", TransportFault::NameUnknown},
        {R"("headers":[],"_error":"net::ERR_CONNECTION_REFUSED")", TransportFault::Refused},
        {R"("headers":[],"_error":"net::ERR_BLOCKED_BY_CLIENT")", TransportFault::Cancelled},
        {R"("headers":[],"_error":"net::ERR_CERT_DATE_INVALID")", TransportFault::Tls},
        {R"("headers":[],"statusText":"")", TransportFault::Other},
    }));
    const Exchange exchange = only({.status = "0", .responseMore = more});
    CHECK_FALSE(exchange.last().response);
    REQUIRE(exchange.last().error);
    CHECK(exchange.last().error->fault == fault);
    CHECK_FALSE(exchange.last().answeredAt);
}

TEST_CASE("HAR: bodies are undone from base64, and a missing one is told", "[formats]")
{
    const auto body
        = [](const QByteArray &content) { return *only({.responseMore = R"("headers":[],"content":)" + content}).last().response; };
    CHECK(body(R"({"size":3,"text":"AP/+","encoding":"base64"})").body == QByteArray("\0\xFF\xFE", 3));
    CHECK(body(R"({"size":-1,"text":""})").bodySize == 0);
    CHECK(body(R"({"size":-1})").defects.empty());
    const Response missing = body(R"({"size":812,"mimeType":"application/json"})");
    CHECK(missing.bodySize == 812);
    REQUIRE(missing.defects.size() == 1);
    CHECK(missing.defects[0].id == "body.not-recorded");
    const Response broken = body(R"({"size":3,"text":"not base64!","encoding":"base64"})");
    CHECK(broken.body == "not base64!");
    CHECK(broken.defects.at(0).id == "body.encoding");
}

TEST_CASE("HAR: a request body listed as parameters is put together again", "[formats]")
{
    const Exchange form = only({.method = "POST",
                                .requestMore = R"("headers":[],"postData":{"mimeType":"application/x-www-form-urlencoded",)"
                                               R"("params":[{"name":"grant_type","value":"password"},{"name":"p","value":"a b&c"}]})"});
    CHECK(form.last().request.body == "grant_type=password&p=a+b%26c");
    const Exchange multipart
        = only({.method = "POST",
                .requestMore = R"("headers":[],"postData":{"mimeType":"multipart/form-data; boundary=xx",)"
                               R"("params":[{"name":"f","fileName":"a.txt","contentType":"text/plain","value":"hi"}]})"});
    CHECK(multipart.last().request.body
          == "--xx\r\nContent-Disposition: form-data; name=\"f\"; filename=\"a.txt\"\r\nContent-Type: text/plain\r\n\r\nhi\r\n--xx--\r\n");
}

TEST_CASE("HAR: a file is opened under its name, with a byte order mark or in UTF-16", "[formats]")
{
    const QByteArray text = har(entry());
    const QByteArray utf16 = "\xFF\xFE" + QByteArray(reinterpret_cast<const char *>(QString::fromUtf8(text).utf16()), text.size() * 2);
    const QByteArray bytes = GENERATE_REF(as<QByteArray>{}, text, "\xEF\xBB\xBF" + text, utf16);
    const QTemporaryDir folder;
    QFile file(folder.filePath("some export.json"));
    REQUIRE(file.open(QIODevice::WriteOnly));
    file.write(bytes);
    file.close();
    const auto opened = HarFile::open(file.fileName());
    REQUIRE(opened);
    CHECK(opened->exchange(0)->sourceName == "some export.json");
}

TEST_CASE("HAR: a media type and a query that stand in lists of their own are put where they were sent", "[formats]")
{
    const Exchange exchange = only({
        .method = "POST",
        .requestMore = R"("headers":[],"queryString":[{"name":"q","value":"a b"},{"name":"x","value":""}],)"
                       R"("postData":{"mimeType":"application/x-www-form-urlencoded","params":[{"name":"k","value":"v"}]})",
    });
    CHECK(exchange.first().request.url.query == QByteArray("q=a%20b&x="));
    CHECK(exchange.first().request.fields.value("Content-Type") == QByteArray("application/x-www-form-urlencoded"));
}

TEST_CASE("HAR: a media type without a body, and one beside a field, add nothing", "[formats]")
{
    const auto more = GENERATE(as<const char *>(), R"("headers":[],"postData":{"mimeType":"text/plain","text":"","params":[]})",
                               R"("headers":[{"name":"content-type","value":"a/b"}],"postData":{"mimeType":"text/plain","text":"x"})");
    const Exchange exchange = only({.method = "POST", .requestMore = more});
    CHECK(exchange.first().request.fields.value("Content-Type") != QByteArray("text/plain"));
}
