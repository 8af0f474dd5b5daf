#include "core/oauth/stored_tokens.h"

#include "core/oauth/server_metadata.h"
#include "core/token/key_export.h"
#include "core/token/key_text.h"

namespace keyhole {

namespace {

using Authentication = OAuth2Settings::ClientAuthentication;

QByteArray textIn(const Credential &credential, QByteArrayView name)
{
    const Secret *part = credential.part(name);
    return part ? part->reveal() : QByteArray();
}

std::vector<QByteArray> namesIn(const Credential &credential, QByteArrayView name)
{
    QByteArrayList names = textIn(credential, name).split(' ');
    names.removeAll(QByteArray());
    return {names.begin(), names.end()};
}

QByteArray joined(const std::vector<QByteArray> &names)
{
    return QByteArrayList(names.begin(), names.end()).join(' ');
}

Secret keyText(const std::optional<SigningKey> &key)
{
    const auto text = key ? privateKeyText(*key) : failure(Error{});
    return text.value_or(Secret());
}

std::optional<SigningKey> keyIn(const Credential &credential, QByteArrayView name)
{
    const Secret *text = credential.part(name);
    const auto read = text ? readKeys(text->reveal()) : failure(Error{});
    return read && !read->keys.empty() ? std::optional(read->keys.front()) : std::nullopt;
}

std::optional<JwtAssertion> assertionIn(const Credential &credential)
{
    JwtAssertion assertion;
    assertion.key = keyIn(credential, "assertion-key");
    if (!assertion.key)
        return std::nullopt;
    assertion.keyId = textIn(credential, "assertion-key-id");
    assertion.jwt.claims = textIn(credential, "assertion-claims");
    assertion.jwt.header = textIn(credential, "assertion-header");
    assertion.jwt.algorithm = textIn(credential, "assertion-algorithm");
    return assertion;
}

Authentication authenticationOf(const QByteArray &name)
{
    for (const auto each : {Authentication::Basic, Authentication::Post, Authentication::PrivateKeyJwt, Authentication::MutualTls}) {
        if (authenticationName(each) == name)
            return each;
    }
    return Authentication::None;
}

constexpr std::pair<Network, const char *> kNetworks[]
    = {{Network::Public, "outside"}, {Network::Private, "private"}, {Network::ThisComputer, "this-computer"}};

QByteArray nameOf(Network network)
{
    return std::find_if(std::begin(kNetworks), std::end(kNetworks), [network](const auto &each) { return each.first == network; })->second;
}

std::optional<Network> networkNamed(const QByteArray &name)
{
    const auto found = std::find_if(std::begin(kNetworks), std::end(kNetworks), [&name](const auto &each) { return name == each.second; });
    return found == std::end(kNetworks) ? std::nullopt : std::optional(found->first);
}

QByteArray seconds(const std::optional<Instant> &moment)
{
    return moment ? QByteArray::number(qint64(std::chrono::floor<Seconds>(moment->time_since_epoch()).count())) : QByteArray();
}

}

StoredTokens toStore(const SignedIn &signedIn, const SignInSettings &settings)
{
    const bool byAssertion = settings.oauth.grant == OAuth2Settings::Grant::JwtBearer;
    const JwtAssertion assertion{settings.oauth.assertion, settings.assertionKey, settings.assertionKeyId};
    return {signedIn.tokens,
            {settings.oauth.clientId, settings.oauth.clientAuthentication, settings.clientSecret, settings.clientKey, settings.clientKeyId},
            signedIn.server.issuer,
            signedIn.server.token.value_or(Url{}),
            signedIn.server.revocation,
            settings.oauth.resources,
            signedIn.dpopKey,
            byAssertion ? std::optional(assertion) : std::nullopt,
            byAssertion ? settings.oauth.scope : QByteArray(),
            signedIn.server.keys,
            signedIn.server.idTokenAlgorithms,
            signedIn.reach};
}

Credential toCredential(CredentialInfo info, const StoredTokens &stored)
{
    info.kind = CredentialKind::OAuth2Tokens;
    info.expires = stored.tokens.expiry;
    const JwtAssertion assertion = stored.assertion.value_or(JwtAssertion{});
    const SecretPart parts[] = {
        {"refresh-token", stored.tokens.refresh},
        {"id-token", stored.tokens.id},
        {"client-secret", stored.client.secret},
        {"client-key", keyText(stored.client.key)},
        {"dpop-key", keyText(stored.dpopKey)},
        {"token-type", Secret(stored.tokens.type)},
        {"expiry", Secret(seconds(stored.tokens.expiry))},
        {"scope", Secret(stored.tokens.scope)},
        {"issuer", Secret(stored.issuer)},
        {"token-endpoint", Secret(stored.tokenEndpoint.toString())},
        {"revocation-endpoint", Secret(stored.revocationEndpoint ? stored.revocationEndpoint->toString() : QByteArray())},
        {"client-id", Secret(stored.client.id)},
        {"client-authentication", Secret(authenticationName(stored.client.authentication))},
        {"client-key-id", Secret(stored.client.keyId)},
        {"resources", Secret(joined(stored.resources))},
        {"access-token", stored.tokens.access},
        {"assertion-key", keyText(assertion.key)},
        {"assertion-key-id", Secret(assertion.keyId)},
        {"assertion-claims", Secret(assertion.jwt.claims)},
        {"assertion-header", Secret(assertion.jwt.header)},
        {"assertion-algorithm", Secret(assertion.jwt.algorithm)},
        {"scope-asked", Secret(stored.scopeAsked)},
        {"keys-endpoint", Secret(stored.keys ? stored.keys->toString() : QByteArray())},
        {"id-token-algorithms", Secret(joined(stored.idTokenAlgorithms))},
        {"reach", Secret(stored.reach ? nameOf(*stored.reach) : QByteArray())},
    };
    Credential credential{std::move(info), {}};
    std::copy_if(std::begin(parts), std::end(parts), std::back_inserter(credential.parts),
                 [](const SecretPart &part) { return !part.value.isEmpty(); });
    return credential;
}

std::optional<Instant> expiryOf(const Credential &credential)
{
    bool whole = false;
    const qint64 moment = textIn(credential, "expiry").toLongLong(&whole);
    return whole ? std::optional(Instant(Seconds(moment))) : std::nullopt;
}

OAuthResult<StoredTokens> tokensOf(const Credential &credential)
{
    const auto endpoint = endpointAddress(textIn(credential, "token-endpoint"), "token_endpoint");
    if (credential.info.kind != CredentialKind::OAuth2Tokens || !endpoint)
        return failure(OAuthFault{"stored.no-endpoint",
                                  {QStringLiteral("The credential does not say which server gave its tokens."),
                                   {},
                                   QStringLiteral("Get a new token by signing in.")}});
    StoredTokens stored;
    const auto secret = [&credential](QByteArrayView name) { return Secret(textIn(credential, name)); };
    stored.tokens = {secret("access-token"),           secret("refresh-token"), secret("id-token"),
                     textIn(credential, "token-type"), expiryOf(credential),    textIn(credential, "scope")};
    stored.client = {textIn(credential, "client-id"), authenticationOf(textIn(credential, "client-authentication")),
                     secret("client-secret"), keyIn(credential, "client-key"), textIn(credential, "client-key-id")};
    stored.issuer = textIn(credential, "issuer");
    stored.tokenEndpoint = *endpoint;
    if (const auto revocation = endpointAddress(textIn(credential, "revocation-endpoint"), "revocation_endpoint"))
        stored.revocationEndpoint = *revocation;
    stored.resources = namesIn(credential, "resources");
    stored.dpopKey = keyIn(credential, "dpop-key");
    stored.assertion = assertionIn(credential);
    stored.scopeAsked = textIn(credential, "scope-asked");
    if (const auto keys = endpointAddress(textIn(credential, "keys-endpoint"), "jwks_uri"))
        stored.keys = *keys;
    stored.idTokenAlgorithms = namesIn(credential, "id-token-algorithms");
    stored.reach = networkNamed(textIn(credential, "reach"));
    return stored;
}

std::optional<bool> isOver(const TokenSet &tokens, Instant at)
{
    return tokens.expiry ? std::optional(*tokens.expiry <= at) : std::nullopt;
}

}
