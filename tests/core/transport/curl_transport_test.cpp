#include "catch.h"
#include "core/transport/recording_server.h"
#include "core/transport/send_and_wait.h"

#include <QTcpSocket>

using namespace keyhole;

namespace {
const QByteArray kUnauthorized = "HTTP/1.1 401 Unauthorized\r\nWWW-Authenticate: Bearer\r\nContent-Length: 2\r\n\r\nno";
const SystemClock kClock;
}

TEST_CASE("CurlTransport: brings the answer with its bytes, times and address", "[transport]")
{
    RecordingServer server(RecordingServer::answer(kUnauthorized));
    CurlTransport transport(kClock);
    const Hop hop = sendAndWait(transport, get(server.address("/a?b")), direct());
    REQUIRE(hop.response);
    CHECK_FALSE(hop.error);
    CHECK(hop.response->status == 401);
    CHECK(hop.response->reason == "Unauthorized");
    CHECK(hop.response->fields.value("www-authenticate") == "Bearer");
    CHECK(hop.response->body == "no");
    CHECK(hop.receivedBytes == kUnauthorized);
    CHECK(hop.sentBytes == server.arrived());
    CHECK(hop.sentBytes.startsWith("GET /a?b HTTP/1.1\r\nHost: 127.0.0.1:"));
    CHECK(hop.connection.address == "127.0.0.1");
    CHECK(hop.connection.port == server.serverPort());
    CHECK_FALSE(hop.connection.reused);
    REQUIRE(hop.sentAt);
    REQUIRE(hop.answeredAt);
    CHECK(*hop.sentAt <= *hop.answeredAt);
    REQUIRE(hop.times.connected);
    REQUIRE(hop.times.sent);
    REQUIRE(hop.times.firstByte);
    REQUIRE(hop.times.end);
    CHECK(*hop.times.connected <= *hop.times.sent);
    CHECK(*hop.times.sent <= *hop.times.firstByte);
    CHECK(*hop.times.firstByte <= *hop.times.end);
    CHECK_FALSE(hop.times.tlsDone);
}

TEST_CASE("CurlTransport: keeps a connection for GET and makes a new one for POST", "[transport]")
{
    RecordingServer server(RecordingServer::answer(kUnauthorized, false));
    CurlTransport transport(kClock);
    Request post = get(server.address());
    post.method = "POST";
    CHECK_FALSE(sendAndWait(transport, get(server.address()), direct()).connection.reused);
    CHECK(sendAndWait(transport, get(server.address()), direct()).connection.reused);
    CHECK_FALSE(sendAndWait(transport, post, direct()).connection.reused);
    CHECK(server.connections() == 2);
}

TEST_CASE("CurlTransport: sends a GET again on a new connection when the kept one turns out closed", "[transport]")
{
    int requests = 0;
    RecordingServer server([&requests](QTcpSocket &socket, const QByteArray &arrived) {
        if (requestLength(arrived) == 0)
            return;
        if (++requests == 2)
            return socket.abort();
        socket.write(kUnauthorized);
    });
    CurlTransport transport(kClock);
    sendAndWait(transport, get(server.address()), direct());
    const Hop second = sendAndWait(transport, get(server.address()), direct());
    REQUIRE(second.response);
    CHECK(second.response->status == 401);
    CHECK_FALSE(second.connection.reused);
    CHECK(server.connections() == 2);
}
