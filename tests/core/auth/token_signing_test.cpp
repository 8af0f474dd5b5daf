#include "core/auth/challenge_answer.h"
#include "core/auth/dpop_proof.h"
#include "core/auth/dpop_signing.h"
#include "core/auth/jwt_signing.h"
#include "core/token/key_export.h"
#include "signed_requests.h"

using namespace keyhole;

namespace {

const Instant kNow{Seconds(1'795'250'000)};
const QByteArray kRandom = "00112233445566778899aabbccddeeff";

Secret newKey(const char *type)
{
    return *privateKeyText(*SigningKey::generate(type));
}

AuthContext contextOf(const QByteArray &address = "https://api.example.com/v1/me?a=1#top", const AuthMemory *memory = nullptr)
{
    return {requestOf("GET", address, {}), kNow, kRandom, memory};
}

Token tokenIn(const AuthEffect &effect)
{
    const QByteArray value = effect.fields.value("Authorization").value_or(QByteArray());
    return decodeToken(value.mid(value.indexOf(' ') + 1));
}

}

TEST_CASE("Signed JWT: every algorithm of RFC 7518 and EdDSA signs, and its key verifies", "[auth]")
{
    const auto [type, algorithm] = GENERATE(table<const char *, const char *>({{"oct", "HS256"},
                                                                               {"oct", "HS384"},
                                                                               {"oct", "HS512"},
                                                                               {"RSA", "RS256"},
                                                                               {"RSA", "RS384"},
                                                                               {"RSA", "RS512"},
                                                                               {"RSA", "PS256"},
                                                                               {"RSA", "PS384"},
                                                                               {"RSA", "PS512"},
                                                                               {"P-256", "ES256"},
                                                                               {"P-384", "ES384"},
                                                                               {"P-521", "ES512"},
                                                                               {"Ed25519", "EdDSA"}}));
    CAPTURE(algorithm);
    // Bytes that do not begin as a text of JSON or PEM are a shared secret.
    const Secret secret = QByteArray(type) == "oct" ? Secret(QByteArray(64, 'k')) : newKey(type);
    AuthDraft auth{AuthKind::SignedJwt, {}, secret};
    auth.jwt.algorithm = algorithm;
    auth.jwt.claims = R"({"iss":"shop","iat":"now","exp":"in 5 minutes","scope":"now"})";
    const auto effect = applyAuth(auth, contextOf());
    REQUIRE(effect);
    const Token token = tokenIn(*effect);
    CHECK(token.headerText("alg") == algorithm);
    CHECK(token.claimText("iat") == "1795250000");
    CHECK(token.claimText("exp") == "1795250300");
    CHECK(token.claimText("scope") == "now");
    const auto key = signingKeyOf(secret);
    REQUIRE(key);
    CHECK(verifySignature(token, *key).state == SignatureState::Valid);
    CHECK_FALSE(effect->display.contains(QString::fromLatin1(token.text)));
}

TEST_CASE("Signed JWT: header, id and place are as chosen", "[auth]")
{
    AuthDraft auth{AuthKind::SignedJwt, {}, newKey("P-256"), "JWT", "assertion", KeyPlace::Query};
    auth.jwt.header = R"({"kid":"key-1","typ":"at+jwt"})";
    auth.jwt.withId = true;
    const auto effect = applyAuth(auth, contextOf());
    REQUIRE(effect);
    CHECK(effect->fields.value("Authorization")->startsWith("JWT ey"));
    const Token token = tokenIn(*effect);
    CHECK(token.headerText("kid") == "key-1");
    CHECK(token.headerText("typ") == "at+jwt");
    CHECK(token.claimText("jti") == kRandom);
    CHECK(token.claimText("exp") == "1795250300");  // five minutes where nothing is said

    auth.jwt.inAuthorization = false;
    const auto inQuery = applyAuth(auth, contextOf());
    REQUIRE(inQuery);
    CHECK(inQuery->fields.isEmpty());
    CHECK(inQuery->query.startsWith("assertion=ey"));
}

TEST_CASE("Signed JWT: what cannot be signed says why, without the secret", "[auth]")
{
    const Secret rsa = newKey("RSA");
    AuthDraft auth{AuthKind::SignedJwt, {}, rsa};
    SECTION("an algorithm of another kind of key")
    auth.jwt.algorithm = "ES256";
    SECTION("an unknown algorithm")
    auth.jwt.algorithm = "XX999";
    SECTION("none")
    auth.jwt.algorithm = "none";
    SECTION("claims that are no object")
    auth.jwt.claims = "[1]";
    SECTION("a claim twice")
    auth.jwt.claims = R"({"sub":"a","sub":"b"})";
    SECTION("a time that cannot be read")
    auth.jwt.claims = R"({"exp":"whenever"})";
    SECTION("a header that is torn")
    auth.jwt.header = R"({"kid":)";
    SECTION("a key that is torn")
    auth.secret = Secret(rsa.reveal().left(200));
    SECTION("a public key")
    auth.secret = Secret(signingKeyOf(rsa)->publicJwk("k"));
    SECTION("no key")
    auth.secret = {};
    const auto effect = applyAuth(auth, contextOf());
    REQUIRE_FALSE(effect);
    CAPTURE(effect.error().what, effect.error().remedy);
    CHECK_FALSE(effect.error().what.isEmpty());
    CHECK_FALSE(effect.error().remedy.isEmpty());
    CHECK_FALSE((effect.error().what + effect.error().remedy).contains(QString::fromLatin1(rsa.reveal().mid(60, 20))));
}

TEST_CASE("DPoP: the proof fits its request and its token, and is read without a fault", "[auth]")
{
    const char *type = GENERATE("P-256", "RSA", "Ed25519");
    AuthDraft auth{AuthKind::Bearer, {}, Secret("Kz~8mXK1EalYznwH-LC-1fBAo.4Ljp~zsPE_NeO.gxU")};
    auth.dpop = true;
    auth.dpopKey = newKey(type);
    AuthMemory memory;
    const AuthContext context = contextOf("https://api.example.com/v1/me?a=1#top", &memory);
    const auto effect = applyAuth(auth, context);
    REQUIRE(effect);
    CHECK(effect->fields.value("Authorization") == "DPoP " + auth.secret.reveal());
    Request sent = context.request;
    for (const Field &field : effect->fields)
        sent.fields.append(field);
    const Token access = decodeToken(auth.secret.reveal());
    const auto proof = readDpop(sent, {&access, std::nullopt, kNow});
    REQUIRE(proof);
    CHECK(proof->faults.empty());
    // RFC 9449, 7.1: the example's token and its hash.
    CHECK(proof->token.claimText("ath") == "fUHyO2r2Z3DZ53EsNrWBb0xWXoaNy59IiKCAqksmQEo");
    CHECK(proof->token.claimText("htu") == "https://api.example.com/v1/me");
    CHECK(proof->token.header->find("jwk")->members.size() == (QByteArray(type) == "P-256" ? 4u : 3u));
    CHECK_FALSE(effect->display.contains(QString::fromLatin1(proof->token.text)));
}

TEST_CASE("DPoP: a server's nonce is answered once, and kept for the next requests to the same origin", "[auth]")
{
    AuthDraft auth{AuthKind::Bearer, {}, Secret("token")};
    auth.dpop = true;
    auth.dpopKey = newKey("P-256");
    AuthMemory memory;
    Hop hop;
    hop.request = contextOf().request;
    const auto first = applyAuth(auth, contextOf());
    REQUIRE(first);
    for (const Field &field : first->fields)
        hop.request.fields.append(field);
    hop.response.emplace();
    hop.response->status = 401;
    hop.response->fields.append("WWW-Authenticate", "DPoP error=\"use_dpop_nonce\", error_description=\"nonce wanted\"");
    hop.response->fields.append("DPoP-Nonce", "eyJ7S_zG.eyJH0-Z.HX4w-7v");
    memory.take(hop);
    const auto why = answerChallenge(hop, auth, memory, 0);
    REQUIRE((why && *why));

    const auto second = applyAuth(auth, contextOf("https://api.example.com/v1/me", &memory));
    REQUIRE(second);
    hop.request = contextOf("https://api.example.com/v1/me").request;
    hop.request.fields.append("DPoP", second->fields.value("DPoP").value_or(QByteArray()));
    CHECK(readDpop(hop.request, {})->token.claimText("nonce") == "eyJ7S_zG.eyJH0-Z.HX4w-7v");
    CHECK_FALSE(answerChallenge(hop, auth, memory, 1));

    const auto elsewhere = applyAuth(auth, contextOf("https://other.example.com/", &memory));
    hop.request = contextOf("https://other.example.com/").request;
    hop.request.fields.append("DPoP", elsewhere->fields.value("DPoP").value_or(QByteArray()));
    CHECK_FALSE(readDpop(hop.request, {})->token.claim("nonce"));
}

TEST_CASE("DPoP: a shared secret, a public key and no key prove nothing", "[auth]")
{
    AuthDraft auth{AuthKind::Bearer, {}, Secret("token")};
    auth.dpop = true;
    auth.dpopKey = GENERATE(Secret("a shared secret"), Secret(), Secret("-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----"));
    const auto effect = applyAuth(auth, contextOf());
    REQUIRE_FALSE(effect);
    CHECK_FALSE(effect.error().remedy.isEmpty());
    const auto made = newProofKey();
    REQUIRE(made);
    auth.dpopKey = *made;
    CHECK(applyAuth(auth, contextOf()));
}

TEST_CASE("Signed JWT: what is shown as sent is what goes; of a signature with a random number the length alone", "[auth]")
{
    const auto [type, algorithm, anew] = GENERATE(table<const char *, const char *, bool>(
        {{"P-256", "ES256", true}, {"RSA", "PS256", true}, {"RSA", "RS256", false}, {"Ed25519", "EdDSA", false}}));
    CAPTURE(algorithm);
    AuthDraft auth{AuthKind::SignedJwt, {}, newKey(type)};
    auth.jwt.algorithm = algorithm;
    const auto shown = applyAuth(auth, contextOf()), sent = applyAuth(auth, contextOf());
    REQUIRE(shown);
    REQUIRE(sent);
    CHECK((tokenIn(*shown).text != tokenIn(*sent).text) == anew);
    CHECK(shown->display == sent->display);
    CHECK(shown->display.contains("made anew for each request") == anew);
    const QByteArray signature = tokenIn(*sent).text.mid(tokenIn(*sent).text.lastIndexOf('.') + 1);
    if (!anew)
        return;
    CHECK_FALSE(shown->display.contains(QString::fromLatin1(signature.right(4))));
    CHECK(shown->display.contains(QString("%1 characters").arg(signature.size())));
}
