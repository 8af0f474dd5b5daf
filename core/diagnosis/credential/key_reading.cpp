#include "core/diagnosis/credential/key_reading.h"

#include "core/diagnosis/credential/checksum.h"
#include "core/diagnosis/knowledge/knowledge.h"

namespace keyhole {

namespace {

using Fit = KeyReading::Fit;

KeyChecksum checksumNamed(QByteArrayView name)
{
    if (name == QByteArrayView("crc32-base62"))
        return KeyChecksum::Base62;
    if (name == QByteArrayView("crc32-base36-routable"))
        return KeyChecksum::Base36Routable;
    return name == QByteArrayView("crc32-hex-reversed") ? KeyChecksum::HexReversed : KeyChecksum::None;
}

Fit fitOf(QByteArrayView value, const KeyShape &shape)
{
    if (isCrossedOut(value))
        return Fit::Unjudged;
    if (shape.shortest > 0 && value.size() < shape.shortest)
        return Fit::TooShort;
    if (!shape.alphabet.isEmpty() && !isOfAlphabet(value.sliced(shape.prefix.size()), shape.alphabet))
        return Fit::ForeignCharacter;
    if (!shape.form.pattern().isEmpty())
        return Fit::Whole;
    // A longer one may be of a newer form, whose checksum is not known.
    const bool ofKnownLength = shape.longest == 0 || value.size() <= shape.longest;
    const KeyChecksum checksum = checksumNamed(shape.checksum);
    if (checksum != KeyChecksum::None && ofKnownLength)
        return checksumFits(checksum, value, shape.prefix.size()) ? Fit::ChecksumFits : Fit::ChecksumDiffers;
    return shape.shortest > 0 && ofKnownLength ? Fit::Whole : Fit::Unjudged;
}

}

bool isCrossedOut(QByteArrayView value)
{
    constexpr int kLongestRun = 6;
    int run = 1;
    for (qsizetype i = 1; i < value.size(); ++i) {
        run = value[i] == value[i - 1] ? run + 1 : 1;
        if (run >= kLongestRun)
            return true;
    }
    static constexpr QByteArrayView kMarks[] = {"...", "***", "\xE2\x80\xA6", "\xE2\x80\xA2", "REDACTED", "redacted", "<", "XXXX", "xxxx"};
    return std::any_of(std::begin(kMarks), std::end(kMarks), [value](QByteArrayView mark) { return value.contains(mark); });
}

std::optional<KeyReading> readKey(QByteArrayView value)
{
    constexpr qsizetype kLongestKey = 4096;
    const KeyShape *shape = value.size() > kLongestKey ? nullptr : findKeyShape(value);
    if (!shape)
        return std::nullopt;
    return KeyReading{shape, fitOf(value, *shape)};
}

QString keyText(const KeyReading &reading)
{
    switch (reading.fit) {
    case Fit::ChecksumFits:
        return reading.shape->what + QStringLiteral(", its checksum fits");
    case Fit::TooShort:
        return reading.shape->what + QStringLiteral(", cut off");
    case Fit::ForeignCharacter:
        return reading.shape->what + QStringLiteral(", with a character that none has");
    case Fit::ChecksumDiffers:
        return reading.shape->what + QStringLiteral(", its checksum does not fit");
    case Fit::Unjudged:
    case Fit::Whole:
        break;
    }
    return reading.shape->what;
}

QByteArray keyOf(const Facts &facts, const SentCredential &credential)
{
    if (credential.place != CredentialPlace::Authorization || facts.authorizationParts.scheme.isEmpty())
        return credential.value;
    if (facts.basic && *facts.basic)
        return (*facts.basic)->password.isEmpty() ? (*facts.basic)->user : (*facts.basic)->password;
    return facts.authorizationParts.rest;
}

}
