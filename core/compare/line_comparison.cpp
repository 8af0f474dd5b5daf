#include "core/compare/line_comparison.h"

#include "core/compare/alignment.h"
#include "core/http/line.h"

#include <QHash>

namespace keyhole {

namespace {

std::vector<uint64_t> hashesOf(const std::vector<QByteArrayView> &lines)
{
    std::vector<uint64_t> hashes;
    hashes.reserve(lines.size());
    for (const QByteArrayView line : lines)
        hashes.push_back(qHash(line, 17u));
    return hashes;
}

void add(std::vector<LineRun> &runs, const LineRun &run)
{
    if (run.count > 0)
        runs.push_back(run);
}

}

std::vector<QByteArrayView> linesOf(QByteArrayView text)
{
    std::vector<QByteArrayView> lines;
    for (qsizetype at = 0; at < text.size();) {
        const Line line = lineAt(text, at);
        lines.push_back(line.text);
        at = line.next;
    }
    return lines;
}

std::vector<LineRun> compareLines(const std::vector<QByteArrayView> &left, const std::vector<QByteArrayView> &right)
{
    std::vector<LineRun> runs;
    qsizetype leftAt = 0, rightAt = 0;
    const auto differ = [&](qsizetype leftEnd, qsizetype rightEnd) {
        add(runs, {LineRun::Kind::Removed, leftAt, rightAt, leftEnd - leftAt});
        add(runs, {LineRun::Kind::Added, leftEnd, rightAt, rightEnd - rightAt});
        leftAt = leftEnd;
        rightAt = rightEnd;
    };
    for (const AlignedPair &pair : align(hashesOf(left), hashesOf(right))) {
        differ(pair.left, pair.right);
        if (!runs.empty() && runs.back().kind == LineRun::Kind::Same)
            ++runs.back().count;
        else
            runs.push_back({LineRun::Kind::Same, leftAt, rightAt, 1});
        ++leftAt;
        ++rightAt;
    }
    differ(qsizetype(left.size()), qsizetype(right.size()));
    return runs;
}

}
