#include "core/auth/challenge_answer.h"

#include "core/auth/digest.h"
#include "core/auth/digest_answer.h"
#include "core/auth/dpop_proof.h"
#include "core/http/credentials.h"

namespace keyhole {

namespace {

using Answer = std::optional<Result<QString>>;

constexpr int kMostRounds = 2;

Answer because(const QString &why)
{
    return Result<QString>(why);
}

QString chosen(const Challenge &challenge)
{
    return QString::fromUtf8(challenge.parameter("algorithm").value_or("MD5"));
}

Answer answerDigest(const Hop &hop, const AuthDraft &auth, int answered)
{
    const std::vector<Challenge> challenges = challengesOf(*hop.response);
    const auto challenge = chooseDigest(challenges, auth.digest);
    const auto sent = readDigest(hop.request);
    if (!challenge) {
        const bool asked = std::any_of(challenges.begin(), challenges.end(), [](const Challenge &each) { return each.is("Digest"); });
        return asked && !sent ? Answer(failure(challenge.error())) : std::nullopt;
    }
    if (!sent)
        return because(QString("401: answer to the Digest challenge, with %1").arg(chosen(*challenge)));
    if (sent->value("nonce") == challenge->parameter("nonce"))
        return std::nullopt;
    if (equalsIgnoringCase(challenge->parameter("stale").value_or(QByteArray()), "true"))
        return because("401: the nonce was stale; answer with the new one");
    // A nonce of an earlier request may be unknown by now; one of this request was just handed out.
    return answered == 0 ? because("401: the nonce is not known any more; answer with the new one") : std::nullopt;
}

Answer answerNonce(const Hop &hop)
{
    const auto nonce = hop.response->fields.value("DPoP-Nonce");
    const auto proof = readDpop(hop.request, {});
    const std::vector<Challenge> challenges = challengesOf(*hop.response);
    const bool asked = std::any_of(challenges.begin(), challenges.end(),
                                   [](const Challenge &each) { return each.parameter("error") == QByteArray("use_dpop_nonce"); });
    if (!nonce || !proof || !asked || proof->token.claimText("nonce") == *nonce)
        return std::nullopt;
    return because("401: the proof is made anew with the server's DPoP-Nonce");
}

/// The memory has the other characters by now, if they are worth a try.
Answer answerCharset(const Hop &hop, const AuthDraft &auth, const AuthMemory &memory)
{
    const Origin origin = hop.request.url.origin();
    const auto isLatin1 = [](const QByteArray &utf8) {
        const QString text = QString::fromUtf8(utf8);
        return std::all_of(text.begin(), text.end(), [](QChar c) { return c.unicode() <= 0xff; });
    };
    const Credentials sent = splitCredentials(hop.request.fields.value("Authorization").value_or(QByteArray()));
    const auto basic
        = equalsIgnoringCase(sent.scheme, "Basic") ? parseBasic(sent.rest) : Result<BasicCredentials, SyntaxError>(failure(SyntaxError{}));
    if (!memory.wantsLatin1(origin) || !basic || basic->coding != TextCoding::Utf8 || !isLatin1(auth.user)
        || !isLatin1(auth.secret.reveal()))
        return std::nullopt;
    return because("401: the challenge names no charset; user and password again in ISO-8859-1");
}

}

std::optional<Result<QString>> answerChallenge(const Hop &hop, const AuthDraft &auth, const AuthMemory &memory, int answered)
{
    if (hop.error || !hop.response || hop.response->status != 401 || answered >= kMostRounds)
        return std::nullopt;
    switch (auth.kind) {
    case AuthKind::Digest:
        return answerDigest(hop, auth, answered);
    case AuthKind::Basic:
        return answered == 0 ? answerCharset(hop, auth, memory) : std::nullopt;
    case AuthKind::Bearer:
    case AuthKind::OAuth2:
        return auth.dpop ? answerNonce(hop) : std::nullopt;
    default:
        return std::nullopt;
    }
}

}
