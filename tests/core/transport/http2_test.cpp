#include "catch.h"
#include "core/transport/http2.h"
#include "core/transport/http2_server.h"
#include "core/transport/nginx.h"
#include "core/transport/send_and_wait.h"

#include <QTcpSocket>

using namespace keyhole;

namespace {

const SystemClock kClock;

TransportOptions http2()
{
    TransportOptions options = direct();
    options.version = HttpVersionChoice::Http2;
    return options;
}

QByteArray lines(const FieldList &fields)
{
    QByteArray text;
    for (const Field &field : fields)
        text += field.name + ": " + field.value + "\r\n";
    return text;
}

bool hasDefect(const Hop &hop, const QByteArray &id)
{
    return hop.response
        && std::any_of(hop.response->defects.begin(), hop.response->defects.end(), [&](const Defect &defect) { return defect.id == id; });
}

}

TEST_CASE("CurlTransport: the field list that is shown is the one that an HTTP/2 server gets", "[transport][http2]")
{
    Http2Server server({});
    CurlTransport transport(kClock);
    Request request = get(server.address("/a/../b?c"));
    request.method = "POST";
    request.fields.append("X-Dup", "1");
    request.fields.append("x-dup", "");
    request.fields.append("X-Dup", "2");
    request.fields.append("Authorization", "Bearer abc");
    request.body = QByteArray("0123456789").repeated(30'000);
    const Hop hop = sendAndWait(transport, request, http2());
    REQUIRE_FALSE(hop.error);
    REQUIRE(server.requests().size() == 1);
    const auto &arrived = server.requests().front();
    CHECK(hop.sentBytes == lines(arrived.fields) + "\r\n" + arrived.body);
    CHECK(arrived.body == request.body);
    CHECK(arrived.fields.value(":method") == "POST");
    CHECK(arrived.fields.value(":path") == "/a/../b?c");
    CHECK(arrived.fields.value(":authority") == request.url.hostField());
    CHECK(arrived.fields.values("x-dup") == std::vector<QByteArray>{"1", "", "2"});
    CHECK_FALSE(arrived.fields.contains("host"));
    CHECK(hop.request.httpVersion == "HTTP/2");
    CHECK(hop.droppedNotes.empty());
}

TEST_CASE("CurlTransport: shows an HTTP/2 answer with interim answers, duplicates, empty values and trailers", "[transport][http2]")
{
    Http2Server::Answer answer;
    answer.interim = {{{":status", "103", {}}, {"link", "</a>", {}}}};
    answer.head = {{":status", "401", {}}, {"www-authenticate", "Basic", {}}, {"www-authenticate", "Bearer", {}}, {"x-empty", "", {}}};
    answer.body = QByteArray("no ").repeated(50'000);
    answer.trailers = {{"x-sum", "1", {}}};
    Http2Server server(answer);
    CurlTransport transport(kClock);
    const Hop hop = sendAndWait(transport, get(server.address()), http2());
    REQUIRE(hop.response);
    CHECK_FALSE(hop.error);
    CHECK(hop.response->httpVersion == "HTTP/2");
    CHECK(hop.response->status == 401);
    CHECK(hop.response->fields.values("www-authenticate") == std::vector<QByteArray>{"Basic", "Bearer"});
    CHECK(hop.response->fields.value("x-empty") == "");
    CHECK(hop.response->trailers.value("x-sum") == "1");
    REQUIRE(hop.response->informational.size() == 1);
    CHECK(hop.response->informational.front().status == 103);
    CHECK(hop.response->informational.front().fields.value("link") == "</a>");
    CHECK(hop.response->body == answer.body);
    CHECK(hop.response->defects.empty());
    CHECK(hop.receivedBytes
          == lines(answer.interim.front()) + "\r\n" + lines(answer.head) + "\r\n" + answer.body + lines(answer.trailers) + "\r\n");
}

TEST_CASE("CurlTransport: keeps an HTTP/2 connection for GET", "[transport][http2]")
{
    Http2Server server({});
    CurlTransport transport(kClock);
    for (int i = 0; i < 5; ++i)
        CHECK(sendAndWait(transport, get(server.address()), http2()).connection.reused == (i > 0));
    CHECK(server.connections() == 1);
    CHECK(server.requests().size() == 5);
}

TEST_CASE("CurlTransport: names a reset of an HTTP/2 stream, and keeps what came", "[transport][http2]")
{
    Http2Server::Answer answer;
    answer.resetWith = 11;  // ENHANCE_YOUR_CALM
    Http2Server server(answer);
    CurlTransport transport(kClock);
    const Hop hop = sendAndWait(transport, get(server.address()), http2());
    REQUIRE(hop.response);
    CHECK(hop.response->status == 200);
    CHECK(hasDefect(hop, "http2.reset"));
}

TEST_CASE("CurlTransport: says that a server does not speak HTTP/2", "[transport][http2]")
{
    QTcpServer server;
    REQUIRE(server.listen(QHostAddress::LocalHost));
    QObject::connect(&server, &QTcpServer::newConnection, &server,
                     [&server] { server.nextPendingConnection()->write("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n"); });
    CurlTransport transport(kClock);
    const Hop hop = sendAndWait(transport, get("http://127.0.0.1:" + QByteArray::number(server.serverPort()) + "/"), http2());
    REQUIRE(hop.error);
    CHECK(hop.error->fault == TransportFault::Protocol);
}

TEST_CASE("http2Fields: leaves out the fields of one connection, each with a note", "[transport][http2]")
{
    Request request = get("https://a.example/");
    for (const char *name : {"Connection", "Keep-Alive", "Proxy-Connection", "Transfer-Encoding", "Upgrade", "TE"})
        request.fields.append(name, "x");
    request.fields.append("TE", "trailers");
    request.fields.append("Host", "second.example");
    std::vector<QString> dropped;
    const FieldList fields = http2Fields(request, dropped);
    CHECK(lines(fields)
          == ":method: GET\r\n:scheme: https\r\n:authority: a.example\r\n:path: /\r\nte: trailers\r\nhost: second.example\r\n");
    REQUIRE(dropped.size() == 6);
    CHECK(dropped.front().contains("Connection"));
    CHECK(dropped.front().contains("8.2.2"));
}

TEST_CASE("CurlTransport: agrees on HTTP/2 over TLS with nginx, and on HTTP/1.1 when that is asked for", "[transport][http2][tls]")
{
    const TestCertificate authority = makeCertificate({"Test Authority", "", -1, 30, true});
    const Nginx nginx(authority, makeCertificate({}, &authority));
    CurlTransport transport(kClock);
    TransportOptions options = direct();
    options.caFile = nginx.authorities();
    SECTION("HTTP/2")
    {
        const Hop hop = sendAndWait(transport, get(nginx.address("/x")), options);
        REQUIRE(hop.response);
        CHECK_FALSE(hop.error);
        CHECK(hop.response->httpVersion == "HTTP/2");
        CHECK(hop.response->status == 401);
        CHECK(hop.response->fields.value("www-authenticate") == "Bearer realm=\"api\"");
        CHECK(hop.response->body == "no");
        CHECK(hop.sentBytes.startsWith(":method: GET\r\n"));
        REQUIRE(hop.tls);
        CHECK(hop.tls->version == "TLSv1.3");
        CHECK(sendAndWait(transport, get(nginx.address("/y")), options).connection.reused);
    }
    SECTION("HTTP/1.1")
    {
        options.version = HttpVersionChoice::Http11;
        const Hop hop = sendAndWait(transport, get(nginx.address("/x")), options);
        REQUIRE(hop.response);
        CHECK(hop.response->httpVersion == "HTTP/1.1");
        CHECK(hop.response->status == 401);
        CHECK(hop.response->body == "no");
    }
}
