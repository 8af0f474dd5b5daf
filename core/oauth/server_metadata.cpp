#include "core/oauth/server_metadata.h"

#include "core/diagnosis/words.h"
#include "core/http/network.h"
#include "core/json/json.h"

namespace keyhole {

namespace {

QString shown(const QByteArray &text)
{
    return quoted(text);
}

OAuthFault unreadable(const QString &why)
{
    return {"discovery.unreadable",
            {QStringLiteral("The metadata cannot be read: %1").arg(why),
             {},
             QStringLiteral("Check the issuer, or type the endpoints instead of discovering them.")}};
}

std::vector<QByteArray> textsOf(const JsonValue &document, QByteArrayView name)
{
    std::vector<QByteArray> texts;
    const JsonValue *list = document.find(name);
    for (const JsonValue &item : list && list->isArray() ? list->items : std::vector<JsonValue>()) {
        if (item.isString())
            texts.push_back(item.text);
    }
    return texts;
}

bool isTrue(const JsonValue &document, QByteArrayView name)
{
    const JsonValue *value = document.find(name);
    return value && value->type == JsonValue::Type::Bool && value->boolean;
}

OAuthResult<JsonValue> objectIn(const QByteArray &document)
{
    if (document.size() > kLargestMetadata)
        return failure(unreadable(QStringLiteral("they are larger than 1 MB.")));
    std::vector<QByteArray> duplicates;
    const auto json = parseJson(document, {kLargestMetadata, kDeepestMetadata}, &duplicates);
    if (!json)
        return failure(unreadable(QStringLiteral("byte %1: %2.").arg(json.error().offset).arg(json.error().message)));
    if (!json->isObject())
        return failure(unreadable(QStringLiteral("they are no JSON object.")));
    if (!duplicates.empty())
        return failure(unreadable(QStringLiteral("“%1” stands twice.").arg(shown(duplicates.front()))));
    return *json;
}

struct Endpoint {
    const char *name;
    std::optional<Url> ServerMetadata::*field;
};
constexpr Endpoint kEndpoints[] = {
    {"authorization_endpoint", &ServerMetadata::authorization},
    {"token_endpoint", &ServerMetadata::token},
    {"device_authorization_endpoint", &ServerMetadata::deviceAuthorization},
    {"pushed_authorization_request_endpoint", &ServerMetadata::pushedAuthorization},
    {"revocation_endpoint", &ServerMetadata::revocation},
    {"introspection_endpoint", &ServerMetadata::introspection},
};

struct List {
    const char *name;
    std::vector<QByteArray> ServerMetadata::*field;
};
constexpr List kLists[] = {
    {"scopes_supported", &ServerMetadata::scopes},
    {"grant_types_supported", &ServerMetadata::grants},
    {"token_endpoint_auth_methods_supported", &ServerMetadata::clientAuthentications},
    {"code_challenge_methods_supported", &ServerMetadata::challengeMethods},
    {"dpop_signing_alg_values_supported", &ServerMetadata::dpopAlgorithms},
};

/// Each endpoint that an object names, checked.
OAuthResult<std::vector<std::pair<QByteArray, Url>>> endpointsIn(const JsonValue &object)
{
    std::vector<std::pair<QByteArray, Url>> endpoints;
    for (const Endpoint &each : kEndpoints) {
        const JsonValue *value = object.find(each.name);
        if (!value)
            continue;
        const auto url = endpointAddress(value->isString() ? value->text : QByteArray(), each.name);
        if (!url)
            return failure(url.error());
        endpoints.emplace_back(each.name, *url);
    }
    return endpoints;
}

void take(ServerMetadata &server, const std::vector<std::pair<QByteArray, Url>> &endpoints)
{
    for (const auto &[name, url] : endpoints) {
        for (const Endpoint &each : kEndpoints) {
            if (name == each.name)
                server.*each.field = url;
        }
    }
}

}

ServerMetadata withMutualTls(ServerMetadata server)
{
    take(server, server.mutualTls);
    return server;
}

OAuthResult<Url> endpointAddress(const QByteArray &address, const QByteArray &name)
{
    const auto refused = [&name](const char *id, const QString &why, const QString &remedy) {
        return failure(OAuthFault{id, {QStringLiteral("%1 %2").arg(QLatin1String(name), why), QLatin1String(name), remedy}});
    };
    const auto url = Url::parse(address);
    if (!url)
        return refused("endpoint.no-address", QStringLiteral("is no address: %1.").arg(url.error().message),
                       QStringLiteral("It begins with https://."));
    const bool plain = url->scheme.compare("http", Qt::CaseInsensitive) == 0;
    const bool here = networkOf(url->origin().host) == Network::ThisComputer;
    if (url->scheme.compare("https", Qt::CaseInsensitive) != 0 && !(plain && here))
        return refused("endpoint.not-https",
                       QStringLiteral("is not an https address (%1): secrets would be readable on the way.").arg(shown(address)),
                       QStringLiteral("Use https; http is for servers on this computer only."));
    if (url->userInfo || url->fragment)
        return refused("endpoint.no-address", QStringLiteral("has a user name or a fragment (#), which no endpoint has."),
                       QStringLiteral("Leave it out."));
    return *url;
}

OAuthResult<QByteArray> issuerFrom(const QByteArray &typed)
{
    const auto url = endpointAddress(typed.trimmed(), "issuer");
    if (!url)
        return failure(url.error());
    const QByteArray text = typed.trimmed();
    static constexpr QByteArrayView kOpenId = "/.well-known/openid-configuration";
    static constexpr QByteArrayView kOAuth = "/.well-known/oauth-authorization-server";
    if (text.endsWith(kOpenId))
        return text.chopped(kOpenId.size());
    return QByteArray(text).replace(kOAuth, "");
}

OAuthResult<ServerMetadata> readServerMetadata(const QByteArray &document, const QByteArray &issuer)
{
    const auto json = objectIn(document);
    if (!json)
        return failure(json.error());
    ServerMetadata metadata{json->string("issuer")};
    if (metadata.issuer != issuer)
        return failure(OAuthFault{
            "discovery.issuer",
            {QStringLiteral("The metadata are of the issuer “%1”, not of “%2”.").arg(shown(metadata.issuer), shown(issuer)),
             QStringLiteral("issuer"),
             QStringLiteral(
                 "If the first is who you mean, use it as the issuer, letter by letter; otherwise somebody answers in its place.")}});
    const JsonValue *aliases = json->find("mtls_endpoint_aliases");
    const auto endpoints = endpointsIn(*json), mutualTls = endpointsIn(aliases ? *aliases : JsonValue{});
    if (!endpoints || !mutualTls)
        return failure(endpoints ? mutualTls.error() : endpoints.error());
    take(metadata, *endpoints);
    metadata.mutualTls = *mutualTls;
    for (const List &each : kLists)
        metadata.*each.field = textsOf(*json, each.name);
    metadata.keys = json->string("jwks_uri");
    metadata.announcesIssuer = isTrue(*json, "authorization_response_iss_parameter_supported");
    metadata.requiresPushed = isTrue(*json, "require_pushed_authorization_requests");
    return metadata;
}

OAuthResult<ResourceMetadata> readResourceMetadata(const QByteArray &document, const Url &asked)
{
    const auto json = objectIn(document);
    if (!json)
        return failure(json.error());
    ResourceMetadata metadata{json->string("resource"), textsOf(*json, "authorization_servers"), textsOf(*json, "scopes_supported")};
    const auto resource = Url::parse(metadata.resource);
    const QByteArray front = resource && resource->path.endsWith('/') ? resource->path : (resource ? resource->path + '/' : QByteArray());
    const bool within = resource && resource->origin() == asked.origin() && (asked.path + '/').startsWith(front);
    if (!within)
        return failure(OAuthFault{
            "resource.other",
            {QStringLiteral("The metadata are of the resource “%1”, not of %2.").arg(shown(metadata.resource), shown(asked.toString())),
             QStringLiteral("resource"), QStringLiteral("Type the issuer instead; do not follow these metadata.")}});
    return metadata;
}

}
