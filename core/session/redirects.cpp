#include "core/session/redirects.h"

#include "core/http/form.h"
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

/// What a note calls the place of a credential.
QString carrierOf(const AuthDraft &auth)
{
    switch (auth.kind) {
    case AuthKind::ApiKey:
        return QString::fromUtf8(auth.keyName);
    case AuthKind::SignedJwt:
        return auth.jwt.inAuthorization ? QString("Authorization") : QString::fromUtf8(auth.keyName);
    case AuthKind::ClientCertificate:
        return "The client certificate";
    case AuthKind::Custom: {
        QStringList names;
        for (const DraftRow &row : auth.custom)
            names += QString::fromUtf8(row.name);
        return names.join(", ");
    }
    default:
        return "Authorization";
    }
}

/// A key or token that is put into the query as it is.
bool isInQuery(const AuthDraft &auth)
{
    const bool placed = auth.kind == AuthKind::ApiKey || (auth.kind == AuthKind::SignedJwt && !auth.jwt.inAuthorization);
    return placed && auth.keyPlace == KeyPlace::Query;
}

/// What credentials were made into for the hops so far: a JWT, a signature. A server that repeats it must not get it carried elsewhere.
void addMadeSecrets(const std::vector<Hop> &hops, std::vector<QByteArray> &secrets)
{
    static constexpr QByteArrayView kInQuery[]
        = {"X-Amz-Signature", "X-Amz-Security-Token", "oauth_token", "oauth_signature", "oauth_verifier"};
    for (const Hop &hop : hops) {
        for (int i = 0; i < hop.request.fields.size(); ++i) {
            const QByteArray &value = hop.request.fields.at(i).value;
            if (hop.request.originOf(i) != FieldOrigin::Auth)
                continue;
            secrets.push_back(value);
            if (const qsizetype blank = value.indexOf(' '); blank >= 0)
                secrets.push_back(value.mid(blank + 1));
        }
        for (const FormPair &pair : parseForm(hop.request.url.query.value_or(QByteArray()))) {
            if (std::find(std::begin(kInQuery), std::end(kInQuery), pair.name) != std::end(kInQuery))
                secrets.push_back(pair.value);
        }
    }
    std::erase_if(secrets, [](const QByteArray &secret) { return secret.isEmpty(); });
}

/// Makes the next draft of the first one, leaving out what must not go on; notes what the last hop still carried of it.
struct Step {
    const RedirectChain &chain;
    PreparedDraft next;
    std::vector<QString> notes;

