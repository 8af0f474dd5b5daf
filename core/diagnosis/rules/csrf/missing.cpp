#include "core/diagnosis/evidence.h"
#include "core/diagnosis/knowledge/names.h"
#include "core/diagnosis/rules/rules.h"

namespace keyhole {

namespace {

/// Under whatever name: applications call the field and the member as they like.
bool carriesToken(const Facts &facts)
{
    static constexpr QByteArrayView kFields[] = {"X-WP-Nonce", "RequestVerificationToken", "Jenkins-Crumb", "requesttoken"};
    static constexpr QByteArrayView kMembers[] = {"csrf", "_token=", "authenticity_token=", "\"_token\"", "__requestverificationtoken="};
    const bool named = std::any_of(facts.request.fields.begin(), facts.request.fields.end(), [](const Field &field) {
        const QByteArray name = field.name.toLower();
        return name.contains("csrf") || name.contains("xsrf");
    });
    const QByteArray body = facts.request.body.toLower(), query = facts.request.url.query.value_or(QByteArray()).toLower();
    const auto inFields = [&](QByteArrayView name) { return facts.request.fields.contains(name); };
    const auto inBody = [&](QByteArrayView name) { return body.contains(name) || query.contains(name); };
    return named || std::any_of(std::begin(kFields), std::end(kFields), inFields)
        || std::any_of(std::begin(kMembers), std::end(kMembers), inBody);
}

/// The cookie from which a script copies the anti-forgery token into a field (Laravel, Angular, Django).
const CookiePair *tokenCookie(const Facts &facts)
{
    const auto found = std::find_if(facts.cookiesSent.begin(), facts.cookiesSent.end(),
                                    [](const CookiePair &pair) { return isAntiForgeryCookie(pair.name); });
    return found == facts.cookiesSent.end() ? nullptr : &*found;
}

Check check(const Facts &facts)
{
    if (facts.request.method == "GET" || facts.request.method == "HEAD" || facts.request.method == "OPTIONS")
        return ruledOut(QStringLiteral("the method needs no anti-forgery token"));
    if (facts.exchange.sanitized)
        return ruledOut(QStringLiteral("the recording was saved without sensitive data"));
    const Said *missing = facts.saidFor("csrf.missing");
    const Said *words = missing ? missing : facts.saidFor("csrf.mismatch");
    if (carriesToken(facts) && !missing)
        return ruledOut(QStringLiteral("an anti-forgery token was sent"));
    if (!words && facts.status != 419)
        return ruledOut(QStringLiteral("the answer does not speak of one"));
    Verdict verdict{Certainty::Certain,
                    {absent("request.headers.X-XSRF-TOKEN", QStringLiteral("no X-XSRF-TOKEN, no X-CSRF-TOKEN"),
                            QStringLiteral("and none in the body"))}};
    if (const CookiePair *pair = tokenCookie(facts))
        verdict.evidence.push_back(requestField(*facts.request.fields.find("Cookie"), QStringLiteral("its value belongs into the field"),
                                                QString::fromUtf8(pair->name)));
    verdict.evidence.push_back(words ? said(*words) : statusLine(facts));
    if (!words)
        verdict.certainty = Certainty::Likely;
    return verdict;
}

}

const Rule rules::csrfMissing{"csrf.missing", "The session is there, its anti-forgery token is not", &check};

}
