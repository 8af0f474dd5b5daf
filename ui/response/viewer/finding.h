#pragma once

#include <QByteArray>
#include <functional>
#include <vector>

namespace keyhole {

struct Matches {
    std::vector<qsizetype> offsets;
    qsizetype length = 0;  ///< bytes of each
    bool cut = false;  ///< there are more than are kept
};

constexpr size_t kMostMatches = 100'000;

/// Every place of `needle` in a text, without case for A to Z (other letters as they are); matches do not overlap. `goOn` is asked now and
/// then; false ends the search.
Matches findAll(QByteArrayView text, const QByteArray &needle, const std::function<bool()> &goOn = {});

}
