#include "core/diagnosis/evidence.h"
#include "core/diagnosis/knowledge/names.h"
#include "core/diagnosis/rules/cookie/cookies_seen.h"
#include "core/diagnosis/rules/rules.h"

namespace keyhole {

namespace {

struct Twins {
    const CookiePair *first, *second;
};

/// Two cookies of one name with different values; sessions before others.
std::optional<Twins> twins(const std::vector<CookiePair> &pairs)
{
    std::optional<Twins> found;
    for (auto one = pairs.begin(); one != pairs.end(); ++one) {
        const auto other = std::find_if(std::next(one), pairs.end(),
                                        [&](const CookiePair &each) { return each.name == one->name && each.value != one->value; });
        const bool session = carriesSession(*one);
        if (other == pairs.end() || one->name.isEmpty() || (!session && !isAntiForgeryCookie(one->name)))
            continue;
        if (session)
            return Twins{&*one, &*other};
        if (!found)
            found = Twins{&*one, &*other};
    }
    return found;
}

/// An earlier request of this origin that was accepted with one of the two alone.
const Earlier *acceptedWithOne(const Facts &facts, const Twins &both)
{
    const auto found = std::find_if(facts.earlier.rbegin(), facts.earlier.rend(), [&](const Earlier &each) {
        if (!each.accepted || !each.sameOrigin)
            return false;
        std::vector<QByteArray> values;
        for (const QByteArray &field : each.exchange->last().request.fields.values("Cookie")) {
            for (const CookiePair &pair : parseCookieField(field).pairs) {
                if (pair.name == both.first->name)
                    values.push_back(pair.value);
            }
        }
        return values.size() == 1 && (values.front() == both.first->value || values.front() == both.second->value);
    });
    return found == facts.earlier.rend() ? nullptr : &*found;
}

/// Path and domain under which the two are held, where the ledger has both.
QString whyTwo(const Facts &facts, const QByteArray &name)
{
    QStringList places;
    for (const SeenSetCookie &seen : facts.setCookies) {
        if (seen.history == 0 || seen.decision.name != name || !seen.parsed)
            continue;
        const QString place
            = QStringLiteral("Path=%1%2")
                  .arg(QString::fromUtf8(seen.parsed->path.isEmpty() ? QByteArray("/…") : seen.parsed->path),
                       seen.parsed->domain.isEmpty() ? QString() : QStringLiteral(", Domain=") + QString::fromUtf8(seen.parsed->domain));
        if (!places.contains(place))
            places += place;
    }
    if (places.size() < 2)
        return QStringLiteral("They are held for two paths, or for a host and its parent domain.");
    return QStringLiteral("They were set for %1.").arg(places.mid(0, 3).join(QStringLiteral(" and for ")));
}

Check check(const Facts &facts)
{
    if (!facts.refusedInSomeWay() && facts.status != 400)
        return ruledOut(QStringLiteral("the request was not refused"));
    const auto both = twins(facts.cookiesSent);
    if (!both)
        return ruledOut(QStringLiteral("no session or anti-forgery cookie was sent twice with two values"));
    const Earlier *accepted = acceptedWithOne(facts, *both);
    if (!expectsSession(facts) || asksForAnother(facts))
        return ruledOut(QStringLiteral("the answer is about another credential"));
    Verdict verdict{accepted ? Certainty::Certain : Certainty::Likely,
                    {requestField(*facts.request.fields.find("Cookie"), QStringLiteral("twice, with two values"),
                                  QString::fromUtf8(both->second->name))}};
    if (accepted)
        verdict.evidence.push_back(earlierLine(*accepted, QStringLiteral("accepted with one of the two alone")));
    verdict.evidence.push_back(statusLine(facts));
    verdict.parameters = {{"name", QString::fromUtf8(both->first->name).left(40)}, {"how", whyTwo(facts, both->first->name)}};
    return verdict;
}

}

const Rule rules::cookieDuplicated{"cookie.duplicated", "Two cookies of one name were sent, with different values", &check};

}
