#pragma once

#include "core/compare/exchange_pair.h"

namespace keyhole {

enum class TokenChange {
    None,
    Claims,  ///< what it says, or whether it is in time
    IssuedAnew,  ///< nothing but what each token has of its own
    Unreadable,  ///< one of them says nothing that can be read
};

/// Compares two tokens claim by claim; `where` is put before the name of each claim.
TokenChange compareTokenTexts(ExchangePair &pair, ComparedPart part, const QByteArray &where, const QByteArray &left,
                              const QByteArray &right);

/// Whether a token (or each of two) was in time when it was sent, where that differs. Gives whether it does.
bool compareTokenLife(ExchangePair &pair, ComparedPart part, const QByteArray &where, const QByteArray &left, const QByteArray &right);

}
