#include "core/diagnosis/evidence.h"
#include "core/diagnosis/rules/rules.h"

namespace keyhole {

namespace {

/// Base64 of base64: the decoded text has no colon and decodes once more to text with one.
bool isEncodedTwice(QByteArrayView token68)
{
    const QByteArray once = QByteArray::fromBase64(token68.toByteArray());
    return !once.contains(':') && parseBasic(once).has_value();
}

Check check(const Facts &facts)
{
    if (!facts.basic)
        return ruledOut(QStringLiteral("no Basic credential was sent"));
    if (*facts.basic)
        return ruledOut(QStringLiteral("it decodes to a user name and a password"));
    const QByteArray &rest = facts.authorizationParts.rest;
    const SyntaxError &error = facts.basic->error();
    QString what = QStringLiteral("its text has no colon");
    if (isEncodedTwice(rest))
        what = QStringLiteral("it is encoded twice");
    else if (rest.contains(':'))
        what = QStringLiteral("it was not encoded");
    else if (!QByteArray::fromBase64Encoding(rest, QByteArray::AbortOnBase64DecodingErrors))
        what = QStringLiteral("no base64 from character %1 on").arg(error.offset + 1);
    // Some services take a raw key behind "Basic", and some decoders need no padding; only one that asks for Basic leaves no doubt.
    const bool padded = parseBasic(rest + QByteArray((4 - rest.size() % 4) % 4, '=')).has_value();
    const bool asked = facts.challenge("Basic") || facts.saidFor("basic.malformed");
    Verdict verdict{asked && !padded ? Certainty::Certain : Certainty::Likely,
                    {requestField(*facts.authorization, what), statusLine(facts)}};
    verdict.parameters = {{"what", what}};
    return verdict;
}

}

const Rule rules::basicMalformed{"basic.malformed", "The Basic credential is not base64 of “user:password”", &check};

}
