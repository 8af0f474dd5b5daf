#include "catch.h"
#include "ui/response/viewer/content.h"
#include "ui/response/viewer/finding.h"

#include <limits>

using namespace keyhole;

namespace {

constexpr qsizetype kAll = std::numeric_limits<qsizetype>::max();

QByteArray text(const ViewerContent &content)
{
    return prepare(content, {}, kAll).text();
}

}

TEST_CASE("Content: the charset comes from the mark, the type, then the bytes", "[viewer]")
{
    using Charset = ViewerContent::Charset;
    const auto [bytes, type, charset] = GENERATE(table<QByteArray, QByteArray, Charset>({
        {"plain", "text/plain", Charset::Utf8},
        {"caf\xC3\xA9", "", Charset::Utf8},
        {"caf\xE9", "", Charset::Latin1},
        {"caf\xE9", "text/plain; charset=utf-8", Charset::Latin1},
        {"caf\xC3\xA9", "text/plain; charset=ISO-8859-1", Charset::Latin1},
        {"\xEF\xBB\xBFx", "text/plain; charset=iso-8859-1", Charset::Utf8},
        {QByteArray("\xFF\xFE"
                    "a\0",
                    4),
         "", Charset::Utf16Le},
        {QByteArray("\0a\0b\0c", 6), "text/plain", Charset::Utf16Be},
        {QByteArray("\x89PNG\r\n\x1A\n\0\0", 10), "text/plain", Charset::Binary},
        {"GIF89a", "image/gif", Charset::Binary},
        {"<svg/>", "image/svg+xml", Charset::Utf8},
    }));
    CAPTURE(bytes, type);
    CHECK(recognise(bytes, type).charset == charset);
}

TEST_CASE("Content: text of every charset is shown as it reads, without a byte order mark", "[viewer]")
{
    CHECK(text(recognise("caf\xE9", "text/plain")) == "caf\xC3\xA9");
    CHECK(text(recognise("\xEF\xBB\xBF{}", "application/json")) == "{}");
    CHECK(text(recognise(QByteArray("\xFF\xFE"
                                    "a\0\xE9\0",
                                    6),
                         {}))
          == "a\xC3\xA9");
    CHECK(text(recognise(QByteArray("\xFE\xFF\0a", 4), {})) == "a");
}

TEST_CASE("Content: JSON is known by its type, or by its look where the type says nothing", "[viewer]")
{
    const auto [bytes, type, isJson] = GENERATE(table<QByteArray, QByteArray, bool>({
        {"{}", "application/json", true},
        {"{}", "application/problem+json; charset=utf-8", true},
        {" \n[1]", "", true},
        {"{\"a\":1}", "text/plain", true},
        {"<html>", "application/json", true},
        {"{}", "text/html", false},
        {"hello", "text/plain", false},
    }));
    CAPTURE(bytes, type);
    CHECK(recognise(bytes, type).isJson == isJson);
}

TEST_CASE("Content: a large text is not copied", "[viewer]")
{
    const QByteArray body = "[" + QByteArray("\"item\",").repeated(100'000) + "0]";
    RowRules rules;
    rules.layout = RowLayout::PrettyJson;
    const ViewerDocument document = prepare(recognise(body, "application/json"), rules, kAll);
    CHECK(document.text().constData() == body.constData());
    CHECK(document.rowCount() == 100'003);
}

TEST_CASE("Find: every place, without case, also across the rows of a broken line", "[viewer]")
{
    CHECK(findAll("abcABCabc", "abc").offsets == std::vector<qsizetype>{0, 3, 6});
    CHECK(findAll("aaaa", "aa").offsets == std::vector<qsizetype>{0, 2});
    CHECK(findAll("abc", "").offsets.empty());
    CHECK(findAll("ab", "abc").offsets.empty());
    const QByteArray longLine = QByteArray(4090, 'x') + "needle" + QByteArray(5000, 'y') + "NEEDLE";
    CHECK(findAll(longLine, "needle").offsets == std::vector<qsizetype>{4090, 9096});
}

TEST_CASE("Find: stops at a limit and says so, and stops when asked to", "[viewer]")
{
    const QByteArray many(qsizetype(kMostMatches) + 10, 'a');
    const Matches matches = findAll(many, "a");
    CHECK(matches.cut);
    CHECK(matches.offsets.size() == kMostMatches);
    CHECK(findAll(many, "a", [] { return false; }).offsets.empty());
}
