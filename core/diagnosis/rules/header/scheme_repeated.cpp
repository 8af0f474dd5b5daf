#include "core/diagnosis/evidence.h"
#include "core/diagnosis/rules/rules.h"

namespace keyhole {

namespace {

Check check(const Facts &facts)
{
    if (!facts.authorization)
        return ruledOut(QStringLiteral("no Authorization was sent"));
    const QByteArray &scheme = facts.authorizationParts.scheme;
    const QByteArray rest = facts.authorizationParts.rest;
    const bool repeated = !scheme.isEmpty() && rest.size() > scheme.size() && equalsIgnoringCase(rest.first(scheme.size()), scheme)
        && (rest[scheme.size()] == ' ' || rest[scheme.size()] == ':');
    if (!repeated)
        return ruledOut(QStringLiteral("the scheme stands once"));
    Verdict verdict{Certainty::Certain,
                    {requestField(*facts.authorization, QStringLiteral("the second one is read as part of the credential"),
                                  QString::fromUtf8(scheme + ' ' + rest.first(scheme.size()))),
                     statusLine(facts)}};
    verdict.parameters = {{"scheme", QString::fromUtf8(scheme)}};
    return verdict;
}

}

const Rule rules::headerSchemeRepeated{"header.scheme-repeated", "The scheme stands twice before the credential", &check};

}
