#include "catch.h"
#include "core/session/body.h"

#include <QTemporaryDir>

using namespace keyhole;

namespace {

QString fileWith(const QTemporaryDir &folder, const QByteArray &bytes)
{
    const QString path = folder.filePath("content.bin");
    QFile file(path);
    REQUIRE(file.open(QIODevice::WriteOnly));
    file.write(bytes);
    return path;
}

}

TEST_CASE("Body: each kind has its content type", "[session]")
{
    const auto [kind, expected] = GENERATE(table<BodyKind, const char *>({
        {BodyKind::None, ""},
        {BodyKind::Json, "application/json"},
        {BodyKind::Text, "text/plain;charset=UTF-8"},
        {BodyKind::Form, "application/x-www-form-urlencoded"},
    }));
    BodyDraft draft;
    draft.kind = kind;
    CHECK(makeBody(draft)->contentType == expected);
}

TEST_CASE("Body: a form is written as the URL standard says", "[session]")
{
    BodyDraft draft;
    draft.kind = BodyKind::Form;
    draft.form = {{true, "a b", "1+1=2", {}}, {false, "off", "x", {}}, {true, "\xC3\xA4", "*-._~&", {}}, {true, "empty", "", {}}};
    CHECK(makeBody(draft)->bytes == "a+b=1%2B1%3D2&%C3%A4=*-._%7E%26&empty=");
}

TEST_CASE("Body: parts stand between boundaries, names escaped as browsers do", "[session]")
{
    BodyDraft draft;
    draft.kind = BodyKind::Multipart;
    draft.parts = {{true, "na\"me\r\n", "value", {}, {}}, {true, "json", "{}", {}, "application/json"}, {false, "off", "x", {}, {}}};
    const auto body = makeBody(draft);
    const QByteArray boundary = body->contentType.mid(body->contentType.indexOf('=') + 1);
    CHECK(body->contentType.startsWith("multipart/form-data; boundary=keyhole-"));
    CHECK(body->bytes
          == "--" + boundary + "\r\nContent-Disposition: form-data; name=\"na%22me%0D%0A\"\r\n\r\nvalue\r\n--" + boundary
              + "\r\nContent-Disposition: form-data; name=\"json\"\r\nContent-Type: application/json\r\n\r\n{}\r\n--" + boundary
              + "--\r\n");
}

TEST_CASE("Body: the same parts give the same bytes, and a boundary never stands in the content", "[session]")
{
    BodyDraft draft;
    draft.kind = BodyKind::Multipart;
    draft.parts = {{true, "a", "1", {}, {}}};
    const auto first = makeBody(draft);
    CHECK(first->bytes == makeBody(draft)->bytes);
    const QByteArray boundary = first->contentType.mid(first->contentType.indexOf('=') + 1);
    draft.parts.front().value = boundary;
    CHECK_FALSE(makeBody(draft)->contentType.contains(boundary));
}

TEST_CASE("Body: a file is a part with its name, or the whole body", "[session]")
{
    const QTemporaryDir folder;
    BodyDraft draft;
    draft.kind = BodyKind::Multipart;
    draft.parts = {{true, "up", {}, fileWith(folder, "bytes"), {}}};
    CHECK(makeBody(draft)->bytes.contains(
        "name=\"up\"; filename=\"content.bin\"\r\nContent-Type: application/octet-stream\r\n\r\nbytes\r\n"));

    draft.kind = BodyKind::File;
    draft.file = fileWith(folder, "whole");
    CHECK(makeBody(draft)->bytes == "whole");
    CHECK(makeBody(draft)->size == 5);
}

TEST_CASE("Body: a large file is left for the transport to read", "[session]")
{
    const QTemporaryDir folder;
    BodyDraft draft;
    draft.kind = BodyKind::File;
    draft.file = fileWith(folder, QByteArray((1 << 20) + 1, 'x'));
    const auto body = makeBody(draft);
    CHECK(body->file == draft.file);
    CHECK(body->bytes.isEmpty());
    CHECK(body->size == (1 << 20) + 1);
}

TEST_CASE("Body: what is no ordinary, readable file is refused with its name", "[session]")
{
    const QString path = GENERATE(QString(), QString("/nowhere/at/all"), QString("/dev/zero"), QString("/"));
    const bool part = GENERATE(false, true);
    BodyDraft draft;
    draft.kind = part ? BodyKind::Multipart : BodyKind::File;
    draft.file = path;
    draft.parts = {{true, "p", {}, path, {}}};
    if (part && path.isEmpty())
        return;
    const auto body = makeBody(draft);
    REQUIRE_FALSE(body);
    CHECK(body.error().place == (path.isEmpty() ? QString("body") : path));
}
