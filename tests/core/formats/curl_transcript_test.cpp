#include "catch.h"
#include "core/formats/curl_transcript.h"

using namespace keyhole;

namespace {

Exchange read(const QByteArray &text)
{
    CAPTURE(text);
    CHECK(looksLikeCurlTranscript(text));
    auto exchange = parseCurlTranscript(text);
    if (!exchange)
        FAIL(exchange.error().what.toStdString());
    return *exchange;
}

const QByteArray kHttps = "*   Trying 192.0.2.7:443...\n"
                          "* Connected to api.example.com (192.0.2.7) port 443 (#0)\n"
                          "* ALPN: offers h2,http/1.1\n"
                          "} [5 bytes data]\n"
                          "* SSL connection using TLSv1.3 / TLS_AES_256_GCM_SHA384\n"
                          "* ALPN: server accepted h2\n"
                          "* using HTTP/2\n"
                          "* h2h3 [:method: GET]\n"
                          "* h2h3 [:path: /v1/orders?x=1]\n"
                          "* h2h3 [authorization: Bearer abc]\n"
                          "> GET /v1/orders?x=1 HTTP/2\n"
                          "> Host: api.example.com\n"
                          "> authorization: Bearer abc\n"
                          "> \n"
                          "< HTTP/2 401 \n"
                          "< www-authenticate: Bearer error=\"invalid_token\"\n"
                          "< content-length: 18\n"
                          "< \n"
                          "{ [18 bytes data]\n"
                          "{\n  \"error\": \"no\"\n}* Connection #0 to host api.example.com left intact\n";

}

TEST_CASE("Transcript: request, answer, address and TLS are read from curl -v", "[formats]")
{
    const Exchange exchange = read(kHttps);
    CHECK(exchange.source == ExchangeSource::CurlTranscript);
    CHECK_FALSE(exchange.sanitized);
    REQUIRE(exchange.hops.size() == 1);
    const Hop &hop = exchange.last();
    CHECK(hop.request.method == "GET");
    CHECK(hop.request.url.toString() == "https://api.example.com/v1/orders?x=1");
    CHECK(hop.request.fields.value("authorization") == QByteArray("Bearer abc"));
    CHECK(hop.connection.address == "192.0.2.7");
    CHECK(hop.connection.port == 443);
    REQUIRE(hop.tls);
    CHECK(hop.tls->version == "TLSv1.3");
    REQUIRE(hop.response);
    CHECK(hop.response->status == 401);
    CHECK(hop.response->fields.value("www-authenticate") == QByteArray("Bearer error=\"invalid_token\""));
    CHECK(hop.response->body == "{\n  \"error\": \"no\"\n}");
}

TEST_CASE("Transcript: plain http is told by the connection", "[formats]")
{
    const Exchange exchange = read(
        "* Connected to localhost (127.0.0.1) port 8080\n> GET /a HTTP/1.1\n> Host: localhost:8080\n>\n< HTTP/1.1 403 Forbidden\n<\n");
    CHECK(exchange.last().request.url.toString() == "http://localhost:8080/a");
    CHECK(exchange.last().response->reason == "Forbidden");
}

TEST_CASE("Transcript: redirects are further hops", "[formats]")
{
    const Exchange exchange = read("* Connected to a.example (192.0.2.1) port 80 (#0)\n"
                                   "> GET /r HTTP/1.1\n> Host: a.example\n> Authorization: Bearer x\n> \n"
                                   "< HTTP/1.1 302 Found\n< Location: https://b.example/x\n< \n"
                                   "* Issue another request to this URL: 'https://b.example/x'\n"
                                   "* Connected to b.example (192.0.2.2) port 443 (#1)\n"
                                   "> GET /x HTTP/1.1\n> Host: b.example\n> \n"
                                   "< HTTP/1.1 100 Continue\n< \n"
                                   "< HTTP/1.1 401 Unauthorized\n< \n"
                                   "no\n");
    REQUIRE(exchange.hops.size() == 2);
    CHECK(exchange.hops[0].request.url.toString() == "http://a.example/r");
    CHECK(exchange.hops[0].response->status == 302);
    CHECK(exchange.hops[1].request.url.toString() == "https://b.example/x");
    CHECK(exchange.hops[1].connection.address == "192.0.2.2");
    CHECK(exchange.hops[1].response->status == 401);
    CHECK(exchange.hops[1].response->informational.size() == 1);
    CHECK(exchange.hops[1].response->body == "no\n");
    CHECK_FALSE(exchange.hops[1].whyFollowed.isEmpty());
}

TEST_CASE("Transcript: the head that -i prints once more is no body", "[formats]")
{
    const QByteArray begin = "> GET / HTTP/1.1\n> Host: a.example\n> \n";
    CHECK(read(begin + "< HTTP/1.1 401 Unauthorized\nHTTP/1.1 401 Unauthorized\n< A: b\nA: b\n< \n\nbody\n").last().response->body
          == "body\n");
    CHECK(read(begin + "< HTTP/1.1 401 Unauthorized\n< A: b\n< \nHTTP/1.1 401 Unauthorized\nA: b\n\nbody\n").last().response->body
          == "body\n");
}

