#include "core/session/binding.h"

#include "core/cookies/acceptance.h"
#include "core/http/host.h"

namespace keyhole {

namespace {

QString listed(const std::vector<Origin> &origins)
{
    QStringList names;
    for (const Origin &origin : origins)
        names.append(QString::fromUtf8(origin.toString()));
    return names.isEmpty() ? QString("no address") : names.join(", ");
}

/// Both hosts, one below the other, so that a letter that differs is seen.
Error elsewhere(const std::vector<Origin> &bound, const QString &way, const QString &target, const QString &remedy)
{
    return {QString("The credential was not sent: it would go elsewhere.\nStored for: %1\n%2: %3").arg(listed(bound), way, target), "auth",
            remedy};
}

bool contains(const std::vector<Origin> &origins, const Origin &origin)
{
    return origin.isValid() && std::find(origins.begin(), origins.end(), origin) != origins.end();
}

const Secret *mainPart(const Credential &credential)
{
    for (const char *name : {"password", "token", "key", "value"}) {
        if (const Secret *part = credential.part(name))
            return part;
    }
    return nullptr;
}

AuthKind kindFor(CredentialKind kind)
{
    switch (kind) {
    case CredentialKind::Basic:
        return AuthKind::Basic;
    case CredentialKind::ApiKey:
        return AuthKind::ApiKey;
    case CredentialKind::Raw:
        return AuthKind::Raw;
    default:
        return AuthKind::Bearer;
    }
}

/// Host as another address: of the scheme of the request, so that a port that is left out means the same.
std::optional<Origin> originOfHost(const QByteArray &scheme, const QByteArray &host)
{
    const auto url = Url::parse(scheme + "://" + host + '/');
    return url && !url->userInfo ? std::optional(url->origin()) : std::nullopt;
}

bool isCertificateChecked(const Request &request, const TransportOptions &options)
{
    return equalsIgnoringCase(request.url.scheme, "https") && options.verifyCertificate && options.caFile.isEmpty();
}

/// The hosts that are really connected to: from "host:port:host:port" and "host:port:address,address".
QByteArrayList detours(const TransportOptions &options)
{
    QByteArrayList hosts;
    for (const QByteArray &entry : options.connectTo)
        hosts.append(entry.mid(entry.indexOf(':', entry.indexOf(':') + 1) + 1));
    for (const QByteArray &entry : options.resolve) {
        for (const QByteArray &address : entry.mid(entry.indexOf(':', entry.indexOf(':') + 1) + 1).split(','))
            hosts.append(address.startsWith('[') || address.count(':') < 2 ? address : '[' + address + ']');
    }
    return hosts;
}

bool leadsToThisComputer(const QByteArray &host)
{
    const auto url = Url::parse("http://" + host + '/');
    return url && isLoopback(url->origin().host);
}

std::optional<Error> refuseRoute(const std::vector<Origin> &bound, const TransportOptions &options)
{
    if (options.proxy == ProxyChoice::Custom) {
        const auto proxy = Url::parse(options.proxyAddress);
        if (!proxy || !isLoopback(proxy->origin().host))
            return elsewhere(bound, "Through the proxy", QString::fromUtf8(proxy ? proxy->origin().toString() : options.proxyAddress),
                             "The proxy could read it. Use https with the certificate checked, or no proxy.");
    }
    for (const QByteArray &host : detours(options)) {
        if (!leadsToThisComputer(host))
            return elsewhere(
                bound, "Connected to", QString::fromUtf8(host),
                "Nothing proves that this is the right server. Use https with the certificate checked, or take the address out.");
    }
    return std::nullopt;
}

}

bool isUnread(const AuthDraft &auth)
{
    return !auth.credential.isEmpty() && !auth.onlyTo;
}

Result<RequestDraft, StoreError> bind(RequestDraft draft, const Credential &credential, const PreparedDraft &prepared)
{
    AuthDraft &auth = draft.auth;
    if (auth.kind == AuthKind::None)
        auth.kind = kindFor(credential.info.kind);
    if (const Secret *user = credential.part("user"))
        auth.user = user->reveal();
    const Secret *secret = mainPart(credential);
    auth.secret = secret ? *secret : Secret();
    auth.onlyTo = credential.info.origins;

    RequestDraft meant = prepared.draft;
    meant.auth = auth;
    Request request;
    request.url = prepared.url;
    for (const DraftRow &row : meant.fields) {
        if (row.enabled)
            request.fields.append(row.name, row.value);
    }
    if (auto error = refuseBinding(meant, request))
        return failure(StoreError{StoreFault::OtherOrigin, std::move(*error)});
    return draft;
}

RequestDraft withPlaceholder(RequestDraft draft)
{
    if (isUnread(draft.auth))
        draft.auth.secret = Secret(QByteArray(8, '*'));  // short enough to be shown as dots alone
    return draft;
}

std::optional<Error> refuseBinding(const RequestDraft &draft, const Request &request)
{
    if (draft.auth.kind == AuthKind::None || !draft.auth.onlyTo)
        return std::nullopt;
    const std::vector<Origin> &bound = *draft.auth.onlyTo;
    if (const Origin target = request.url.origin(); !contains(bound, target))
        return elsewhere(bound, "Asked for", QString::fromUtf8(target.toString()), storeError(StoreFault::OtherOrigin).error.remedy);
    for (const QByteArray &host : request.fields.values("Host")) {
        const auto named = originOfHost(request.url.scheme, host);
        if (!named || !contains(bound, *named))
            return elsewhere(bound, "Host field", QString::fromUtf8(host), "Take the Host field out, or add its origin to the credential.");
    }
    return isCertificateChecked(request, draft.transport) ? std::nullopt : refuseRoute(bound, draft.transport);
}

}
