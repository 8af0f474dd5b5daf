#include "core/auth/dpop_proof.h"

#include "core/token/base64url.h"
#include "core/token/signature.h"
#include "core/token/thumbprint.h"

#include <QCryptographicHash>

namespace keyhole {

namespace {

constexpr Milliseconds kWindow{5 * 60'000};  // RFC 9449, 11.1 leaves it to the server, "on the order of seconds or minutes"

QString shown(const QByteArray &text)
{
    constexpr qsizetype kMost = 160;
    return QString::fromUtf8(text.first(std::min(text.size(), kMost)));
}

void add(DpopProof &proof, ProofPart part, const QByteArray &line, const QString &says, bool proven = true)
{
    proof.faults.push_back({part, shown(line), says, proven});
}

void checkHeader(DpopProof &proof)
{
    const QByteArray type = proof.token.headerText("typ"), algorithm = proof.token.headerText("alg");
    if (type.toLower() != "dpop+jwt")
        add(proof, ProofPart::Type, "typ: " + (type.isEmpty() ? QByteArray("absent") : type), QStringLiteral("it must be dpop+jwt"));
    if (algorithm.isEmpty() || algorithm == "none" || algorithm.startsWith("HS"))
        add(proof, ProofPart::Algorithm, "alg: " + algorithm, QStringLiteral("it must be one with a public key"));
    const JsonValue *jwk = proof.token.header->find("jwk");
    if (!jwk || !jwk->isObject()) {
        add(proof, ProofPart::Key, "no jwk", QStringLiteral("the header must carry the public key"));
        return;
    }
    if (jwk->find("d"))
        add(proof, ProofPart::Key, "jwk with d", QStringLiteral("the private half must never be sent"));
    proof.thumbprint = jwkThumbprint(*jwk);
    const auto key = SigningKey::fromJwk(*jwk);
    const SignatureCheck check = key ? verifySignature(proof.token, *key) : SignatureCheck();
    if (check.state == SignatureState::Wrong)
        add(proof, ProofPart::Signature, "signature", QStringLiteral("it does not verify with the key in jwk"));
}

/// Scheme, host and port without case and default, the path as it is; query and fragment do not count.
QByteArray comparable(const Url &url)
{
    return url.origin().toString() + (url.path.isEmpty() ? QByteArray("/") : url.path);
}

void checkRequest(DpopProof &proof, const Request &request)
{
    const QByteArray method = proof.token.claimText("htm"), address = proof.token.claimText("htu");
    if (method != request.method)
        add(proof, ProofPart::Method, "htm: " + (method.isEmpty() ? QByteArray("absent") : method),
            QStringLiteral("the request is a %1").arg(shown(request.method)));
    const auto url = Url::parse(address);
    proof.addressFits = url && comparable(*url) == comparable(request.url);
    if (!proof.addressFits)
        add(proof, ProofPart::Address, "htu: " + (address.isEmpty() ? QByteArray("absent") : address),
            QStringLiteral("the request asks for %1").arg(shown(comparable(request.url))));
    if (proof.token.claimText("jti").isEmpty())
        add(proof, ProofPart::Form, "no jti", QStringLiteral("each proof carries an id of its own"));
}

void checkTime(DpopProof &proof, const ProofSurroundings &surroundings)
{
    const auto issued = proof.token.time("iat");
    if (!issued || !issued->asSeconds) {
        add(proof, ProofPart::Time, "no iat", QStringLiteral("it must say when it was made, in seconds"));
        return;
    }
    if (!surroundings.serverTime)
        return;
    const Milliseconds off = *issued->asSeconds - *surroundings.serverTime;
    if (std::chrono::abs(off) > kWindow)
        add(proof, ProofPart::Time, "iat: " + issued->written,
            off.count() < 0 ? QStringLiteral("made minutes before the server’s Date")
                            : QStringLiteral("minutes ahead of the server’s Date"),
            false);
}

void checkToken(DpopProof &proof, const ProofSurroundings &surroundings)
{
    if (surroundings.lastNonce && proof.token.claimText("nonce") != *surroundings.lastNonce)
        add(proof, ProofPart::Nonce, proof.token.claim("nonce") ? "another nonce" : "no nonce",
            QStringLiteral("the server’s last DPoP-Nonce is another"), false);
    if (!surroundings.accessToken)
        return;
    const QByteArray hash = proof.token.claimText("ath");
    if (hash != accessTokenHash(surroundings.accessToken->text))
        add(proof, ProofPart::TokenHash, hash.isEmpty() ? "no ath" : "ath of another token",
            QStringLiteral("it must be the hash of the access token"));
    const JsonValue *bound = surroundings.accessToken->payload ? surroundings.accessToken->payload->at({"cnf", "jkt"}) : nullptr;
    if (bound && !proof.thumbprint.isEmpty() && bound->text != proof.thumbprint)
        add(proof, ProofPart::Binding, "cnf.jkt: " + bound->text, QStringLiteral("the proof’s key is %1").arg(shown(proof.thumbprint)));
}

}

const ProofFault *DpopProof::fault(ProofPart part) const
{
    const auto found = std::find_if(faults.begin(), faults.end(), [part](const ProofFault &each) { return each.part == part; });
    return found == faults.end() ? nullptr : &*found;
}

std::optional<DpopProof> readDpop(const Request &request, const ProofSurroundings &surroundings)
{
    const Field *field = request.fields.find("DPoP");
    if (!field)
        return std::nullopt;
    DpopProof proof;
    proof.where = "request.headers." + field->name;
    proof.token = decodeToken(field->value);
    const int count = request.fields.count("DPoP");
    if (count > 1)
        add(proof, ProofPart::Count, QByteArray::number(count) + " DPoP fields", QStringLiteral("there must be one"));
    if (proof.token.form != TokenForm::Jws || !proof.token.header || !proof.token.payload) {
        add(proof, ProofPart::Form, "not a whole JWT", QStringLiteral("a proof is a signed JWT"));
        return proof;
    }
    checkHeader(proof);
    checkRequest(proof, request);
    checkTime(proof, surroundings);
    checkToken(proof, surroundings);
    return proof;
}

QByteArray accessTokenHash(QByteArrayView accessToken)
{
    return encodeBase64Url(QCryptographicHash::hash(accessToken.toByteArray(), QCryptographicHash::Sha256));
}

}
