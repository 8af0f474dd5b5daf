#include "core/diagnosis/evidence.h"
#include "core/diagnosis/rules/rules.h"
#include "core/diagnosis/rules/signature/signed.h"
#include "core/diagnosis/words.h"

namespace keyhole {

namespace {

constexpr SigningFault::Kind kKind = SigningFault::Kind::OtherBytes;

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
    const auto found = std::find_if(facts.earlier.rbegin(), facts.earlier.rend(), [&](const Earlier &each) {
        return facts.authorization && each.accepted && each.sameOrigin
            && equalsIgnoringCase(each.authorization().scheme, facts.authorizationParts.scheme);
    });
    return found == facts.earlier.rend() ? nullptr : &*found;
}

QString reason(const Facts &facts, const QString &odd)
{
    if (const SigningFault *fault = facts.signing.fault(kKind))
        return QStringLiteral("What differs is “%1”: %2.").arg(quoted(fault->line, 120), quoted(fault->says, 160));
    if (facts.signing.echoesTheSame)
        return QStringLiteral(
            "What the server signed is this request as it was sent, byte for byte: the secret is another one, or the client built "
            "its own text otherwise.");
    if (!odd.isEmpty())
        return QStringLiteral("The character “%1” was signed or sent without its percent-encoding.").arg(odd);
    return QStringLiteral("Another secret, or other bytes than those that were sent, went into it.");
}

/// What the digests and the server's own text show counts for certain only where the server says that it is about the signature.
std::optional<Certainty> sure(const Facts &facts, const Said *words, bool oddEncoding)
{
    if (words)
        return facts.signing.fault(kKind) && facts.signing.fault(kKind)->proven ? Certainty::Certain : words->saying->certainty;
    const SigningFault *fault = facts.signing.fault(kKind);
    if (fault && !speaksOfAnother(facts))
        return fault->proven ? Certainty::Likely : Certainty::Possible;
    return oddEncoding ? std::optional(Certainty::Likely) : std::nullopt;
}

/// A signature in a field of the service's own (X-Signature, POLY_SIGNATURE), beside a key that was accepted with another one.
std::optional<Verdict> byAnOwnScheme(const Facts &facts)
{
    constexpr qsizetype kShortest = 20;
    const auto field = std::find_if(facts.request.fields.begin(), facts.request.fields.end(), [](const Field &each) {
        const QByteArray name = each.name.toLower();
        return each.value.size() >= kShortest && (name.contains("signature") || name.endsWith("-sign") || name.endsWith("_sign"));
    });
    const auto accepted = std::find_if(facts.earlier.rbegin(), facts.earlier.rend(), [&](const Earlier &each) {
        const auto other = field == facts.request.fields.end() ? std::nullopt : each.exchange->last().request.fields.value(field->name);
        return each.accepted && each.sameOrigin && each.sameCredential && other && *other != field->value;
    });
    if (facts.status != 401 || accepted == facts.earlier.rend() || facts.saidFor("clock.signature-skew"))
        return std::nullopt;
    Verdict verdict{Certainty::Likely,
                    {requestField(*field, QStringLiteral("of this request alone")),
                     earlierLine(*accepted, QStringLiteral("accepted with the same key")), statusLine(facts)}};
    if (!facts.request.body.isEmpty() && accepted->exchange->last().request.body.isEmpty())
        verdict.evidence.push_back(absent("request.body", QStringLiteral("%1 bytes").arg(facts.request.body.size()),
                                          QStringLiteral("the accepted request had none; it is to be signed as it is sent")));
    verdict.parameters = {{"why", reason(facts, {})}};
    return verdict;
}

Check check(const Facts &facts)
{
    const auto line = signatureLine(facts);
    if (auto verdict = line ? std::nullopt : byAnOwnScheme(facts))
        return std::move(*verdict);
    if (!line)
        return ruledOut(QStringLiteral("the request is not signed"));
    if (!mayRefuseSignature(facts))
        return ruledOut(QStringLiteral("the answer is no refusal"));
    if (facts.saidFor("clock.signature-skew"))
        return ruledOut(QStringLiteral("the answer speaks of the time of the signature"));
    const Said *words = facts.saidFor("signature.mismatch");
    const Earlier *before = acceptedSigned(facts);
    const QString odd = unencoded(facts);
    const auto certainty = sure(facts, words, before && !odd.isEmpty());
    if (!certainty)
        return ruledOut(QStringLiteral("nothing says that the two signatures differ"));
    Verdict verdict{*certainty, {*line}};
    addFaults(verdict, facts.signing.faults, kKind);
    if (words)
        verdict.evidence.push_back(said(*words));
    if (!odd.isEmpty())
        verdict.evidence.push_back(absent("request.body", odd, QStringLiteral("sent unencoded; RFC 5849, 3.6 signs it percent-encoded")));
    if (before)
        verdict.evidence.push_back(earlierLine(*before, QStringLiteral("accepted with the same key")));
    verdict.evidence.push_back(statusLine(facts));
    verdict.parameters = {{"why", reason(facts, odd)}};
    return verdict;
}

}

const Rule rules::signatureMismatch{"signature.mismatch", "The signature was computed over other bytes, or with another secret", &check};

}
