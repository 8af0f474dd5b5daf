#include "app/cli/credentials_text.h"

#include "core/diagnosis/report.h"

namespace keyhole {

namespace {

/// User names and ids as they are, secrets as dots.
QString partText(const SecretPart &part)
{
    constexpr QByteArrayView kShown[] = {"user", "access-key-id", "consumer-key", "scope", "issuer", "token-endpoint"};
    const bool shown = std::find(std::begin(kShown), std::end(kShown), part.name) != std::end(kShown);
    const QString value = shown ? visibleText(QString::fromUtf8(part.value.reveal())) : part.value.masked();
    return QString::fromLatin1(part.name) + ' ' + value;
}

QString partsText(const std::vector<SecretPart> &parts)
{
    QStringList texts;
    for (const SecretPart &part : parts)
        texts.append(partText(part));
    return texts.join(", ");
}

QString creditText(size_t count)
{
    return count == 1 ? QString("1 credential") : QString("%1 credentials").arg(count);
}

}

QString kindText(CredentialKind kind)
{
    switch (kind) {
    case CredentialKind::Basic:
        return "user and password";
    case CredentialKind::Bearer:
        return "bearer token";
    case CredentialKind::ApiKey:
        return "API key";
    case CredentialKind::Raw:
        return "value of a field";
    case CredentialKind::SigningKey:
        return "signing key";
    case CredentialKind::StorageKey:
        return "key of Keyhole's own files";
    case CredentialKind::OAuth1:
        return "OAuth 1.0a";
    case CredentialKind::AwsKey:
        return "AWS access key";
    case CredentialKind::ClientCertificate:
        return "client certificate";
    case CredentialKind::OAuth2Tokens:
        return "OAuth 2 tokens";
    case CredentialKind::Custom:
        return "secret";
    }
    return "credential";
}

QString originsText(const std::vector<Origin> &origins)
{
    QStringList texts;
    for (const Origin &origin : origins)
        texts.append(visibleText(QString::fromUtf8(origin.toString())));
    return texts.isEmpty() ? QString("no origin yet") : texts.join(", ");
}

QString listText(const std::vector<CredentialInfo> &credentials)
{
    QString text;
    for (const CredentialInfo &each : credentials)
        text += QString("%1  %2  %3  %4\n")
                    .arg(QString::fromLatin1(each.id), kindText(each.kind), visibleText(each.label.toString()), originsText(each.origins));
    return text;
}

QString foundText(const FoundCredentials &found, const QString &source)
{
    QString text = QString("%1 (%2): %3\n").arg(visibleText(source), found.format, creditText(found.credentials.size()));
    int number = 0;
    for (const FoundCredential &each : found.credentials) {
        text += QString("\n%1  %2: %3\n").arg(++number, 3).arg(visibleText(each.place), kindText(each.kind));
        text += QString("     %1\n     for %2\n").arg(partsText(each.parts), originsText(each.origins));
    }
    if (!found.passedOver.empty())
        text += "\nNot taken:\n";
    for (const Error &error : found.passedOver)
        text += QString("  %1 (%2)\n     %3\n").arg(visibleText(error.what), visibleText(error.place), visibleText(error.remedy));
    return text;
}

}
