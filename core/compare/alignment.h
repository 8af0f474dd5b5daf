#pragma once

#include <QtGlobal>
#include <cstdint>
#include <span>
#include <vector>

namespace keyhole {

/// Two places that belong together.
struct AlignedPair {
    qsizetype left = 0, right = 0;
    friend bool operator==(const AlignedPair &, const AlignedPair &) = default;
};

/// Which elements of two sequences belong together, in increasing order on both sides: a longest common subsequence as long as no more than
/// `mostEdits` elements differ (E. W. Myers, "An O(ND) Difference Algorithm", 1986), otherwise the elements that are unique in both. Equal
/// numbers are equal elements. The pairs of (right, left) are those of (left, right), turned.
std::vector<AlignedPair> align(std::span<const uint64_t> left, std::span<const uint64_t> right, int mostEdits = 1000);

}
