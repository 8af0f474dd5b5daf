#include "catch.h"
#include "core/transport/recording_server.h"
#include "core/transport/send_and_wait.h"

#include <QTcpSocket>

using namespace keyhole;

namespace {

const SystemClock kClock;

/// An answer as a hostile, broken or merely unusual server gives it.
struct Answer {
    const char *name;
    QByteArray bytes;
    std::vector<QByteArray> defects;  ///< that must be named; none: the answer is in order
    bool closes = true;
    int status = 200;
    QByteArray body = "";
};

QByteArray repeated(const QByteArray &part, int count)
{
    return QByteArray(part).repeated(count);
}

QByteArray numbered(int count)
{
    QByteArray lines;
    for (int i = 0; i < count; ++i)
        lines += "X-" + QByteArray::number(i) + ": v\r\n";
    return lines;
}

const QByteArray kHead = "HTTP/1.1 200 OK\r\n";
const QByteArray kEmpty = "Content-Length: 0\r\n\r\n";
const QByteArray kChunked = "Transfer-Encoding: chunked\r\n\r\n";

std::vector<Answer> headAnswers()
{
    return {
        {"plain", kHead + kEmpty, {}},
        {"an unauthorised one", "HTTP/1.1 401 Unauthorized\r\nWWW-Authenticate: Basic\r\n" + kEmpty, {}, true, 401},
        {"folded with a blank", kHead + "A: 1\r\n 2\r\n" + kEmpty, {"header.folded"}},
        {"folded with a tab, twice", kHead + "A: 1\r\n\t2\r\n\t3\r\n" + kEmpty, {"header.folded"}},
        {"duplicates", kHead + "A: 1\r\na: 1\r\nA: 2\r\n" + kEmpty, {}},
        {"an empty value", kHead + "A:\r\nB: \r\n" + kEmpty, {}},
        {"a line without colon", kHead + "no colon here\r\nA: 1\r\n" + kEmpty, {"header.no-colon"}},
        {"a blank before the colon", kHead + "A : 1\r\n" + kEmpty, {"header.space-before-colon"}},
        {"no name", kHead + ": v\r\n" + kEmpty, {"header.name-empty"}},
        {"a name with a blank inside", kHead + "A B: 1\r\n" + kEmpty, {"header.name-invalid"}},
        {"a bare CR in a value", kHead + "A: 1\r2\r\n" + kEmpty, {"line-end.bare-cr"}},
        {"NUL in a value", kHead + QByteArray("A: 1\0002\r\n", 9) + kEmpty, {"header.nul"}},
        {"an escape sequence in a value", kHead + "A: \x1b]0;x\r\n" + kEmpty, {"header.control"}},
        {"bare LF as line ends", "HTTP/1.1 200 OK\nA: 1\nContent-Length: 0\n\n", {"line-end.bare-lf"}},
        {"a leading blank", kHead + " A: 1\r\n" + kEmpty, {"header.leading-blank"}},
        {"1,000 fields", kHead + numbered(999) + kEmpty, {}},
        {"1,500 fields", kHead + kEmpty.chopped(2) + numbered(1500) + "\r\n", {"header.too-many"}},
        {"a value of 1 MB", kHead + "A: " + repeated("v", 1 << 20) + "\r\n" + kEmpty, {"header.too-large"}},
        {"a value of 100 kB", kHead + "A: " + repeated("v", 100'000) + "\r\n" + kEmpty, {}},
        {"fields of 1.4 MB in all",
         kHead + kEmpty.chopped(2) + repeated("A: " + repeated("v", 200'000) + "\r\n", 7) + "\r\n",
         {"header.all-too-large"}},
        {"8-bit bytes", kHead + "A: \xE4\xC3\xA4\r\n" + kEmpty, {}},
        {"no reason", "HTTP/1.1 200\r\n" + kEmpty, {}},
        {"an odd reason", "HTTP/1.1 200 \xC3\xA4 <b>!\r\n" + kEmpty, {}},
        {"a reason of 20 kB", "HTTP/1.1 200 " + repeated("r", 20'000) + "\r\n" + kEmpty, {"status-line.too-large"}},
        {"two digits", "HTTP/1.1 20 OK\r\n" + kEmpty, {"status.unreadable"}, true, 0},
        {"status 999", "HTTP/1.1 999 Odd\r\n" + kEmpty, {"status.out-of-range"}, true, 999},
        {"two blanks in the status line", "HTTP/1.1  200 OK\r\n" + kEmpty, {"status-line.malformed"}},
        {"empty lines before", "\r\n\r\n" + kHead + kEmpty, {"status-line.preceded"}},
        {"HTTP/1.0", "HTTP/1.0 200 OK\r\n\r\nabc", {}, true, 200, "abc"},
        {"HTTP/0.9", "<html>old</html>", {"status-line.missing"}, true, 0, "<html>old</html>"},
        {"garbage",
         QByteArray("\x16\x03\x01\x00\x02\xff\x00zz", 9),
         {"status-line.missing"},
         true,
         0,
         QByteArray("\x16\x03\x01\x00\x02\xff\x00zz", 9)},
        {"an SMTP greeting", "220 mail.example ESMTP\r\n", {"status-line.missing"}, true, 0, "220 mail.example ESMTP\r\n"},
        {"early close in the status line", "HTTP/1.1 20", {"header.incomplete"}, true, 0},
        {"early close in the fields", kHead + "A: 1\r\nB", {"header.incomplete"}},
    };
}

std::vector<Answer> bodyAnswers()
{
    return {
        {"a body", kHead + "Content-Length: 3\r\n\r\nabc", {}, false, 200, "abc"},
        {"a body until close", kHead + "\r\nabc", {}, true, 200, "abc"},
        {"too short", kHead + "Content-Length: 9\r\n\r\nabc", {"body.truncated"}, true, 200, "abc"},
        {"extra bytes", kHead + "Content-Length: 3\r\n\r\nabcdef", {"message.extra"}, false, 200, "abc"},
        {"a second answer behind", kHead + kEmpty + kHead + kEmpty, {"message.extra"}, false},
        {"a negative length", kHead + "Content-Length: -3\r\n\r\nabc", {"length.unreadable"}, true, 200, "abc"},
        {"a length in words", kHead + "Content-Length: three\r\n\r\nabc", {"length.unreadable"}, true, 200, "abc"},
        {"a length with a plus", kHead + "Content-Length: +3\r\n\r\nabc", {"length.unreadable"}, true, 200, "abc"},
        {"a length beyond 64 bits", kHead + "Content-Length: 99999999999999999999\r\n\r\nabc", {"length.unreadable"}, true, 200, "abc"},
        {"two lengths that differ", kHead + "Content-Length: 3\r\nContent-Length: 5\r\n\r\nabc", {"length.conflict"}, true, 200, "abc"},
        {"two lengths that agree", kHead + "Content-Length: 3\r\nContent-Length: 3\r\n\r\nabc", {"length.repeated"}, false, 200, "abc"},
        {"a list of lengths", kHead + "Content-Length: 3, 3\r\n\r\nabc", {"length.repeated"}, false, 200, "abc"},
        {"a length beside chunks",
         kHead + "Content-Length: 4\r\n" + kChunked + "3\r\nabc\r\n0\r\n\r\n",
         {"length.and-transfer-encoding"},
         false,
         200,
         "abc"},
        {"chunks", kHead + kChunked + "3\r\nabc\r\n2;x=y\r\nde\r\n0\r\n\r\n", {}, false, 200, "abcde"},
        {"trailers", kHead + kChunked + "3\r\nabc\r\n0\r\nX-Sum: 1\r\nX-Sum:\r\n\r\n", {}, false, 200, "abc"},
        {"a folded trailer", kHead + kChunked + "0\r\nX: 1\r\n 2\r\n\r\n", {"header.folded"}, false},
        {"chunk size with zeros", kHead + kChunked + "0003\r\nabc\r\n000\r\n\r\n", {}, false, 200, "abc"},
        {"chunk size in capitals", kHead + kChunked + "A\r\n0123456789\r\n0\r\n\r\n", {}, false, 200, "0123456789"},
        {"chunk size overflow", kHead + kChunked + "FFFFFFFFFFFFFFFFF\r\nabc", {"chunk.overflow"}, false},
        {"chunk size in words", kHead + kChunked + "three\r\nabc\r\n", {"chunk.size"}, false},
        {"a negative chunk size", kHead + kChunked + "-3\r\nabc\r\n", {"chunk.size"}, false},
        {"a chunk that is too long", kHead + kChunked + "2\r\nabc\r\n0\r\n\r\n", {"chunk.end"}, false},
        {"early close in a chunk", kHead + kChunked + "9\r\nabc", {"body.truncated"}, true, 200, "abc"},
        {"early close between chunks", kHead + kChunked + "3\r\nabc\r\n", {"body.truncated"}, true, 200, "abc"},
        {"early close in the trailers", kHead + kChunked + "0\r\nX: 1", {"trailer.incomplete"}},
        {"chunks with bare LF", kHead + kChunked + "3\nabc\n0\n\n", {"line-end.bare-lf"}, false, 200, "abc"},
        {"a coding that is not known", kHead + "Transfer-Encoding: gzip\r\n\r\nabc", {"transfer-encoding.unknown"}, true, 200, "abc"},
        {"chunks in HTTP/1.0", "HTTP/1.0 200 OK\r\n" + kChunked + "0\r\n\r\n", {"transfer-encoding.version"}, false},
        {"204 with a body", "HTTP/1.1 204 No Content\r\n\r\nabc", {"message.extra"}, false, 204},
        {"304 with a length", "HTTP/1.1 304 Not Modified\r\nContent-Length: 9\r\n\r\n", {}, false, 304},
        {"gzip that is none", kHead + "Content-Encoding: gzip\r\nContent-Length: 5\r\n\r\nplain", {"coding.broken"}, false, 200, "plain"},
        {"an unknown content coding",
         kHead + "Content-Encoding: rot13\r\nContent-Length: 3\r\n\r\nnop",
         {"coding.unknown"},
         false,
         200,
         "nop"},
        {"three content codings",
         kHead + "Content-Encoding: gzip, gzip, gzip\r\nContent-Length: 3\r\n\r\nabc",
         {"coding.nested"},
         false,
         200,
         "abc"},
        {"100", "HTTP/1.1 100 Continue\r\n\r\n" + kHead + kEmpty, {}, false},
        {"103 with fields", "HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n" + kHead + kEmpty, {}, false},
        {"102 three times", repeated("HTTP/1.1 102 Processing\r\n\r\n", 3) + kHead + kEmpty, {}, false},
        {"a flood of 100", repeated("HTTP/1.1 100 Continue\r\n\r\n", 5000), {"informational.flood"}, false, 0},
        {"101", "HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\n\r\n", {}, false, 101},
        {"nothing but 100", "HTTP/1.1 100 Continue\r\n\r\n", {"message.empty"}, true, 0},
    };
}

std::vector<Answer> allAnswers()
{
    std::vector<Answer> answers = headAnswers();
    for (Answer &answer : bodyAnswers())
        answers.push_back(std::move(answer));
    return answers;
}

QByteArray defectIds(const Response &response)
{
    QByteArrayList ids;
    for (const Defect &defect : response.defects)
        ids << defect.id;
    return ids.join(' ');
}

bool hasDefect(const Response &response, const QByteArray &id)
{
    return std::any_of(response.defects.begin(), response.defects.end(), [&](const Defect &defect) { return defect.id == id; });
}

}

TEST_CASE("CurlTransport: shows every answer as it came and names what is wrong with it", "[transport]")
{
    CurlTransport transport(kClock);
    CHECK(allAnswers().size() >= 60);
    for (const Answer &answer : allAnswers()) {
        CAPTURE(answer.name);
        RecordingServer server(RecordingServer::answer(answer.bytes, answer.closes));
        TransportOptions options = direct();
        options.idleLimit = std::chrono::seconds(2);
        const Hop hop = sendAndWait(transport, get(server.address()), options);
        REQUIRE(hop.response);
        CAPTURE(defectIds(*hop.response));
        // A limit ends the reading, so not every byte of a flood is there; none is changed.
        CHECK(answer.bytes.startsWith(hop.receivedBytes));
        if (!hop.error)
            CHECK(hop.receivedBytes == answer.bytes);
        CHECK(hop.response->status == answer.status);
        if (!answer.body.isEmpty())
            CHECK(hop.response->body == answer.body);
        for (const QByteArray &id : answer.defects)
            CHECK(hasDefect(*hop.response, id));
        if (answer.defects.empty()) {
            CHECK(hop.response->defects.empty());
            CHECK_FALSE(hop.error);
        }
    }
}

TEST_CASE("CurlTransport: shows an answer that comes in single bytes like any other", "[transport]")
{
    const QByteArray bytes = kHead + kChunked + "3\r\nabc\r\n0\r\nX: 1\r\n\r\n";
    RecordingServer server([&bytes](QTcpSocket &socket, const QByteArray &arrived) {
        if (requestLength(arrived) == 0)
            return;
        for (const char byte : bytes) {
            socket.write(&byte, 1);
            socket.flush();
        }
    });
    CurlTransport transport(kClock);
    const Hop hop = sendAndWait(transport, get(server.address()), direct());
    REQUIRE(hop.response);
    CHECK(hop.receivedBytes == bytes);
    CHECK(hop.response->body == "abc");
    CHECK(hop.response->trailers.value("x") == "1");
    CHECK(hop.response->defects.empty());
}

TEST_CASE("CurlTransport: keeps the fields of interim answers and trailers apart", "[transport]")
{
    RecordingServer server(
        RecordingServer::answer("HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n" + kHead + "A: 1\r\n" + kChunked + "0\r\nA: 2\r\n\r\n"));
    CurlTransport transport(kClock);
    const Hop hop = sendAndWait(transport, get(server.address()), direct());
    REQUIRE(hop.response);
    REQUIRE(hop.response->informational.size() == 1);
    CHECK(hop.response->informational.front().status == 103);
    CHECK(hop.response->informational.front().fields.value("link") == "</a>");
    CHECK(hop.response->fields.values("a") == std::vector<QByteArray>{"1"});
    CHECK(hop.response->trailers.values("a") == std::vector<QByteArray>{"2"});
}

TEST_CASE("CurlTransport: expects no body in the answer to HEAD", "[transport]")
{
    RecordingServer server(RecordingServer::answer(kHead + "Content-Length: 100\r\n\r\n", false));
    CurlTransport transport(kClock);
    Request head = get(server.address());
    head.method = "HEAD";
    const Hop hop = sendAndWait(transport, head, direct());
    REQUIRE(hop.response);
    CHECK_FALSE(hop.error);
    CHECK(hop.response->defects.empty());
    CHECK(sendAndWait(transport, head, direct()).connection.reused);
}

TEST_CASE("CurlTransport: says that the server closed, refused or reset, when there is no answer", "[transport]")
{
    CurlTransport transport(kClock);
    SECTION("closed")
    {
        RecordingServer server([](QTcpSocket &socket, const QByteArray &) { socket.disconnectFromHost(); });
        const Hop hop = sendAndWait(transport, get(server.address()), direct());
        REQUIRE(hop.error);
        CHECK(hop.error->fault == TransportFault::Reset);
        CHECK(hop.error->phase == "waiting");
        CHECK_FALSE(hop.response);
        CHECK(hop.sentBytes == server.arrived());
    }
    SECTION("refused")
    {
        RecordingServer server;
        const QByteArray address = server.address();
        server.close();
        const Hop hop = sendAndWait(transport, get(address), direct());
        REQUIRE(hop.error);
        CHECK(hop.error->fault == TransportFault::Refused);
        CHECK(hop.error->phase == "connection");
        CHECK(hop.sentBytes.isEmpty());
    }
    SECTION("reset in the body")
    {
        RecordingServer server([](QTcpSocket &socket, const QByteArray &) {
            QObject::connect(&socket, &QTcpSocket::bytesWritten, &socket, &QTcpSocket::abort);
            socket.write("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nabc");
        });
        const Hop hop = sendAndWait(transport, get(server.address()), direct());
        REQUIRE(hop.response);
        CHECK(hop.response->status == 200);
        CHECK(hasDefect(*hop.response, "body.truncated"));
    }
}
