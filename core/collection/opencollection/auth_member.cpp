#include "core/collection/opencollection/auth_member.h"

#include "core/collection/opencollection/further_parameters_member.h"
#include "core/collection/opencollection/rows.h"

namespace keyhole::opencollection {

namespace {

const std::pair<const char *, AuthKind> kTypes[] = {
    {"basic", AuthKind::Basic}, {"bearer", AuthKind::Bearer},     {"apikey", AuthKind::ApiKey},       {"digest", AuthKind::Digest},
    {"ntlm", AuthKind::Ntlm},   {"oauth1", AuthKind::OAuth1},     {"awsv4", AuthKind::AwsSignature4}, {"oauth2", AuthKind::OAuth2},
    {"none", AuthKind::None},   {"inherit", AuthKind::Inherited},
};

constexpr const char *kSecretMembers[] = {
    "password", "token", "value", "secretAccessKey", "sessionToken", "consumerSecret", "accessTokenSecret", "tokenSecret", "clientSecret"};

const std::pair<const char *, OAuth2Settings::Grant> kGrants[] = {
    {"authorization_code", OAuth2Settings::Grant::AuthorizationCode},
    {"client_credentials", OAuth2Settings::Grant::ClientCredentials},
    {"resource_owner_password_credentials", OAuth2Settings::Grant::Password},
    {"resource_owner_password", OAuth2Settings::Grant::Password},
    {"device_code", OAuth2Settings::Grant::DeviceCode},
    {"token_exchange", OAuth2Settings::Grant::TokenExchange},
    {"jwt_bearer", OAuth2Settings::Grant::JwtBearer},
};

/// "{{name}}" and nothing else tells no secret; neither does nothing.
bool isReference(const QByteArray &text)
{
    const QByteArray trimmed = text.trimmed();
    return trimmed.isEmpty() || (trimmed.startsWith("{{") && trimmed.indexOf("}}") == trimmed.size() - 2);
}

void setSecret(YamlValue &mapping, const QByteArray &name, const Secret &before, const Secret &after)
{
    if (before == after)
        return;
    setText(mapping, name, isReference(after.reveal()) ? after.reveal() : QByteArray());
}

QByteArray typeName(AuthKind kind)
{
    for (const auto &[name, each] : kTypes) {
        if (each == kind)
            return name;
    }
    return {};
}

void readOAuth1(const YamlValue &auth, AuthDraft &draft)
{
    OAuth1Settings &settings = draft.oauth1;
    settings.consumerKey = textOf(auth, "consumerKey");
    settings.token = textOf(auth, "accessToken");
    draft.secret = Secret(textOf(auth, "consumerSecret"));
    draft.secondSecret = Secret(auth.find("accessTokenSecret") ? textOf(auth, "accessTokenSecret") : textOf(auth, "tokenSecret"));
    for (const char *name : {"signatureEncoding", "signatureMethod"}) {
        if (const QByteArray method = textOf(auth, name); !method.isEmpty())
            settings.signatureMethod = method;
    }
    if (settings.signatureMethod.startsWith("RSA")) {
        if (const YamlValue *key = auth.find("privateKey"); key && textOf(*key, "type") == "text")
            draft.secret = Secret(textOf(*key, "value"));
    }
    settings.realm = textOf(auth, "realm");
    const QByteArray place = auth.find("placement") ? textOf(auth, "placement") : textOf(auth, "addParamsTo");
    settings.place = place == "query" ? OAuth1Settings::Place::Query
        : place == "body"             ? OAuth1Settings::Place::Body
                                      : OAuth1Settings::Place::Header;
    settings.callback = textOf(auth, "callbackUrl");
    settings.verifier = textOf(auth, "verifier");
}

void readOAuth2(const YamlValue &auth, AuthDraft &draft)
{
    OAuth2Settings &settings = draft.oauth2;
    for (const auto &[name, grant] : kGrants) {
        if (textOf(auth, "flow") == name)
            settings.grant = grant;
    }
    settings.authorizationEndpoint = textOf(auth, "authorizationUrl");
    settings.tokenEndpoint = textOf(auth, "accessTokenUrl");
    settings.scope = textOf(auth, "scope");
    settings.redirectAddress = textOf(auth, "callbackUrl");
    settings.furtherParameters = readFurtherParameters(auth);
    if (const YamlValue *client = auth.find("credentials")) {
        settings.clientId = textOf(*client, "clientId");
        const QByteArray place = textOf(*client, "placement");
        settings.clientAuthentication = place == "body" ? OAuth2Settings::ClientAuthentication::Post
            : place == "basic_auth_header"              ? OAuth2Settings::ClientAuthentication::Basic
                                                        : OAuth2Settings::ClientAuthentication::None;
    }
    if (const YamlValue *owner = auth.find("resourceOwner"))
        draft.user = textOf(*owner, "username");
    if (const YamlValue *automation = auth.find("settings"))
        settings.refreshBeforeExpiry = looseBool(*automation, "autoRefreshToken", true);
    if (const YamlValue *config = auth.find("tokenConfig"); config && config->find("placement")) {
        if (const YamlValue *header = config->find("placement")->find("header"))
            draft.scheme = looseText(header).isEmpty() ? "Bearer" : looseText(header);
    }
}

void writeOAuth1(YamlValue &auth, const AuthDraft &before, const AuthDraft &after)
{
    const OAuth1Settings &settings = after.oauth1;
    setText(auth, "consumerKey", settings.consumerKey);
    const bool rsa = settings.signatureMethod.startsWith("RSA");
    if (!rsa)
        setSecret(auth, "consumerSecret", before.secret, after.secret);
    else if (before.secret != after.secret)
        removeMember(auth, "privateKey");
    setText(auth, "accessToken", settings.token);
    setSecret(auth, auth.find("tokenSecret") ? "tokenSecret" : "accessTokenSecret", before.secondSecret, after.secondSecret);
    setText(auth, "signatureMethod", settings.signatureMethod);
    setText(auth, "realm", settings.realm);
    const char *place = settings.place == OAuth1Settings::Place::Query ? "query"
        : settings.place == OAuth1Settings::Place::Body                ? "body"
                                                                       : "header";
    setText(auth, auth.find("addParamsTo") ? "addParamsTo" : "placement", place);
    setText(auth, "callbackUrl", settings.callback);
    setText(auth, "verifier", settings.verifier);
}

void writeOAuth2(YamlValue &auth, const AuthDraft &before, const AuthDraft &after)
{
    const OAuth2Settings &settings = after.oauth2;
    if (!auth.find("flow") || settings.grant != before.oauth2.grant) {
        for (const auto &[name, grant] : kGrants) {
            if (grant == settings.grant) {
                memberOf(auth, "flow") = yamlText(name);
                break;
            }
        }
    }
    setText(auth, "authorizationUrl", settings.authorizationEndpoint);
    setText(auth, "accessTokenUrl", settings.tokenEndpoint);
    const bool byCode = settings.grant == OAuth2Settings::Grant::AuthorizationCode;
    setText(auth, "callbackUrl", byCode ? settings.redirectAddress : QByteArray());
    if (settings.furtherParameters != before.oauth2.furtherParameters || settings.grant != before.oauth2.grant)
        updateFurtherParameters(auth, byCode ? settings.furtherParameters : QByteArray());
    if (settings.clientId != before.oauth2.clientId)
        setText(memberOf(auth, "credentials"), "clientId", settings.clientId);
    if (settings.clientAuthentication != before.oauth2.clientAuthentication) {
        const bool post = settings.clientAuthentication == OAuth2Settings::ClientAuthentication::Post;
        const bool basic = settings.clientAuthentication == OAuth2Settings::ClientAuthentication::Basic;
        setText(memberOf(auth, "credentials"), "placement", post ? "body" : basic ? "basic_auth_header" : "");
    }
    setText(auth, "scope", settings.scope);
    if (after.user != before.user)
        setText(memberOf(auth, "resourceOwner"), "username", after.user);
    if (settings.refreshBeforeExpiry != before.oauth2.refreshBeforeExpiry)
        setBool(memberOf(auth, "settings"), "autoRefreshToken", settings.refreshBeforeExpiry, true);
}

void writeMembers(YamlValue &auth, const AuthDraft &before, const AuthDraft &after)
{
    switch (after.kind) {
    case AuthKind::Ntlm:
    case AuthKind::Basic:
    case AuthKind::Digest: {
        const qsizetype slash = after.kind == AuthKind::Ntlm ? after.user.indexOf('\\') : -1;
        setText(auth, "username", after.user.mid(slash + 1));
        setSecret(auth, "password", before.secret, after.secret);
        if (after.kind == AuthKind::Ntlm)
            setText(auth, "domain", after.user.left(std::max<qsizetype>(slash, 0)));
        break;
    }
    case AuthKind::Bearer:
        setSecret(auth, "token", before.secret, after.secret);
        break;
    case AuthKind::ApiKey:
        setText(auth, "key", after.keyName);
        setSecret(auth, "value", before.secret, after.secret);
        setText(auth, "placement", after.keyPlace == KeyPlace::Query ? "query" : "header");
        break;
    case AuthKind::AwsSignature4:
        setText(auth, "accessKeyId", after.aws.accessKeyId);
        setSecret(auth, "secretAccessKey", before.secret, after.secret);
        setSecret(auth, "sessionToken", before.secondSecret, after.secondSecret);
        setText(auth, "service", after.aws.service);
        setText(auth, "region", after.aws.region);
        break;
    case AuthKind::OAuth1:
        writeOAuth1(auth, before, after);
        break;
    case AuthKind::OAuth2:
        writeOAuth2(auth, before, after);
        break;
    default:
        break;
    }
}

void findSecrets(const YamlValue &mapping, std::vector<SecretInFile> &found)
{
    for (const YamlMember &member : mapping.members) {
        const bool named = std::any_of(std::begin(kSecretMembers), std::end(kSecretMembers),
                                       [&member](const char *name) { return member.name == name; });
        if (member.name == "privateKey" && textOf(member.value, "type") == "text" && !isReference(textOf(member.value, "value")))
            found.push_back({member.name, member.line});
        else if (named && !isReference(looseText(&member.value)))
            found.push_back({member.name, member.line});
        else if (member.value.kind == YamlValue::Kind::Mapping && member.name != "privateKey")
            findSecrets(member.value, found);
    }
}

}

AuthDraft readAuth(const YamlValue *auth, AuthKind absent)
{
    AuthDraft draft;
    draft.kind = absent;
    if (!auth || auth->kind == YamlValue::Kind::Null)
        return draft;
    const QByteArray type = auth->kind == YamlValue::Kind::Mapping ? textOf(*auth, "type") : auth->text;
    draft.kind = AuthKind::None;
    for (const auto &[name, kind] : kTypes) {
        if (type == name)
            draft.kind = kind;
    }
    if (auth->kind != YamlValue::Kind::Mapping)
        return draft;
    draft.user = textOf(*auth, "username");
    if (const QByteArray domain = textOf(*auth, "domain"); !domain.isEmpty())
        draft.user = domain + '\\' + draft.user;
    draft.secret = Secret(textOf(*auth, draft.kind == AuthKind::Bearer ? "token" : draft.kind == AuthKind::ApiKey ? "value" : "password"));
    if (draft.kind == AuthKind::ApiKey) {
        draft.keyName = textOf(*auth, "key");
        draft.keyPlace = textOf(*auth, "placement").startsWith("query") ? KeyPlace::Query : KeyPlace::Header;
    } else if (draft.kind == AuthKind::AwsSignature4) {
        draft.aws.accessKeyId = textOf(*auth, "accessKeyId");
        draft.aws.service = textOf(*auth, "service");
        draft.aws.region = textOf(*auth, "region");
        draft.secret = Secret(textOf(*auth, "secretAccessKey"));
        draft.secondSecret = Secret(textOf(*auth, "sessionToken"));
    } else if (draft.kind == AuthKind::OAuth1) {
        readOAuth1(*auth, draft);
    } else if (draft.kind == AuthKind::OAuth2) {
        readOAuth2(*auth, draft);
        draft.secret = Secret();
    }
    return draft;
}

std::vector<SecretInFile> secretsIn(const YamlValue *auth)
{
    std::vector<SecretInFile> found;
    if (auth && auth->kind == YamlValue::Kind::Mapping)
        findSecrets(*auth, found);
    return found;
}

bool hasPlaceInFile(const AuthDraft &auth)
{
    return !typeName(auth.kind).isEmpty() && (auth.kind != AuthKind::ApiKey || auth.keyPlace != KeyPlace::Cookie);
}

void updateAuth(YamlValue &parent, const AuthDraft &before, const AuthDraft &after, AuthKind absent)
{
    if (before == after)
        return;
    if (!hasPlaceInFile(after)) {
        removeMember(parent, "auth");
        return;
    }
    const QByteArray type = typeName(after.kind);
    if (after.kind == AuthKind::None || after.kind == AuthKind::Inherited) {
        if (before.kind == after.kind)
            return;
        if (after.kind == absent)
            removeMember(parent, "auth");
        else
            memberOf(parent, "auth") = yamlText(type);
        return;
    }
    YamlValue &auth = memberOf(parent, "auth");
    const bool sameType = auth.kind == YamlValue::Kind::Mapping && textOf(auth, "type") == type;
    if (!sameType)
        auth = yamlMapping({{"type", 0, yamlText(type)}});
    AuthDraft nothing;
    nothing.keyName.clear();
    writeMembers(auth, sameType ? before : nothing, after);
}

}
