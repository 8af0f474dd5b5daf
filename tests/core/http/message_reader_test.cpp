#include "catch.h"
#include "core/http/message_reader.h"
#include "random_bytes.h"

using namespace keyhole;

namespace {

QByteArrayList idsOf(const std::vector<Defect> &defects)
{
    QByteArrayList ids;
    for (const Defect &defect : defects)
        ids.append(defect.id);
    return ids;
}

Response answer(const QByteArray &bytes, QByteArrayView method = "GET")
{
    return readResponse(bytes, method, true).response;
}

/// A sound answer around these field lines.
Response answerWith(const QByteArray &fieldLines)
{
    return answer("HTTP/1.1 200 OK\r\n" + fieldLines + "Content-Length: 0\r\n\r\n");
}

}

TEST_CASE("readResponse: reads a plain answer whole, with nothing to complain about", "[http][message]")
{
    const QByteArray bytes = "HTTP/1.1 401 Not for you\r\nDate: Sat, 21 Nov 2026 09:43:12 GMT\r\nX-Empty:\r\nx-two:  a  \r\nX-TWO:\tb\r\n"
                             "Content-Length: 5\r\n\r\nhello";
    const ReadResponse read = readResponse(bytes, "GET", false);
    CHECK(read.complete);
    CHECK(read.headLength == bytes.size() - 5);
    CHECK(read.messageLength == bytes.size());
    CHECK(read.response.httpVersion == "HTTP/1.1");
    CHECK(read.response.status == 401);
    CHECK(read.response.reason == "Not for you");
    CHECK(read.response.body == "hello");
    CHECK(read.response.bodySize == 5);
    CHECK(read.response.defects.empty());
    CHECK(read.response.fields
          == FieldList{{"Date", "Sat, 21 Nov 2026 09:43:12 GMT", "Date: Sat, 21 Nov 2026 09:43:12 GMT"},
                       {"X-Empty", "", "X-Empty:"},
                       {"x-two", "a", "x-two:  a  "},
                       {"X-TWO", "b", "X-TWO:\tb"},
                       {"Content-Length", "5", "Content-Length: 5"}});
}

TEST_CASE("readResponse: a status line is read as far as it goes", "[http][message]")
{
    const auto [line, version, status, reason, defect] = GENERATE(table<const char *, const char *, int, const char *, const char *>({
        {"HTTP/1.1 200 OK", "HTTP/1.1", 200, "OK", ""},
        {"HTTP/1.1 200 ", "HTTP/1.1", 200, "", ""},
        {"HTTP/1.1 200", "HTTP/1.1", 200, "", ""},
        {"HTTP/2 200 ", "HTTP/2", 200, "", ""},
        {"HTTP/1.0 404 Not\tFound", "HTTP/1.0", 404, "Not\tFound", ""},
        {"HTTP/1.1 200 caf\xC3\xA9", "HTTP/1.1", 200, "caf\xC3\xA9", ""},
        {"HTTP/1.1  200 OK", "HTTP/1.1", 200, "OK", "status-line.malformed"},
        {"HTTP/1.1\t200 OK", "HTTP/1.1", 200, "OK", "status-line.malformed"},
        {"HTTP/1.1 200OK", "HTTP/1.1", 200, "OK", "status-line.malformed"},
        {"HTTP/1.x 200 OK", "HTTP/1.x", 200, "OK", "status-line.malformed"},
        {"HTTP/11 200 OK", "HTTP/11", 200, "OK", "status-line.malformed"},
        {"HTTP/1.1 20 OK", "HTTP/1.1", 0, "OK", "status.unreadable"},
        {"HTTP/1.1 2000 OK", "HTTP/1.1", 0, "OK", "status.unreadable"},
        {"HTTP/1.1 abc OK", "HTTP/1.1", 0, "abc OK", "status.unreadable"},
        {"HTTP/1.1 -200 OK", "HTTP/1.1", 0, "-200 OK", "status.unreadable"},
        {"HTTP/1.1", "HTTP/1.1", 0, "", "status.unreadable"},
        {"HTTP/1.1 999 Denied", "HTTP/1.1", 999, "Denied", "status.out-of-range"},
        {"HTTP/1.1 099 Low", "HTTP/1.1", 99, "Low", "status.out-of-range"},
        {"HTTP/1.1 200 O\rK", "HTTP/1.1", 200, "O\rK", "status-line.control"},
    }));
    CAPTURE(line);
    const Response response = answer(QByteArray(line) + "\r\nContent-Length: 0\r\n\r\n");
    CHECK(response.httpVersion == version);
    CHECK(response.status == status);
    CHECK(response.reason == reason);
    CHECK(idsOf(response.defects) == (*defect ? QByteArrayList{defect} : QByteArrayList{}));
    CHECK(response.fields.contains("Content-Length"));
}

