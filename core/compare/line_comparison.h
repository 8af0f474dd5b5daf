#pragma once

#include <QByteArrayView>
#include <vector>

namespace keyhole {

/// Lines that follow each other, and stand in both texts or in one of them.
struct LineRun {
    enum class Kind { Same, Removed, Added } kind = Kind::Same;
    qsizetype left = 0, right = 0;  ///< the first line of the run in each text, from 0; where it would stand in the text that lacks it
    qsizetype count = 0;

    friend bool operator==(const LineRun &, const LineRun &) = default;
};

/// The lines of a text, without their ends (LF, CR LF).
std::vector<QByteArrayView> linesOf(QByteArrayView text);

/// What differs between two texts, line by line: of lines that gave way to others the removed ones come first.
std::vector<LineRun> compareLines(const std::vector<QByteArrayView> &left, const std::vector<QByteArrayView> &right);

}
