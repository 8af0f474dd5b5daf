#pragma once

#include "core/token/token.h"

namespace keyhole {

/// A token inside of a text.
struct ScannedToken {
    qsizetype offset = 0, length = 0;  ///< of the token, or of what it is wrapped in, in the text
    Token token;
    QStringList wrapping
        = {};  ///< from the outside in: "behind the word Bearer", "percent-encoded", "in base64", "in the claim “id_token”"
};

/// What is looked at: the first megabyte, 50 tokens, four wrappings one inside another.
constexpr qsizetype kMostScanned = 1 << 20;
constexpr size_t kMostTokensFound = 50;

/// Every JWT (whole or not) and PASETO in a text, in order, not overlapping but for those inside of another one's claims, which follow it.
/// Finds them bare, percent-encoded, in quotation marks and inside of base64. JSON that is merely in base64 is none.
std::vector<ScannedToken> scanForTokens(QByteArrayView text);

/// The tokens in the claims or in the payload of another one, told at its place.
std::vector<ScannedToken> tokensInside(const ScannedToken &holder);

/// The token that a value is as a whole, with whatever is wrong with it; nothing when it is none, or holds more than a token.
std::optional<ScannedToken> wholeToken(QByteArrayView value);

}
