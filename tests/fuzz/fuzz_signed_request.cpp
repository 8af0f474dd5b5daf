#include "core/auth/digest.h"
#include "core/auth/dpop_proof.h"
#include "core/auth/echoed_signing.h"
#include "core/auth/hawk.h"
#include "core/auth/message_signature.h"
#include "core/auth/oauth1.h"
#include "core/auth/signed_link.h"
#include "demand.h"

using namespace keyhole;

namespace {

/// One line each: address, Authorization, Signature-Input, Signature, DPoP; the rest is the body, and what an answer echoes.
Request requestFrom(const QByteArrayList &lines, const QByteArray &body)
{
    Request request;
    request.method = "POST";
    if (const auto url = Url::parse(lines.value(0)))
        request.url = *url;
    static constexpr const char *kNames[] = {"Authorization", "Signature-Input", "Signature", "DPoP"};
    for (int i = 0; i < 4; ++i) {
        if (const QByteArray value = lines.value(i + 1); !value.isEmpty())
            request.fields.append(kNames[i], value);
    }
    request.body = body;
    return request;
}

}

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const QByteArray input = inputOf(data, size).toByteArray();
    const QByteArrayList lines = input.split('\n');
    const QByteArray body = lines.mid(5).join('\n');
    const Request request = requestFrom(lines, body);
    Response response;
    response.body = body;
    const EchoedSigning echo = readEchoedSigning(response);
    if (const auto aws = readAwsSignature(request)) {
        const QByteArray own = awsCanonicalRequest(request, *aws);
        demand(compareAwsEcho(request, *aws, own, BodyTrust::Whole).empty());
        compareAwsEcho(request, *aws, echo.canonicalRequest, BodyTrust::Recorded);
    }
    if (readOAuth1(request)) {
        demand(compareOAuth1Echo(request, oauth1BaseString(request)).empty());
        compareOAuth1Echo(request, echo.baseString);
    }
    if (const auto digest = readDigest(request))
        compareDigest(*digest, readChallenges(body).challenges, true);
    if (const auto hawk = readHawk(request, BodyTrust::Whole))
        hawkString(request, *hawk);
    demandPlace(parseSignatureInput(lines.value(2)), lines.value(2).size());
    for (const MessageSignature &each : readMessageSignatures(request, false))
        (void)signatureBase(request, each);
    readSignedLink(request);
    readDpop(request, {});
    checkBodyDigests(request, BodyTrust::Recorded);
    return 0;
}
