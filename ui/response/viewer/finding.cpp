#include "ui/response/viewer/finding.h"

#include <array>

namespace keyhole {

namespace {

constexpr uchar folded(char c)
{
    return uchar(c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c);
}

/// How far the needle moves on for each last byte: Horspool's table.
std::array<qsizetype, 256> skips(QByteArrayView needle)
{
    std::array<qsizetype, 256> table;
    table.fill(needle.size());
    for (qsizetype i = 0; i + 1 < needle.size(); ++i)
        table[folded(needle[i])] = needle.size() - 1 - i;
    return table;
}

bool matchesAt(QByteArrayView text, qsizetype at, QByteArrayView needle)
{
    for (qsizetype i = needle.size() - 1; i >= 0; --i) {
        if (folded(text[at + i]) != folded(needle[i]))
            return false;
    }
    return true;
}

}

Matches findAll(QByteArrayView text, const QByteArray &needle, const std::function<bool()> &goOn)
{
    Matches matches;
    matches.length = needle.size();
    if (needle.isEmpty())
        return matches;
    const auto table = skips(needle);
    qsizetype nextAsk = 0;
    for (qsizetype at = 0; at + needle.size() <= text.size();) {
        if (goOn && at >= nextAsk) {
            if (!goOn())
                break;
            nextAsk = at + (1 << 20);
        }
        if (!matchesAt(text, at, needle)) {
            at += table[folded(text[at + needle.size() - 1])];
            continue;
        }
        if (matches.offsets.size() == kMostMatches) {
            matches.cut = true;
            break;
        }
        matches.offsets.push_back(at);
        at += needle.size();
    }
    return matches;
}

}
