#include "core/formats/import/openapi_security.h"

#include "core/json/values.h"

namespace keyhole {

namespace {

/// Makes one credential of one scheme.
class SecurityScheme {
public:
    SecurityScheme(const OpenApiDocument &document, const QByteArray &name, ImportReading &reading)
        : m_document(document), m_name(name), m_reading(reading)
    { }
    std::optional<AuthDraft> draft(const JsonValue &scopes);

private:
    AuthDraft http(const JsonValue &scheme);
    AuthDraft apiKey(const JsonValue &scheme);
    AuthDraft oauth2(const JsonValue &scheme, const JsonValue &scopes);
    AuthDraft basic(AuthKind kind);
    QByteArray variable(const QByteArray &ending, bool secret);
    const JsonValue *find() const;

    const OpenApiDocument &m_document;
    QByteArray m_name;
    ImportReading &m_reading;
};

const JsonValue *SecurityScheme::find() const
{
    const JsonValue *schemes
        = m_document.isSwagger2() ? m_document.root().find("securityDefinitions") : m_document.root().at({"components", "securitySchemes"});
    return schemes ? m_document.resolve(schemes->find(m_name)) : nullptr;
}

QByteArray SecurityScheme::variable(const QByteArray &ending, bool secret)
{
    const QByteArray name = m_name + ending;
    std::vector<Variable> &variables = m_reading.imported.collection.environment.variables;
    if (std::none_of(variables.begin(), variables.end(), [&name](const Variable &each) { return each.name == name; }))
        variables.push_back({name, {}, secret});
    return "{{" + name + "}}";
}

AuthDraft SecurityScheme::basic(AuthKind kind)
{
    AuthDraft auth;
    auth.kind = kind;
    auth.user = variable("_user", false);
    auth.secret = Secret(variable("_password", true));
    return auth;
}

AuthDraft SecurityScheme::http(const JsonValue &scheme)
{
    const QByteArray name = looseText(scheme, "scheme").toLower();
    if (name == "basic")
        return basic(AuthKind::Basic);
    if (name == "digest")
        return basic(AuthKind::Digest);
    if (name == "negotiate")
        return basic(AuthKind::Negotiate);
    AuthDraft auth;
    auth.kind = AuthKind::Bearer;
    auth.scheme = name == "bearer" ? QByteArray("Bearer") : looseText(scheme, "scheme");
    auth.secret = Secret(variable({}, true));
    return auth;
}

AuthDraft SecurityScheme::apiKey(const JsonValue &scheme)
{
    AuthDraft auth;
    auth.kind = AuthKind::ApiKey;
    auth.keyName = looseText(scheme, "name");
    const QByteArray in = looseText(scheme, "in");
    auth.keyPlace = in == "query" ? KeyPlace::Query : in == "cookie" ? KeyPlace::Cookie : KeyPlace::Header;
    auth.secret = Secret(variable({}, true));
    return auth;
}

/// The flows of OpenAPI 3 are members of "flows"; Swagger 2 has one, with other names.
AuthDraft SecurityScheme::oauth2(const JsonValue &scheme, const JsonValue &scopes)
{
    using Grant = OAuth2Settings::Grant;
    static constexpr std::pair<const char *, Grant> kFlows[]
        = {{"authorizationCode", Grant::AuthorizationCode}, {"accessCode", Grant::AuthorizationCode},
           {"clientCredentials", Grant::ClientCredentials}, {"application", Grant::ClientCredentials},
           {"deviceAuthorization", Grant::DeviceCode},      {"password", Grant::Password},
           {"implicit", Grant::AuthorizationCode}};
    AuthDraft auth;
    auth.kind = AuthKind::OAuth2;
    QByteArrayList asked;
    for (const JsonValue &scope : scopes.items)
        asked.append(looseText(&scope));
    auth.oauth2.scope = asked.join(' ');
    for (const auto &[name, grant] : kFlows) {
        const JsonValue *flow = looseText(scheme, "flow") == name ? &scheme : scheme.at({"flows", name});
        if (!flow)
            continue;
        auth.oauth2.grant = grant;
        auth.oauth2.authorizationEndpoint = looseText(*flow, "authorizationUrl");
        auth.oauth2.tokenEndpoint = looseText(*flow, "tokenUrl");
        auth.oauth2.deviceEndpoint = looseText(*flow, "deviceAuthorizationUrl");
        if (QByteArrayView(name) == "implicit")
            m_reading.note(QStringLiteral("The implicit flow of “%1” becomes the authorization code flow.").arg(QString::fromUtf8(m_name)),
                           QStringLiteral("Ask for its token endpoint: RFC 9700 advises against the implicit flow."));
        break;
    }
    auth.oauth2.clientId = variable("_clientId", false);
    return auth;
}

std::optional<AuthDraft> SecurityScheme::draft(const JsonValue &scopes)
{
    const JsonValue *scheme = find();
    const QByteArray type = scheme ? looseText(*scheme, "type") : QByteArray();
    if (type == "http")
        return http(*scheme);
    if (type == "basic")
        return basic(AuthKind::Basic);
    if (type == "apiKey")
        return apiKey(*scheme);
    if (type == "oauth2")
        return oauth2(*scheme, scopes);
    if (type == "openIdConnect") {
        AuthDraft auth = oauth2(*scheme, scopes);
        auth.oauth2.issuer = looseText(*scheme, "openIdConnectUrl");
        if (const qsizetype known = auth.oauth2.issuer.indexOf("/.well-known/"); known > 0)
            auth.oauth2.issuer.truncate(known);
        return auth;
    }
    if (type == "mutualTLS") {
        m_reading.note(QStringLiteral("The client certificate of “%1” is to be chosen.").arg(QString::fromUtf8(m_name)));
        AuthDraft auth;
        auth.kind = AuthKind::ClientCertificate;
        return auth;
    }
    m_reading.note(QStringLiteral("The security scheme “%1” is not described.").arg(QString::fromUtf8(m_name)));
    return std::nullopt;
}

QString namesOf(const JsonValue &alternative)
{
    QStringList names;
    for (const JsonMember &member : alternative.members)
        names.append(QString::fromUtf8(member.name));
    return names.isEmpty() ? QStringLiteral("none") : names.join(QStringLiteral(" and "));
}

}

std::vector<AuthDraft> openApiSecurity(const OpenApiDocument &document, const JsonValue &given, ImportReading &reading)
{
    std::vector<AuthDraft> drafts;
    // A list of alternatives; many documents have the one alternative itself in its place.
    const JsonValue security = given.isObject() && !given.members.empty() ? jsonList({given}) : given;
    const auto taken
        = std::find_if(security.items.begin(), security.items.end(), [](const JsonValue &each) { return !each.members.empty(); });
    if (taken == security.items.end())
        return drafts;
    for (const JsonMember &member : taken->members) {
        if (auto draft = SecurityScheme(document, member.name, reading).draft(member.value))
            drafts.push_back(std::move(*draft));
    }
    for (auto other = security.items.begin(); other != security.items.end(); ++other) {
        if (other != taken)
            reading.note(QStringLiteral("Instead of %1, %2 would do.").arg(namesOf(*taken), namesOf(*other)));
    }
    return drafts;
}

}
