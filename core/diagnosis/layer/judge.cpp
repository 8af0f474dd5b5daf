#include "core/diagnosis/layer/judge.h"

#include "core/diagnosis/evidence.h"

namespace keyhole {

namespace {

/// Words for a fault of a credential, by whomever they were written.
bool speaksOfCredential(const Facts &facts)
{
    return facts.saidOtherThan({"header.missing", "server.", "status.", "tls."}) != nullptr;
}

/// A scheme of the server's own, such as "Key": no standard has one for keys.
bool asksForKey(const Facts &facts)
{
    static constexpr QByteArrayView kStandard[] = {"Basic", "Digest", "Negotiate", "NTLM", "Bearer", "DPoP"};
    return std::any_of(facts.challenges.begin(), facts.challenges.end(), [](const Challenge &challenge) {
        return std::none_of(std::begin(kStandard), std::end(kStandard), [&](QByteArrayView each) { return challenge.is(each); });
    });
}

}

const AnsweredBy *refusedUnread(const Facts &facts, QByteArrayView scheme)
{
    const AnsweredBy *by = facts.answeredBefore();
    if (!by || facts.tokenRead() || speaksOfCredential(facts))
        return nullptr;
    if (scheme.isEmpty() ? asksForKey(facts) : facts.challenge(scheme) != nullptr)
        return nullptr;
    // Gateways check tokens and keys; a web server that answers 401 and asks for nothing had the credential checked by somebody else (nginx
    // auth_request). One that asks for something else has not.
    const Layer::Kind kind = by->layer.kind;
    const bool mayCheck
        = kind == Layer::Kind::Gateway || kind == Layer::Kind::Proxy || (kind == Layer::Kind::Server && facts.status == 401);
    return mayCheck && facts.challenges.empty() ? nullptr : by;
}

std::optional<Hand> handBetween(const Facts &facts)
{
    const QString says = QStringLiteral("stands between");
    const auto hands = facts.answeredBy ? facts.answeredBy->passedOn : std::vector<Layer>();
    for (size_t i = 0; i < hands.size(); ++i) {
        // A web server passes everything on unless it runs programs; the reasons end with one for each hand.
        const auto &reasons = facts.answeredBy->reasons;
        Hand hand{hands[i].name, reasons[reasons.size() - hands.size() + i]};
        hand.line.says = says;
        if (hands[i].kind != Layer::Kind::Server)
            return hand;
    }
    for (const char *name : {"Via", "X-Cache", "X-Amz-Cf-Id", "X-Served-By", "X-Varnish", "X-Kong-Proxy-Latency"}) {
        if (facts.response && facts.response->fields.contains(name))
            return Hand{QStringLiteral("a cache or gateway"), responseField(facts, name, says)};
    }
    return std::nullopt;
}

Evidence whoAnswered(const AnsweredBy &by, const QString &does)
{
    Evidence line = by.reasons.front();
    line.says = QStringLiteral("%1 %2").arg(by.layer.name, does);
    return line;
}

}
