#include "core/oauth/server_metadata.h"

#include "core/diagnosis/words.h"
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
    {"jwks_uri", &ServerMetadata::keys},
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
    {"id_token_signing_alg_values_supported", &ServerMetadata::idTokenAlgorithms},
};

/// A name without a dot, or of a zone that is never public, is found in one's own network alone. RFC 6762, 3; RFC 8375.
Network nameTells(const QByteArray &host)
{
    QByteArray name = host.toLower();
    if (name.endsWith('.'))
        name.chop(1);
    const Network network = networkOf(name);
    if (network != Network::Public || name.startsWith('['))
        return network;
    static constexpr const char *kInside[] = {".local", ".internal", ".intranet", ".lan", ".home.arpa", ".corp", ".home"};
    const bool inside
        = !name.contains('.') || std::any_of(std::begin(kInside), std::end(kInside), [&](const char *zone) { return name.endsWith(zone); });
    return inside ? Network::Private : Network::Public;
}

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

Network whereIs(const Url &server, Network reached)
{
    const Network told = nameTells(server.origin().host);
    return depthOf(told) > depthOf(reached) ? told : reached;
}

std::optional<OAuthFault> leadsInward(const Url &from, Network reached, const Url &to, const QByteArray &name)
{
    const QByteArray asked = from.origin().host, target = to.origin().host;
    if (asked == target || depthOf(nameTells(target)) <= depthOf(whereIs(from, reached)))
        return std::nullopt;
    return OAuthFault{
        "discovery.inward",
        {QStringLiteral("%1 leads from %2 to %3, which lies %4.")
             .arg(QLatin1String(name), shown(from.origin().toString()), shown(to.origin().toString()),
                  nameTells(target) == Network::ThisComputer ? QStringLiteral("on this computer") : QStringLiteral("in a private network")),
         QLatin1String(name),
         QStringLiteral("It is not followed: a server outside must not send anybody to one inside. If it is meant, leave the issuer empty "
                        "and type the endpoints.")}};
}

std::optional<OAuthFault> inwardEndpoint(const ServerMetadata &server, Network reached)
{
    const auto issuer = Url::parse(server.issuer);
    if (!issuer)
        return std::nullopt;
    for (const Endpoint &each : kEndpoints) {
        const auto &url = server.*each.field;
        const auto inward = url ? leadsInward(*issuer, reached, *url, each.name) : std::nullopt;
        if (inward)
            return inward;
    }
    for (const auto &[name, url] : server.mutualTls) {
        if (const auto inward = leadsInward(*issuer, reached, url, name))
            return inward;
    }
    return std::nullopt;
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
