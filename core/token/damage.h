#pragma once

#include "core/token/token.h"

namespace keyhole {

/// Which part of a token a segment is: "header", "payload", "signature"; of an encrypted one "encrypted key" and so on.
QString segmentName(qsizetype index, bool encrypted);

/// Why the character at the front of `rest` cannot stand inside a segment, with what it usually means; empty when there is no more to
/// say than that it is not of base64url.
QString describeForeign(QByteArrayView rest);

/// What a character before or after a token is: "white space", "a line break", "a quotation mark".
QString describeAround(char c);

/// How long the dot at the front of `rest` is: ".", "%2E" or, escaped twice, "%252E"; 0 for anything else.
qsizetype lengthOfDot(QByteArrayView rest);

/// Whether base64url has the character.
bool isOfAlphabet(char c);

/// What a reader gets that is less strict than decodeBase64Url: from `fault` on, white space, padding and the other alphabet pass, and
/// anything else ends the text. Before it, every character is of the alphabet.
QByteArray decodeLeniently(QByteArrayView text, qsizetype fault);

/// The name that stands last in a JSON text that breaks off: `{"sub":"a","ex` gives "sub".
QByteArray lastMemberName(QByteArrayView brokenJson);

/// Whether a first segment that is not (or not whole) JSON was meant as the header of a token, by the member it begins with.
bool beginsLikeHeader(QByteArrayView brokenJson);

/// How far a token goes that has fewer segments than it needs. `sound`: the last one there is decodes, but for its end.
QString describeCut(const Token &token, qsizetype needed, bool sound);

}
