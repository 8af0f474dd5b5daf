#include "catch.h"
#include "core/transport/recording_server.h"
#include "core/transport/send_and_wait.h"

#include <QElapsedTimer>
#include <QFile>
#include <QFileInfo>
#include <QTcpSocket>
#include <QTimer>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>
#include <zlib.h>

using namespace keyhole;
using namespace std::chrono_literals;

namespace {

const SystemClock kClock;

bool hasDefect(const Hop &hop, const QByteArray &id)
{
    return hop.response
        && std::any_of(hop.response->defects.begin(), hop.response->defects.end(), [&](const Defect &defect) { return defect.id == id; });
}

/// A port of loopback whose queue of connections is full, so that a new one gets no answer at all.
class FullPort {
public:
    FullPort() : m_listener(::socket(AF_INET, SOCK_STREAM, 0))
    {
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        socklen_t size = sizeof address;
        REQUIRE(::bind(m_listener, reinterpret_cast<sockaddr *>(&address), size) == 0);
        REQUIRE(::listen(m_listener, 0) == 0);
        REQUIRE(::getsockname(m_listener, reinterpret_cast<sockaddr *>(&address), &size) == 0);
        m_port = ntohs(address.sin_port);
        for (int &filler : m_fillers) {
            filler = ::socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
            ::connect(filler, reinterpret_cast<sockaddr *>(&address), size);
        }
    }
    ~FullPort()
    {
        for (int filler : m_fillers)
            ::close(filler);
        ::close(m_listener);
    }
    QByteArray address() const { return "http://127.0.0.1:" + QByteArray::number(m_port) + "/"; }

private:
    int m_listener;
    int m_fillers[4];
    int m_port = 0;
};

/// Answers with `begin`, then with `more` again and again until nobody listens.
RecordingServer::Script endless(const QByteArray &begin, const QByteArray &more)
{
    return [=](QTcpSocket &socket, const QByteArray &arrived) {
        if (requestLength(arrived) == 0)
            return;
        socket.write(begin);
        QObject::connect(&socket, &QTcpSocket::bytesWritten, &socket, [&socket, more] {
            if (socket.bytesToWrite() < (1 << 20))
                socket.write(more);
        });
    };
}

QByteArray gzip(const QByteArray &content)
{
    z_stream stream{};
    REQUIRE(deflateInit2(&stream, 9, Z_DEFLATED, 31, 9, Z_DEFAULT_STRATEGY) == Z_OK);
    QByteArray out(qsizetype(deflateBound(&stream, uLong(content.size()))), Qt::Uninitialized);
    stream.next_in = reinterpret_cast<Bytef *>(const_cast<char *>(content.data()));
    stream.avail_in = uInt(content.size());
    stream.next_out = reinterpret_cast<Bytef *>(out.data());
    stream.avail_out = uInt(out.size());
    REQUIRE(deflate(&stream, Z_FINISH) == Z_STREAM_END);
    out.truncate(qsizetype(stream.total_out));
    deflateEnd(&stream);
    return out;
}

qint64 residentBytes()
{
    QFile file("/proc/self/statm");
    REQUIRE(file.open(QIODevice::ReadOnly));
    return file.readAll().split(' ').at(1).toLongLong() * ::sysconf(_SC_PAGESIZE);
}

/// Cancels `after` so long and gives how long the transport took to end.
qint64 cancelTime(const Request &request, const TransportOptions &options, std::chrono::milliseconds after)
{
    CurlTransport transport(kClock);
    QFuture<Hop> future = transport.send(request, options);
    QElapsedTimer sinceSend;
    sinceSend.start();
    while (after > 0ms && !future.isFinished() && !sinceSend.hasExpired(after.count()))
        waitUntil([&] { return future.isFinished(); }, 10ms);
    REQUIRE_FALSE(future.isFinished());
    QElapsedTimer timer;
    timer.start();
    future.cancel();
    REQUIRE(waitUntil([&] { return future.isFinished(); }));
    CHECK(future.isCanceled());
    CHECK(future.resultCount() == 0);
    return timer.elapsed();
}

}

