#include "catch.h"
#include "core/compare/line_comparison.h"

#include <QRandomGenerator>

using namespace keyhole;

namespace {

/// "=a -b +c": the lines with what became of each.
QByteArray told(const QByteArray &left, const QByteArray &right)
{
    const auto lefts = linesOf(left), rights = linesOf(right);
    QByteArrayList all;
    for (const LineRun &run : compareLines(lefts, rights)) {
        for (qsizetype i = 0; i < run.count; ++i) {
            const bool added = run.kind == LineRun::Kind::Added;
            const QByteArrayView line = added ? rights[size_t(run.right + i)] : lefts[size_t(run.left + i)];
            all += (run.kind == LineRun::Kind::Same ? '=' : added ? '+' : '-') + line.toByteArray();
        }
    }
    return all.join(' ');
}

QByteArray randomLines(QRandomGenerator &random)
{
    QByteArray text;
    for (int lines = random.bounded(12); lines > 0; --lines)
        text += QByteArray(1, char('a' + random.bounded(4))) + '\n';
    return text;
}

}

TEST_CASE("Line comparison: what is gone, what is new, what stays", "[compare]")
{
    const auto [left, right, expected] = GENERATE(table<const char *, const char *, const char *>({
        {"", "", ""},
        {"a\nb\n", "a\nb\n", "=a =b"},
        {"a\r\nb\r\n", "a\nb", "=a =b"},
        {"a\nb\nc\n", "a\nx\nc\n", "=a -b +x =c"},
        {"a\nc\n", "a\nb\nc\n", "=a +b =c"},
        {"a\nb\n", "", "-a -b"},
        {"", "a\n", "+a"},
        {"a\n\nb", "a\nb", "=a - =b"},
    }));
    CAPTURE(left, right);
    CHECK(told(left, right) == QByteArray(expected));
}

TEST_CASE("Line comparison: the runs hold both texts whole and in order, and turned they are the mirror", "[compare]")
{
    QRandomGenerator random(7);
    for (int round = 0; round < 2000; ++round) {
        const QByteArray left = randomLines(random), right = randomLines(random);
        CAPTURE(left, right);
        const auto lefts = linesOf(left), rights = linesOf(right);
        qsizetype leftAt = 0, rightAt = 0, same = 0;
        for (const LineRun &run : compareLines(lefts, rights)) {
            REQUIRE(run.left == leftAt);
            REQUIRE(run.right == rightAt);
            for (qsizetype i = 0; run.kind == LineRun::Kind::Same && i < run.count; ++i, ++same)
                REQUIRE(lefts[size_t(run.left + i)] == rights[size_t(run.right + i)]);
            leftAt += run.kind == LineRun::Kind::Added ? 0 : run.count;
            rightAt += run.kind == LineRun::Kind::Removed ? 0 : run.count;
        }
        CHECK(leftAt == qsizetype(lefts.size()));
        CHECK(rightAt == qsizetype(rights.size()));
        qsizetype turned = 0;
        for (const LineRun &run : compareLines(rights, lefts))
            turned += run.kind == LineRun::Kind::Same ? run.count : 0;
        CHECK(turned == same);
    }
}

TEST_CASE("Line comparison: two texts that share little are compared by the lines that stand in each once", "[compare]")
{
    QByteArray left, right;
    for (int i = 0; i < 20'000; ++i) {
        left += "left " + QByteArray::number(i) + '\n';
        right += "right " + QByteArray::number(i) + '\n';
        if (i % 1000 == 0) {
            left += "shared " + QByteArray::number(i) + '\n';
            right += "shared " + QByteArray::number(i) + '\n';
        }
    }
    qsizetype same = 0;
    for (const LineRun &run : compareLines(linesOf(left), linesOf(right)))
        same += run.kind == LineRun::Kind::Same ? run.count : 0;
    CHECK(same == 20);
}
