#include "core/diagnosis/evidence.h"
#include "core/diagnosis/rules/rules.h"

namespace keyhole {

namespace {

/// "Bearer Bearer x" and "BearerBearer x"; empty when the scheme stands once.
QByteArray repeatedScheme(const Credentials &parts)
{
    const QByteArray &scheme = parts.scheme, &rest = parts.rest;
    if (scheme.isEmpty())
        return {};
    const QByteArray half = scheme.first(scheme.size() / 2);
    if (scheme.size() % 2 == 0 && isKnownScheme(half) && equalsIgnoringCase(scheme.sliced(half.size()), half))
        return half;
    const bool repeated = rest.size() > scheme.size() && equalsIgnoringCase(rest.first(scheme.size()), scheme)
        && (rest[scheme.size()] == ' ' || rest[scheme.size()] == ':');
    return repeated ? scheme : QByteArray();
}

Check check(const Facts &facts)
{
    if (!facts.authorization)
        return ruledOut(QStringLiteral("no Authorization was sent"));
    const QByteArray scheme = repeatedScheme(facts.authorizationParts);
    if (scheme.isEmpty())
        return ruledOut(QStringLiteral("the scheme stands once"));
    if (facts.tokenRead())
        return ruledOut(QStringLiteral("the answer speaks of what the token says, so it was read"));
    const QByteArray &rest = facts.authorizationParts.rest;
    const QByteArray &first = facts.authorizationParts.scheme;
    const QByteArray both = first.size() > scheme.size() ? first : first + ' ' + rest.first(first.size());
    Verdict verdict{
        Certainty::Certain,
        {requestField(*facts.authorization, QStringLiteral("the second one is read as part of the credential"), QString::fromUtf8(both)),
         statusLine(facts)}};
    verdict.parameters = {{"scheme", QString::fromUtf8(scheme)}};
    return verdict;
}

}

const Rule rules::headerSchemeRepeated{"header.scheme-repeated", "The scheme stands twice before the credential", &check};

}
