#include "catch.h"
#include "core/transport/recording_server.h"
#include "core/transport/send_and_wait.h"

#include <QTcpSocket>
#include <QTemporaryFile>
#include <random>

using namespace keyhole;

namespace {

const SystemClock kClock;
const QByteArray kOk = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n";

/// Makes requests that HTTP allows, however odd; the same ones in each run.
class RequestMaker {
public:
    Request make(const QByteArray &address, QTemporaryFile &file)
    {
        Request request;
        request.method
            = pick<QByteArray>({"GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "PROPFIND", "get", "M-SEARCH", "X!#$%&'*+-.^_`|~1"});
        request.url = *Url::parse(address
                                  + pick<QByteArray>({"/", "", "/../a/./b", "//double//", "/%2e%2E/%zz", "/a;b=c?x=1&&y=", "/?", "/p?#part",
                                                      "/%20?a=b+c", "/\xC3\xBC", "/{x}|\\^`", "/a'b\"c<d>", "/" + QByteArray(3000, 'l')}));
        addFields(request);
        addBody(request, file);
        return request;
    }

private:
    template <class T> T pick(std::initializer_list<T> choices) { return *(choices.begin() + int(m_random() % choices.size())); }
    bool oneIn(unsigned count) { return m_random() % count == 0; }

    void addFields(Request &request)
    {
        const int hosts = pick({1, 1, 1, 1, 0, 2});
        if (hosts > 0 && !oneIn(3))
            request.fields.append(pick<QByteArray>({"Host", "host", "HOST"}), request.url.hostField());
        for (int i = int(m_random() % 12); i > 0; --i)
            request.fields.append(
                pick<QByteArray>({"Accept", "accept", "X-Api-Key", "Authorization", "authorization", "Cookie", "User-Agent", "Referer",
                                  "Expect-Not", "x_under", "!#$%&'*+-.^_`|~", "X-Dup", "X-Dup", "TE", "Connection", "Te1"}),
                pick<QByteArray>({"", "a", "*/*", "Bearer abc.def-ghi", "with  two blanks", "tab\there", "\"quoted, \\\" text\"",
                                  "utf-8 \xC3\xA4", "latin-1 \xE4", "a: b: c", ",,,", QByteArray(9000, 'v')}));
        if (hosts > 1)
            request.fields.append("Host", "other.example");
    }

    void addBody(Request &request, QTemporaryFile &file)
    {
        const QByteArray content
            = pick<QByteArray>({"", "a=1&b=2", "{\"a\": [1, 2]}", QByteArray("\0\r\n\xff bin", 8), QByteArray(100'000, 'b'),
                                "--x\r\nContent-Disposition: form-data; name=a\r\n\r\n1\r\n--x--\r\n"});
        switch (m_random() % 4) {
        case 0:
            break;
        case 1:
            request.body = content;
            request.fields.append("Content-Length", QByteArray::number(content.size()));
            break;
        case 2:
            request.body = content;
            request.fields.append("Transfer-Encoding", "chunked");
            break;
        case 3:
            REQUIRE(file.open());
            file.write(content);
            file.flush();
            request.bodyFile = file.fileName();
            request.fields.append("content-length", QByteArray::number(content.size()));
            if (oneIn(4))
                request.fields.append("Content-Length", QByteArray::number(content.size()));
            break;
        }
    }

    std::mt19937 m_random{20261121};
};

/// What RFC 9112 makes of the request, written down once more, apart from the program.
QByteArray onTheWire(const Request &request)
{
    QByteArray bytes = request.method + ' ' + (request.url.path.isEmpty() ? "/" : request.url.path);
    if (request.url.query)
        bytes += '?' + *request.url.query;
    bytes += " HTTP/1.1\r\n";
    for (const Field &field : request.fields)
        bytes += field.name + ':' + (field.value.isEmpty() ? "" : " " + field.value) + "\r\n";
    bytes += "\r\n";
    QByteArray body = request.body;
    if (QFile file(request.bodyFile); !request.bodyFile.isEmpty() && file.open(QIODevice::ReadOnly))
        body = file.readAll();
    if (!request.fields.contains("Transfer-Encoding"))
        return bytes + body;
    if (!body.isEmpty())
        bytes += QByteArray::number(body.size(), 16) + "\r\n" + body + "\r\n";
    return bytes + "0\r\n\r\n";
}

}

TEST_CASE("CurlTransport: what is shown as sent is what arrives, byte for byte, for 400 requests", "[transport]")
{
    CurlTransport transport(kClock);
    RequestMaker maker;
    for (int i = 0; i < 400; ++i) {
        CAPTURE(i);
        QByteArray expected;
        RecordingServer server([&expected](QTcpSocket &socket, const QByteArray &arrived) {
            if (arrived.size() >= expected.size())
                socket.write(kOk);
        });
        QTemporaryFile file;
        const Request request = maker.make("http://127.0.0.1:" + QByteArray::number(server.serverPort()), file);
        expected = onTheWire(request);
        const Hop hop = sendAndWait(transport, request, direct());
        REQUIRE(server.connections() == 1);
        REQUIRE(server.arrived() == expected);
        REQUIRE(hop.sentBytes == expected);
        REQUIRE(hop.request.fields == request.fields);
        REQUIRE(hop.response);
        REQUIRE_FALSE(hop.error);
    }
}

TEST_CASE("CurlTransport: sends HTTP/1.0 when the request says so, and keeps no connection", "[transport]")
{
    RecordingServer server(RecordingServer::answer(kOk, false));
    CurlTransport transport(kClock);
    Request request = get(server.address());
    request.httpVersion = "HTTP/1.0";
    CHECK(sendAndWait(transport, request, direct()).sentBytes.startsWith("GET / HTTP/1.0\r\n"));
    CHECK_FALSE(sendAndWait(transport, request, direct()).connection.reused);
}

TEST_CASE("CurlTransport: refuses line ends, NUL and blanks where they would make another request", "[transport]")
{
    RecordingServer server(RecordingServer::answer(kOk));
    CurlTransport transport(kClock);
    Request request = get(server.address());
    SECTION("CR in the method")
    {
        request.method = "GET\r";
    }
    SECTION("a blank in the method")
    {
        request.method = "GET /x";
    }
    SECTION("no method")
    {
        request.method.clear();
    }
    SECTION("LF in the path")
    {
        request.url.path = "/a\nHost: evil";
    }
    SECTION("a blank in the query")
    {
        request.url.query = "a HTTP/1.1";
    }
    SECTION("NUL in the path")
    {
        request.url.path = QByteArray("/a\0b", 4);
    }
    SECTION("CR LF in a name")
    {
        request.fields.append("X\r\nY", "1");
    }
    SECTION("a colon in a name")
    {
        request.fields.append("X:", "1");
    }
    SECTION("an empty name")
    {
        request.fields.append("", "1");
    }
    SECTION("CR LF in a value")
    {
        request.fields.append("X", "1\r\nY: 2");
    }
    SECTION("a bare LF in a value")
    {
        request.fields.append("X", "1\nY: 2");
    }
    SECTION("a bare CR in a value")
    {
        request.fields.append("X", "1\rY: 2");
    }
    SECTION("NUL in a value")
    {
        request.fields.append("X", QByteArray("1\0", 2));
    }
    const Hop hop = sendAndWait(transport, request, direct());
    REQUIRE(hop.error);
    CHECK(hop.error->fault == TransportFault::BadRequest);
    CHECK_FALSE(hop.error->error.what.isEmpty());
    CHECK_FALSE(hop.error->error.remedy.isEmpty());
    CHECK(hop.sentBytes.isEmpty());
    CHECK(server.connections() == 0);
}

TEST_CASE("CurlTransport: a fragment stays here, whatever is in it", "[transport]")
{
    RecordingServer server(RecordingServer::answer(kOk));
    CurlTransport transport(kClock);
    Request request = get(server.address("/a"));
    request.url.fragment = "part of\n it";
    const Hop hop = sendAndWait(transport, request, direct());
    REQUIRE_FALSE(hop.error);
    CHECK(hop.sentBytes.startsWith("GET /a HTTP/1.1\r\n"));
}

TEST_CASE("CurlTransport: names a body file that cannot be read", "[transport]")
{
    RecordingServer server(RecordingServer::answer(kOk));
    CurlTransport transport(kClock);
    Request request = get(server.address());
    request.bodyFile = "/nonexistent/body.json";
    const Hop hop = sendAndWait(transport, request, direct());
    REQUIRE(hop.error);
    CHECK(hop.error->fault == TransportFault::FileUnreadable);
    CHECK(hop.error->error.place == request.bodyFile);
    CHECK(hop.sentBytes.isEmpty());
}

TEST_CASE("CurlTransport: reads an answer that comes before the request is out", "[transport]")
{
    const QByteArray early = "HTTP/1.1 413 Content Too Large\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
    bool answered = false;
    RecordingServer server([&](QTcpSocket &socket, const QByteArray &) {
        if (!std::exchange(answered, true))
            socket.write(early);
    });
    CurlTransport transport(kClock);
    Request request = get(server.address());
    request.method = "POST";
    request.body = QByteArray(64 << 20, 'x');
    request.fields.append("Content-Length", QByteArray::number(request.body.size()));
    const Hop hop = sendAndWait(transport, request, direct());
    REQUIRE(hop.response);
    CHECK(hop.response->status == 413);
    CHECK(hop.bytesCut == (hop.sentBytes.size() == (8 << 20)));
}
