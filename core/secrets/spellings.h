#pragma once

#include <QByteArray>
#include <vector>

namespace keyhole {

/// The ways in which a server or a program repeats a secret: as it is, percent-encoded, in base64 and base64url (alone, and within what was
/// encoded together with it, at each of the three offsets), in hex, with the escapes of JSON and HTML, reversed. Each once; none shorter
/// than 8 bytes but the secret itself.
std::vector<QByteArray> secretSpellings(const QByteArray &secret);

}
