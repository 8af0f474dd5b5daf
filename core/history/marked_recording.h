#pragma once

#include "core/diagnosis/marks.h"
#include "core/http/exchange.h"

#include <QByteArrayList>

namespace keyhole {

/// The exchange as history keeps it: every secret gives way to its mark, which is as long and the same wherever the secret stood, so that
/// two exchanges can still be compared. Of a signed token the header and the claims stay, and the signature is marked: nobody can use it.
/// `known` are secrets besides those that their place gives away, such as a credential in a field of any name. Of the raw bytes the heads
/// stay, since a body may be encoded; of a body the first `bodyLimit` bytes, and its size.
Exchange withMarks(const Exchange &exchange, const QByteArrayList &known, const SecretMarks &marks, qsizetype bodyLimit = 1 << 20);

}