TEST_CASE("Transcript: the progress meter is no body", "[formats]")
{
    const QByteArray meter = "\r  0     0    0     0    0     0      0      0 --:--:-- --:--:-- --:--:--     0";
    const Exchange exchange = read("  % Total    % Received % Xferd  Average Speed   Time    Time     Time  Current\n" + meter
                                   + "* Connected to a.example (192.0.2.1) port 80 (#0)\n> GET / HTTP/1.1\r\n> Host: a.example\r\n> \r\n"
                                     "< HTTP/1.1 401 Unauthorized\r\n< \r\n{ [5 bytes data]\n"
                                   + meter + "\n* Connection #0 to host a.example left intact\nbody");
    CHECK(exchange.last().connection.address == "192.0.2.1");
    CHECK(exchange.last().response->body == "body");
}

TEST_CASE("Transcript: stamps of --trace-time become phases", "[formats]")
{
    const PhaseTimes times = read("23:59:59.900000 *   Trying 192.0.2.1:443...\n"
                                  "23:59:59.910000 * Connected to a.example (192.0.2.1) port 443 (#0)\n"
                                  "23:59:59.950000 * SSL connection using TLSv1.3 / X\n"
                                  "23:59:59.960000 > GET / HTTP/1.1\n23:59:59.960000 > Host: a.example\n23:59:59.960000 > \n"
                                  "00:00:00.100000 < HTTP/1.1 401 Unauthorized\n00:00:00.100000 < \n")
                                 .last()
                                 .times;
    using std::chrono::milliseconds;
    CHECK(times.connected == milliseconds(10));
    CHECK(times.tlsDone == milliseconds(50));
    CHECK(times.sent == milliseconds(60));
    CHECK(times.firstByte == milliseconds(200));
}

TEST_CASE("Transcript: values that were taken out are recognised", "[formats]")
{
    const Exchange exchange
        = read("> GET / HTTP/1.1\n> Host: a.example\n> Authorization: Bearer [redacted]\n> \n< HTTP/1.1 401 Unauthorized\n< \n");
    CHECK(exchange.sanitized);
    CHECK(exchange.sanitizedWhy.contains("Authorization"));
}

TEST_CASE("Transcript: a granted CONNECT is left out, a refused one is the answer", "[formats]")
{
    const QByteArray connect = "> CONNECT a.example:443 HTTP/1.1\n> Host: a.example:443\n> \n";
    const Exchange granted
        = read(connect + "< HTTP/1.1 200 OK\n< \n> GET / HTTP/1.1\n> Host: a.example\n> \n< HTTP/1.1 401 Unauthorized\n< \n");
    REQUIRE(granted.hops.size() == 1);
    CHECK(granted.last().request.method == "GET");
    CHECK(read(connect + "< HTTP/1.1 407 Proxy Authentication Required\n< \n").last().response->status == 407);
}

TEST_CASE("Transcript: one without an answer keeps curl's reason, one without a request fails with it", "[formats]")
{
    const Exchange exchange = read("> GET / HTTP/1.1\n> Host: a.example\n> \n* Recv failure: Connection reset by peer\ncurl: (56) Recv "
                                   "failure: Connection reset by peer\n");
    CHECK_FALSE(exchange.last().response);
    REQUIRE(exchange.last().error);
    CHECK(exchange.last().error->fault == TransportFault::Reset);
    const auto failed = parseCurlTranscript("*   Trying 127.0.0.1:1...\n* Failed to connect to localhost port 1: Connection refused\n");
    REQUIRE_FALSE(failed);
    CHECK(failed.error().what.contains("Connection refused"));
}

TEST_CASE("Raw HTTP: a request with its answer", "[formats]")
{
    const QByteArray end = GENERATE(as<QByteArray>{}, "\n", "\r\n");
    QByteArray text = "POST /v1?a=b HTTP/1.1\nHost: a.example\nContent-Length: 3\nX-Dup: 1\nX-Dup:\n\nabc\n\nHTTP/1.1 401 "
                      "Unauthorized\nWWW-Authenticate: Basic realm=\"x\"\n\nno\n";
    text.replace("\n", end);
    CHECK(looksLikeRawHttp(text));
    const auto exchange = parseRawHttp(text);
    REQUIRE(exchange);
    const Hop &hop = exchange->last();
    CHECK(hop.request.url.toString() == "https://a.example/v1?a=b");
    CHECK(hop.request.body == "abc");
    CHECK(hop.request.fields.values("X-Dup") == std::vector<QByteArray>{"1", ""});
    REQUIRE(hop.response);
    CHECK(hop.response->status == 401);
    CHECK(hop.response->body == "no" + end);
    CHECK(exchange->source == ExchangeSource::RawText);
}

TEST_CASE("Raw HTTP: a request alone has no answer, and a body that lost its chunks is kept", "[formats]")
{
    const auto alone = parseRawHttp("GET https://a.example/x\nAccept: */*\n");
    REQUIRE(alone);
    CHECK_FALSE(alone->last().response);
    const auto unframed
        = parseRawHttp("GET / HTTP/1.1\nHost: a.example\n\nHTTP/1.1 401 Unauthorized\nTransfer-Encoding: chunked\n\n{\"error\":\"no\"}");
    REQUIRE(unframed);
    CHECK(unframed->last().response->body == "{\"error\":\"no\"}");
    const auto broken = parseRawHttp("GET / HTTP/1.1\nno colon here\n\n");
    REQUIRE_FALSE(broken);
    CHECK(broken.error().place == "line 2, column 1");
}
