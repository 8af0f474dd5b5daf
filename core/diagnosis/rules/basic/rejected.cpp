#include "core/diagnosis/evidence.h"
#include "core/diagnosis/knowledge/knowledge.h"
#include "core/diagnosis/layer/judge.h"
#include "core/diagnosis/rules/rules.h"
#include "core/diagnosis/story.h"

namespace keyhole {

namespace {

QString theServer()
{
    return QStringLiteral("the server");
}

/// A Digest credential of which all but the response, for which one needs the password, was checked and fits.
Check checkDigest(const Facts &facts)
{
    const Challenge *challenge = facts.challenge("Digest");
    if (facts.status != 401 || !challenge)
        return ruledOut(QStringLiteral("the server does not ask for Digest again"));
    if (!facts.signing.digestFaults.empty() || challenge->parameter("stale").value_or(QByteArray()).toLower() == "true")
        return ruledOut(QStringLiteral("the credential does not fit its challenge"));
    Verdict verdict{Certainty::Likely,
                    {requestField(*facts.authorization, QStringLiteral("fits its challenge, as far as that shows without the password")),
                     responseField(facts, "WWW-Authenticate", QStringLiteral("asked for again"))}};
    if (const Said *words = facts.saidFor("basic.rejected"))
        verdict.evidence.push_back(said(*words));
    // What was accepted here a moment ago is no wrong password.
    if (acceptedWithCredential(facts))
        verdict.certainty = Certainty::Possible;
    verdict.parameters
        = {{"user", QString::fromUtf8(facts.signing.digest->value("username").value_or(QByteArray())).left(60)}, {"who", theServer()}};
    return verdict;
}

Check check(const Facts &facts)
{
    if (facts.signing.digest)
        return checkDigest(facts);
    if (!facts.basic || !*facts.basic)
        return ruledOut(QStringLiteral("no readable Basic credential was sent"));
    if (facts.status != 401)
        return ruledOut(QStringLiteral("the status is not 401"));
    const Said *words = facts.saidFor("basic.rejected");
    const bool wanted = facts.service
        && std::any_of(facts.service->wants.begin(), facts.service->wants.end(),
                       [](const CredentialWant &want) { return want.scheme == "Basic"; });
    const bool challenged = facts.challenge("Basic");
    if (!challenged && !wanted && !facts.challenges.empty() && !words)
        return ruledOut(QStringLiteral("the server does not offer Basic"));
    if (const AnsweredBy *by = refusedUnread(facts, "Basic"))
        return ruledOut(QStringLiteral("%1 refused the request, and asks for no password").arg(by->layer.name));
    Verdict verdict{Certainty::Possible, {requestField(*facts.authorization, QStringLiteral("well formed"))}};
    if (words) {
        verdict.certainty = challenged ? std::max(Certainty::Likely, words->saying->certainty) : words->saying->certainty;
        verdict.evidence.push_back(said(*words));
    } else if (challenged) {
        // The challenge repeated says that it was read and refused, unless something in between took it away.
        verdict.certainty = Certainty::Likely;
        verdict.evidence.push_back(responseField(facts, "WWW-Authenticate", QStringLiteral("asked for again")));
    } else {
        verdict.evidence.push_back(statusLine(facts));
    }
    const AnsweredBy *by = facts.answeredBefore();
    if (by)
        verdict.evidence.push_back(whoAnswered(*by, QStringLiteral("refuses it, not the application behind it")));
    verdict.parameters = {{"user", QString::fromUtf8((*facts.basic)->user).left(60)}, {"who", by ? by->layer.name : theServer()}};
    return verdict;
}

}

const Rule rules::basicRejected{"basic.rejected", "User name or password are well formed, and the server refuses them", &check};

}
