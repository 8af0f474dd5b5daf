#pragma once

#include "core/token/key_text.h"

namespace keyhole {

/// What is known of a token's signature, in the words of the card and of the chip.
struct SignatureFacts {
    enum class State { Verified, Wrong, NoKey, None, CannotBe, Opened };
    State state = State::NoKey;
    QString title, text;
    QString icon;
};

/// `source` says where the key is from, in words that stand in brackets: "pasted", "file key.pem".
SignatureFacts signatureFacts(const Token &token, const std::optional<KeyCheck> &check, const QString &source = {});
/// Of an encrypted token that was tried with a key.
SignatureFacts openingFacts(const Token &token, const OpenCheck &opened, const QString &source);

}
