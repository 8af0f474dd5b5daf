#include "catch.h"
#include "core/oauth/pkce.h"

#include <set>

using namespace keyhole;

TEST_CASE("PKCE: the challenge of RFC 7636, appendix B", "[oauth]")
{
    CHECK(codeChallenge("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk") == "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM");
}

TEST_CASE("PKCE: each verifier is new, of 43 characters that RFC 7636 allows", "[oauth]")
{
    std::set<QByteArray> seen;
    for (int i = 0; i < 100; ++i) {
        const Pkce pkce = newPkce();
        CHECK(pkce.verifier.reveal().size() == 43);
        CHECK(pkce.challenge == codeChallenge(pkce.verifier.reveal()));
        seen.insert(pkce.verifier.reveal());
    }
    CHECK(seen.size() == 100);
    CHECK(QByteArray::fromBase64(randomText(16), QByteArray::Base64UrlEncoding).size() == 16);
}
