#include "core/oauth/providers.h"

#include "core/diagnosis/words.h"
#include "core/oauth/server_metadata.h"

namespace keyhole {

namespace {

const ProviderField kFields[] = {
    {"tenant", "11111111-2222-3333-4444-555555555555"},
    {"domain", "example.okta.com"},
    {"server", "default"},
    {"host", "id.example.com"},
    {"realm", "master"},
    {"region", "eu-central-1"},
    {"pool", "eu-central-1_a1b2c3d4e"},
    {"zone", "com"},
    {"environment", "11111111-2222-3333-4444-555555555555"},
};

OAuthFault wrong(const QString &what, const QString &place, const QString &remedy)
{
    return {"provider.field", {what, place, remedy}};
}

std::vector<const char *> addressesOf(const Provider &provider)
{
    return {provider.issuer, provider.authorization, provider.token, provider.device, provider.revocation};
}

/// A host or a part of a path, and nothing that could end either: no '@', '?', '#', '%', blanks, and no way upwards.
bool isPlain(const QByteArray &value, bool isHost)
{
    static constexpr QByteArrayView kFurther = "-._~:/";
    const bool plain = std::all_of(value.begin(), value.end(), [isHost](char c) {
        const bool letter = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
        return letter || (kFurther.contains(c) && (isHost || (c != '/' && c != ':')));
    });
    return plain && value != "." && !value.contains("..") && !value.contains("//") && !value.startsWith('/');
}

OAuthResult<QByteArray> filled(QByteArray pattern, const std::map<QByteArray, QByteArray> &values)
{
    for (qsizetype open = pattern.indexOf('{'); open >= 0; open = pattern.indexOf('{', open + 1)) {
        const qsizetype close = pattern.indexOf('}', open);
        const QByteArray name = pattern.mid(open + 1, close - open - 1);
        const auto found = values.find(name);
        const QByteArray value = found == values.end() ? QByteArray() : found->second.trimmed();
        if (value.isEmpty())
            return failure(wrong(QStringLiteral("“%1” is missing.").arg(QLatin1String(name)), QLatin1String(name),
                                 QStringLiteral("Fill it in: the service’s address holds it.")));
        if (!isPlain(value, name == "host" || name == "domain"))
            return failure(wrong(QStringLiteral("“%1” cannot stand in the service’s address: %2").arg(QLatin1String(name), quoted(value)),
                                 QLatin1String(name), QStringLiteral("Write it as the service shows it, without https://.")));
        pattern.replace(open, close + 1 - open, value);
    }
    return pattern;
}

QByteArray front(const char *pattern)
{
    const QByteArray text = pattern;
    const qsizetype open = text.indexOf('{');
    return open < 0 ? text : text.first(open);
}

}

const Provider *providerNamed(QByteArrayView id)
{
    const auto all = providers();
    const auto found
        = std::find_if(all.begin(), all.end(), [&](const Provider &each) { return QByteArray(each.id) == id.toByteArray().toLower(); });
    return found == all.end() ? nullptr : &*found;
}

std::vector<ProviderField> fieldsOf(const Provider &provider)
{
    std::vector<ProviderField> fields;
    for (const char *address : addressesOf(provider)) {
        for (const ProviderField &each : kFields) {
            const bool there = QByteArray(address).contains('{' + each.name + '}');
            const auto same = [&each](const ProviderField &field) { return field.name == each.name; };
            if (there && std::none_of(fields.begin(), fields.end(), same))
                fields.push_back(each);
        }
    }
    return fields;
}

OAuthResult<ProviderSettings> settingsFor(const Provider &provider, const std::map<QByteArray, QByteArray> &values, OAuth2Settings before)
{
    ProviderSettings settings{std::move(before), parseForm(provider.further)};
    const std::pair<const char *, QByteArray &> addresses[] = {{provider.issuer, settings.oauth.issuer},
                                                               {provider.authorization, settings.oauth.authorizationEndpoint},
                                                               {provider.token, settings.oauth.tokenEndpoint},
                                                               {provider.device, settings.oauth.deviceEndpoint},
                                                               {provider.revocation, settings.oauth.revocationEndpoint}};
    for (const auto &[pattern, address] : addresses) {
        const auto made = filled(pattern, values);
        if (!made)
            return failure(made.error());
        const auto url = made->isEmpty() ? OAuthResult<Url>(Url{}) : endpointAddress(*made, "issuer");
        if (!url)
            return failure(url.error());
        address = *made;
    }
    settings.oauth.clientAuthentication = provider.client;
    if (settings.oauth.audience.isEmpty())
        settings.oauth.audience = provider.audience;
    if (settings.oauth.scope.isEmpty())
        settings.oauth.scope = provider.scope;
    return settings;
}

const Provider *providerOf(const OAuth2Settings &settings)
{
    for (const Provider &each : providers()) {
        const QByteArray address = *each.issuer ? settings.issuer : settings.tokenEndpoint;
        const QByteArray known = front(*each.issuer ? each.issuer : each.token);
        static constexpr qsizetype kScheme = 8;
        if (known.size() > kScheme && address.startsWith(known))
            return &each;
    }
    return nullptr;
}

}