TEST_CASE("CurlTransport: each time limit ends its phase and names it", "[transport]")
{
    CurlTransport transport(kClock);
    TransportOptions options = direct();
    Request request;
    const auto expectTimeOut = [&](const QString &phase) {
        QElapsedTimer timer;
        timer.start();
        const Hop hop = sendAndWait(transport, request, options);
        REQUIRE(hop.error);
        CHECK(hop.error->fault == TransportFault::TimedOut);
        CHECK(hop.error->phase == phase);
        CHECK(timer.elapsed() < 3000);
        return hop;
    };
    SECTION("connection")
    {
        const FullPort port;
        request = get(port.address());
        options.connectLimit = 200ms;
        CHECK_FALSE(expectTimeOut("connection").sentAt);
    }
    SECTION("TLS")
    {
        RecordingServer server;
        request = get(server.address().replace("http:", "https:"));
        options.connectLimit = 200ms;
        expectTimeOut("TLS");
        CHECK(server.arrived().startsWith('\x16'));
    }
    SECTION("sending")
    {
        RecordingServer server;
        server.setReadBuffer(1);
        request = get(server.address());
        request.method = "POST";
        request.body = QByteArray(64 << 20, 'x');
        options.idleLimit = 300ms;
        CHECK_FALSE(expectTimeOut("sending").times.sent);
    }
    SECTION("waiting")
    {
        RecordingServer server;
        request = get(server.address());
        options.answerLimit = 200ms;
        const Hop hop = expectTimeOut("waiting");
        CHECK(hop.sentBytes == server.arrived());
    }
    SECTION("receiving")
    {
        RecordingServer server(RecordingServer::answer("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nabc", false));
        request = get(server.address());
        options.idleLimit = 200ms;
        const Hop hop = expectTimeOut("receiving");
        REQUIRE(hop.response);
        CHECK(hop.response->status == 200);
        CHECK(hop.response->body == "abc");
    }
    SECTION("all of it, when bytes drip")
    {
        RecordingServer server([](QTcpSocket &socket, const QByteArray &) {
            socket.write("HTTP/1.1 200 OK\r\n\r\n");
            auto *drip = new QTimer(&socket);
            QObject::connect(drip, &QTimer::timeout, &socket, [&socket] { socket.write("."); });
            drip->start(20);
        });
        request = get(server.address());
        options.idleLimit = 200ms;
        options.totalLimit = 500ms;
        CHECK(expectTimeOut("receiving").response->body.startsWith("..."));
    }
}

TEST_CASE("CurlTransport: cancelling ends a hop within 200 ms, whatever it is doing", "[transport]")
{
    SECTION("looking the name up")
    {
        CHECK(cancelTime(get("http://" + QByteArray(64, 'a') + ".test/"), direct(), 0ms) < 200);
    }
    SECTION("connecting")
    {
        const FullPort port;
        CHECK(cancelTime(get(port.address()), direct(), 50ms) < 200);
    }
    SECTION("in the TLS handshake")
    {
        RecordingServer server;
        CHECK(cancelTime(get(server.address().replace("http:", "https:")), direct(), 50ms) < 200);
    }
    SECTION("sending")
    {
        RecordingServer server;
        server.setReadBuffer(1);
        Request request = get(server.address());
        request.body = QByteArray(64 << 20, 'x');
        CHECK(cancelTime(request, direct(), 50ms) < 200);
    }
    SECTION("waiting")
    {
        RecordingServer server;
        CHECK(cancelTime(get(server.address()), direct(), 50ms) < 200);
    }
    SECTION("receiving")
    {
        RecordingServer server(endless("HTTP/1.1 200 OK\r\n\r\n", QByteArray(1 << 16, 'x')));
        CHECK(cancelTime(get(server.address()), direct(), 100ms) < 200);
    }
}

TEST_CASE("CurlTransport: what is under way when it goes is cancelled", "[transport]")
{
    RecordingServer server;
    auto transport = std::make_unique<CurlTransport>(kClock);
    const QFuture<Hop> future = transport->send(get(server.address()), direct());
    REQUIRE(waitUntil([&] { return server.connections() == 1; }));
    transport.reset();
    REQUIRE(waitUntil([&] { return future.isFinished(); }, 1s));
    CHECK(future.resultCount() == 0);
}

TEST_CASE("CurlTransport: tells progress, at most every 100 ms", "[transport]")
{
    RecordingServer server(endless("HTTP/1.1 200 OK\r\n\r\n", QByteArray(1 << 12, 'x')));
    CurlTransport transport(kClock);
    TransportOptions options = direct();
    options.totalLimit = 600ms;
    std::vector<Progress> told;
    const QFuture<Hop> future = transport.send(get(server.address()), options, [&](const Progress &progress) { told.push_back(progress); });
    REQUIRE(waitUntil([&] { return future.isFinished(); }));
    REQUIRE_FALSE(told.empty());
    CHECK(told.size() <= 6);
    CHECK(told.back().bytesReceived > 0);
    CHECK(told.back().times.connected);
}

TEST_CASE("CurlTransport: puts a large body into a file that only its owner can read", "[transport]")
{
    const QByteArray body = QByteArray("0123456789abcdef").repeated(1 << 16);
    RecordingServer server(
        RecordingServer::answer("HTTP/1.1 200 OK\r\nContent-Length: " + QByteArray::number(body.size()) + "\r\n\r\n" + body));
    auto transport = std::make_unique<CurlTransport>(kClock);
    TransportOptions options = direct();
    options.memoryLimit = 100'000;
    const Hop hop = sendAndWait(*transport, get(server.address()), options);
    REQUIRE(hop.response);
    CHECK(hop.response->bodySize == body.size());
    REQUIRE_FALSE(hop.response->bodyFile.isEmpty());
    QFile file(hop.response->bodyFile);
    REQUIRE(file.open(QIODevice::ReadOnly));
    CHECK(file.readAll() == body);
    CHECK(QFileInfo(file).permissions() == (QFile::ReadOwner | QFile::WriteOwner | QFile::ReadUser | QFile::WriteUser));
    CHECK(body.startsWith(hop.response->body));
    CHECK(hop.response->defects.empty());
    transport.reset();
    CHECK_FALSE(QFile::exists(hop.response->bodyFile));
}