TEST_CASE("readResponse: an odd field line is kept and named, and its neighbours are not lost", "[http][message]")
{
    const auto [lines, name, value, defect] = GENERATE(table<QByteArray, QByteArray, QByteArray, QByteArray>({
        {"X-Odd: a:b:c\r\n", "X-Odd", "a:b:c", ""},
        {"X-Odd: caf\xE9\r\n", "X-Odd", "caf\xE9", ""},
        {"X-Odd: one\r\n two\r\n\t three\r\n", "X-Odd", "one two three", "header.folded"},
        {"X-Odd:\r\n  folded\r\n", "X-Odd", "folded", "header.folded"},
        {"X-Odd a\r\n", "", "X-Odd a", "header.no-colon"},
        {"X-Odd : a\r\n", "X-Odd", "a", "header.space-before-colon"},
        {": a\r\n", "", "a", "header.name-empty"},
        {"X Odd: a\r\n", "X Odd", "a", "header.name-invalid"},
        {"X-\xC3\x96"
         "dd: a\r\n",
         "X-\xC3\x96"
         "dd",
         "a", "header.name-invalid"},
        {QByteArray("X-Odd: a\0b\r\n", 12), "X-Odd", QByteArray("a\0b", 3), "header.nul"},
        {"X-Odd: a\rX-Fake: b\r\n", "X-Odd", "a\rX-Fake: b", "line-end.bare-cr"},
        {"X-Odd: a\x1b[31m\r\n", "X-Odd", "a\x1b[31m", "header.control"},
        {"X-Odd: a\n", "X-Odd", "a", "line-end.bare-lf"},
    }));
    CAPTURE(lines);
    const Response response = answerWith("X-Before: 1\r\n" + lines + "X-After: 2\r\n");
    REQUIRE(response.fields.size() == 4);
    CHECK(response.fields.at(0).value == "1");
    CHECK(response.fields.at(1).name == name);
    CHECK(response.fields.at(1).value == value);
    CHECK(response.fields.at(1).raw == (lines.endsWith("\r\n") ? lines.chopped(2) : lines.chopped(1)));
    CHECK(response.fields.at(2).value == "2");
    CHECK(idsOf(response.defects) == (defect.isEmpty() ? QByteArrayList{} : QByteArrayList{defect}));
    for (const Defect &found : response.defects)
        CHECK(found.offset == 30);
}

TEST_CASE("readResponse: a head that begins with a blank still has its first field", "[http][message]")
{
    const Response response = answerWith(" X-First: 1\r\n");
    CHECK(response.fields.value("X-First") == QByteArray("1"));
    CHECK(idsOf(response.defects) == QByteArrayList{"header.leading-blank"});
}

TEST_CASE("readResponse: fields of HTTP/2 that begin with a colon have a name", "[http][message]")
{
    CHECK(answer("HTTP/2 200 \r\n:status: 200\r\n\r\n").fields.value(":status") == QByteArray("200"));
}

TEST_CASE("readResponse: LF alone ends lines too, and is told once", "[http][message]")
{
    const Response response = answer("HTTP/1.1 200 OK\nA: 1\nB: 2\nContent-Length: 2\n\nok");
    CHECK(response.fields.size() == 3);
    CHECK(response.body == "ok");
    CHECK(idsOf(response.defects) == QByteArrayList{"line-end.bare-lf"});
}

