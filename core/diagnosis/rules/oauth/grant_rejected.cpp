#include "core/diagnosis/evidence.h"
#include "core/diagnosis/rules/rules.h"
#include "core/diagnosis/rules/said.h"

namespace keyhole {

namespace {

constexpr Seconds kSoonAfter{60};

/// Went without a token as well, at the same server: one of several that a page sends side by side.
bool isSideBySide(const Earlier &each)
{
    const Hop &hop = each.exchange->last();
    return each.sameOrigin && hop.response && isRefusal(hop.response->status) && !hop.request.fields.contains("Authorization");
}

/// A refused token request just before, after which the request went without a token. Whatever else went on in between has nothing to do
/// with it, and then neither may this request.
const Earlier *refusedGrant(const Facts &facts, Answer &texts)
{
    for (auto each = facts.earlier.rbegin(); each != facts.earlier.rend(); ++each) {
        const Hop &hop = each->exchange->last();
        const bool soon = hop.sentAt && facts.hop.sentAt && *facts.hop.sentAt - *hop.sentAt <= kSoonAfter;
        if (!soon)
            return nullptr;
        const bool refused = hop.request.method == "POST" && hop.response && hop.response->status >= 400;
        texts = refused ? readAnswer(*hop.response) : Answer();
        if (texts.code("invalid_grant"))
            return &*each;
        if (!isSideBySide(*each))
            return nullptr;
    }
    return nullptr;
}

/// An assertion as the grant (RFC 7523, 2.1) is refused by the same code for its signature, its audience or its times.
bool saysWhyOfAssertion(const Facts &facts)
{
    const bool assertion = std::any_of(facts.credentials.begin(), facts.credentials.end(),
                                       [](const SentCredential &each) { return each.name == "assertion"; });
    return assertion && std::any_of(facts.said.begin(), facts.said.end(), [](const Said &each) {
               const QByteArrayView cause(each.saying->cause);
               return each.saying->certainty >= Certainty::Likely && (cause.startsWith("token.") || cause.startsWith("clock."));
           });
}

Check check(const Facts &facts)
{
    if (saysWhyOfAssertion(facts))
        return ruledOut(QStringLiteral("the answer says what is wrong with the assertion"));
    if (const Said *words = facts.saidFor("oauth.grant-rejected")) {
        Verdict verdict{words->saying->certainty, {said(*words)}};
        if (const AnswerText *description = facts.answer.named("error_description"))
            verdict.evidence.push_back(evidenceFor(*description, {}));
        verdict.evidence.push_back(requestLine(facts, QStringLiteral("the token request")));
        verdict.parameters = {{"words", inItsOwnWords(facts)}};
        return verdict;
    }
    if (facts.hasCredential())
        return ruledOut(QStringLiteral("a credential was sent, and no token request was refused"));
    Answer texts;
    const Earlier *refused = refusedGrant(facts, texts);
    if (!refused)
        return ruledOut(QStringLiteral("no token request was refused"));
    Evidence words = evidenceFor(*texts.code("invalid_grant"), QStringLiteral("the token request was refused"));
    words.where = "history." + QByteArray::number(refused->number);
    return Verdict{
        Certainty::Certain,
        {earlierLine(*refused, QStringLiteral("just before")), words,
         absent("request.headers.Authorization", QStringLiteral("no Authorization"), QStringLiteral("so it went without a token"))},
        {{"words", QString()}}};
}

}

const Rule rules::oauthGrantRejected{"oauth.grant-rejected", "The code or refresh token was refused at the token endpoint", &check};

}
