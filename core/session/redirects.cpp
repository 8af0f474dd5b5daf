#include "core/session/redirects.h"

#include "core/http/redirect_status.h"
#include "core/session/credential_scope.h"

namespace keyhole {

namespace {

constexpr size_t kMostHops = 10;

Defect stop(QByteArray id, QString text)
{
    return {std::move(id), 0, std::move(text)};
}

QString shown(const Origin &origin)
{
    return QString::fromUtf8(origin.toString());
}

/// RFC 9110, 10.2.2, seen from the address of the last hop.
Result<Url, Defect> targetOf(const Hop &hop)
{
    const std::vector<QByteArray> locations = hop.response->fields.values("Location");
    if (std::any_of(locations.begin(), locations.end(), [&](const QByteArray &other) { return other != locations.front(); }))
        return failure(stop("redirect.bad-location", "The answer has several Location fields that differ; none was followed."));
    auto target = hop.request.url.resolve(encodeAddress(locations.front()));
    if (!target)
        return failure(stop("redirect.bad-location",
                            QString("Location cannot be read: %1 (at byte %2).").arg(target.error().message).arg(target.error().offset)));
    if (const auto error = refuseAddress(*target)) {
        return failure(
            stop(target->host.isEmpty() ? "redirect.bad-location" : "redirect.refused", "Location was not followed: " + error->what));
    }
    return std::move(*target);
}

/// Fetch, 4.4, steps 12 and following.
bool becomesGet(int status, const QByteArray &method)
{
    if (status == 303)
        return method != "GET" && method != "HEAD";
    return (status == 301 || status == 302) && method == "POST";
}

bool describesContent(QByteArrayView name)
{
    static constexpr QByteArrayView kNames[]
        = {"Content-Type", "Content-Length", "Content-Encoding", "Content-Language", "Content-Location",  "Content-Disposition",
           "Content-MD5",  "Content-Digest", "Digest",           "Last-Modified",    "Transfer-Encoding", "Trailer",
           "Expect"};
    return std::any_of(std::begin(kNames), std::end(kNames), [name](QByteArrayView other) { return equalsIgnoringCase(name, other); });
}

/// Makes the next draft of the first one, leaving out what must not go on; notes what the last hop still carried of it.
struct Step {
    const RedirectChain &chain;
    PreparedDraft next;
    std::vector<QString> notes;

    explicit Step(const RedirectChain &redirectChain) : chain(redirectChain), next(redirectChain.first)
    {
        next.warnings.clear();
        next.draft.method = chain.current.draft.method;
        next.draft.body = chain.current.draft.body;
    }

    void note(const QString &what, const QString &rule) { notes.push_back(what + " stayed behind: " + rule); }

    template <class Predicate> void dropFields(Predicate leaves, const QString &rule)
    {
        std::erase_if(next.draft.fields, [&](const DraftRow &row) {
            if (!row.enabled || !leaves(row))
                return false;
            const auto &carried = chain.current.draft.fields;
            if (std::find(carried.begin(), carried.end(), row) != carried.end())
                note(QString::fromUtf8(row.name), rule);
            return true;
        });
    }

    void rewriteMethod(int status)
    {
        if (becomesGet(status, next.draft.method)) {
            if (next.draft.body.kind != BodyKind::None)
                note("The body", QString("%1 makes %2 a GET.").arg(status).arg(QString::fromUtf8(next.draft.method)));
            next.draft.method = "GET";
            next.draft.body = {};
        }
        if (next.draft.method != chain.first.draft.method)
            dropFields([](const DraftRow &row) { return describesContent(row.name); }, "it describes a body that is no longer sent.");
    }

    void dropAuth(const QString &rule)
    {
        AuthDraft &auth = next.draft.auth;
        if (auth.kind != AuthKind::None && auth == chain.current.draft.auth) {
            const bool key = auth.kind == AuthKind::ApiKey;
            note(key ? QString::fromUtf8(auth.keyName) : QString("Authorization"), rule);
        }
        auth = {};
    }

    /// A stored credential goes nowhere but to its own origins, whatever the request allows besides.
    void dropUnbound(const Origin &target)
    {
        const auto &only = next.draft.auth.onlyTo;
        if (only && std::find(only->begin(), only->end(), target) == only->end())
            dropAuth(QString("the credential is stored for other origins; this is %1.").arg(shown(target)));
    }

    void dropCookieRows(const QString &rule)
    {
        for (const DraftRow &row : next.draft.cookies) {
            if (row.enabled && !chain.current.draft.cookies.empty())
                note("Cookie " + QString::fromUtf8(row.name), rule);
        }
        next.draft.cookies.clear();
    }

    void dropTransportRights(const QString &rule)
    {
        TransportOptions &options = next.draft.transport;
        if (!options.clientCertificate.isEmpty() && !chain.current.draft.transport.clientCertificate.isEmpty())
            note("The client certificate", rule);
        options.clientCertificate = options.clientKey = QString();
        options.clientKeyPassphrase = {};
        if (!options.verifyCertificate && !chain.current.draft.transport.verifyCertificate)
            note("The exception for the server's certificate", rule);
        options.verifyCertificate = true;
    }

    void dropCredentials(const Origin &target)
    {
        const QString rule = QString("a credential goes only to the origin that it was given for (%1); this is %2.")
                                 .arg(shown(chain.first.url.origin()), shown(target));
        dropFields([this](const DraftRow &row) { return carriesCredential(row, next.secrets); }, rule);
        dropAuth(rule);
        dropCookieRows(rule);
        dropTransportRights(rule);
    }

