#include "app/lab/addresses.h"

#include "core/auth/aws_signature.h"
#include "core/auth/digest.h"
#include "core/auth/dpop_proof.h"
#include "core/auth/hawk.h"
#include "core/auth/signed_link.h"
#include "core/http/credentials.h"
#include "core/json/json.h"
#include "core/token/signature.h"

#include <QDateTime>
#include <QMessageAuthenticationCode>
#include <QTimeZone>

namespace keyhole::lab {

namespace {

constexpr const char *kFolder = "Signed requests";
constexpr const char *kUser = "alice", *kPassword = "open-sesame-2026";
constexpr const char *kSecret = "lab/secret+2026";
constexpr const char *kRegion = "lab-west-1";
constexpr const char *kNonce = "7d1f2b90c4e85a36", *kUsedUp = "0a9c4f1e6b2d8375";

// Digest. RFC 7616.

Answer askForDigest(bool stale)
{
    const QByteArray value = QByteArray("Digest realm=\"meter\", qop=\"auth\", algorithm=SHA-256, nonce=\"") + kNonce + '"';
    return challenge(value + (stale ? ", stale=true" : ""), {});
}

Answer meter(const Site &, const Request &request)
{
    const auto digest = readDigest(request);
    if (!digest || digest->value("response") != digestResponse(*digest, request.method, kUser, kPassword)
        || digest->value("uri") != request.url.requestTarget())
        return askForDigest(false);
    return digest->value("nonce") == QByteArray(kNonce) ? json(200, "{\"watts\": 312}") : askForDigest(true);
}

/// The field that a client makes for a target from a nonce.
void answerDigest(RequestDraft &draft, const QByteArray &target, const QByteArray &nonce)
{
    const QByteArray start = "Digest username=\"" + QByteArray(kUser) + "\", realm=\"meter\", nonce=\"" + nonce + "\", uri=\"" + target
        + "\", algorithm=SHA-256, qop=auth, nc=00000001, cnonce=\"k7Q2mV\"";
    Request request;
    request.fields.append("Authorization", start);
    const auto digest = readDigest(request);
    draft.auth = {AuthKind::Raw, {}, Secret(start + ", response=\"" + digestResponse(*digest, "GET", kUser, kPassword) + '"')};
}

void askWithUsedNonce(const Site &, RequestDraft &draft)
{
    answerDigest(draft, "/signed/digest", kUsedUp);
}

void askForAnotherTarget(const Site &, RequestDraft &draft)
{
    answerDigest(draft, "/signed/digest/other", kNonce);
}

// AWS Signature Version 4.

QByteArray hmac(const QByteArray &key, const QByteArray &text)
{
    return QMessageAuthenticationCode::hash(text, key, QCryptographicHash::Sha256);
}

QByteArray awsSignatureOf(const Request &request, const AwsSignature &signature)
{
    const QByteArray key
        = hmac(hmac(hmac(hmac(QByteArray("AWS4") + kSecret, signature.date), signature.region), signature.service), "aws4_request");
    return hmac(key, awsStringToSign(signature, awsCanonicalRequest(request, signature))).toHex();
}

Answer refuse(const QByteArray &message)
{
    return json(403, "{\"message\": " + jsonString(message) + '}');
}

Answer queue(const Site &, const Request &request)
{
    const auto signature = readAwsSignature(request);
    if (!signature)
        return refuse("Missing Authentication Token");
    if (signature->region != kRegion)
        return refuse("Credential should be scoped to a valid region, not '" + signature->region + "'. ");
    if (signature->keyId.startsWith("ASIA") && !signature->hasToken)
        return refuse("The security token included in the request is invalid.");
    if (signature->signature != awsSignatureOf(request, *signature))
        return refuse(
            "The request signature we calculated does not match the signature you provided.\n\nThe Canonical String for this request "
            "should have been\n'"
            + awsCanonicalRequest(request, *signature) + "'\n");
    return json(200, "{\"messages\": []}");
}

/// Signs the draft, a POST of a small body, as it stands.
void sign(const Site &site, RequestDraft &draft, const QByteArray &keyId, const QByteArray &region)
{
    draft.method = "POST";
    draft.body = {BodyKind::Json, "{\"count\": 1}", {}, {}, {}};
    const QByteArray date = QDateTime::fromMSecsSinceEpoch(site.now.time_since_epoch().count(), QTimeZone::utc())
                                .toString(QStringLiteral("yyyyMMdd'T'HHmmss'Z'"))
                                .toLatin1();
    const QByteArray start = "AWS4-HMAC-SHA256 Credential=" + keyId + '/' + date.left(8) + '/' + region
        + "/queue/aws4_request, SignedHeaders=host;x-amz-content-sha256;x-amz-date, Signature=";
    Request request;
    request.method = draft.method;
    request.url = *Url::parse(draft.address);
    request.body = draft.body.text;
    for (const auto &[name, value] :
         {std::pair<QByteArray, QByteArray>{"X-Amz-Date", date}, {"X-Amz-Content-Sha256", sha256Hex(request.body)}}) {
        request.fields.append(name, value);
        type(draft, name, value);
    }
    request.fields.append("Authorization", start);
    draft.auth = {AuthKind::Raw, {}, Secret(start + awsSignatureOf(request, *readAwsSignature(request)))};
}

void askElsewhere(const Site &site, RequestDraft &draft)
{
    sign(site, draft, "AKIALAB0000000000001", "lab-east-2");
}

void askWithoutSessionToken(const Site &site, RequestDraft &draft)
{
    sign(site, draft, "ASIALAB0000000000001", kRegion);
}

void askWithChangedBody(const Site &site, RequestDraft &draft)
{
    sign(site, draft, "AKIALAB0000000000001", kRegion);
    draft.body.text = "{\"count\": 10}";
}

/// The digest is looked at before the signature, as its services do.
Answer checkedQueue(const Site &site, const Request &request)
{
    if (!checkBodyDigests(request, BodyTrust::Whole).empty())
        return refuse("The request signature we calculated does not match the signature you provided.");
    return queue(site, request);
}

// A signed address.

Answer download(const Site &site, const Request &request)
{
    const auto link = readSignedLink(request);
    const bool over = link && link->period.ends && *link->period.ends < site.now;
    return over ? json(403, "{\"message\": \"No access with this address\"}") : json(200, "{\"file\": \"report\"}");
}

void askWithOldLink(const Site &site, RequestDraft &draft)
{
    const QByteArray end = QDateTime::fromMSecsSinceEpoch((site.now - std::chrono::hours(3)).time_since_epoch().count(), QTimeZone::utc())
                               .toString(Qt::ISODate)
                               .toLatin1();
    draft.address += "?sv=2024-11-04&sr=b&sp=r&se=" + end.toPercentEncoding() + "&sig=" + hmac(kSecret, end).toBase64().toPercentEncoding();
}

// DPoP. RFC 9449.

Answer boundOrders(const Site &site, const Request &request)
{
    const Credentials sent = splitCredentials(request.fields.value("Authorization").value_or(QByteArray()));
    const Token token = decodeToken(sent.rest);
    const auto proof = readDpop(request, {&token, std::nullopt, site.now});
    if (equalsIgnoringCase(sent.scheme, "DPoP") && proof && proof->faults.empty())
        return json(200, "{\"orders\": []}");
    return challenge("DPoP algs=\"ES256\"", {});
}

void askWithProofOf(const Site &site, RequestDraft &draft, const QByteArray &method)
{
    const QByteArray token = "lab~opaque~access~token~2026";
    const auto key = SigningKey::generate("P-256");
    const QByteArray seconds = QByteArray::number(std::chrono::floor<Seconds>(site.now).time_since_epoch().count());
    const QByteArray claims = "{\"jti\":\"lab-1\",\"htm\":" + jsonString(method) + ",\"htu\":" + jsonString(draft.address)
        + ",\"iat\":" + seconds + ",\"ath\":" + jsonString(accessTokenHash(token)) + '}';
    const auto proof = key ? signToken("{\"typ\":\"dpop+jwt\",\"jwk\":" + key->publicJwk({}) + '}', claims, "ES256", *key)
                           : Result<QByteArray>(QByteArray());
    draft.auth = {AuthKind::Bearer, {}, Secret(token), "DPoP"};
    type(draft, "DPoP", proof.value_or(QByteArray()));
}

void askWithProofOfAnother(const Site &site, RequestDraft &draft)
{
    askWithProofOf(site, draft, "POST");
}

/// Takes proofs with its own nonce alone. RFC 9449, 8.
Answer ordersByNonce(const Site &, const Request &)
{
    Answer answer = challenge("DPoP error=\"use_dpop_nonce\", error_description=\"Resource server requires nonce in DPoP proof\"", {});
    answer.fields.append("DPoP-Nonce", kNonce);
    return answer;
}

void askWithoutNonce(const Site &site, RequestDraft &draft)
{
    askWithProofOf(site, draft, "GET");
}

// Hawk.

/// Computes the hash of the body anew before it looks at the signature.
Answer hawkQueue(const Site &, const Request &request)
{
    const auto sent = readHawk(request, BodyTrust::Whole);
    return sent && sent->faults.empty() ? json(200, "{\"messages\": []}")
                                        : challenge("Hawk error=\"Bad payload hash\"", "Bad payload hash");
}

void askByHawkWithChangedBody(const Site &site, RequestDraft &draft)
{
    draft.method = "POST";
    draft.body = {BodyKind::Json, "{\"count\": 10}", {}, {}, {}};
    const QByteArray seconds = QByteArray::number(std::chrono::floor<Seconds>(site.now).time_since_epoch().count());
    const QByteArray hash = hawkPayloadHash("application/json", "{\"count\": 1}");
    draft.auth = {AuthKind::Raw,
                  {},
                  Secret("Hawk id=\"lab\", ts=\"" + seconds + "\", nonce=\"k7Q2mV\", hash=\"" + hash + "\", mac=\""
                         + hmac(kSecret, hash).toBase64() + '"')};
}

constexpr Address kAddresses[] = {
    {"/signed/digest", &meter, kFolder, "Digest nonce used up", "digest.stale", &askWithUsedNonce},
    {"/signed/digest/target", &meter, kFolder, "Digest for another target", "digest.mismatch", &askForAnotherTarget},
    {"/signed/queue/elsewhere", &queue, kFolder, "Signed for another region", "signature.scope-wrong", &askElsewhere},
    {"/signed/queue/temporary", &queue, kFolder, "Temporary key without its token", "signature.incomplete", &askWithoutSessionToken},
    {"/signed/queue/changed", &checkedQueue, kFolder, "Body changed after signing", "signature.mismatch", &askWithChangedBody},
    {"/signed/download", &download, kFolder, "Signed address that is over", "clock.signature-skew", &askWithOldLink},
    {"/signed/bound", &boundOrders, kFolder, "DPoP proof for another method", "token.sender-constrained", &askWithProofOfAnother},
    {"/signed/bound/nonce", &ordersByNonce, kFolder, "DPoP proof without the nonce", "token.sender-constrained", &askWithoutNonce},
    {"/signed/hawk", &hawkQueue, kFolder, "Body changed after signing with Hawk", "signature.mismatch", &askByHawkWithChangedBody},
};

}

std::span<const Address> signedAddresses()
{
    return kAddresses;
}

}
