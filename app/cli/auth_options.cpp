#include "app/cli/auth_options.h"

#include "app/cli/source.h"
#include "core/secrets/credential.h"

namespace keyhole {

namespace {

constexpr qint64 kLargestSecret = 1 << 20;

struct Named {
    const char *name;
    QString AuthOptions::*member;
};
constexpr Named kFileOptions[] = {{"--jwt", &AuthOptions::jwtKey},           {"--claims", &AuthOptions::claims},
                                  {"--jwt-alg", &AuthOptions::jwtAlgorithm}, {"--dpop", &AuthOptions::proofKey},
                                  {"--oauth1", &AuthOptions::oauth1},        {"--password-file", &AuthOptions::password},
                                  {"--pass-file", &AuthOptions::passphrase}, {"--proxy-password-file", &AuthOptions::proxyPassword}};

/// The line end behind a password is the editor's.
Result<Secret> readSecret(const QString &file)
{
    auto bytes = readSource(file, kLargestSecret);
    if (!bytes)
        return failure(bytes.error());
    while (bytes->endsWith('\n') || bytes->endsWith('\r'))
        bytes->chop(1);
    return Secret(*bytes);
}

/// Reads the secret of an option into its place, when the option was given.
Result<void> readInto(const QString &file, Secret &secret)
{
    if (file.isEmpty())
        return {};
    auto read = readSecret(file);
    if (!read)
        return failure(read.error());
    secret = std::move(*read);
    return {};
}

/// Lines "name=value": consumer-key, consumer-secret, token, token-secret, and where wanted method and realm.
Result<void> readOAuth1(const QString &file, AuthDraft &auth)
{
    const auto text = readSource(file, kLargestSecret);
    if (!text)
        return failure(text.error());
    auth.kind = AuthKind::OAuth1;
    for (const QByteArray &line : text->split('\n')) {
        const qsizetype equals = line.indexOf('=');
        const QByteArray name = line.left(equals).trimmed(), value = line.mid(equals + 1).trimmed();
        if (line.trimmed().isEmpty())
            continue;
        if (name == "consumer-key")
            auth.oauth1.consumerKey = value;
        else if (name == "consumer-secret")
            auth.secret = Secret(value);
        else if (name == "token")
            auth.oauth1.token = value;
        else if (name == "token-secret")
            auth.secondSecret = Secret(value);
        else if (name == "method")
            auth.oauth1.signatureMethod = value;
        else if (name == "realm")
            auth.oauth1.realm = value;
        else
            return failure(Error{QStringLiteral("there is a line that is not known"), file,
                                 QStringLiteral("Write consumer-key=…, consumer-secret=…, token=…, token-secret=…, a line each.")});
    }
    return {};
}

Result<void> applyJwt(const AuthOptions &options, AuthDraft &auth)
{
    if (options.jwtKey.isEmpty())
        return {};
    auth.kind = AuthKind::SignedJwt;
    auth.jwt.claims = options.claims.toUtf8();
    auth.jwt.algorithm = options.jwtAlgorithm.toUtf8();
    return readInto(options.jwtKey, auth.secret);
}

Result<void> applyProof(const AuthOptions &options, AuthDraft &auth)
{
    if (options.proofKey.isEmpty())
        return {};
    auth.dpop = true;
    return readInto(options.proofKey, auth.dpopKey);
}

Result<void> takeId(const QByteArray &id, QByteArray &into)
{
    if (!id.isEmpty() && !isCredentialId(id))
        return failure(Error{QStringLiteral("“%1” names no credential").arg(QString::fromUtf8(id)),
                             {},
                             QStringLiteral("An id has 32 hexadecimal digits; keyhole-cli credentials lists them.")});
    if (!id.isEmpty())
        into = id;
    return {};
}

}

Result<bool> takeAuthOption(AuthOptions &options, const QStringList &arguments, qsizetype &at)
{
    const QString &name = arguments.at(at);
    const auto named = std::find_if(std::begin(kFileOptions), std::end(kFileOptions),
                                    [&name](const Named &each) { return name == QLatin1String(each.name); });
    QByteArray *id = name == QLatin1String("--credential") ? &options.credential
        : name == QLatin1String("--proxy-credential")      ? &options.proxyCredential
                                                           : nullptr;
    if (named == std::end(kFileOptions) && !id)
        return false;
    if (at + 1 >= arguments.size() || arguments.at(at + 1).isEmpty())
        return failure(Error{QStringLiteral("%1 needs a value").arg(name), {}, {}});
    const QString &value = arguments.at(++at);
    if (id)
        *id = value.toLatin1();
    else
        options.*(named->member) = value;
    return true;
}

Result<void> applyAuthOptions(const AuthOptions &options, RequestDraft &draft)
{
    AuthDraft &auth = draft.auth;
    Result<void> applied = applyJwt(options, auth);
    if (applied && !options.oauth1.isEmpty())
        applied = readOAuth1(options.oauth1, auth);
    if (applied)
        applied = applyProof(options, auth);
    if (applied)
        applied = readInto(options.password, auth.secret);
    if (applied)
        applied = readInto(options.passphrase, draft.transport.clientKeyPassphrase);
    if (applied)
        applied = readInto(options.proxyPassword, draft.transport.proxyPassword);
    if (applied)
        applied = takeId(options.proxyCredential, draft.transport.proxyCredential);
    return applied ? takeId(options.credential, auth.credential) : applied;
}

}
