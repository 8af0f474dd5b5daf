#pragma once

#include "core/compare/comparison.h"

#include <QStringList>

namespace keyhole {

/// Two exchanges that are compared, and what is known of noise in their answers.
struct CompareSides {
    Exchange left, right;
    LearnedNoise noise;  ///< by the other accepted exchanges beside them, and what this computer knows of the host
    bool secretsCompare = true;
};

/// One or two of FILE, FILE#N, "-" and history:ID; of one alone (`entry` of a file), the left one is the last success before it.
Result<CompareSides> readCompareSides(const QStringList &names, int entry);

}
