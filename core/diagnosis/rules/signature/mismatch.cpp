#include "core/diagnosis/evidence.h"
#include "core/diagnosis/rules/rules.h"
#include "core/http/form.h"

namespace keyhole {

namespace {

/// Where the signature stands: in Authorization, in a field of its own, or in the query of a signed address.
std::optional<Evidence> signatureLine(const Facts &facts)
{
    static constexpr QByteArrayView kSchemes[]
        = {"AWS4-HMAC-SHA256", "OAuth", "Hawk", "Signature", "HMAC", "SharedKey", "SharedKeyLite", "EG1-HMAC-SHA256", "TC3-HMAC-SHA256"};
    const auto isScheme = [&](QByteArrayView each) { return equalsIgnoringCase(facts.authorizationParts.scheme, each); };
    if (facts.authorization && std::any_of(std::begin(kSchemes), std::end(kSchemes), isScheme))
        return requestField(*facts.authorization, QStringLiteral("signed"));
    for (const Field &field : facts.request.fields) {
        const QByteArray name = field.name.toLower();
        if (name == "signature" || name.startsWith("x-hub-signature") || name.endsWith("-signature") || name.endsWith("-sign")
            || name.endsWith("-hmac-sha256"))
            return requestField(field, QStringLiteral("the signature"));
    }
    for (const FormPair &pair : parseForm(facts.request.url.query.value_or(QByteArray()))) {
        const QByteArray name = pair.name.toLower();
        if (name == "sig" || name == "sign" || name.endsWith("signature"))
            return requestLine(facts, QStringLiteral("a signed address"), QString::fromUtf8(pair.name));
    }
    return std::nullopt;
}

/// The characters that RFC 5849, 3.6 wants encoded and that encodeURIComponent() leaves alone.
QString unencoded(const Facts &facts)
{
    if (!equalsIgnoringCase(facts.authorizationParts.scheme, "OAuth"))
        return {};
    for (const QByteArray &text : {facts.request.url.query.value_or(QByteArray()),
                                   facts.request.body.first(std::min<qsizetype>(facts.request.body.size(), 64 << 10))}) {
        for (const char c : QByteArrayView("!'()*")) {
            if (text.contains(c))
                return QString(QLatin1Char(c));
        }
    }
    return {};
}

/// The same key signed a request that was accepted a moment ago.
const Earlier *acceptedSigned(const Facts &facts)
{
    for (auto each = facts.earlier.rbegin(); each != facts.earlier.rend(); ++each) {
        const auto value = each->exchange->last().request.fields.value("Authorization");
        if (facts.authorization && each->accepted && each->sameOrigin && value
            && equalsIgnoringCase(splitCredentials(*value).scheme, facts.authorizationParts.scheme))
            return &*each;
    }
    return nullptr;
}

Check check(const Facts &facts)
{
    const auto line = signatureLine(facts);
    if (!line)
        return ruledOut(QStringLiteral("the request is not signed"));
    if (!facts.refusedInSomeWay() && facts.status != 400)
        return ruledOut(QStringLiteral("the answer is no refusal"));
    if (facts.saidFor("clock.signature-skew"))
        return ruledOut(QStringLiteral("the answer speaks of the time of the signature"));
    const Said *words = facts.saidFor("signature.mismatch");
    const Earlier *before = acceptedSigned(facts);
    const QString odd = unencoded(facts);
    if (!words && !(before && !odd.isEmpty()))
        return ruledOut(QStringLiteral("nothing says that the two signatures differ"));
    Verdict verdict{words ? words->saying->certainty : Certainty::Likely, {*line}};
    if (words)
        verdict.evidence.push_back(said(*words));
    if (!odd.isEmpty())
        verdict.evidence.push_back(absent("request.body", odd, QStringLiteral("sent unencoded; RFC 5849, 3.6 signs it percent-encoded")));
    if (before)
        verdict.evidence.push_back(earlierLine(*before, QStringLiteral("accepted with the same key")));
    verdict.evidence.push_back(statusLine(facts));
    verdict.parameters = {{"why",
                           odd.isEmpty() ? QStringLiteral("Another secret, or other bytes than those that were sent, went into it.")
                                         : QStringLiteral("The character “%1” was signed or sent without its percent-encoding.").arg(odd)}};
    return verdict;
}

}

const Rule rules::signatureMismatch{"signature.mismatch", "The signature was computed over other bytes, or with another secret", &check};

}
