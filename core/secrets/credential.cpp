#include "core/secrets/credential.h"

#include <QRandomGenerator>
#include <array>

namespace keyhole {

namespace {
constexpr qsizetype kIdLength = 32;
}

CredentialId newCredentialId()
{
    std::array<quint32, 4> words{};
    QRandomGenerator::system()->fillRange(words.data(), qsizetype(words.size()));
    return QByteArray(reinterpret_cast<const char *>(words.data()), sizeof words).toHex();
}

bool isCredentialId(QByteArrayView text)
{
    return text.size() == kIdLength
        && std::all_of(text.begin(), text.end(), [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); });
}

QString CredentialLabel::toString() const
{
    QStringList parts{service, environment, name};
    parts.removeAll(QString());
    return parts.join(" / ");
}

const Secret *Credential::part(QByteArrayView name) const
{
    const auto found = std::find_if(parts.begin(), parts.end(), [name](const SecretPart &part) { return part.name == name; });
    return found == parts.end() ? nullptr : &found->value;
}

bool mayGoTo(const CredentialInfo &credential, const Origin &target)
{
    return target.isValid() && std::find(credential.origins.begin(), credential.origins.end(), target) != credential.origins.end();
}

}
