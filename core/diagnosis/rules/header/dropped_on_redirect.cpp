#include "core/diagnosis/evidence.h"
#include "core/diagnosis/rules/rules.h"
#include "core/http/redirect_status.h"

namespace keyhole {

namespace {

/// The hop that redirected to this request and carried what this one lacks: of this exchange, or the entry before it in a recording.
const Hop *hopBefore(const Facts &facts, int &number)
{
    const auto &hops = facts.exchange.hops;
    if (hops.size() > 1) {
        for (size_t i = hops.size() - 1; i-- > 0;) {
            if (hops[i].request.fields.contains("Authorization")) {
                number = int(i) + 1;
                return &hops[i];
            }
        }
        return nullptr;
    }
    for (auto each = facts.earlier.rbegin(); each != facts.earlier.rend(); ++each) {
        const Hop &hop = each->exchange->last();
        const auto location = hop.response ? hop.response->fields.value("Location") : std::nullopt;
        if (!location || !isRedirectStatus(hop.response->status))
            continue;
        const auto target = hop.request.url.resolve(*location);
        if (target && target->origin() == facts.origin && target->requestTarget() == facts.request.url.requestTarget()) {
            number = each->number;
            return hop.request.fields.contains("Authorization") ? &hop : nullptr;
        }
    }
    return nullptr;
}

/// The address was made with a credential of its own in it; the first one was rightly left behind.
bool carriesItsOwn(const Facts &facts)
{
    return std::any_of(facts.credentials.begin(), facts.credentials.end(),
                       [](const SentCredential &each) { return each.place == CredentialPlace::Query; });
}

/// A redirect to a sign-in says that the first host did not take the credential.
bool leadsToSignIn(const Facts &facts)
{
    const QByteArray path = facts.request.url.path.toLower();
    return path.contains("login") || path.contains("signin") || path.contains("authorize") || path.contains("/sso");
}

Check check(const Facts &facts)
{
    if (facts.authorization)
        return ruledOut(QStringLiteral("the last hop carried the credential"));
    if (facts.exchange.sanitized)
        return ruledOut(QStringLiteral("the recording was saved without sensitive data"));
    if (carriesItsOwn(facts))
        return ruledOut(QStringLiteral("the address that was redirected to carries its own credential"));
    int number = 0;
    const Hop *before = hopBefore(facts, number);
    if (!before)
        return ruledOut(QStringLiteral("no redirect, or no credential before it"));
    const bool inHistory = facts.exchange.hops.size() == 1;
    const QByteArray prefix = inHistory ? "history." + QByteArray::number(number) : "hop." + QByteArray::number(number);
    const Origin from = before->request.url.origin();

    Evidence carried
        = requestField(*before->request.fields.find("Authorization"), QStringLiteral("sent to %1").arg(QString::fromUtf8(from.toString())));
    carried.where = inHistory ? prefix : prefix + ".request.headers.Authorization";
    Evidence location = carried;
    location.where = inHistory ? prefix : prefix + ".response.headers.Location";
    location.text = QStringLiteral("location: ")
        + QString::fromUtf8(before->response ? before->response->fields.value("Location").value_or(QByteArray()) : QByteArray());
    location.says = from == facts.origin ? QStringLiteral("the same origin; this client drops the credential all the same")
                                         : QStringLiteral("another origin");
    location.markFrom = 10;
    location.markLength = location.text.size() - 10;
    Verdict verdict{leadsToSignIn(facts) ? Certainty::Possible : Certainty::Certain,
                    {carried, location,
                     absent("request.headers.Authorization", QStringLiteral("no Authorization"),
                            QStringLiteral("sent to %1").arg(QString::fromUtf8(facts.origin.toString())))}};
    if (!facts.refusedInSomeWay())
        return ruledOut(QStringLiteral("the last answer is no refusal"));
    const QString host = QString::fromUtf8(facts.origin.toString());
    verdict.parameters
        = {{"host", host},
           {"rule",
            from == facts.origin
                ? QStringLiteral("Some clients drop credentials on every redirect, even to the same origin")
                : QStringLiteral("A client drops credentials when a redirect leads to another origin, so that they do not leak")}};
    verdict.actions = {{"use-address", QStringLiteral("Use the final address"), facts.request.url.toString(), true}};
    if (!(from == facts.origin))
        verdict.actions.push_back(
            {"allow-origin", QStringLiteral("Send to %1 too…").arg(QString::fromUtf8(facts.host)), facts.origin.toString()});
    return verdict;
}

}

const Rule rules::headerDroppedOnRedirect{"header.dropped-on-redirect",
                                          "The credential was sent to the first host and not to the one that a redirect led to", &check};

}
