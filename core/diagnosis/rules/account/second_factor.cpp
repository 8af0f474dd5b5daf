#include "core/diagnosis/evidence.h"
#include "core/diagnosis/rules/rules.h"
#include "core/diagnosis/rules/said.h"

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

Check check(const Facts &facts)
{
    if (const auto asked = facts.refusedInSomeWay() ? demand(facts) : std::nullopt) {
        Verdict verdict{Certainty::Certain, {*asked, statusLine(facts)}};
        if (facts.hasCredential())
            verdict.evidence.push_back(credentialLine(facts.credentials.front(), QStringLiteral("sent, and not enough")));
        return verdict;
    }
    return saidByAnswer(facts, "account.second-factor");
}

}

const Rule rules::accountSecondFactor{"account.second-factor", "A second factor or single sign-on is required", &check};

}
