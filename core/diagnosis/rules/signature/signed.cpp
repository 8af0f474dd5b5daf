#include "core/diagnosis/rules/signature/signed.h"

#include "core/diagnosis/evidence.h"
#include "core/diagnosis/words.h"
#include "core/http/form.h"

namespace keyhole {

std::optional<Evidence> signatureLine(const Facts &facts)
{
    static constexpr QByteArrayView kSchemes[]
        = {"AWS4-HMAC-SHA256",     "OAuth", "Hawk", "Signature", "HMAC", "SharedKey", "SharedKeyLite", "EG1-HMAC-SHA256", "TC3-HMAC-SHA256",
           "SharedAccessSignature"};
    const auto isScheme = [&](QByteArrayView each) { return equalsIgnoringCase(facts.authorizationParts.scheme, each); };
    if (facts.authorization
        && (std::any_of(std::begin(kSchemes), std::end(kSchemes), isScheme) || (facts.signing.aws && !facts.signing.aws->inQuery)))
        return requestField(*facts.authorization, facts.signing.name.isEmpty() ? QStringLiteral("signed") : quoted(facts.signing.name, 80));
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

Evidence faultLine(const SigningFault &fault)
{
    return absent(fault.where, quoted(fault.line), quoted(fault.says));
}

void addFaults(Verdict &verdict, const SigningFaults &faults, SigningFault::Kind kind)
{
    constexpr int kMost = 4;
    int added = 0;
    for (const SigningFault &each : faults) {
        if (each.kind == kind && added++ < kMost)
            verdict.evidence.push_back(faultLine(each));
    }
}

bool mayRefuseSignature(const Facts &facts)
{
    return facts.refusedInSomeWay() || facts.status == 400;
}

bool speaksOfAnother(const Facts &facts)
{
    return std::any_of(facts.said.begin(), facts.said.end(), [](const Said &each) {
        const QByteArrayView cause(each.saying->cause);
        return each.saying->certainty == Certainty::Certain && !cause.startsWith("signature.") && cause != QByteArrayView("apikey.invalid");
    });
}

}
