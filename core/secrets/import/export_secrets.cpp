#include "core/secrets/import/export_secrets.h"

#include "core/http/credentials.h"
#include "core/http/field.h"
#include "core/http/form.h"
#include "core/secrets/import/variable_names.h"

namespace keyhole {

namespace {

struct Taken {
    const char *field;  ///< as Postman or Insomnia calls it
    const char *part;  ///< as the kind of credential calls it
};

struct Scheme {
    const char *type;  ///< as Postman or Insomnia calls it
    CredentialKind kind;
    std::vector<Taken> fields;
};

const std::vector<Scheme> &schemes()
{
    static const std::vector<Taken> password{{"username", "user"}, {"password", "password"}};
    static const std::vector<Taken> aws{{"accessKey", "access-key-id"},
                                        {"accessKeyId", "access-key-id"},
                                        {"secretKey", "secret-access-key"},
                                        {"secretAccessKey", "secret-access-key"},
                                        {"sessionToken", "session-token"}};
    static const std::vector<Taken> oauth1{{"consumerKey", "consumer-key"}, {"consumerSecret", "consumer-secret"}, {"token", "token"},
                                           {"tokenKey", "token"},           {"tokenSecret", "token-secret"},       {"privateKey", "key"}};
    static const std::vector<Taken> oauth2{{"accessToken", "access-token"},
                                           {"refreshToken", "refresh-token"},
                                           {"clientSecret", "client-secret"},
                                           {"accessTokenUrl", "token-endpoint"},
                                           {"scope", "scope"}};
    static const std::vector<Scheme> all{
        {"basic", CredentialKind::Basic, password},
        {"digest", CredentialKind::Basic, password},
        {"ntlm", CredentialKind::Basic, password},
        {"bearer", CredentialKind::Bearer, {{"token", "token"}}},
        {"apikey", CredentialKind::ApiKey, {{"value", "key"}}},
        {"oauth1", CredentialKind::OAuth1, oauth1},
        {"oauth2", CredentialKind::OAuth2Tokens, oauth2},
        {"awsv4", CredentialKind::AwsKey, aws},
        {"iam", CredentialKind::AwsKey, aws},
        {"hawk", CredentialKind::SigningKey, {{"authKey", "key"}, {"key", "key"}}},
        {"jwt", CredentialKind::SigningKey, {{"secret", "key"}, {"privateKey", "key"}}},
        {"asap", CredentialKind::SigningKey, {{"privateKey", "key"}}},
    };
    return all;
}

bool isOwnValue(const QByteArray &value)
{
    return !value.isEmpty() && !isReference(value);
}

std::vector<SecretPart> partsFrom(const NamedValues &fields, const Scheme &scheme)
{
    std::vector<SecretPart> parts;
    for (const Taken &taken : scheme.fields) {
        const auto found = fields.find(taken.field);
        if (found != fields.end() && isOwnValue(found->second))
            parts.push_back({taken.part, Secret(found->second)});
    }
    return parts;
}

}

void ExportSecrets::add(CredentialKind kind, std::vector<SecretPart> parts, const CredentialLabel &label, const QString &place,
                        const std::vector<Origin> &origins)
{
    m_found.add({place, {}, kind, label, origins, std::move(parts)});
}

void ExportSecrets::addAuthentication(const QByteArray &type, const NamedValues &fields, const QString &place,
                                      const std::vector<Origin> &origins)
{
    const auto scheme = std::find_if(schemes().begin(), schemes().end(), [&](const Scheme &each) { return type == each.type; });
    if (scheme != schemes().end())
        return add(scheme->kind, partsFrom(fields, *scheme), {m_service, {}, place}, place, origins);
    const auto holdsSecret
        = [](const auto &field) { return isOwnValue(field.second) && meaningOfVariable(field.first) != VariableMeaning::NoSecret; };
    if (std::any_of(fields.begin(), fields.end(), holdsSecret))
        passOver(QString("a secret of the scheme “%1”").arg(QString::fromUtf8(type.left(40))), place,
                 "Keyhole has no such scheme; add it by hand as fields.");
}

void ExportSecrets::addVariable(const QByteArray &name, const QByteArray &value, bool markedSecret, const QString &environment)
{
    const VariableMeaning meaning = meaningOfVariable(name);
    if (!isOwnValue(value) || (meaning == VariableMeaning::NoSecret && !markedSecret))
        return;
    const QString text = QString::fromUtf8(name);
    const CredentialLabel label{m_service, environment, text};
    const QString place = environment.isEmpty() ? "variable " + text : QString("variable %1 of %2").arg(text, environment);
    switch (meaning) {
    case VariableMeaning::Token:
        return add(CredentialKind::Bearer, {{"token", Secret(value)}}, label, place, {});
    case VariableMeaning::ApiKey:
        return add(CredentialKind::ApiKey, {{"key", Secret(value)}}, label, place, {});
    case VariableMeaning::Password:
        return add(CredentialKind::Basic, {{"password", Secret(value)}}, label, place, {});
    case VariableMeaning::SigningKey:
        return add(CredentialKind::SigningKey, {{"key", Secret(value)}}, label, place, {});
    default:
        return add(CredentialKind::Raw, {{"value", Secret(value)}}, label, place, {});
    }
}

void ExportSecrets::addHeader(const QByteArray &name, const QByteArray &value, const QString &place, const std::vector<Origin> &origins)
{
    if (!isOwnValue(value))
        return;
    const QString where = QString("%1, field %2").arg(place, QString::fromUtf8(name));
    const CredentialLabel label{m_service, {}, where};
    if (!equalsIgnoringCase(name, "Authorization")) {
        if (meaningOfVariable(name) != VariableMeaning::NoSecret)
            add(CredentialKind::ApiKey, {{"key", Secret(value)}}, label, where, origins);
        return;
    }
    const Credentials sent = splitCredentials(value);
    if (equalsIgnoringCase(sent.scheme, "Bearer"))
        return add(CredentialKind::Bearer, {{"token", Secret(sent.rest)}}, label, where, origins);
    if (const auto basic = parseBasic(sent.rest); basic && equalsIgnoringCase(sent.scheme, "Basic"))
        return add(CredentialKind::Basic, {{"user", Secret(basic->user)}, {"password", Secret(basic->password)}}, label, where, origins);
    add(CredentialKind::Raw, {{"value", Secret(value)}}, label, where, origins);
}

void ExportSecrets::addAddress(const QByteArray &address, const QString &place)
{
    const qsizetype question = address.indexOf('?');
    if (question < 0)
        return;
    const auto origin = originOfAddress(address);
    const std::vector<Origin> origins = origin ? std::vector{*origin} : std::vector<Origin>();
    for (const FormPair &pair : parseForm(address.mid(question + 1).split('#').first())) {
        if (!isOwnValue(pair.value) || meaningOfVariable(pair.name) == VariableMeaning::NoSecret)
            continue;
        const QString where = QString("%1, parameter %2").arg(place, QString::fromUtf8(pair.name));
        add(CredentialKind::ApiKey, {{"key", Secret(pair.value)}}, {m_service, {}, where}, where, origins);
    }
}

/// One variable deep: addresses of exports begin with {{baseUrl}} as a rule.
std::optional<Origin> ExportSecrets::originOfAddress(const QByteArray &address) const
{
    QByteArray written = address;
    const qsizetype open = address.indexOf("{{");
    const qsizetype close = address.indexOf("}}", open + 2);
    if (open == 0 && close > 0) {
        QByteArray name = address.mid(2, close - 2).trimmed();
        if (name.startsWith("_."))
            name = name.mid(2);
        const auto found = m_variables.find(name);
        if (found == m_variables.end())
            return std::nullopt;
        written = found->second + address.mid(close + 2);
    }
    // What is behind the host may hold further variables.
    const qsizetype host = written.indexOf("://") + 3;
    const auto end = std::find_if(written.begin() + std::min(host, written.size()), written.end(),
                                  [](char c) { return c == '/' || c == '?' || c == '#'; });
    return originOf(written.first(end - written.begin()));
}

std::vector<Origin> onlyOrigin(const std::vector<Origin> &origins)
{
    if (origins.empty() || !origins.front().isValid())
        return {};
    const bool same = std::all_of(origins.begin(), origins.end(), [&](const Origin &each) { return each == origins.front(); });
    return same ? std::vector{origins.front()} : std::vector<Origin>();
}

}
