#include "core/diagnosis/evidence.h"
#include "core/diagnosis/rules/rules.h"
#include "core/diagnosis/rules/said.h"
#include "core/diagnosis/words.h"

namespace keyhole {

namespace {

/// "X-GitHub-OTP: required; app", "X-GitHub-SSO: required; url=…": docs.github.com, working with two-factor authentication; npm: OTP.
std::optional<Evidence> demand(const Facts &facts)
{
    for (const char *name : {"X-GitHub-OTP", "X-GitHub-SSO"}) {
        const auto value = facts.response ? facts.response->fields.value(name) : std::nullopt;
        if (value && value->toLower().startsWith("required"))
            return responseField(facts, name, QStringLiteral("wanted beside the credential"));
    }
    if (facts.challenge("OTP"))
        return responseField(facts, "WWW-Authenticate", QStringLiteral("a one-time password is asked for"));
    return std::nullopt;
}

/// What a sign-in must be like for this address. RFC 9470, 3.
QString wantedSignIn(const Facts &facts)
{
    QStringList wants;
    if (const AnswerText *level = facts.answer.asks(AskedFor::AuthenticationContext))
        wants += QStringLiteral("of the level “%1”").arg(quoted(level->text, 80));
    if (const AnswerText *age = facts.answer.asks(AskedFor::MaxAge))
        wants += QStringLiteral("not older than %1").arg(roughDurationText(Seconds(age->text.toLongLong())));
    return wants.isEmpty() ? QString() : QStringLiteral("A sign-in is wanted that is %1.").arg(wants.join(QStringLiteral(" and ")));
}

Check told(const Facts &facts)
{
    const auto asked = facts.refusedInSomeWay() ? demand(facts) : std::nullopt;
    if (!asked)
        return saidByAnswer(facts, "account.second-factor");
    Verdict verdict{Certainty::Certain, {*asked, statusLine(facts)}};
    if (facts.hasCredential())
        verdict.evidence.push_back(credentialLine(facts.credentials.front(), QStringLiteral("sent, and not enough")));
    return verdict;
}

Check check(const Facts &facts)
{
    Check verdict = told(facts);
    if (!verdict)
        return verdict;
    const QString wanted = wantedSignIn(facts);
    for (const AskedFor what : {AskedFor::AuthenticationContext, AskedFor::MaxAge}) {
        if (const AnswerText *text = facts.answer.asks(what))
            verdict->evidence.push_back(evidenceFor(*text, QStringLiteral("asked for")));
    }
    verdict->parameters = {{"words", wanted.isEmpty() ? inItsOwnWords(facts) : wanted}};
    return verdict;
}

}

const Rule rules::accountSecondFactor{"account.second-factor", "A second factor or single sign-on is required", &check};

}
