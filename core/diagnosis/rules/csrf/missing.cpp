#include "core/diagnosis/evidence.h"
#include "core/diagnosis/knowledge/names.h"
#include "core/diagnosis/rules/rules.h"

namespace keyhole {

namespace {

/// The field that carries one, under whatever name: applications call it as they like.
const Field *tokenField(const Facts &facts)
{
    static constexpr QByteArrayView kFields[] = {"X-WP-Nonce", "RequestVerificationToken", "Jenkins-Crumb", "requesttoken"};
    const auto found = std::find_if(facts.request.fields.begin(), facts.request.fields.end(), [](const Field &field) {
        const QByteArray name = field.name.toLower();
        return name.contains("csrf") || name.contains("xsrf")
            || std::any_of(std::begin(kFields), std::end(kFields), [&](QByteArrayView each) { return equalsIgnoringCase(each, name); });
    });
    return found == facts.request.fields.end() ? nullptr : &*found;
}

bool bodyCarriesToken(const Facts &facts)
{
    static constexpr QByteArrayView kMembers[]
        = {"csrf", "_token=", "authenticity_token=", "\"_token\"", "__requestverificationtoken=", "_wpnonce="};
    const QByteArray body = facts.request.body.toLower(), query = facts.request.url.query.value_or(QByteArray()).toLower();
    return std::any_of(std::begin(kMembers), std::end(kMembers),
                       [&](QByteArrayView name) { return body.contains(name) || query.contains(name); });
}

/// The cookie from which a script copies the anti-forgery token into a field (Laravel, Angular, Django).
const CookiePair *tokenCookie(const Facts &facts)
{
    const auto found = std::find_if(facts.cookiesSent.begin(), facts.cookiesSent.end(),
                                    [](const CookiePair &pair) { return isAntiForgeryCookie(pair.name); });
    return found == facts.cookiesSent.end() ? nullptr : &*found;
}

/// What the answer says of a missing one. Words that may mean it do so only where a session is all that was sent.
const Said *saidMissing(const Facts &facts)
{
    const Said *words = facts.saidFor("csrf.missing");
    if (!words || words->saying->certainty != Certainty::Possible)
        return words;
    const bool session = std::any_of(facts.cookiesSent.begin(), facts.cookiesSent.end(),
                                     [](const CookiePair &pair) { return isSessionCookie(pair.name); });
    return session && !facts.hasCredential() && !tokenField(facts) && !bodyCarriesToken(facts) ? words : nullptr;
}

Check check(const Facts &facts)
{
    const Said *missing = saidMissing(facts);
    const bool safe = facts.request.method == "GET" || facts.request.method == "HEAD" || facts.request.method == "OPTIONS";
    if (safe && !missing)
        return ruledOut(QStringLiteral("the method needs no anti-forgery token"));
    if (facts.exchange.sanitized)
        return ruledOut(QStringLiteral("the recording was saved without sensitive data"));
    if (facts.saidFor("csrf.origin-rejected"))
        return ruledOut(QStringLiteral("the answer says that it is about the origin"));
    const Said *words = missing ? missing : facts.saidFor("csrf.mismatch");
    const Field *field = tokenField(facts);
    if ((field || bodyCarriesToken(facts)) && !missing)
        return ruledOut(QStringLiteral("an anti-forgery token was sent"));
    if (!words && facts.status != 419)
        return ruledOut(QStringLiteral("the answer does not speak of one"));
    const bool sure = words && words->saying->certainty != Certainty::Possible;
    Verdict verdict{sure && !field ? Certainty::Certain : Certainty::Likely, {}};
    if (field) {
        verdict.evidence.push_back(requestField(*field, QStringLiteral("sent, and the server read none")));
    } else {
        verdict.evidence.push_back(absent("request.headers.X-XSRF-TOKEN", QStringLiteral("no X-XSRF-TOKEN, no X-CSRF-TOKEN"),
                                          QStringLiteral("and none in the body")));
    }
    if (const CookiePair *pair = tokenCookie(facts))
        verdict.evidence.push_back(requestField(*facts.request.fields.find("Cookie"), QStringLiteral("its value belongs into the field"),
                                                QString::fromUtf8(pair->name)));
    verdict.evidence.push_back(words ? said(*words) : statusLine(facts));
    return verdict;
}

}

const Rule rules::csrfMissing{"csrf.missing", "The session is there, its anti-forgery token is not", &check};

}
