#include "catch.h"
#include "core/token/token.h"

using namespace keyhole;

TEST_CASE("claimMeaning: says in a few words what the well-known claims mean", "[token]")
{
    const auto name = GENERATE(as<QByteArray>(), "iss", "sub", "aud", "exp", "nbf", "iat", "jti", "azp", "nonce", "auth_time", "acr", "amr",
                               "sid", "cnf", "act", "scope", "client_id", "roles", "htm", "htu", "ath", "events", "tid", "oid", "scp",
                               "upn", "hd", "firebase", "cid", "permissions", "realm_access", "token_use", "cognito:groups", "app_metadata",
                               "kubernetes.io", "job_workflow_ref");
    CAPTURE(name);
    CHECK_FALSE(claimMeaning(name).isEmpty());
    CHECK(claimMeaning(name).size() < 80);
}

TEST_CASE("claimMeaning: says nothing about what it does not know; names have a case", "[token]")
{
    CHECK(claimMeaning("").isEmpty());
    CHECK(claimMeaning("Exp").isEmpty());
    CHECK(claimMeaning("https://example.com/claim").isEmpty());
    CHECK(headerParameterMeaning("exp").isEmpty());
}

TEST_CASE("headerParameterMeaning: tells registered parameters apart from claims of the same name", "[token]")
{
    CHECK(headerParameterMeaning("kid") == "Which key signed it");
    CHECK(headerParameterMeaning("x5t#S256").contains("SHA-256"));
    CHECK(headerParameterMeaning("typ") != claimMeaning("typ"));
    CHECK(headerParameterMeaning("nonce") != claimMeaning("nonce"));
}
