// Whatever comes in is some kind of token; its places lie in the text, and every view of it can be asked for.
#include "core/token/base64url.h"
#include "core/token/claim_check.h"
#include "core/token/comparison.h"
#include "core/token/explanation.h"
#include "core/token/opaque.h"
#include "core/token/sd_jwt.h"
#include "core/token/signature.h"

#include <cstdlib>

using namespace keyhole;

namespace {

void require(bool holds)
{
    if (!holds)
        std::abort();
}

void check(const Token &token)
{
    for (const SyntaxError &problem : token.problems)
        require(problem.offset >= 0 && problem.offset <= token.text.size() && !problem.message.isEmpty());
    for (const TokenSegment &segment : token.segments)
        require(segment.offset >= 0 && segment.length >= 0 && segment.offset + segment.length <= token.text.size());
    require(token.form != TokenForm::Jws || (token.header && token.segments.size() == 3));
    require(token.form != TokenForm::Jwe || (token.header && token.segments.size() == 5));
    require(token.form != TokenForm::Broken || !token.problems.empty());
    for (const char *name : {"exp", "nbf", "iat"})
        token.time(name);
    token.audience();
    token.scopes();
    require(!explainToken(token).join(QString()).isEmpty());
    for (const MemberCheck &member : checkMembers(token, {.earliest = Instant(), .latest = Instant(Seconds(1)), .beside = {&token}}))
        require(!member.says.isEmpty());
    if (const auto disclosures = readDisclosures(token)) {
        for (const Disclosure &each : disclosures->shown)
            require(each.offset >= 0 && each.offset + each.length <= token.text.size());
    }
    require(compareTokens(token, token).differing() == 0);
    static const SigningKey key = SigningKey::fromSecret(Secret("fuzz"));
    require(verifySignature(token, key).state != SignatureState::Valid || token.headerText("alg").startsWith("HS"));
}

}

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const QByteArray text(reinterpret_cast<const char *>(data), qsizetype(size));
    check(decodeToken(text));
    if (const auto opaque = readOpaque(text))
        require(!opaqueText(*opaque, Instant()).isEmpty());
    check(decodeToken("eyJhbGciOiJIUzI1NiJ9." + encodeBase64Url(text) + ".c2ln"));
    check(decodeToken(encodeBase64Url(text) + ".e30.c2ln"));
    compareTokens(decodeToken(text), decodeToken("eyJhbGciOiJIUzI1NiJ9." + encodeBase64Url(text) + ".c2ln"));
    if (const auto bytes = decodeBase64Url(text))
        require(encodeBase64Url(*bytes) == text);
    return 0;
}
