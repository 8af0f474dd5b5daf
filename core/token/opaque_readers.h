#pragma once

#include "core/token/opaque.h"

namespace keyhole {

using OpaqueReader = std::optional<OpaqueToken> (*)(QByteArrayView text);

std::optional<OpaqueToken> readPaseto(QByteArrayView text);
std::optional<OpaqueToken> readPaserk(QByteArrayView text);
std::optional<OpaqueToken> readFernet(QByteArrayView text);
std::optional<OpaqueToken> readBranca(QByteArrayView text);
std::optional<OpaqueToken> readMacaroon(QByteArrayView text);
std::optional<OpaqueToken> readBiscuit(QByteArrayView text);
std::optional<OpaqueToken> readAwsSession(QByteArrayView text);
std::optional<OpaqueToken> readNegotiate(QByteArrayView text);
std::optional<OpaqueToken> readSaml(QByteArrayView text);
std::optional<OpaqueToken> readIdentifier(QByteArrayView text);

// What the forms are made of.

/// Bytes of base64 in either alphabet, padded or not, percent-encoded or not; empty for other text.
QByteArray bytesOfBase64(QByteArrayView text);
/// A big-endian number of up to eight bytes; 0 beyond the end.
quint64 bigEndian(QByteArrayView bytes, qsizetype offset, qsizetype size);
/// A moment between 2005 and 2100; other numbers are no times of a token.
std::optional<Instant> momentOfToken(qint64 seconds);
/// At most 80 characters of text that is printable; empty for bytes that are none.
QString printable(QByteArrayView bytes);

}
