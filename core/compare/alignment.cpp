#include "core/compare/alignment.h"

#include <algorithm>
#include <optional>
#include <unordered_map>

namespace keyhole {

namespace {

using Sequence = std::span<const uint64_t>;
using Pairs = std::vector<AlignedPair>;

/// How far each diagonal reached after each number of edits; enough to walk back along the way that was found.
class Search {
public:
    Search(Sequence left, Sequence right, int mostEdits)
        : m_left(left), m_right(right), m_most(int(std::min<size_t>(size_t(mostEdits), left.size() + right.size())))
    { }

    std::optional<Pairs> run()
    {
        std::vector<int> reach(size_t(2 * m_most + 3), 0);
        for (int edits = 0; edits <= m_most; ++edits) {
            m_trace.emplace_back(reach.begin() + (m_most + 1 - edits), reach.begin() + (m_most + 2 + edits));
            for (int diagonal = -edits; diagonal <= edits; diagonal += 2) {
                const size_t at = size_t(diagonal + m_most + 1);
                const bool down = diagonal == -edits || (diagonal != edits && reach[at - 1] < reach[at + 1]);
                int x = down ? reach[at + 1] : reach[at - 1] + 1;
                while (same(x, x - diagonal))
                    ++x;
                reach[at] = x;
                if (diagonal == int(m_left.size()) - int(m_right.size()) && x >= int(m_left.size()))
                    return walkBack(edits);
            }
        }
        return std::nullopt;
    }

private:
    bool same(int x, int y) const
    {
        return x >= 0 && y >= 0 && x < int(m_left.size()) && y < int(m_right.size()) && m_left[size_t(x)] == m_right[size_t(y)];
    }

    Pairs walkBack(int edits) const
    {
        Pairs pairs;
        int x = int(m_left.size()), y = int(m_right.size());
        for (int d = edits; d > 0; --d) {
            const std::vector<int> &before = m_trace[size_t(d)];  // diagonals -d … d, as they were before the edit
            const auto reached = [&](int diagonal) { return before[size_t(diagonal + d)]; };
            const int diagonal = x - y;
            const bool down = diagonal == -d || (diagonal != d && reached(diagonal - 1) < reached(diagonal + 1));
            const int from = down ? diagonal + 1 : diagonal - 1;
            const int fromX = reached(from), fromY = fromX - from;
            const int startX = down ? fromX : fromX + 1;
            while (x > startX)
                pairs.push_back({--x, --y});
            x = fromX;
            y = fromY;
        }
        while (x > 0 && y > 0)
            pairs.push_back({--x, --y});
        std::reverse(pairs.begin(), pairs.end());
        return pairs;
    }

    Sequence m_left, m_right;
    int m_most;
    std::vector<std::vector<int>> m_trace;
};

/// Of pairs in the order of the left, the most that are in the order of the right as well.
Pairs increasing(const Pairs &pairs)
{
    std::vector<size_t> ends;  // of the best chain of each length
    std::vector<qsizetype> before(pairs.size(), -1);
    for (size_t i = 0; i < pairs.size(); ++i) {
        const auto place = std::lower_bound(ends.begin(), ends.end(), pairs[i].right,
                                            [&](size_t end, qsizetype right) { return pairs[end].right < right; });
        if (place != ends.begin())
            before[i] = qsizetype(*(place - 1));
        if (place == ends.end())
            ends.push_back(i);
        else
            *place = i;
    }
    Pairs chain;
    for (qsizetype at = ends.empty() ? -1 : qsizetype(ends.back()); at >= 0; at = before[size_t(at)])
        chain.push_back(pairs[size_t(at)]);
    std::reverse(chain.begin(), chain.end());
    return chain;
}

Pairs ofUniques(Sequence left, Sequence right)
{
    struct Seen {
        qsizetype left = -1, right = -1;
        int lefts = 0, rights = 0;
    };
    std::unordered_map<uint64_t, Seen> seen;
    for (size_t i = 0; i < left.size(); ++i) {
        Seen &each = seen[left[i]];
        each.left = qsizetype(i);
        ++each.lefts;
    }
    for (size_t i = 0; i < right.size(); ++i) {
        Seen &each = seen[right[i]];
        each.right = qsizetype(i);
        ++each.rights;
    }
    Pairs pairs;
    for (const uint64_t element : left) {
        const Seen &each = seen[element];
        if (each.lefts == 1 && each.rights == 1)
            pairs.push_back({each.left, each.right});
    }
    return increasing(pairs);
}

Pairs alignInOrder(Sequence left, Sequence right, int mostEdits)
{
    const auto differs = std::mismatch(left.begin(), left.end(), right.begin(), right.end());
    const size_t front = size_t(differs.first - left.begin());
    size_t back = 0;
    while (back < left.size() - front && back < right.size() - front && left[left.size() - 1 - back] == right[right.size() - 1 - back])
        ++back;
    const Sequence innerLeft = left.subspan(front, left.size() - front - back);
    const Sequence innerRight = right.subspan(front, right.size() - front - back);
    const auto shortest = Search(innerLeft, innerRight, mostEdits).run();
    Pairs pairs;
    for (size_t i = 0; i < front; ++i)
        pairs.push_back({qsizetype(i), qsizetype(i)});
    for (const AlignedPair &pair : shortest ? *shortest : ofUniques(innerLeft, innerRight))
        pairs.push_back({pair.left + qsizetype(front), pair.right + qsizetype(front)});
    for (size_t i = back; i > 0; --i)
        pairs.push_back({qsizetype(left.size() - i), qsizetype(right.size() - i)});
    return pairs;
}

}

std::vector<AlignedPair> align(std::span<const uint64_t> left, std::span<const uint64_t> right, int mostEdits)
{
    // Of several longest ones the search takes the first that it meets, which depends on the side; so the side is chosen by the content.
    if (!std::lexicographical_compare(right.begin(), right.end(), left.begin(), left.end()))
        return alignInOrder(left, right, mostEdits);
    Pairs pairs = alignInOrder(right, left, mostEdits);
    for (AlignedPair &pair : pairs)
        std::swap(pair.left, pair.right);
    return pairs;
}

}