TEST_CASE("readResponse: limits cut, tell, and leave the rest readable", "[http][message]")
{
    SECTION("a huge value")
    {
        const Response response = answerWith("X-Big: " + QByteArray(1 << 20, 'x') + "\r\nX-After: 1\r\n");
        CHECK(response.fields.at(0).raw.size() == 256 << 10);
        CHECK(response.fields.value("X-After") == QByteArray("1"));
        CHECK(idsOf(response.defects) == QByteArrayList{"header.too-large"});
    }
    SECTION("1,500 fields")
    {
        const QByteArray bytes = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n" + QByteArray("X: y\r\n").repeated(1500) + "\r\nok";
        const Response response = answer(bytes);
        CHECK(response.fields.size() == 1000);
        CHECK(response.body == "ok");
        CHECK(idsOf(response.defects) == QByteArrayList{"header.too-many"});
    }
    SECTION("2 MB of fields")
    {
        const Response response = answer("HTTP/1.1 200 OK\r\n" + ("X: " + QByteArray(20000, 'y') + "\r\n").repeated(100) + "\r\nok");
        CHECK(response.fields.size() < 60);
        CHECK(response.body == "ok");
        CHECK(idsOf(response.defects) == QByteArrayList{"header.all-too-large"});
    }
    SECTION("a long status line")
    {
        const Response response = answer("HTTP/1.1 401 " + QByteArray(20000, 'n') + "\r\nX: y\r\n\r\n");
        CHECK(response.status == 401);
        CHECK(response.reason.size() < 8 << 10);
        CHECK(response.fields.size() == 1);
        CHECK(idsOf(response.defects) == QByteArrayList{"status-line.too-large"});
    }
    SECTION("a flood of interim answers")
    {
        const Response response = answer(QByteArray("HTTP/1.1 100 Continue\r\n\r\n").repeated(100000) + "HTTP/1.1 204 Done\r\n\r\n");
        CHECK(response.informational.size() == 100);
        CHECK(response.status == 204);
        CHECK(idsOf(response.defects) == QByteArrayList{"informational.flood"});
    }
}

TEST_CASE("readResponse: interim answers are kept apart from the final one", "[http][message]")
{
    const Response response
        = answer("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\nHTTP/1.1 401 No\r\nX: y\r\n\r\n");
    REQUIRE(response.informational.size() == 2);
    CHECK(response.informational[0].status == 100);
    CHECK(response.informational[1].reason == "Early Hints");
    CHECK(response.informational[1].fields.value("Link") == QByteArray("</a>"));
    CHECK(response.status == 401);
    CHECK(response.fields.size() == 1);
    CHECK(response.defects.empty());
}

TEST_CASE("readResponse: the length of the body follows RFC 9112, 6.3", "[http][message]")
{
    const auto [head, method, bytes, body, complete, defects]
        = GENERATE(table<const char *, const char *, const char *, const char *, bool, QByteArrayList>({
            {"200 OK\r\nContent-Length: 3", "GET", "abc", "abc", true, {}},
            {"200 OK\r\nContent-Length: 3", "GET", "abcde", "abc", true, {"message.extra"}},
            {"200 OK\r\nContent-Length: 3", "GET", "ab", "ab", false, {"body.truncated"}},
            {"200 OK\r\nContent-Length: 0", "GET", "", "", true, {}},
            {"200 OK", "GET", "until the close", "until the close", true, {}},
            {"200 OK\r\nContent-Length: 3\r\nContent-Length: 3", "GET", "abc", "abc", true, {"length.repeated"}},
            {"200 OK\r\nContent-Length: 3, 3", "GET", "abc", "abc", true, {"length.repeated"}},
            {"200 OK\r\nContent-Length: 3\r\nContent-Length: 4", "GET", "abcd", "abcd", true, {"length.conflict"}},
            {"200 OK\r\nContent-Length: -3", "GET", "abc", "abc", true, {"length.unreadable"}},
            {"200 OK\r\nContent-Length: +3", "GET", "abc", "abc", true, {"length.unreadable"}},
            {"200 OK\r\nContent-Length: 0x3", "GET", "abc", "abc", true, {"length.unreadable"}},
            {"200 OK\r\nContent-Length:", "GET", "abc", "abc", true, {"length.unreadable"}},
            {"200 OK\r\nContent-Length: 99999999999999999999", "GET", "abc", "abc", true, {"length.unreadable"}},
            {"200 OK\r\nContent-Length: 3", "HEAD", "", "", true, {}},
            {"200 OK\r\nContent-Length: 3", "HEAD", "abc", "", true, {"message.extra"}},
            {"204 Gone\r\nContent-Length: 3", "GET", "", "", true, {}},
            {"304 Same\r\nContent-Length: 3", "GET", "", "", true, {}},
            {"304 Same", "GET", "abc", "", true, {"message.extra"}},
            {"101 Switch", "GET", "tunnel", "tunnel", true, {}},
            {"200 OK\r\nContent-Length: 3", "CONNECT", "tunnel", "tunnel", true, {}},
            {"407 No\r\nContent-Length: 3", "CONNECT", "abc", "abc", true, {}},
            {"200 OK\r\nTransfer-Encoding: chunked", "GET", "3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n", "abcde", true, {}},
            {"200 OK\r\nTransfer-Encoding: Chunked\r\nContent-Length: 3",
             "GET",
             "1\r\na\r\n0\r\n\r\n",
             "a",
             true,
             {"length.and-transfer-encoding"}},
            {"200 OK\r\nTransfer-Encoding: gzip, chunked", "GET", "1\r\na\r\n0\r\n\r\n", "a", true, {"transfer-encoding.unknown"}},
            {"200 OK\r\nTransfer-Encoding: gzip", "GET", "abc", "abc", true, {"transfer-encoding.unknown"}},
            {"200 OK\r\nTransfer-Encoding: chunked, chunked", "GET", "0\r\n\r\n", "", true, {"transfer-encoding.unknown"}},
        }));
    CAPTURE(head, method, bytes);
    const ReadResponse read = readResponse("HTTP/1.1 " + QByteArray(head) + "\r\n\r\n" + bytes, method, true);
    CHECK(read.response.body == body);
    CHECK(read.response.bodySize == qint64(strlen(body)));
    CHECK(read.complete == complete);
    CHECK(idsOf(read.response.defects) == defects);
}

