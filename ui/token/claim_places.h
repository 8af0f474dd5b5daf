#pragma once

#include "core/token/token.h"

#include <vector>

namespace keyhole {

/// Which characters of the encoded text carry a member of the header or the payload: name, colon and value. Base64 puts three bytes into
/// four characters, so the ends are rounded outwards.
struct ClaimPlace {
    bool inHeader = false;
    QByteArray name;
    qsizetype from = 0, length = 0;  ///< in Token::text

    friend bool operator==(const ClaimPlace &, const ClaimPlace &) = default;
};

std::vector<ClaimPlace> claimPlaces(const Token &token);

}