    explicit Step(const RedirectChain &redirectChain) : chain(redirectChain), next(redirectChain.first)
    {
        addMadeSecrets(chain.hops, next.secrets);
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

    bool isCarried(const AuthDraft &auth) const
    {
        const RequestDraft &current = chain.current.draft;
        return auth == current.auth || std::find(current.furtherAuth.begin(), current.furtherAuth.end(), auth) != current.furtherAuth.end();
    }

    template <class Predicate> void dropAuth(Predicate leaves, const QString &rule)
    {
        const auto drop = [&](AuthDraft &auth) {
            if (auth.kind == AuthKind::None || !leaves(auth))
                return;
            if (isCarried(auth))
                note(carrierOf(auth), rule);
            auth = {};
        };
        drop(next.draft.auth);
        for (AuthDraft &auth : next.draft.furtherAuth)
            drop(auth);
        std::erase_if(next.draft.furtherAuth, [](const AuthDraft &auth) { return auth.kind == AuthKind::None; });
    }

    /// A stored credential goes nowhere but to its own origins, whatever the request allows besides.
    void dropUnbound(const Origin &target)
    {
        dropAuth(
            [&target](const AuthDraft &auth) {
                return auth.onlyTo && std::find(auth.onlyTo->begin(), auth.onlyTo->end(), target) == auth.onlyTo->end();
            },
            QString("the credential is stored for other origins; this is %1.").arg(shown(target)));
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
        options.clientKeyPassphrase = options.clientCertificateData = options.clientKeyData = {};
        options.connectionAuth = ConnectionAuth::None;
        options.connectionUser.clear();
        options.connectionPassword = {};
        if (!options.verifyCertificate && !chain.current.draft.transport.verifyCertificate)
            note("The exception for the server's certificate", rule);
        options.verifyCertificate = true;
    }

    void dropCredentials(const Origin &target)
    {
        const QString rule = QString("a credential goes only to the origin that it was given for (%1); this is %2.")
                                 .arg(shown(chain.first.url.origin()), shown(target));
        dropFields([this](const DraftRow &row) { return carriesCredential(row, next.secrets); }, rule);
        next.bound.clear();
        dropAuth([](const AuthDraft &) { return true; }, rule);
        dropCookieRows(rule);
        dropTransportRights(rule);
    }

    /// What is typed for one host means nothing to another.
    void dropHost(const Origin &target)
    {
        if (!(target == chain.first.url.origin()))
            dropFields([](const DraftRow &row) { return equalsIgnoringCase(row.name, "Host"); }, "the next address names another host.");
    }

    /// A key that stood in the query is not put there again: Location is the whole address. Nor is one signed that is signed already.
    void keepQueryAsGiven()
    {
        const QString rule("it stood in the address, and Location gives another one.");
        const auto repeats = [this](const AuthDraft &auth) { return isInQuery(auth) && carriesSecret(next.url, {auth.secret.reveal()}); };
        const auto isSigned = [this](const AuthDraft &auth) {
            const QByteArray query = next.url.query.value_or(QByteArray());
            return (auth.kind == AuthKind::AwsSignature4 && query.contains("X-Amz-Signature="))
                || (auth.kind == AuthKind::OAuth1 && query.contains("oauth_signature="));
        };
        dropSilently([&](const AuthDraft &auth) { return repeats(auth) || isSigned(auth); });
        dropAuth([](const AuthDraft &auth) { return isInQuery(auth); }, rule);
    }

    template <class Predicate> void dropSilently(Predicate leaves)
    {
        const auto kept = notes;
        dropAuth(leaves, {});
        notes = kept;
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

/// Whatever origins the request allows, a stored secret variable has its own.
bool mayAllGoTo(const std::vector<Variable> &bound, const Origin &target)
{
    return std::all_of(bound.begin(), bound.end(), [&target](const Variable &variable) {
        return std::find(variable.onlyTo->begin(), variable.onlyTo->end(), target) != variable.onlyTo->end();
    });
}

Result<NextHop, Defect> nextHop(const RedirectChain &chain, const CookieJar &jar, Instant now, const AuthKnowledge &known)
{
    const Hop &last = chain.hops.back();
    auto target = targetOf(last);
    if (!target)
        return failure(target.error());
    if (auto defect = refuseTarget(chain, *target))
        return failure(std::move(*defect));

    const Origin origin = target->origin();
    const bool covered = CredentialScope(chain.first, chain.hops).covers(origin) && mayAllGoTo(chain.first.bound, origin);
    Step step(chain);
    takeTarget(step, std::move(*target), covered);
    step.rewriteMethod(last.response->status);
    step.dropHost(origin);
    step.keepQueryAsGiven();
    if (!covered)
        step.dropCredentials(origin);
    step.dropUnbound(origin);

    auto resolved = assemble(step.next, jar, now, known);
    if (!resolved)
        return failure(stop("redirect.bad-location", "The redirect was not followed: " + resolved.error().what));
    if (auto defect = refuseRequest(chain, step, resolved->request, covered))
        return failure(std::move(*defect));
    const QString reason = why(last.response->status, last.request.url, step.next.url);
    return NextHop{std::move(step.next), std::move(*resolved), reason, std::move(step.notes)};
}

}

std::optional<Result<NextHop, Defect>> followRedirect(const RedirectChain &chain, const CookieJar &jar, Instant now,
                                                      const AuthKnowledge &known)
{
    const Hop &last = chain.hops.back();
    if (!chain.first.draft.followRedirects || last.error || !last.response || !isRedirectStatus(last.response->status)
        || !last.response->fields.contains("Location"))
        return std::nullopt;
    return nextHop(chain, jar, now, known);
}

}