TEST_CASE("CurlTransport: a bomb in an answer stops early, with its coded bytes kept", "[transport]")
{
    // One member of gzip, again and again: each is 1 MB of zeros in 1 KB.
    const QByteArray zeros(1 << 20, '0');
    const QByteArray bomb = gzip(zeros).repeated(300);
    RecordingServer server(RecordingServer::answer("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n" + bomb));
    CurlTransport transport(kClock);
    const Hop hop = sendAndWait(transport, get(server.address()), direct());
    REQUIRE(hop.response);
    CHECK(hasDefect(hop, "coding.bomb"));
    CHECK(hop.response->encodedBody == bomb);
    CHECK(hop.response->bodySize <= bomb.size() * 100);
    CHECK(hop.response->body.startsWith("0000"));
}

TEST_CASE("CurlTransport: a POST is never sent a second time", "[transport]")
{
    RecordingServer server([](QTcpSocket &socket, const QByteArray &) { socket.abort(); });
    CurlTransport transport(kClock);
    Request post = get(server.address());
    post.method = "POST";
    const Hop hop = sendAndWait(transport, post, direct());
    REQUIRE(hop.error);
    CHECK(hop.error->fault == TransportFault::Reset);
    CHECK(server.connections() == 1);
}

TEST_CASE("CurlTransport: an endless answer ends at a limit, with what came", "[transport]")
{
    CurlTransport transport(kClock);
    TransportOptions options = direct();
    const qint64 before = residentBytes();
    QByteArray begin = "HTTP/1.1 200 OK\r\n", more;
    SECTION("an endless body")
    {
        begin += "\r\n";
        more = QByteArray(1 << 16, 'x');
        options.bodyLimit = 20 << 20;
        RecordingServer server(endless(begin, more));
        const Hop hop = sendAndWait(transport, get(server.address()), options);
        REQUIRE(hop.error);
        CHECK(hop.error->fault == TransportFault::TooLarge);
        CHECK(hasDefect(hop, "body.too-large"));
        CHECK(hop.response->bodySize == 20 << 20);
        CHECK(hop.bytesCut);
    }
    SECTION("endless chunks")
    {
        begin += "Transfer-Encoding: chunked\r\n\r\n";
        more = "1000\r\n" + QByteArray(0x1000, 'x') + "\r\n";
        options.bodyLimit = 20 << 20;
        RecordingServer server(endless(begin, more));
        const Hop hop = sendAndWait(transport, get(server.address()), options);
        CHECK(hasDefect(hop, "body.too-large"));
        CHECK(hop.response->bodySize == 20 << 20);
    }
    SECTION("endless trailers")
    {
        begin += "Transfer-Encoding: chunked\r\n\r\n0\r\n";
        more = QByteArray("X-Field: value\r\n").repeated(1000);
        RecordingServer server(endless(begin, more));
        const Hop hop = sendAndWait(transport, get(server.address()), options);
        REQUIRE(hop.error);
        CHECK(hop.error->fault == TransportFault::Protocol);
        CHECK(hop.response->status == 200);
    }
    SECTION("endless fields")
    {
        more = QByteArray("X-Field: value\r\n").repeated(1000);
        RecordingServer server(endless(begin, more));
        const Hop hop = sendAndWait(transport, get(server.address()), options);
        REQUIRE(hop.error);
        CHECK(hop.error->fault == TransportFault::TooLarge);
        CHECK(hasDefect(hop, "header.too-many"));
        CHECK(hop.response->fields.size() == 1000);
    }
    SECTION("one endless field")
    {
        begin += "X: ";
        more = QByteArray(1 << 16, 'v');
        RecordingServer server(endless(begin, more));
        const Hop hop = sendAndWait(transport, get(server.address()), options);
        REQUIRE(hop.error);
        CHECK(hop.error->fault == TransportFault::TooLarge);
    }
    SECTION("endless interim answers")
    {
        begin.clear();
        more = QByteArray("HTTP/1.1 100 Continue\r\n\r\n").repeated(100);
        RecordingServer server(endless("HTTP/1.1 100 Continue\r\n\r\n", more));
        const Hop hop = sendAndWait(transport, get(server.address()), options);
        CHECK(hasDefect(hop, "informational.flood"));
        CHECK(hop.response->informational.size() == 100);
    }
    CHECK(residentBytes() - before < 256LL << 20);
}
