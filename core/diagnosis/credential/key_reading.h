#pragma once

#include "core/diagnosis/facts.h"
#include "core/diagnosis/knowledge/profile.h"

namespace keyhole {

/// What a value shows of itself as a key of a known form, without telling the value.
struct KeyReading {
    enum class Fit {
        Unjudged,  ///< nothing is known of its length or letters, or it was made unreadable on purpose
        Whole,  ///< length and letters are those of the form
        ChecksumFits,
        TooShort,
        ForeignCharacter,
        ChecksumDiffers,  ///< mistyped or cut, unless the recording replaced it
    };
    const KeyShape *shape = nullptr;
    Fit fit = Fit::Unjudged;

    bool isDamaged() const { return fit >= Fit::TooShort; }
};

/// Absent for a value of no known form.
std::optional<KeyReading> readKey(QByteArrayView value);

/// "a personal access token of GitHub, its checksum fits".
QString keyText(const KeyReading &reading);

/// What else stands in a key and is no secret: the account of an AWS key id, the host of a macaroon, the id of a bot, the end of a signed
/// address. Empty for most.
QString keyDetail(QByteArrayView value, std::optional<Instant> now);

/// The part of an Authorization, field or parameter that is the key itself: without its scheme, and the password of Basic (or the user,
/// where that is empty).
QByteArray keyOf(const Facts &facts, const SentCredential &credential);

/// Whether a value was crossed out by whoever saved it: dots, asterisks, one character over and over.
bool isCrossedOut(QByteArrayView value);

}
