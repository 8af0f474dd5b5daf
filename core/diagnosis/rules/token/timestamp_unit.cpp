#include "core/diagnosis/evidence.h"
#include "core/diagnosis/rules/rules.h"
#include "core/diagnosis/words.h"

namespace keyhole {

namespace {

Check check(const Facts &facts)
{
    const Token *token = facts.token();
    if (!token || !token->payload)
        return ruledOut(QStringLiteral("no readable token was sent"));
    for (const char *name : {"exp", "nbf", "iat"}) {
        const auto time = token->time(name);
        if (!time || time->unit == TimeClaim::Unit::Second)
            continue;
        const bool text = time->unit == TimeClaim::Unit::Text || time->unit == TimeClaim::Unit::Unreadable;
        const QString unit = text                        ? QStringLiteral("text")
            : time->unit == TimeClaim::Unit::Millisecond ? QStringLiteral("milliseconds")
                                                         : QStringLiteral("microseconds");
        const QString says = time->instant ? QStringLiteral("%1: %2").arg(unit, utcText(*time->instant)) : unit;
        Verdict verdict{Certainty::Likely, {claim(facts, name, says)}};
        const bool complains = facts.saidFor("token.issued-in-future") || facts.saidFor("token.not-yet-valid")
            || facts.saidFor("token.expired") || facts.saidFor("token.malformed");
        if (complains)
            verdict.certainty = Certainty::Certain;
        for (const char *cause : {"token.issued-in-future", "token.not-yet-valid", "token.expired", "token.malformed"}) {
            if (const Said *words = facts.saidFor(cause))
                verdict.evidence.push_back(said(*words));
        }
        verdict.evidence.push_back(statusLine(facts));
        verdict.parameters = {{"claim", QString::fromLatin1(name)}, {"unit", unit}};
        if (!facts.refusedInSomeWay())
            verdict.role = FindingRole::Warning;
        return verdict;
    }
    return ruledOut(QStringLiteral("its times are written in seconds"));
}

}

const Rule rules::tokenTimestampUnit{"token.timestamp-unit", "A time in the token is not written in seconds", &check};

}
