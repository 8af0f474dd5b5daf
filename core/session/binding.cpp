#include "core/session/binding.h"

#include "core/cookies/acceptance.h"
#include "core/http/host.h"
#include "core/transport/route.h"

namespace keyhole {

namespace {

QString listed(const std::vector<Origin> &origins)
{
    QStringList names;
    for (const Origin &origin : origins)
        names.append(QString::fromUtf8(origin.toString()));
    return names.isEmpty() ? QString("no address") : names.join(", ");
}

/// A secret that was stored for some origins.
struct Bound {
    QString what;  ///< "The credential"
    const std::vector<Origin> &origins;
};

/// Both hosts, one below the other, so that a letter that differs is seen.
Error elsewhere(const Bound &bound, const QString &way, const QString &target, const QString &remedy)
{
    return {QString("%1 was not sent: it would go elsewhere.\nStored for: %2\n%3: %4").arg(bound.what, listed(bound.origins), way, target),
            "auth", remedy};
}

bool contains(const std::vector<Origin> &origins, const Origin &origin)
{
    return origin.isValid() && std::find(origins.begin(), origins.end(), origin) != origins.end();
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
    case CredentialKind::SigningKey:
        return AuthKind::SignedJwt;
    case CredentialKind::OAuth1:
        return AuthKind::OAuth1;
    case CredentialKind::AwsKey:
        return AuthKind::AwsSignature4;
    case CredentialKind::ClientCertificate:
        return AuthKind::ClientCertificate;
    case CredentialKind::OAuth2Tokens:
        return AuthKind::OAuth2;
    case CredentialKind::Custom:
        return AuthKind::Custom;
    case CredentialKind::Bearer:
    case CredentialKind::StorageKey:
        break;
    }
    return AuthKind::Bearer;
}

Secret partOr(const Credential &credential, QByteArrayView name, const Secret &otherwise = {})
{
    const Secret *part = credential.part(name);
    return part ? *part : otherwise;
}

/// The secret that the kind of the request is about, whatever it is called in the kind of the credential.
Secret mainSecret(const AuthDraft &auth, const Credential &credential)
{
    if (auth.kind == AuthKind::OAuth1 && auth.oauth1.signatureMethod.startsWith("RSA"))
        return partOr(credential, "key");
    for (const char *name :
         {"password", "token", "key", "value", "consumer-secret", "secret-access-key", "access-token", "passphrase", "secret"}) {
        if (const Secret *part = credential.part(name);
            part && !(credential.info.kind == CredentialKind::OAuth1 && name == QByteArray("token")))
            return *part;
    }
    return {};
}

void fill(AuthDraft &auth, const Credential &credential)
{
    if (auth.kind == AuthKind::None)
        auth.kind = kindFor(credential.info.kind);
    const auto text = [&](QByteArrayView name, QByteArray &member) {
        if (const Secret *part = credential.part(name))
            member = part->reveal();
    };
    text("user", auth.user);
    text("consumer-key", auth.oauth1.consumerKey);
    if (credential.info.kind == CredentialKind::OAuth1)
        text("token", auth.oauth1.token);
    text("access-key-id", auth.aws.accessKeyId);
    const bool isCertificate = credential.info.kind == CredentialKind::ClientCertificate;
    auth.secret = isCertificate ? partOr(credential, "passphrase") : mainSecret(auth, credential);
    auth.secondSecret = partOr(credential, "token-secret", partOr(credential, "session-token"));
    auth.dpopKey = partOr(credential, "dpop-key");
    auth.dpop = auth.dpop || !auth.dpopKey.isEmpty();
    auth.certificate.certificateData = partOr(credential, "certificate");
    auth.certificate.keyData = isCertificate ? partOr(credential, "key") : Secret();
    auth.onlyTo = credential.info.origins;
}

/// Whether a stored credential is for the proxy, and was not read yet.
bool isProxyUnread(const TransportOptions &options)
{
    return !options.proxyCredential.isEmpty() && options.proxyPassword.isEmpty();
}

/// User and password of the proxy, which go to the proxy that the credential names and to nobody else.
Result<void, Error> bindProxy(TransportOptions &options, const Credential &credential)
{
    const auto route = parseProxy(options.proxyAddress);
    const auto proxy = route ? Url::parse(route->address) : failure(SyntaxError{});
    if (options.proxy != ProxyChoice::Custom || !proxy || !contains(credential.info.origins, proxy->origin()))
        return failure(
            elsewhere({"The credential of the proxy", credential.info.origins}, "Proxy of the request",
                      options.proxy == ProxyChoice::Custom ? QString::fromUtf8(options.proxyAddress) : QString("the system’s, or none"),
                      "Choose the proxy that the credential is for, or a credential that names this proxy."));
    options.proxyUser = partOr(credential, "user").reveal();
    options.proxyPassword = mainSecret({}, credential);
    return {};
}

template <class Draft, class Function> void forEachAuth(Draft &draft, Function visit)
{
    visit(draft.auth);
    for (auto &further : draft.furtherAuth)
        visit(further);
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

std::optional<Error> refuseRoute(const Bound &bound, const TransportOptions &options)
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

std::optional<Error> refuseBinding(const Bound &bound, const Request &request, const TransportOptions &options)
{
    if (const Origin target = request.url.origin(); !contains(bound.origins, target))
        return elsewhere(bound, "Asked for", QString::fromUtf8(target.toString()), storeError(StoreFault::OtherOrigin).error.remedy);
    for (const QByteArray &host : request.fields.values("Host")) {
        const auto named = originOfHost(request.url.scheme, host);
        if (!named || !contains(bound.origins, *named))
            return elsewhere(bound, "Host field", QString::fromUtf8(host), "Take the Host field out, or add its origin to the credential.");
    }
    return isCertificateChecked(request, options) ? std::nullopt : refuseRoute(bound, options);
}

std::optional<Error> refuseCredentials(const RequestDraft &draft, const Request &request)
{
    std::optional<Error> refusal;
    forEachAuth(draft, [&](const AuthDraft &auth) {
        if (!refusal && auth.kind != AuthKind::None && auth.onlyTo)
            refusal = refuseBinding({"The credential", *auth.onlyTo}, request, draft.transport);
    });
    return refusal;
}

}

bool isUnread(const AuthDraft &auth)
{
    return !auth.credential.isEmpty() && !auth.onlyTo;
}

std::vector<CredentialId> unreadCredentials(const RequestDraft &draft)
{
    std::vector<CredentialId> ids;
    forEachAuth(draft, [&](const AuthDraft &auth) {
        if (isUnread(auth) && std::find(ids.begin(), ids.end(), auth.credential) == ids.end())
            ids.push_back(auth.credential);
    });
    if (isProxyUnread(draft.transport))
        ids.push_back(draft.transport.proxyCredential);
    return ids;
}

Result<RequestDraft, StoreError> bind(RequestDraft draft, const Credential &credential, const PreparedDraft &prepared)
{
    if (isProxyUnread(draft.transport) && draft.transport.proxyCredential == credential.info.id) {
        if (auto bound = bindProxy(draft.transport, credential); !bound)
            return failure(StoreError{StoreFault::OtherOrigin, std::move(bound.error())});
    }
    RequestDraft meant = prepared.draft;
    meant.furtherAuth.clear();
    forEachAuth(draft, [&](AuthDraft &auth) {
        if (auth.credential != credential.info.id || !isUnread(auth))
            return;
        fill(auth, credential);
        meant.auth = auth;
    });

    Request request;
    request.url = prepared.url;
    for (const DraftRow &row : meant.fields) {
        if (row.enabled)
            request.fields.append(row.name, row.value);
    }
    if (auto error = refuseCredentials(meant, request))
        return failure(StoreError{StoreFault::OtherOrigin, std::move(*error)});
    return draft;
}

RequestDraft withPlaceholder(RequestDraft draft)
{
    forEachAuth(draft, [](AuthDraft &auth) {
        if (isUnread(auth))
            auth.secret = Secret(QByteArray(8, '*'));  // short enough to be shown as dots alone
    });
    return draft;
}

std::optional<Error> refuseBinding(const PreparedDraft &prepared, const Request &request)
{
    if (auto refusal = refuseCredentials(prepared.draft, request))
        return refusal;
    for (const Variable &variable : prepared.bound) {
        const QString what = QString("The secret variable “%1”").arg(QString::fromUtf8(variable.name));
        if (auto refusal = refuseBinding({what, *variable.onlyTo}, request, prepared.draft.transport))
            return refusal;
    }
    return std::nullopt;
}

}