TEST_CASE("readResponse: faults among chunks are named, and what came is kept", "[http][message]")
{
    const auto [bytes, body, complete, defects] = GENERATE(table<const char *, const char *, bool, QByteArrayList>({
        {"3;note=\"x\"\r\nabc\r\n0;last\r\n\r\n", "abc", true, {}},
        {"A\r\n0123456789\r\n00\r\n\r\n", "0123456789", true, {}},
        {"3 \r\nabc\r\n3 \r\ndef\r\n0\r\n\r\n", "abcdef", true, {"chunk.size"}},
        {"3\nabc\n3\ndef\n0\n\n", "abcdef", true, {"line-end.bare-lf"}},
        {"3\r\nabcdef\r\n0\r\n\r\n", "abcdef\r\n0\r\n\r\n", true, {"chunk.end"}},
        {"xyz\r\nabc", "xyz\r\nabc", true, {"chunk.size"}},
        {"-3\r\nabc", "-3\r\nabc", true, {"chunk.size"}},
        {"3\r\nabc\r\n\r\nx", "abc\r\nx", true, {"chunk.size"}},
        {"FFFFFFFFFFFFFFFFF\r\nabc", "FFFFFFFFFFFFFFFFF\r\nabc", true, {"chunk.overflow"}},
        {"7FFFFFFFFFFFFFF\r\nabc", "abc", false, {"body.truncated"}},
        {"5\r\nabc", "abc", false, {"body.truncated"}},
        {"3\r\nabc", "abc", false, {"body.truncated"}},
        {"3\r\nabc\r\n", "abc", false, {"body.truncated"}},
        {"3\r\nabc\r\n0", "abc", false, {"body.truncated"}},
        {"3\r\nabc\r\n0\r\n", "abc", false, {"trailer.incomplete"}},
        {"", "", false, {"body.truncated"}},
        {"0\r\n\r\nmore", "", true, {"message.extra"}},
    }));
    CAPTURE(bytes);
    const ReadResponse read = readResponse("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + QByteArray(bytes), "GET", true);
    CHECK(read.response.body == body);
    CHECK(read.complete == complete);
    CHECK(idsOf(read.response.defects) == defects);
}

TEST_CASE("readResponse: trailers are kept apart from the header fields", "[http][message]")
{
    const Response response = answer("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\nX-Sum: 1\r\nodd line\r\n\r\n");
    CHECK(response.fields.size() == 1);
    CHECK(response.trailers.value("X-Sum") == QByteArray("1"));
    CHECK(response.trailers.size() == 2);
    CHECK(idsOf(response.defects) == QByteArrayList{"header.no-colon"});
}

TEST_CASE("readResponse: what is no HTTP at all is told", "[http][message]")
{
    CHECK(idsOf(answer("").defects) == QByteArrayList{"message.empty"});
    CHECK(idsOf(answer("HTTP/1.1 100 Continue\r\n\r\n").defects) == QByteArrayList{"message.empty"});
    const Response old = answer("<html>hello");
    CHECK(old.httpVersion == "HTTP/0.9");
    CHECK(old.body == "<html>hello");
    CHECK(idsOf(old.defects) == QByteArrayList{"status-line.missing"});
    const Response late = answer("\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
    CHECK(late.status == 200);
    CHECK(idsOf(late.defects) == QByteArrayList{"status-line.preceded"});
}

TEST_CASE("readResponse: a head that breaks off is read as far as it came", "[http][message]")
{
    const Response response = answer("HTTP/1.1 401 No\r\nDate: now\r\nWWW-Authen");
    CHECK(response.status == 401);
    CHECK(response.fields.value("Date") == QByteArray("now"));
    CHECK(response.fields.at(1).value == "WWW-Authen");
    CHECK(idsOf(response.defects) == QByteArrayList{"header.no-colon", "header.incomplete"});
}

TEST_CASE("readResponse: an answer still on its way is not complete, and no fault of anybody", "[http][message]")
{
    const QByteArray head = "HTTP/1.1 200 OK\r\nA: 1\r\n";
    const auto whole = GENERATE_COPY(values<QByteArray>({head + "Content-Length: 5\r\n\r\nhello",
                                                         head + "Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\nT: 1\r\n\r\n",
                                                         "HTTP/1.1 100 Go on\r\n\r\n" + head + "Content-Length: 1\r\n\r\nx"}));
    for (qsizetype length = 0; length < whole.size(); ++length) {
        CAPTURE(whole.first(length));
        const ReadResponse read = readResponse(whole.first(length), "GET", false);
        CHECK_FALSE(read.complete);
        CHECK(idsOf(read.response.defects) == QByteArrayList{});
    }
    CHECK(readResponse(whole, "GET", false).complete);
}

TEST_CASE("readResponse: after a switch of protocols all bytes are the other protocol's, whatever the fields say", "[http][message]")
{
    const ReadResponse read = readResponse("HTTP/1.1 101 Switch\r\nContent-Length: 3\r\n\r\nframes", "GET", false);
    CHECK(read.complete);
    CHECK(read.response.body == "frames");
    CHECK(read.response.defects.empty());
}

TEST_CASE("readRequest: takes pasted requests in their usual shapes", "[http][message]")
{
    const auto [text, method, url, version, body] = GENERATE(table<const char *, const char *, const char *, const char *, const char *>({
        {"GET /a?b HTTP/1.1\r\nHost: h:8080\r\n\r\n", "GET", "https://h:8080/a?b", "HTTP/1.1", ""},
        {"GET /a HTTP/1.1\nHost: h\n", "GET", "https://h/a", "HTTP/1.1", ""},
        {"\n\nPOST http://h/a HTTP/1.1\n\n{\"a\":1}\n", "POST", "http://h/a", "HTTP/1.1", "{\"a\":1}\n"},
        {"DELETE http://h/a\nX: y", "DELETE", "http://h/a", "", ""},
        {"GET /a HTTP/2\n:authority: h\n", "GET", "https://h/a", "HTTP/2", ""},
        {"CONNECT h:443 HTTP/1.1\nHost: h:443\n", "CONNECT", "https://h:443", "HTTP/1.1", ""},
        {"OPTIONS * HTTP/1.1\nHost: h\n", "OPTIONS", "https://h", "HTTP/1.1", ""},
        {"GET /see?u=http://x/ HTTP/1.1\nHost: h\n", "GET", "https://h/see?u=http://x/", "HTTP/1.1", ""},
    }));
    CAPTURE(text);
    const auto request = readRequest(text);
    INFO((request ? QString() : request.error().message).toStdString());
    REQUIRE(request);
    CHECK(request->method == method);
    CHECK(request->url.toString() == url);
    CHECK(request->httpVersion == version);
    CHECK(request->body == body);
}

TEST_CASE("readRequest: asterisk-form goes out as it was written", "[http][message]")
{
    CHECK(readRequest("OPTIONS * HTTP/1.1\nHost: h\n")->url.requestTarget() == "*");
}

TEST_CASE("readRequest: keeps order, case, duplicates and empty values of the fields", "[http][message]")
{
    const auto request = readRequest("GET / HTTP/1.1\r\nhost: h\r\nX-A: 1\r\nx-a:\r\nAuthorization: Bearer  t\r\n\r\n");
    REQUIRE(request);
    CHECK(request->fields.size() == 4);
    CHECK(request->fields.values("X-A") == std::vector<QByteArray>{"1", ""});
    CHECK(request->fields.value("Authorization") == QByteArray("Bearer  t"));
}

TEST_CASE("readRequest: refuses what could not be sent, at its place", "[http][message]")
{
    const auto [text, offset] = GENERATE(table<const char *, int>({
        {"", 0},
        {"\n\n", 2},
        {"GET", 3},
        {"GET ", 4},
        {"{\"a\": 1}", 0},
        {"GET /a HTTP/1.1\n", 4},
        {"GET a HTTP/1.1\nHost: h\n", 4},
        {"GET /a b HTTP/1.1\nHost: h\n", 7},
        {"GET /a HTTP/1.1\nHost: h\nAuthorization Bearer t\n", 24},
        {"GET http://h:x/ HTTP/1.1\n", 13},
        {"GET /\xC3\xA4\x7f HTTP/1.1\nHost: h\n", 7},
    }));
    CAPTURE(text);
    const auto request = readRequest(text);
    REQUIRE_FALSE(request);
    CHECK(request.error().offset == offset);
    CHECK_FALSE(request.error().message.isEmpty());
}

TEST_CASE("readResponse: of random bytes, every defect lies inside and every field is from them", "[http][message][property]")
{
    const std::vector<QByteArray> pieces{"HTTP/1.1 200 OK\r\n",
                                         "HTTP/1.1 100 C\r\n",
                                         "\r\n",
                                         "\n",
                                         "\r",
                                         " ",
                                         ":",
                                         "A: b\r\n",
                                         "Content-Length: 3\r\n",
                                         "Transfer-Encoding: chunked\r\n",
                                         "3\r\nabc\r\n",
                                         "0\r\n",
                                         "ffffffffffffffffffff\r\n",
                                         "x",
                                         QByteArray(1, '\0')};
    RandomBytes random(9112);
    for (int round = 0; round < 20000; ++round) {
        const QByteArray bytes = (round % 4 ? "HTTP/1.1 200 OK\r\n" : "") + random.from(pieces, 16);
        CAPTURE(bytes, round);
        const ReadResponse read = readResponse(bytes, round % 8 ? "GET" : "HEAD", round % 3 != 0);
        CHECK((read.headLength >= 0 && read.headLength <= bytes.size()));
        CHECK((read.messageLength >= 0 && read.messageLength <= bytes.size()));
        CHECK(read.response.bodySize == read.response.body.size());
        for (const Defect &defect : read.response.defects)
            CHECK((defect.offset >= 0 && defect.offset <= bytes.size()));
        for (const Field &field : read.response.fields)
            CHECK(bytes.contains(field.raw));
        const auto request = readRequest(bytes);
        if (!request)
            CHECK((request.error().offset >= 0 && request.error().offset <= bytes.size()));
    }
}

TEST_CASE("readResponse: what a sound answer was made of comes back", "[http][message][property]")
{
    RandomBytes random(200);
    const std::vector<QByteArray> words{"a", "B", "token", "x y", "\xC3\xA9", "\"q\"", ","};
    for (int round = 0; round < 2000; ++round) {
        FieldList sent;
        QByteArray bytes = "HTTP/1.1 401 No\r\n";
        for (int i = random.below(20); i > 0; --i) {
            QByteArray value;
            for (int word = random.below(4); word > 0; --word)
                value += words.at(size_t(random.below(int(words.size()))));
            const QByteArray name = "X-" + QByteArray::number(random.below(5));
            sent.append({name, value, name + ": " + value});
            bytes += name + ": " + value + "\r\n";
        }
        const ReadResponse read = readResponse(bytes + "\r\nbody", "GET", true);
        CAPTURE(bytes);
        CHECK((read.response.fields == sent));
        CHECK(read.response.body == "body");
        CHECK(read.response.defects.empty());
    }
}
