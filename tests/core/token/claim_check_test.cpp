#include "catch.h"
#include "core/token/claim_check.h"
#include "core/token/thumbprint.h"
#include "made_token.h"

#include <QCryptographicHash>

using namespace keyhole;
using Outcome = MemberCheck::Outcome;

namespace {

constexpr qint64 kNow = 1795242667;

CheckContext at(qint64 earliest, qint64 latest)
{
    CheckContext context;
    context.earliest = Instant(Seconds(earliest));
    context.latest = Instant(Seconds(latest));
    return context;
}

std::optional<MemberCheck> checkOf(const Token &token, const QByteArray &name, const CheckContext &context = {}, bool inHeader = false)
{
    for (const MemberCheck &check : checkMembers(token, context)) {
        if (check.name == name && check.inHeader == inHeader)
            return check;
    }
    return std::nullopt;
}

Outcome outcomeOf(const Token &token, const QByteArray &name, const CheckContext &context = {})
{
    const auto check = checkOf(token, name, context);
    REQUIRE(check);
    CHECK_FALSE(check->says.isEmpty());
    return check->outcome;
}

Outcome ofClaim(const QByteArray &payload, const QByteArray &name, const CheckContext &context = {})
{
    return outcomeOf(tokenOf(payload), name, context);
}

Outcome ofParameter(const QByteArray &header, const QByteArray &name, const QByteArray &payload = "{}")
{
    CAPTURE(header);
    const auto check = checkOf(tokenOf(payload, header), name, {}, true);
    REQUIRE(check);
    return check->outcome;
}

QByteArray leftHalf(const QByteArray &text)
{
    return encodeBase64Url(QCryptographicHash::hash(text, QCryptographicHash::Sha256).left(16));
}

}

TEST_CASE("checkMembers: times are judged on both sides of what is known of the clock", "[token]")
{
    const auto [name, moment, outcome] = GENERATE(table<const char *, qint64, Outcome>({
        {"exp", kNow + 6, Outcome::Ok},
        {"exp", kNow + 5, Outcome::NotCheckable},
        {"exp", kNow - 4, Outcome::NotCheckable},
        {"exp", kNow - 5, Outcome::Wrong},
        {"nbf", kNow - 5, Outcome::Ok},
        {"nbf", kNow - 4, Outcome::NotCheckable},
        {"nbf", kNow + 5, Outcome::NotCheckable},
        {"nbf", kNow + 6, Outcome::Wrong},
        {"iat", kNow - 5, Outcome::Ok},
        {"iat", kNow + 60, Outcome::Wrong},
        {"auth_time", kNow + 60, Outcome::Wrong},
    }));
    CAPTURE(name, moment - kNow);
    CHECK(ofClaim("{\"" + QByteArray(name) + "\":" + QByteArray::number(moment) + "}", name, at(kNow - 5, kNow + 5)) == outcome);
}

TEST_CASE("checkMembers: a time in another unit or order is wrong whatever the clock says", "[token]")
{
    CHECK(ofClaim(R"({"exp":1795242667123})", "exp") == Outcome::Wrong);
    CHECK(ofClaim(R"({"exp":"1795242667"})", "exp") == Outcome::Wrong);
    CHECK(ofClaim(R"({"exp":true})", "exp") == Outcome::Wrong);
    CHECK(ofClaim(R"({"exp":1795242667})", "exp") == Outcome::NotCheckable);
    CHECK(ofClaim(R"({"exp":100,"nbf":200})", "nbf") == Outcome::Wrong);
    CHECK(ofClaim(R"({"exp":100,"iat":100})", "iat") == Outcome::Wrong);
}

