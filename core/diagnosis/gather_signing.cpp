#include "core/auth/aws_chunks.h"
#include "core/auth/echoed_signing.h"
#include "core/diagnosis/facts.h"
#include "core/diagnosis/gather.h"
#include "core/diagnosis/time_window.h"
#include "core/diagnosis/words.h"

namespace keyhole {

namespace {

QString shown(const QByteArray &text)
{
    constexpr qsizetype kMost = 60;
    return QString::fromUtf8(text.first(std::min(text.size(), kMost)));
}

void append(SigningFaults &faults, const SigningFaults &more)
{
    faults.insert(faults.end(), more.begin(), more.end());
}

void nameIt(SigningFacts &signing)
{
    if (signing.aws) {
        const QByteArray place = signing.aws->place();
        signing.name
            = (signing.aws->inQuery ? QStringLiteral("an address with AWS Signature Version 4") : QStringLiteral("AWS Signature Version 4"))
            + (place.isEmpty() ? QString() : QStringLiteral(" for %1").arg(shown(place)));
    } else if (signing.oauth1) {
        signing.name = QStringLiteral("OAuth 1.0, %1")
                           .arg(signing.oauth1->method.isEmpty() ? QStringLiteral("no method") : shown(signing.oauth1->method));
    } else if (signing.hawk) {
        signing.name = QStringLiteral("Hawk");
    } else if (signing.sharedKey) {
        signing.name = QStringLiteral("the account key of %1").arg(shown(signing.sharedKey->account));
    } else if (!signing.messages.empty()) {
        const MessageSignature &first = signing.messages.front();
        signing.name
            = first.label.isEmpty() ? QStringLiteral("an HTTP signature (draft-cavage)") : QStringLiteral("an HTTP Message Signature");
        if (!first.keyId.isEmpty())
            signing.name += QStringLiteral(", key %1").arg(shown(first.keyId));
    } else if (signing.link) {
        signing.name = signing.link->kind;
    }
}

/// The fault lists and the period of whichever scheme it is.
void collect(SigningFacts &signing)
{
    const auto take = [&signing](const SigningFaults &faults, const SigningPeriod &period) {
        append(signing.faults, faults);
        if (!signing.period && (period.begins || period.ends))
            signing.period = period;
    };
    if (signing.aws)
        take(signing.aws->faults, signing.aws->period);
    if (signing.oauth1)
        take(signing.oauth1->faults, signing.oauth1->period);
    if (signing.hawk)
        take(signing.hawk->faults, signing.hawk->period);
    if (signing.sharedKey)
        take(signing.sharedKey->faults, signing.sharedKey->period);
    for (const MessageSignature &each : signing.messages)
        take(each.faults, each.period);
    if (signing.link)
        take(signing.link->faults, signing.link->period);
}

/// What the answer says that it signed, against what was sent.
void compareEcho(Facts &facts, BodyTrust trust)
{
    SigningFacts &signing = facts.signing;
    const EchoedSigning echo = readEchoedSigning(*facts.response);
    SigningFaults differences;
    if (signing.aws && !echo.canonicalRequest.isEmpty()) {
        differences = compareAwsEcho(facts.request, *signing.aws, echo.canonicalRequest, trust);
        signing.echoesTheSame = echo.canonicalRequest.trimmed() == awsCanonicalRequest(facts.request, *signing.aws);
    } else if (signing.oauth1 && !echo.baseString.isEmpty()) {
        differences = compareOAuth1Echo(facts.request, echo.baseString);
        signing.echoesTheSame = differences.empty();
    } else if (signing.sharedKey && !echo.stringToSign.isEmpty()) {
        differences = compareSharedKeyEcho(facts.request, *signing.sharedKey, echo.stringToSign);
        signing.echoesTheSame = differences.empty();
    }
    signing.echoed = !echo.isEmpty();
    append(signing.faults, differences);
}

/// S3 names the region that it expects.
void compareExpectedRegion(Facts &facts)
{
    const AnswerText *region = facts.signing.aws ? facts.answer.named("Region") : nullptr;
    if (!region || facts.signing.aws->region.isEmpty() || region->lower == facts.signing.aws->region.toLower())
        return;
    facts.signing.faults.push_back({SigningFault::Kind::Scope, facts.signing.aws->inQuery ? "request.url" : "request.headers.Authorization",
                                    QStringLiteral("Credential: ") + shown(facts.signing.aws->region),
                                    QStringLiteral("the server expects %1").arg(region->text.left(40)), true});
}

std::optional<QByteArray> lastNonce(const Facts &facts)
{
    const auto &hops = facts.exchange.hops;
    for (size_t i = hops.size(); i-- > 1;) {
        const Hop &before = hops[i - 1];
        if (before.response && before.request.url.origin() == facts.origin && before.response->fields.contains("DPoP-Nonce"))
            return before.response->fields.value("DPoP-Nonce");
    }
    for (auto each = facts.earlier.rbegin(); each != facts.earlier.rend(); ++each) {
        const auto &response = each->exchange->last().response;
        if (each->sameOrigin && response && response->fields.contains("DPoP-Nonce"))
            return response->fields.value("DPoP-Nonce");
    }
    return std::nullopt;
}

/// By the window that whoever judges it is known to allow, in place of the minutes that are taken for any. RFC 9449, 11.1.
void judgeProofTime(const Facts &facts, DpopProof &proof)
{
    const TimeWindow *window = windowOf(facts, &Profile::proofTime);
    const auto issued = proof.token.time("iat");
    if (!window || !issued || !issued->asSeconds || !facts.judged)
        return;
    std::erase_if(proof.faults, [](const ProofFault &fault) { return fault.part == ProofPart::Time; });
    const Milliseconds late = facts.judged->earliest - *issued->asSeconds, early = *issued->asSeconds - facts.judged->latest;
    const QString written = QStringLiteral("iat: ") + QString::fromUtf8(issued->written);
    if (late > window->late)
        proof.faults.push_back(
            {ProofPart::Time, written,
             QStringLiteral("made %1 before the server’s Date; it takes %2").arg(durationText(late), durationText(window->late))});
    if (early > window->early)
        proof.faults.push_back(
            {ProofPart::Time, written,
             QStringLiteral("%1 ahead of the server’s Date; it takes %2").arg(durationText(early), durationText(window->early))});
}

void gatherProof(Facts &facts)
{
    const bool presented
        = equalsIgnoringCase(facts.authorizationParts.scheme, "DPoP") || equalsIgnoringCase(facts.authorizationParts.scheme, "Bearer");
    const FoundToken *token = facts.foundToken();
    const bool access = presented && token && token->where.startsWith("request.headers.Authorization");
    facts.signing.dpop = readDpop(facts.request, {access ? &token->token : nullptr, lastNonce(facts), facts.serverTime});
    if (facts.signing.dpop)
        judgeProofTime(facts, *facts.signing.dpop);
}

std::vector<Challenge> digestChallenges(const Response &response)
{
    std::vector<Challenge> found;
    for (const QByteArray &value : response.fields.values("WWW-Authenticate")) {
        for (Challenge &each : readChallenges(value).challenges) {
            if (each.is("Digest"))
                found.push_back(std::move(each));
        }
    }
    return found;
}

/// The challenges that were at hand when the credential was made.
void findDigestBefore(Facts &facts)
{
    const auto &hops = facts.exchange.hops;
    for (size_t i = hops.size(); i-- > 1;) {
        const Hop &before = hops[i - 1];
        if (before.response && before.request.url.origin() == facts.origin)
            facts.signing.digestBefore = digestChallenges(*before.response);
        if (!facts.signing.digestBefore.empty())
            return;
    }
    for (auto each = facts.earlier.rbegin(); each != facts.earlier.rend(); ++each) {
        const auto &response = each->exchange->last().response;
        if (each->sameOrigin && response)
            facts.signing.digestBefore = digestChallenges(*response);
        if (!facts.signing.digestBefore.empty()) {
            facts.signing.digestBeforeNumber = each->number;
            return;
        }
    }
}

void gatherDigest(Facts &facts)
{
    SigningFacts &signing = facts.signing;
    signing.digest = readDigest(facts.request);
    if (!signing.digest)
        return;
    findDigestBefore(facts);
    signing.digestFaults = signing.digest->faults;
    append(signing.digestFaults, compareDigest(*signing.digest, facts.challenges, false));
    for (const SigningFault &each : compareDigest(*signing.digest, signing.digestBefore, true)) {
        if (std::none_of(signing.digestFaults.begin(), signing.digestFaults.end(),
                         [&](const SigningFault &known) { return known.line == each.line; }))
            signing.digestFaults.push_back(each);
    }
}

}

const SigningFault *SigningFacts::fault(SigningFault::Kind kind) const
{
    const SigningFault *best = nullptr;
    for (const SigningFault &each : faults) {
        if (each.kind == kind && (!best || (each.proven && !best->proven)))
            best = &each;
    }
    return best;
}

void gatherSigning(Facts &facts)
{
    SigningFacts &signing = facts.signing;
    const BodyTrust trust = facts.exchange.source == ExchangeSource::Live ? BodyTrust::Whole : BodyTrust::Recorded;
    signing.aws = readAwsSignature(facts.request);
    signing.oauth1 = readOAuth1(facts.request);
    signing.hawk = readHawk(facts.request, trust);
    signing.sharedKey = readSharedKey(facts.request);
    signing.messages = readMessageSignatures(facts.request, trust == BodyTrust::Recorded);
    if (!signing.aws)
        signing.link = readSignedLink(facts.request);
    nameIt(signing);
    gatherDigest(facts);
    gatherProof(facts);
    if (!facts.isWorthDiagnosing())
        return;
    collect(signing);
    append(signing.faults, checkBodyDigests(facts.request, trust));
    if (signing.aws)
        append(signing.faults, checkAwsChunks(facts.request, *signing.aws, trust));
    if (signing.aws || signing.oauth1 || signing.sharedKey) {
        compareEcho(facts, trust);
        compareExpectedRegion(facts);
    }
}

}
