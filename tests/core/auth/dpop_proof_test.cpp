#include "core/auth/dpop_proof.h"
#include "core/token/signature.h"
#include "core/token/thumbprint.h"
#include "signed_requests.h"

using namespace keyhole;

namespace {

constexpr const char *kAddress = "https://api.example.com/orders";
constexpr const char *kToken = "Kz~8mXK1EalYznwH-LC-1fBAo.4Ljp~zsPE_NeO.gxU";

struct Prover {
    SigningKey key = *SigningKey::generate("P-256");
    QByteArray header = "{\"typ\":\"dpop+jwt\",\"alg\":\"ES256\",\"jwk\":" + bare() + '}';
    QByteArray claims = "{\"jti\":\"a1\",\"htm\":\"GET\",\"htu\":\"" + QByteArray(kAddress) + "\",\"iat\":1700000000,\"ath\":\""
        + accessTokenHash(kToken) + "\"}";

    QByteArray bare() const { return key.publicJwk({}); }
    DpopProof proof(const QByteArray &address = kAddress, ProofSurroundings surroundings = {}) const
    {
        const auto text = signToken(header, claims, "ES256", key);
        REQUIRE(text);
        static const Token access = decodeToken(kToken);
        surroundings.accessToken = surroundings.accessToken ? surroundings.accessToken : &access;
        const auto read = readDpop(requestOf("GET", address, {{"DPoP", *text, {}}}), surroundings);
        REQUIRE(read);
        return *read;
    }
};

}

TEST_CASE("DPoP: the hash and the thumbprint of RFC 9449's examples come out", "[auth]")
{
    CHECK(accessTokenHash(kToken) == "fUHyO2r2Z3DZ53EsNrWBb0xWXoaNy59IiKCAqksmQEo");
    const auto jwk = parseJson(
        R"({"kty":"EC","x":"l8tFrhx-34tV3hRICRDY9zCkDlpBhF42UQUfWVAWBFs","y":"9VE4jf_Ok_o64zbTTlcuNJajHmt6v9TDVrU0CdvGRDA","crv":"P-256"})");
    REQUIRE(jwk);
    CHECK(jwkThumbprint(*jwk) == "0ZcOCORZNYy-DWpqq30jZyJGHTN0d2HglBV3uiguA4I");
}

TEST_CASE("DPoP: a proof that fits its request has no fault", "[auth]")
{
    CHECK(Prover().proof().faults.empty());
    CHECK(Prover().proof("HTTPS://API.example.com:443/orders?page=2").faults.empty());
}

TEST_CASE("DPoP: each part that does not fit is named", "[auth]")
{
    const auto [from, to, part] = GENERATE(table<const char *, const char *, ProofPart>({
        {"\"GET\"", "\"POST\"", ProofPart::Method},
        {"/orders", "/order", ProofPart::Address},
        {"https:", "http:", ProofPart::Address},
        {"fUHyO2r2", "gUHyO2r2", ProofPart::TokenHash},
        {"\"iat\":1700000000,", "", ProofPart::Time},
        {"\"jti\":\"a1\",", "", ProofPart::Form},
    }));
    CAPTURE(from);
    Prover prover;
    REQUIRE(prover.claims.contains(from));
    prover.claims.replace(from, to);
    const DpopProof proof = prover.proof();
    REQUIRE(proof.faults.size() == 1);
    CHECK(proof.faults.front().part == part);
    CHECK(proof.addressFits == (part != ProofPart::Address));
}

TEST_CASE("DPoP: a proof signed with another key than the one that it carries is found out", "[auth]")
{
    Prover prover, other;
    prover.header = other.header;
    REQUIRE(prover.proof().fault(ProofPart::Signature));
}

TEST_CASE("DPoP: the nonce and the time are compared with what the server last said", "[auth]")
{
    const ProofSurroundings late{nullptr, std::nullopt, Instant(Seconds(1700000301))},
        inTime{nullptr, std::nullopt, Instant(Seconds(1700000299))};
    CHECK(Prover().proof(kAddress, late).fault(ProofPart::Time));
    CHECK_FALSE(Prover().proof(kAddress, inTime).fault(ProofPart::Time));
    const ProofSurroundings nonce{nullptr, QByteArray("n-2"), std::nullopt};
    const DpopProof proof = Prover().proof(kAddress, nonce);
    REQUIRE(proof.fault(ProofPart::Nonce));
    CHECK_FALSE(proof.fault(ProofPart::Nonce)->proven);
}

TEST_CASE("DPoP: a token that is bound to another key is told from one that is bound to this", "[auth]")
{
    Prover prover;
    const QByteArray own = prover.proof().thumbprint;
    const auto [jkt, bound] = GENERATE_COPY(table<QByteArray, bool>({{own, true}, {QByteArray("AAAA"), false}}));
    const auto text = signToken("{\"alg\":\"ES256\"}", "{\"cnf\":{\"jkt\":\"" + jkt + "\"}}", "ES256", prover.key);
    REQUIRE(text);
    const Token access = decodeToken(*text);
    prover.claims.replace(accessTokenHash(kToken), accessTokenHash(*text));
    CHECK((prover.proof(kAddress, {&access, std::nullopt, std::nullopt}).fault(ProofPart::Binding) == nullptr) == bound);
}