    /// What is typed for one host means nothing to another.
    void dropHost(const Origin &target)
    {
        if (!(target == chain.first.url.origin()))
            dropFields([](const DraftRow &row) { return equalsIgnoringCase(row.name, "Host"); }, "the next address names another host.");
    }

    /// A key that stood in the query is not put there again: Location is the whole address.
    void keepQueryAsGiven()
    {
        AuthDraft &auth = next.draft.auth;
        if (auth.kind != AuthKind::ApiKey || auth.keyPlace != KeyPlace::Query)
            return;
        if (chain.current.draft.auth == auth && !carriesSecret(next.url, {auth.secret.reveal()}))
            note(QString::fromUtf8(auth.keyName), "it stood in the address, and Location gives another one.");
        auth = {};
    }
};

void takeTarget(Step &step, Url target, bool covered)
{
    if (target.userInfo) {
        target.userInfo.reset();
        step.notes.push_back("The user information in Location is not used.");
    }
    if (!covered) {
        for (const QByteArray &name : removeSecretParameters(target, step.next.secrets))
            step.note("The parameter " + QString::fromUtf8(name) + " of Location", "it repeats a credential, and this is another origin.");
    }
    step.next.draft.address = target.toString();
    step.next.url = std::move(target);
}

/// The fields as pairs, without the one that the transport adds for a proxy.
std::vector<std::pair<QByteArray, QByteArray>> comparable(const FieldList &fields)
{
    std::vector<std::pair<QByteArray, QByteArray>> pairs;
    for (const Field &field : fields) {
        if (!equalsIgnoringCase(field.name, "Proxy-Authorization"))
            pairs.emplace_back(field.name, field.value);
    }
    return pairs;
}

bool sameRequest(const Request &a, const Request &b)
{
    return a.method == b.method && a.url.origin() == b.url.origin() && a.url.requestTarget() == b.url.requestTarget() && a.body == b.body
        && a.bodyFile == b.bodyFile && comparable(a.fields) == comparable(b.fields);
}

std::optional<Defect> refuseTarget(const RedirectChain &chain, const Url &target)
{
    if (chain.hops.size() >= kMostHops)
        return stop("redirect.limit", QString("After %1 requests there is a further redirect; it was not followed.").arg(kMostHops));
    if (equalsIgnoringCase(chain.hops.back().request.url.scheme, "https") && equalsIgnoringCase(target.scheme, "http"))
        return stop("redirect.refused", "The redirect leads from https to http, where everybody on the way can read; it was not followed.");
    return std::nullopt;
}

std::optional<Defect> refuseRequest(const RedirectChain &chain, const Step &step, const Request &request, bool covered)
{
    const bool hasBody = !request.body.isEmpty() || !request.bodyFile.isEmpty();
    if (hasBody && !covered)
        return stop(
            "redirect.refused",
            QString("The redirect would send the body to another origin, %1; it was not followed.").arg(shown(request.url.origin())));
    if (!covered && carriesSecret(request.url, step.next.secrets))
        return stop("redirect.refused", "Location repeats a credential and leads to another origin; it was not followed.");
    for (size_t i = 0; i < chain.hops.size(); ++i) {
        if (sameRequest(chain.hops[i].request, request))
            return stop("redirect.loop", QString("The redirect leads back to request %1, which would go out unchanged.").arg(i + 1));
    }
    return std::nullopt;
}

QString why(int status, const Url &from, const Url &to)
{
    const QString path = to.path.isEmpty() ? QString("/") : QString::fromUtf8(to.path);
    const QString place = from.origin() == to.origin() ? path : shown(to.origin()) + path;
    return QString("%1 to %2").arg(status).arg(place);
}

Result<NextHop, Defect> nextHop(const RedirectChain &chain, const CookieJar &jar, Instant now)
{
    const Hop &last = chain.hops.back();
    auto target = targetOf(last);
    if (!target)
        return failure(target.error());
    if (auto defect = refuseTarget(chain, *target))
        return failure(std::move(*defect));

    const Origin origin = target->origin();
    const bool covered = CredentialScope(chain.first, chain.hops).covers(origin);
    Step step(chain);
    takeTarget(step, std::move(*target), covered);
    step.rewriteMethod(last.response->status);
    step.dropHost(origin);
    step.keepQueryAsGiven();
    if (!covered)
        step.dropCredentials(origin);
    step.dropUnbound(origin);

    auto resolved = assemble(step.next, jar, now);
    if (!resolved)
        return failure(stop("redirect.bad-location", "The redirect was not followed: " + resolved.error().what));
    if (auto defect = refuseRequest(chain, step, resolved->request, covered))
        return failure(std::move(*defect));
    const QString reason = why(last.response->status, last.request.url, step.next.url);
    return NextHop{std::move(step.next), std::move(*resolved), reason, std::move(step.notes)};
}

}

std::optional<Result<NextHop, Defect>> followRedirect(const RedirectChain &chain, const CookieJar &jar, Instant now)
{
    const Hop &last = chain.hops.back();
    if (!chain.first.draft.followRedirects || last.error || !last.response || !isRedirectStatus(last.response->status)
        || !last.response->fields.contains("Location"))
        return std::nullopt;
    return nextHop(chain, jar, now);
}

}
