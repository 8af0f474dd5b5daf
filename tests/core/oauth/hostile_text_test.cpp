#include "catch.h"
#include "core/oauth/authorization_request.h"
#include "core/oauth/issuer_keys.h"
#include "core/oauth/server_metadata.h"
#include "core/oauth/token_response.h"
#include "mock_issuer.h"

#include <QRandomGenerator>

using namespace keyhole;

namespace {

/// A text with some of its bytes changed, left out or doubled; the same on each run.
QByteArray damaged(QByteArray text, QRandomGenerator &random)
{
    for (int i = random.bounded(1, 4); i > 0 && !text.isEmpty(); --i) {
        const int at = random.bounded(int(text.size()));
        const int what = random.bounded(4);
        if (what == 0)
            text[at] = char(random.bounded(256));
        else if (what == 1)
            text.remove(at, random.bounded(1, 8));
        else if (what == 2)
            text.insert(at, text.mid(random.bounded(int(text.size())), random.bounded(1, 12)));
        else
            text.truncate(at);
    }
    return text;
}

}

TEST_CASE("OAuth: whatever comes in the place of an answer, nothing unsendable is taken and each fault has a name", "[oauth]")
{
    QRandomGenerator random(20261121);
    const QByteArray tokens
        = R"({"access_token":"abc-0123456789","token_type":"Bearer","expires_in":3600,"refresh_token":"r","scope":"read"})";
    for (int i = 0; i < 20'000; ++i) {
        const QByteArray body = damaged(tokens, random);
        const auto read = readTokenResponse(jsonResponse(200, body), {"token", "read"}, FixedClock().moment);
        if (!read && (read.error().id.isEmpty() || read.error().error.remedy.isEmpty()))
            FAIL(body.toStdString());
        if (read && (read->tokens.access.isEmpty() || read->tokens.access.reveal().contains('\n')))
            FAIL(body.toStdString());
    }
}

TEST_CASE("OAuth: no change of an answer's state or issuer brings its code through", "[oauth]")
{
    QRandomGenerator random(11212026);
    const QByteArray answer = "code=c-0123456789&state=s-0123456789abcdef&iss=https%3A%2F%2Fa.example";
    const AuthorizationExpected expected{"s-0123456789abcdef", "https://a.example", true};
    REQUIRE(readAuthorizationAnswer(answer, expected));
    for (int i = 0; i < 20'000; ++i) {
        const QByteArray query = damaged(answer, random);
        const bool right = inForm(query, "state") == expected.state && inForm(query, "iss") == expected.issuer;
        if (readAuthorizationAnswer(query, expected).has_value() && !right)
            FAIL(query.toStdString());
    }
}

TEST_CASE("OAuth: no change of a key set makes a shared or a private key of it", "[oauth]")
{
    QRandomGenerator random(7523);
    const QByteArray set = R"({"keys":[)" + SigningKey::generate("P-256")->publicJwk("k-1") + R"(,{"kty":"oct","k":"AAAA"}]})";
    for (int i = 0; i < 5'000; ++i) {
        const QByteArray body = damaged(set, random);
        const auto keys = readIssuerKeys(jsonResponse(200, body));
        if (!keys && (keys.error().id.isEmpty() || keys.error().error.remedy.isEmpty()))
            FAIL(body.toStdString());
        if (keys && std::any_of(keys->begin(), keys->end(), [](const SigningKey &key) { return key.type() == "oct" || key.isPrivate(); }))
            FAIL(body.toStdString());
    }
}

TEST_CASE("OAuth: no change of an issuer's metadata leads a secret over http", "[oauth]")
{
    QRandomGenerator random(1121);
    const QByteArray metadata = MockIssuer("https://login.example").metadata;
    for (int i = 0; i < 5'000; ++i) {
        const auto read = readServerMetadata(damaged(metadata, random), "https://login.example");
        for (const auto &endpoint :
             read ? std::vector{read->token, read->authorization, read->revocation} : std::vector<std::optional<Url>>()) {
            if (endpoint && !endpointAddress(endpoint->toString(), "endpoint"))
                FAIL(endpoint->toString().toStdString());
        }
    }
}
