#pragma once

#include "core/diagnosis/facts.h"

namespace keyhole {

/// An accepted request whose Authorization cannot have signed in, beside a session cookie that can.
struct Masking {
    const CookiePair *cookie = nullptr;
    QString headerFault;  ///< what is wrong with the header, as the end of a sentence: "its token ended 3 h before"
    bool shown = false;  ///< the same credential was refused here without that cookie

    /// One sentence for a person.
    QString says() const;
};
std::optional<Masking> cookieThatSignsIn(const Facts &facts);

}
