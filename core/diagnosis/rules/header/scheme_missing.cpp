#include "core/diagnosis/evidence.h"
#include "core/diagnosis/knowledge/services.h"
#include "core/diagnosis/rules/rules.h"

namespace keyhole {

namespace {

/// The scheme that this server wants before the credential, from its challenge or from what is known of it.
QByteArray wantedScheme(const Facts &facts)
{
    if (facts.service) {
        for (const CredentialWant &want : facts.service->wants) {
            if (want.place == CredentialWant::Authorization && want.scheme)
                return want.scheme;
        }
        return {};
    }
    for (const Challenge &challenge : facts.challenges) {
        if (!challenge.is("Basic") && !challenge.is("Digest") && !challenge.is("Negotiate") && !challenge.is("NTLM"))
            return challenge.scheme;
    }
    return {};
}

Check check(const Facts &facts)
{
    if (!facts.authorization)
        return ruledOut(QStringLiteral("no Authorization was sent"));
    const QByteArray value = facts.authorization->value.trimmed();
    constexpr qsizetype kShortestToken = 16;
    const bool bare = !value.contains(' ') && value.size() >= kShortestToken && !value.contains('{') && !value.contains('<');
    if (!bare)
        return ruledOut(QStringLiteral("a scheme stands before the credential"));
    const QByteArray scheme = wantedScheme(facts);
    const bool jwt = looksLikeJwt(value);
    if (scheme.isEmpty() && !jwt)
        return ruledOut(QStringLiteral("the server may take the bare value"));

    Verdict verdict;
    verdict.certainty = !scheme.isEmpty() ? Certainty::Certain : Certainty::Likely;
    verdict.evidence = {requestField(*facts.authorization, QStringLiteral("no scheme before it"))};
    if (!facts.challenges.empty())
        verdict.evidence.push_back(responseField(facts, "WWW-Authenticate", QStringLiteral("the scheme that is asked for")));
    verdict.evidence.push_back(statusLine(facts));
    verdict.parameters = {{"scheme", scheme.isEmpty() ? QStringLiteral("Bearer") : QString::fromUtf8(scheme)}};
    return verdict;
}

}

const Rule rules::headerSchemeMissing{"header.scheme-missing", "A bare credential was sent, without the scheme before it", &check};

}
