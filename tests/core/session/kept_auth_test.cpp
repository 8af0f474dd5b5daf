#include "catch.h"

#include "core/session/binding.h"
#include "core/session/kept_auth.h"

using namespace keyhole;

namespace {

const Origin kApi{"https", "api.example.com", 443};
const Instant kNow(Seconds(1'795'250'000));

/// A draft of that kind with every secret filled in.
AuthDraft filled(AuthKind kind)
{
    AuthDraft auth;
    auth.kind = kind;
    auth.user = "alice";
    auth.secret = Secret("first-secret");
    auth.secondSecret = Secret("second-secret");
    auth.oauth1.consumerKey = "consumer";
    auth.oauth1.token = "request-token";
    auth.aws.accessKeyId = "AKIDEXAMPLE";
    auth.certificate.certificateData = Secret("certificate");
    auth.certificate.keyData = Secret("private key");
    return auth;
}

}

TEST_CASE("Kept credential: what goes into the keychain comes back into the draft as it was", "[session][secrets]")
{
    using enum AuthKind;
    const AuthKind kind = GENERATE(Basic, Digest, Negotiate, Ntlm, Bearer, ApiKey, Raw, SignedJwt, OAuth1, AwsSignature4, OAuth2,
                                   ClientCertificate, Custom);
    CAPTURE(int(kind));
    const AuthDraft typed = filled(kind);
    const auto kept = keptCredential(typed, kApi, "Staging", kNow);
    REQUIRE(kept);
    CHECK(kept->info.origins == std::vector{kApi});
    RequestDraft draft;
    draft.address = "https://api.example.com/orders";
    draft.auth = withReference(typed, kept->info.id);
    CHECK(draft.auth.secret.isEmpty());
    CHECK(draft.auth.certificate.keyData.isEmpty());
    const auto bound = bind(draft, *kept, *prepare(draft, {}));
    REQUIRE(bound);
    CHECK(bound->auth.kind == kind);
    CHECK(bound->auth.secret == typed.secret);
    if (kind == OAuth1)
        CHECK(bound->auth.oauth1.token == "request-token");
    if (kind == OAuth1 || kind == AwsSignature4)
        CHECK(bound->auth.secondSecret == typed.secondSecret);
    if (kind == AwsSignature4)
        CHECK(bound->auth.aws.accessKeyId == "AKIDEXAMPLE");
    if (kind == ClientCertificate)
        CHECK(bound->auth.certificate.keyData == typed.certificate.keyData);
    if (kind == Basic || kind == Digest || kind == Ntlm)
        CHECK(bound->auth.user == "alice");
}

TEST_CASE("Kept credential: where there is no secret there is nothing to keep", "[session][secrets]")
{
    AuthDraft auth;
    CHECK_FALSE(keptCredential(auth, kApi, {}, kNow));
    auth.kind = AuthKind::Basic;
    auth.user = "alice";
    CHECK_FALSE(keptCredential(auth, kApi, {}, kNow));
    auth.kind = AuthKind::Inherited;
    auth.secret = Secret("left over");
    CHECK_FALSE(keptCredential(auth, kApi, {}, kNow));
}