TEST_CASE("checkMembers: an audience fits the address that it names, and is not judged otherwise", "[token]")
{
    CheckContext sent;
    sent.address = "https://api.example/v1/orders?x=1";
    CHECK(ofClaim(R"({"aud":"https://api.example","scope":"x"})", "aud", sent) == Outcome::Ok);
    CHECK(ofClaim(R"({"aud":["x","https://api.example/v1/"],"scope":"x"})", "aud", sent) == Outcome::Ok);
    CHECK(ofClaim(R"({"aud":"https://other.example","scope":"x"})", "aud", sent) == Outcome::NotCheckable);
    CHECK(ofClaim(R"({"aud":"orders","scope":"x"})", "aud", sent) == Outcome::NotCheckable);
    CHECK(ofClaim(R"({"aud":7})", "aud") == Outcome::Wrong);
    CHECK(ofClaim(R"({"aud":[]})", "aud") == Outcome::Wrong);
    CheckContext client;
    client.clientId = "shop";
    CHECK(ofClaim(R"({"aud":"shop","nonce":"n"})", "aud", client) == Outcome::Ok);
    CHECK(ofClaim(R"({"aud":"other","nonce":"n"})", "aud", client) == Outcome::Wrong);
}

TEST_CASE("checkMembers: issuer, party, nonce, code and state are compared with what the client knows", "[token]")
{
    CheckContext known;
    known.issuer = "https://id.example/";
    known.clientId = "shop";
    known.nonce = "n1";
    known.code = "c1";
    known.state = "s1";
    CHECK(ofClaim(R"({"iss":"https://id.example/"})", "iss", known) == Outcome::Ok);
    CHECK(ofClaim(R"({"iss":"https://id.example"})", "iss", known) == Outcome::Wrong);
    CHECK(ofClaim(R"({"azp":"shop"})", "azp", known) == Outcome::Ok);
    CHECK(ofClaim(R"({"azp":"till"})", "azp", known) == Outcome::Wrong);
    CHECK(ofClaim(R"({"nonce":"n1"})", "nonce", known) == Outcome::Ok);
    CHECK(ofClaim(R"({"nonce":"n2"})", "nonce", known) == Outcome::Wrong);
    CHECK(ofClaim("{\"c_hash\":\"" + leftHalf("c1") + "\"}", "c_hash", known) == Outcome::Ok);
    CHECK(ofClaim(R"({"c_hash":"x"})", "c_hash", known) == Outcome::Wrong);
    CHECK(ofClaim("{\"s_hash\":\"" + leftHalf("s1") + "\"}", "s_hash", known) == Outcome::Ok);
    CHECK(ofClaim(R"({"c_hash":"x"})", "c_hash") == Outcome::NotCheckable);
    CHECK(ofClaim(R"({"iss":"http://id.example","nonce":"n"})", "iss") == Outcome::Wrong);
    CHECK(ofClaim(R"({"iss":"an issuer: mine"})", "iss") == Outcome::Wrong);
}

TEST_CASE("checkMembers: at_hash is the hash of the example in OpenID Connect Core, and of no other token", "[token]")
{
    // OpenID Connect Core, appendix A.3 and A.4: this access token has this hash.
    const Token access = decodeToken("jHkWEdUXMU1BwAsC4vtUsZwnNvTIxEl0z9K3vx5KF0Y"), other = decodeToken("something-else");
    const QByteArray payload = R"({"at_hash":"77QmUPtjPfzWtF2AnpK9RQ"})";
    CheckContext beside;
    beside.beside = {&access};
    CHECK(ofClaim(payload, "at_hash", beside) == Outcome::Ok);
    beside.beside = {&other};
    CHECK(ofClaim(payload, "at_hash", beside) == Outcome::Wrong);
    beside.beside = {&other, &access};
    CHECK(ofClaim(payload, "at_hash", beside) == Outcome::Ok);
    CHECK(ofClaim(payload, "at_hash") == Outcome::NotCheckable);
}

TEST_CASE("checkMembers: a DPoP proof is held against the request and the token that it goes with", "[token]")
{
    const QByteArray jwk = R"({"kty":"EC","crv":"P-256","x":"AAAA","y":"BBBB"})";
    const QByteArray thumbprint = jwkThumbprint(*parseJson(jwk));
    const Token access = tokenOf("{\"scope\":\"x\",\"cnf\":{\"jkt\":\"" + thumbprint + "\"}}");
    const QByteArray ath = encodeBase64Url(QCryptographicHash::hash(access.text, QCryptographicHash::Sha256));
    const Token proof = tokenOf(R"({"htm":"GET","htu":"https://api.example/orders","ath":")" + ath + R"(","jti":"1","iat":1})",
                                R"({"typ":"dpop+jwt","alg":"ES256","jwk":)" + jwk + "}");
    CheckContext context;
    context.method = "GET";
    context.address = "https://api.example/orders?page=2";
    context.beside = {&access, &proof};
    CHECK(outcomeOf(proof, "htm", context) == Outcome::Ok);
    CHECK(outcomeOf(proof, "htu", context) == Outcome::Ok);
    CHECK(outcomeOf(proof, "ath", context) == Outcome::Ok);
    CHECK(outcomeOf(access, "cnf", context) == Outcome::Ok);
    context.method = "POST";
    context.address = "https://api.example/order";
    CHECK(outcomeOf(proof, "htm", context) == Outcome::Wrong);
    CHECK(outcomeOf(proof, "htu", context) == Outcome::Wrong);
    CHECK(outcomeOf(tokenOf(R"({"scope":"x","cnf":{"jkt":"another"}})"), "cnf", context) == Outcome::Wrong);
    CHECK(outcomeOf(access, "cnf") == Outcome::NotCheckable);
    const Token bare = tokenOf(R"({"htm":"GET","htu":"https://api.example/","jti":"1","iat":1})", R"({"typ":"dpop+jwt","alg":"ES256"})");
    CHECK(outcomeOf(bare, "ath", context) == Outcome::Wrong);
}

TEST_CASE("checkMembers: a certificate is held against the hash that binds the token to it", "[token]")
{
    CheckContext context;
    context.certificateSha256 = QByteArray(32, 'c');
    const QByteArray fits = "{\"cnf\":{\"x5t#S256\":\"" + encodeBase64Url(QByteArray(32, 'c')) + "\"}}";
    CHECK(ofClaim(fits, "cnf", context) == Outcome::Ok);
    CHECK(ofClaim(R"({"cnf":{"x5t#S256":"AAAA"}})", "cnf", context) == Outcome::Wrong);
    CHECK(ofClaim(fits, "cnf") == Outcome::NotCheckable);
    CHECK(ofClaim(R"({"cnf":"x"})", "cnf") == Outcome::Wrong);
}

TEST_CASE("checkMembers: a logout token has its event, and no nonce", "[token]")
{
    const QByteArray event = R"("events":{"http://schemas.openid.net/event/backchannel-logout":{}})";
    CHECK(ofClaim('{' + event + '}', "events") == Outcome::Ok);
    CHECK(ofClaim('{' + event + R"(,"nonce":"n"})", "nonce") == Outcome::Wrong);
    CHECK(ofClaim('{' + event + '}', "sid") == Outcome::Wrong);
    CHECK(ofClaim('{' + event + '}', "jti") == Outcome::Wrong);
    CHECK(ofClaim(R"({"events":[]})", "events") == Outcome::Wrong);
}

TEST_CASE("checkMembers: tells which claims its kind of token lacks", "[token]")
{
    const auto lacks = [](const Token &token, const char *name) {
        const auto check = checkOf(token, name);
        return check && check->outcome == Outcome::Wrong && check->says.startsWith("missing");
    };
    const Token access = tokenOf(R"({"iss":"i","exp":1,"aud":"a","sub":"s","iat":0,"jti":"1"})", R"({"alg":"RS256","typ":"at+jwt"})");
    CHECK(lacks(access, "client_id"));
    CHECK_FALSE(lacks(access, "iss"));
    CHECK(lacks(tokenOf(R"({"nonce":"n","iss":"i"})"), "sub"));
    CHECK_FALSE(lacks(tokenOf(R"({"scope":"x"})"), "client_id"));
}

TEST_CASE("checkMembers: registered claims have the form that their registration asks for", "[token]")
{
    const auto [payload, name, outcome] = GENERATE(table<const char *, const char *, Outcome>({
        {R"({"email_verified":true})", "email_verified", Outcome::Ok},
        {R"({"email_verified":"true"})", "email_verified", Outcome::Wrong},
        {R"({"birthdate":"2001-12-31"})", "birthdate", Outcome::Ok},
        {R"({"birthdate":"0000-12-31"})", "birthdate", Outcome::Ok},
        {R"({"birthdate":"2001"})", "birthdate", Outcome::Ok},
        {R"({"birthdate":"31.12.2001"})", "birthdate", Outcome::Wrong},
        {R"({"birthdate":"2001-13-01"})", "birthdate", Outcome::Wrong},
        {R"({"zoneinfo":"Europe/Paris"})", "zoneinfo", Outcome::Ok},
        {R"({"zoneinfo":"Paris"})", "zoneinfo", Outcome::Wrong},
        {R"({"phone_number":"+1 (425) 555-1212"})", "phone_number", Outcome::Ok},
        {R"({"phone_number":"0425 555"})", "phone_number", Outcome::Wrong},
        {R"({"email":"ada@example.com"})", "email", Outcome::Ok},
        {R"({"email":"ada"})", "email", Outcome::Wrong},
        {R"({"picture":"https://example.com/a.png"})", "picture", Outcome::Ok},
        {R"({"picture":"a.png"})", "picture", Outcome::Wrong},
        {R"({"scope":"a b"})", "scope", Outcome::Ok},
        {R"({"scope":["a"]})", "scope", Outcome::Wrong},
        {R"({"jti":7})", "jti", Outcome::Wrong},
        {R"({"amr":["pwd","otp"]})", "amr", Outcome::Ok},
        {R"({"amr":"pwd"})", "amr", Outcome::Wrong},
        {R"({"amr":["mine"]})", "amr", Outcome::NotCheckable},
        {R"({"acr":"phr"})", "acr", Outcome::Ok},
        {R"({"acr":"gold"})", "acr", Outcome::NotCheckable},
        {R"({"status":{}})", "status", Outcome::Ok},
        {R"({"_sd":"x"})", "_sd", Outcome::Wrong},
    }));
    CAPTURE(payload);
    CHECK(ofClaim(payload, name) == outcome);
}

TEST_CASE("checkMembers: a number that doubles cannot hold is told with what they make of it", "[token]")
{
    const auto check = checkOf(tokenOf(R"({"user":9007199254740993})"), "user");
    REQUIRE(check);
    CHECK(check->outcome == Outcome::NotCheckable);
    CHECK(check->says.contains("9007199254740992"));
    CHECK_FALSE(checkOf(tokenOf(R"({"user":9007199254740992})"), "user"));
}

TEST_CASE("checkMembers: header parameters have the form that the standards ask for", "[token]")
{
    CHECK(ofParameter(R"({"alg":"RS256"})", "alg") == Outcome::Ok);
    CHECK(ofParameter(R"({"alg":"None"})", "alg") == Outcome::Wrong);
    CHECK(ofParameter(R"({"alg":"RS257"})", "alg") == Outcome::NotCheckable);
    CHECK(ofParameter(R"({"alg":"RS256","typ":"application/at+JWT"})", "typ") == Outcome::Ok);
    CHECK(ofParameter(R"({"alg":"RS256","typ":"mine"})", "typ") == Outcome::NotCheckable);
    CHECK(ofParameter(R"({"alg":"RS256","kid":7})", "kid") == Outcome::Wrong);
    CHECK(ofParameter(R"({"alg":"RS256","jku":"http://id.example/jwks"})", "jku") == Outcome::Wrong);
    CHECK(ofParameter(R"({"alg":"RS256","jku":"https://id.example/jwks"})", "jku") == Outcome::NotCheckable);
    CHECK(ofParameter(R"({"alg":"ES256","jwk":{"kty":"EC","crv":"P-256","x":"A","y":"B"}})", "jwk") == Outcome::NotCheckable);
    CHECK(ofParameter(R"({"alg":"ES256","jwk":{"kty":"EC","crv":"P-256","x":"A","y":"B","d":"C"}})", "jwk") == Outcome::Wrong);
    CHECK(ofParameter(R"({"alg":"HS256","cty":"JWT"})", "cty") == Outcome::Wrong);
    CHECK(ofParameter(R"({"alg":"RS256","crit":[]})", "crit") == Outcome::Wrong);
    CHECK(ofParameter(R"({"alg":"RS256","crit":["alg"]})", "crit") == Outcome::Wrong);
    CHECK(ofParameter(R"({"alg":"RS256","crit":["exp"]})", "crit") == Outcome::Wrong);
    CHECK(ofParameter(R"({"alg":"RS256","crit":["exp"],"exp":1})", "crit") == Outcome::NotCheckable);
    CHECK(ofParameter(R"({"alg":"RS256","b64":false})", "b64") == Outcome::Wrong);
    CHECK(ofParameter(R"({"alg":"RS256","b64":true})", "b64") == Outcome::Ok);
}

TEST_CASE("checkMembers: hashes of certificates fit the certificate beside them", "[token]")
{
    const QByteArray der = "\x30\x03"
                           "abc",
                     chain = R"("x5c":[")" + der.toBase64() + R"("])";
    const QByteArray sha1 = encodeBase64Url(QCryptographicHash::hash(der, QCryptographicHash::Sha1));
    const QByteArray sha256 = encodeBase64Url(QCryptographicHash::hash(der, QCryptographicHash::Sha256));
    CHECK(ofParameter(R"({"alg":"RS256","x5t":")" + sha1 + "\"," + chain + '}', "x5t") == Outcome::Ok);
    CHECK(ofParameter(R"({"alg":"RS256","x5t#S256":")" + sha256 + "\"," + chain + '}', "x5t#S256") == Outcome::Ok);
    CHECK(ofParameter(R"({"alg":"RS256","x5t":")" + encodeBase64Url(QByteArray(20, 'x')) + "\"," + chain + '}', "x5t") == Outcome::Wrong);
    CHECK(ofParameter(R"({"alg":"RS256","x5t":"AAAA"})", "x5t") == Outcome::Wrong);
    CHECK(ofParameter(R"({"alg":"RS256","x5t":")" + sha1 + "\"}", "x5t") == Outcome::NotCheckable);
    CHECK(ofParameter(R"({"alg":"RS256",)" + chain + '}', "x5c") == Outcome::NotCheckable);
    CHECK(ofParameter(R"({"alg":"RS256","x5c":["MIIB-_"]})", "x5c") == Outcome::Wrong);
}

TEST_CASE("checkMembers: the parameters of an encrypted token have their sizes", "[token]")
{
    const auto outcome = [](const QByteArray &header, const QByteArray &name) {
        const Token token = decodeToken(encodeBase64Url(header) + "..AAAA.BBBB.CCCC");
        REQUIRE(token.form == TokenForm::Jwe);
        const auto check = checkOf(token, name, {}, true);
        REQUIRE(check);
        return check->outcome;
    };
    CHECK(outcome(R"({"alg":"RSA-OAEP-256","enc":"A256GCM"})", "alg") == Outcome::Ok);
    CHECK(outcome(R"({"alg":"dir","enc":"A256GCM"})", "enc") == Outcome::Ok);
    CHECK(outcome(R"({"alg":"dir","enc":"mine"})", "enc") == Outcome::NotCheckable);
    CHECK(outcome(R"({"alg":"dir","enc":"A256GCM","zip":"DEF"})", "zip") == Outcome::Ok);
    CHECK(outcome(R"({"alg":"dir","enc":"A256GCM","zip":"GZ"})", "zip") == Outcome::Wrong);
    CHECK(outcome(R"({"alg":"A128GCMKW","enc":"A128GCM","iv":"AAAAAAAAAAAAAAAA"})", "iv") == Outcome::Ok);
    CHECK(outcome(R"({"alg":"A128GCMKW","enc":"A128GCM","iv":"AAAA"})", "iv") == Outcome::Wrong);
    CHECK(outcome(R"({"alg":"PBES2-HS256+A128KW","enc":"A128GCM","p2c":4096})", "p2c") == Outcome::Ok);
    CHECK(outcome(R"({"alg":"PBES2-HS256+A128KW","enc":"A128GCM","p2c":10})", "p2c") == Outcome::Wrong);
    CHECK(outcome(R"({"alg":"ECDH-ES","enc":"A128GCM","epk":{"kty":"EC","crv":"P-256","x":"A","y":"B"}})", "epk") == Outcome::Ok);
    CHECK(outcome(R"({"alg":"ECDH-ES","enc":"A128GCM","epk":{"kty":"EC"}})", "epk") == Outcome::Wrong);
}
