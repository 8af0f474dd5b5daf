#include "core/diagnosis/evidence.h"
#include "core/diagnosis/rules/rules.h"
#include "core/diagnosis/rules/token/judged.h"
#include "core/diagnosis/words.h"

namespace keyhole {

namespace {

constexpr const char *kCauses[]
    = {"token.timestamp-unit", "token.issued-in-future", "token.not-yet-valid", "token.expired", "token.malformed"};

/// A time that is no number cannot be compared at all. A beginning in milliseconds never comes; an end in milliseconds never passes, so
/// that alone refuses nothing unless the server minds it.
Certainty byClaimAlone(const Facts &facts, QByteArrayView name, TimeClaim::Unit unit)
{
    if (saysAnother(facts, "token.timestamp-unit") || sureOfToken(facts) < Certainty::Certain)
        return Certainty::Possible;
    const bool text = unit == TimeClaim::Unit::Text || unit == TimeClaim::Unit::Unreadable;
    if (name == QByteArrayView("nbf") && !text && facts.status == 401)
        return Certainty::Certain;
    return name == QByteArrayView("exp") && !text ? Certainty::Possible : Certainty::Likely;
}

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
        Verdict verdict{byClaimAlone(facts, name, time->unit), {claim(facts, name, says)}};
        for (const char *cause : kCauses) {
            if (const Said *words = facts.saidFor(cause)) {
                verdict.certainty = Certainty::Certain;
                verdict.evidence.push_back(said(*words));
            }
        }
        verdict.evidence.push_back(statusLine(facts));
        verdict.parameters = {{"claim", QString::fromLatin1(name)},
                              {"unit", unit},
                              {"why",
                               text ? QStringLiteral("Text between quotation marks is none, and many libraries refuse the token for it.")
                                    : QStringLiteral("Read so, this one lies thousands of years ahead.")}};
        if (!facts.refusedInSomeWay())
            verdict.role = FindingRole::Warning;
        return verdict;
    }
    return ruledOut(QStringLiteral("its times are written in seconds"));
}

}

const Rule rules::tokenTimestampUnit{"token.timestamp-unit", "A time in the token is not written in seconds", &check};

}
