#include "core/formats/import/auth_members.h"

namespace keyhole {

AuthMembers::AuthMembers(const JsonValue *value)
{
    for (const JsonMember &member : membersOf(value))
        set(member.name, member.value.isObject() || member.value.isArray() ? toJson(member.value) : looseText(&member.value));
    for (const JsonValue &row : itemsOf(value)) {
        const JsonValue *content = row.find("value");
        set(looseText(row, "key"), content && (content->isObject() || content->isArray()) ? toJson(*content) : looseText(content));
    }
}

QByteArray AuthMembers::text(std::initializer_list<const char *> names) const
{
    QByteArray found;
    for (const char *name : names) {
        for (const Member &member : m_members) {
            if (member.name != name)
                continue;
            member.read = true;
            found = found.isEmpty() ? member.value : found;
        }
    }
    return found;
}

namespace {

/// What is done here in any case, or says nothing of a request. An empty value: whatever it is.
constexpr std::pair<QByteArrayView, QByteArrayView> kSaysNothing[] = {
    {"type", ""},
    {"_type", ""},
    {"disabled", ""},
    {"useISO88591", ""},
    {"version", "1.0"},
    {"addTokenTo", "header"},
    {"token_placement", "header"},
    {"tokenPlacement", "header"},
    {"tokenName", ""},
    {"tokenType", "accessToken"},
    {"token_source", "access_token"},
    {"tokenSource", "access_token"},
    {"credentials_id", ""},
    {"credentialsId", ""},
    {"useBrowser", ""},
    {"pkce", "true"},
    {"usePkce", "true"},
    {"pkceMethod", "S256"},
    {"challengeAlgorithm", "S256"},
    {"responseType", "code"},
    {"auto_fetch_token", ""},
    {"autoFetchToken", ""},
    {"includeBodyHash", "false"},
};

bool saysNothing(QByteArrayView name, const QByteArray &value)
{
    return std::any_of(std::begin(kSaysNothing), std::end(kSaysNothing),
                       [&](const auto &each) { return each.first == name && (each.second.isEmpty() || each.second == value); });
}

}

QStringList AuthMembers::unread() const
{
    QStringList names;
    for (const Member &member : m_members) {
        const bool empty = member.value.isEmpty() || member.value == "false" || member.value == "{}" || member.value == "[]";
        if (!member.read && !empty && !saysNothing(member.name, member.value))
            names.append(QString::fromUtf8(member.name));
    }
    return names;
}

bool AuthMembers::flag(std::initializer_list<const char *> names, bool otherwise) const
{
    const QByteArray value = text(names).toLower();
    return value.isEmpty() ? otherwise : value == "true";
}

AuthDraft basicAuth(AuthKind kind, const AuthMembers &members)
{
    AuthDraft auth;
    auth.kind = kind;
    auth.user = members.text({"username", "user"});
    auth.secret = Secret(members.text({"password"}));
    const QByteArray domain = members.text({"domain"});
    if (kind == AuthKind::Ntlm && !domain.isEmpty())
        auth.user = domain + '\\' + auth.user;
    if (kind == AuthKind::Digest) {
        auth.digest.algorithm = members.text({"algorithm"});
        auth.digest.qop = members.text({"qop"});
    }
    return auth;
}

AuthDraft bearerAuth(const AuthMembers &members)
{
    AuthDraft auth;
    auth.kind = AuthKind::Bearer;
    auth.secret = Secret(members.text({"token"}));
    if (const QByteArray prefix = members.text({"prefix", "headerPrefix"}).trimmed(); !prefix.isEmpty())
        auth.scheme = prefix;
    return auth;
}

AuthDraft apiKeyAuth(const AuthMembers &members)
{
    AuthDraft auth;
    auth.kind = AuthKind::ApiKey;
    auth.keyName = members.text({"key"});
    auth.secret = Secret(members.text({"value"}));
    const QByteArray place = members.text({"in", "addTo", "placement"}).toLower();
    auth.keyPlace = place.startsWith("query") ? KeyPlace::Query : place.startsWith("cookie") ? KeyPlace::Cookie : KeyPlace::Header;
    return auth;
}

AuthDraft awsAuth(const AuthMembers &members)
{
    AuthDraft auth;
    auth.kind = AuthKind::AwsSignature4;
    auth.aws.accessKeyId = members.text({"accessKey", "accessKeyId"});
    auth.secret = Secret(members.text({"secretKey", "secretAccessKey"}));
    auth.secondSecret = Secret(members.text({"sessionToken"}));
    auth.aws.region = members.text({"region"});
    auth.aws.service = members.text({"service"});
    auth.aws.inQuery = members.flag({"addAuthDataToQuery"});
    return auth;
}

AuthDraft oauth1Auth(const AuthMembers &members)
{
    AuthDraft auth;
    auth.kind = AuthKind::OAuth1;
    auth.oauth1.consumerKey = members.text({"consumerKey"});
    auth.oauth1.token = members.text({"token", "tokenKey", "accessToken"});
    if (const QByteArray method = members.text({"signatureMethod", "signatureEncoding"}); !method.isEmpty())
        auth.oauth1.signatureMethod = method;
    auth.oauth1.realm = members.text({"realm"});
    auth.oauth1.callback = members.text({"callback", "callbackUrl"});
    auth.oauth1.verifier = members.text({"verifier"});
    const bool rsa = auth.oauth1.signatureMethod.startsWith("RSA");
    auth.secret = Secret(rsa ? members.text({"privateKey", "consumerSecret"}) : members.text({"consumerSecret"}));
    auth.secondSecret = Secret(members.text({"tokenSecret", "accessTokenSecret"}));
    const QByteArray place = members.text({"placement"}).toLower();
    if (!members.flag({"addParamsToHeader"}, true) || place == "query")
        auth.oauth1.place = OAuth1Settings::Place::Query;
    if (place == "body")
        auth.oauth1.place = OAuth1Settings::Place::Body;
    return auth;
}

namespace {

OAuth2Settings::Grant grantNamed(const QByteArray &name)
{
    using Grant = OAuth2Settings::Grant;
    if (name == "client_credentials")
        return Grant::ClientCredentials;
    if (name == "password" || name == "password_credentials" || name == "resource_owner_password_credentials")
        return Grant::Password;
    if (name.contains("device_code"))
        return Grant::DeviceCode;
    if (name.contains("jwt-bearer"))
        return Grant::JwtBearer;
    return name.contains("token-exchange") ? Grant::TokenExchange : Grant::AuthorizationCode;
}

OAuth2Settings::ClientAuthentication clientAuthenticationNamed(const QByteArray &name, bool hasSecret)
{
    using Way = OAuth2Settings::ClientAuthentication;
    if (!hasSecret)
        return Way::None;
    return name == "body" || name == "body_credentials" ? Way::Post : Way::Basic;
}

}

AuthDraft oauth2Auth(const AuthMembers &members)
{
    AuthDraft auth;
    auth.kind = AuthKind::OAuth2;
    auth.oauth2.grant = grantNamed(members.text({"grant_type", "grantType"}));
    auth.oauth2.authorizationEndpoint = members.text({"authUrl", "authorizationUrl", "authorization_url"});
    auth.oauth2.tokenEndpoint = members.text({"accessTokenUrl", "access_token_url"});
    auth.oauth2.clientId = members.text({"clientId", "client_id"});
    auth.oauth2.scope = members.text({"scope"});
    auth.oauth2.audience = members.text({"audience"});
    if (const QByteArray resource = members.text({"resource"}); !resource.isEmpty())
        auth.oauth2.resources = {resource};
    auth.secret = Secret(members.text({"accessToken"}));
    auth.secondSecret = Secret(members.text({"clientSecret", "client_secret"}));
    const QByteArray way = members.text({"client_authentication", "credentialsPlacement", "credentials_placement"});
    const bool inBody = way == "body" || members.flag({"credentialsInBody"});
    auth.oauth2.clientAuthentication = clientAuthenticationNamed(inBody ? "body" : way, !auth.secondSecret.isEmpty());
    auth.user = members.text({"username"});
    if (const QByteArray prefix = members.text({"headerPrefix", "tokenPrefix", "token_header_prefix", "tokenHeaderPrefix"}).trimmed();
        !prefix.isEmpty())
        auth.scheme = prefix;
    auth.oauth2.refreshBeforeExpiry = members.flag({"auto_refresh_token", "autoRefreshToken"}, true);
    return auth;
}

AuthDraft signedJwtAuth(const AuthMembers &members)
{
    AuthDraft auth;
    auth.kind = AuthKind::SignedJwt;
    auth.jwt.algorithm = members.text({"algorithm"});
    auth.jwt.claims = members.text({"payload"});
    auth.jwt.header = members.text({"headers", "header"});
    if (auth.jwt.header.trimmed() == "{}")
        auth.jwt.header.clear();
    auth.secret = Secret(members.text({"secret", "privateKey"}));
    auth.jwt.inAuthorization = members.text({"addTokenTo"}) != "queryParam";
    if (!auth.jwt.inAuthorization) {
        auth.keyPlace = KeyPlace::Query;
        auth.keyName = members.text({"queryParamKey"});
    }
    if (const QByteArray prefix = members.text({"headerPrefix"}).trimmed(); !prefix.isEmpty())
        auth.scheme = prefix;
    return auth;
}

namespace {

template <AuthKind Kind> AuthDraft passwordAuth(const AuthMembers &members)
{
    return basicAuth(Kind, members);
}

AuthDraft tokenAlone(const AuthMembers &members)
{
    AuthDraft auth = bearerAuth(members);
    auth.scheme.clear();
    return auth;
}

AuthDraft noAuth(const AuthMembers &)
{
    return {};
}

AuthDraft inheritedAuth(const AuthMembers &)
{
    return {.kind = AuthKind::Inherited, .user = {}, .secret = {}};
}

constexpr std::pair<QByteArrayView, AuthDraft (*)(const AuthMembers &)> kSchemes[] = {{"", noAuth},
                                                                                      {"none", noAuth},
                                                                                      {"noauth", noAuth},
                                                                                      {"inherit", inheritedAuth},
                                                                                      {"basic", passwordAuth<AuthKind::Basic>},
                                                                                      {"digest", passwordAuth<AuthKind::Digest>},
                                                                                      {"ntlm", passwordAuth<AuthKind::Ntlm>},
                                                                                      {"bearer", bearerAuth},
                                                                                      {"singleToken", tokenAlone},
                                                                                      {"apikey", apiKeyAuth},
                                                                                      {"apiKey", apiKeyAuth},
                                                                                      {"awsv4", awsAuth},
                                                                                      {"iam", awsAuth},
                                                                                      {"oauth1", oauth1Auth},
                                                                                      {"oauth2", oauth2Auth},
                                                                                      {"jwt", signedJwtAuth}};

}

void noteGrant(const QByteArray &grant, ImportReading &reading)
{
    if (grant == "implicit")
        reading.note(
            QStringLiteral("The grant “implicit” is none that is used here; the one by an authorization code stands in its place."),
            QStringLiteral("Let the client have it at the authorization server."));
}

AuthDraft authNamed(const QByteArray &name, const AuthMembers &members, ImportReading &reading)
{
    for (const auto &[scheme, make] : kSchemes) {
        if (scheme != name)
            continue;
        AuthDraft auth = make(members);
        const QStringList unread = auth.kind == AuthKind::None || auth.kind == AuthKind::Inherited ? QStringList() : members.unread();
        if (!unread.isEmpty())
            reading.note(QStringLiteral("Of its credential is left out: %1.").arg(unread.join(QStringLiteral(", "))));
        if (auth.kind == AuthKind::OAuth2)
            noteGrant(members.text({"grant_type", "grantType"}), reading);
        return auth;
    }
    reading.note(QStringLiteral("The credential of the scheme “%1” is left out.").arg(QString::fromUtf8(name)),
                 QStringLiteral("Choose another scheme under Auth, or type the fields."));
    return {};
}

}
