#include "app/cli/sign_in_reader.h"

#include "app/cli/commands.h"
#include "app/cli/source.h"
#include "core/oauth/service_account.h"
#include "core/token/key_text.h"

namespace keyhole {

namespace {
constexpr qint64 kLargestSecret = 1 << 20;
}

/// Without the line end that an editor leaves.
Secret SignInReader::secret(const QString &option)
{
    const auto bytes = readSource(value(option), kLargestSecret);
    if (!bytes) {
        refuse(bytes.error(), kUnreadable);
        return {};
    }
    QByteArray text = *bytes;
    while (text.endsWith('\n') || text.endsWith('\r'))
        text.chop(1);
    return Secret(text);
}

bool SignInReader::readSecret(const QString &each)
{
    SignInSettings &settings = m_options.settings;
    if (each == QLatin1String("--client-secret-file"))
        settings.clientSecret = secret(each);
    else if (each == QLatin1String("--client-key"))
        readKey(secret(each), settings.clientKey);
    else if (each == QLatin1String("--assertion-key"))
        readKey(secret(each), settings.assertionKey);
    else if (each == QLatin1String("--service-account"))
        readAccount(value(each));
    else if (each == QLatin1String("--claims"))
        settings.oauth.assertion.claims = value(each).toUtf8();
    else if (each == QLatin1String("--key-id"))
        settings.clientKeyId = settings.assertionKeyId = value(each).toUtf8();
    else if (each == QLatin1String("--user"))
        settings.user = value(each).toUtf8();
    else if (each == QLatin1String("--password-file"))
        settings.password = secret(each);
    else if (each == QLatin1String("--subject-token-file"))
        settings.exchanged.subject = secret(each);
    else if (each == QLatin1String("--subject-token-type"))
        settings.exchanged.subjectType = value(each).toUtf8();
    else if (each == QLatin1String("--actor-token-file"))
        settings.exchanged.actor = secret(each);
    else
        return false;
    return true;
}

void SignInReader::readKey(const Secret &text, std::optional<SigningKey> &into)
{
    const auto keys = m_fault ? failure(Error{}) : readKeys(text.reveal());
    if (keys && keys->keys.front().isPrivate())
        into = keys->keys.front();
    else if (!m_fault)
        refuse(keys ? wrongSignIn(QStringLiteral("the key is a public one, which cannot sign")) : keys.error(), kUnreadable);
}

void SignInReader::readAccount(const QString &file)
{
    const auto text = m_fault ? failure(Error{}) : readSource(file, kLargestServiceAccount);
    if (m_fault)
        return;
    const auto account = text ? readServiceAccount(*text) : failure(OAuthFault{{}, text.error()});
    if (!account)
        return refuse(account.error().error, kUnreadable);
    m_options.settings.oauth = settingsFor(*account, m_options.settings.oauth);
    m_options.settings.assertionKey = account->key;
    m_options.settings.assertionKeyId = account->keyId;
    m_options.keyFile = file;
}

}
