#include "catch.h"
#include "core/token/sd_jwt.h"
#include "made_token.h"

#include <QCryptographicHash>

using namespace keyhole;

namespace {

const QByteArray kName = encodeBase64Url(R"(["salt1","given_name","Ada"])");
const QByteArray kItem = encodeBase64Url(R"(["salt2","DE"])");

QByteArray digest(const QByteArray &disclosure)
{
    return encodeBase64Url(QCryptographicHash::hash(disclosure, QCryptographicHash::Sha256));
}

QByteArray issued()
{
    return compact(R"({"alg":"ES256","typ":"dc+sd-jwt"})",
                   R"({"iss":"https://id.example","_sd":[")" + digest(kName)
                       + R"(","kept-back"],"_sd_alg":"sha-256","nationalities":[{"...":")" + digest(kItem) + R"("}]})",
                   QByteArray(64, 's'));
}

}

TEST_CASE("decodeToken: what follows an SD-JWT is no damage", "[token]")
{
    const Token token = decodeToken(issued() + '~' + kName + '~' + kItem + '~');
    CHECK(token.form == TokenForm::Jws);
    CHECK(token.claimText("iss") == "https://id.example");
    REQUIRE(token.problems.size() == 1);
    CHECK(token.problems[0].offset == issued().size());
    CHECK(token.problems[0].message.contains("2 disclosures"));
    CHECK(decodeToken(issued() + '~').form == TokenForm::Jws);
}

TEST_CASE("readDisclosures: shows each claim, whether it is signed, and how many are kept back", "[token]")
{
    const QByteArray foreign = encodeBase64Url(R"(["salt3","admin",true])");
    const auto read = readDisclosures(decodeToken(issued() + '~' + kName + '~' + kItem + '~' + foreign + '~'));
    REQUIRE(read);
    REQUIRE(read->shown.size() == 3);
    CHECK(read->shown[0].name == "given_name");
    CHECK(read->shown[0].value.text == "Ada");
    CHECK(read->shown[0].isSigned);
    CHECK(read->shown[0].offset == issued().size() + 1);
    CHECK(read->shown[1].name.isEmpty());
    CHECK(read->shown[1].isSigned);
    CHECK_FALSE(read->shown[2].isSigned);
    CHECK(read->hidden == 1);
    CHECK(read->hash == "sha-256");
    CHECK_FALSE(read->keyBinding);
}

TEST_CASE("readDisclosures: reads the key binding behind the last one", "[token]")
{
    const QByteArray binding = compact(R"({"alg":"ES256","typ":"kb+jwt"})", R"({"nonce":"n","sd_hash":"h"})", QByteArray(64, 's'));
    const auto read = readDisclosures(decodeToken(issued() + '~' + kName + '~' + binding));
    REQUIRE(read);
    REQUIRE(read->keyBinding);
    CHECK(read->keyBinding->claimText("sd_hash") == "h");
}

TEST_CASE("readDisclosures: has nothing to say of a token without any", "[token]")
{
    CHECK_FALSE(readDisclosures(decodeToken(issued())));
    CHECK(disclosuresOffset("a.b.c~not-base64-json~") == -1);
    CHECK(disclosuresOffset("a.b~" + kName + '~') == -1);
}
