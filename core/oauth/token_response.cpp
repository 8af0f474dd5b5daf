#include "core/oauth/token_response.h"

#include "core/diagnosis/words.h"
#include "core/http/field.h"
#include "core/oauth/json_answer.h"
#include "core/token/token.h"

namespace keyhole {

namespace {

constexpr qint64 kLongestLife = 10LL * 366 * 24 * 3600;
constexpr qsizetype kLongestToken = 48 << 10;  // what an entry of the keychain holds, beside the others
constexpr Seconds kLeeway{60};

OAuthFault fault(const QByteArray &id, const QString &what, const QString &remedy)
{
    return {id, {what, {}, remedy}};
}

/// RFC 6749, A.12: VSCHAR; anything else could not be sent, or would end the field.
bool isSendable(const QByteArray &token)
{
    return !token.isEmpty() && token.size() <= kLongestToken
        && std::all_of(token.begin(), token.end(), [](char c) { return c >= 0x20 && c < 0x7F; });
}

OAuthResult<Secret> tokenIn(const JsonValue &json, const QByteArray &step, const QByteArray &name)
{
    const JsonValue *value = json.find(name);
    if (!value || value->type == JsonValue::Type::Null)
        return Secret();
    if (!value->isString() || !isSendable(value->text))
        return failure(
            fault(step + ".token-form",
                  QStringLiteral("“%1” is no token: it is empty, too long, or holds what no field can.").arg(QLatin1String(name)),
                  QStringLiteral("Open the exchange and report it to who runs the server.")));
    return Secret(value->text);
}

/// The seconds that `expires_in` tells, and what is odd about it.
std::optional<qint64> lifetime(const JsonValue &json, const QByteArray &step, std::vector<OAuthFault> &doubts)
{
    const auto doubt = [&](const QString &what, const QString &remedy) { doubts.push_back(fault(step + ".expires-in", what, remedy)); };
    const QString unknown = QStringLiteral("When the token expires is not known; a 401 will tell.");
    const JsonValue *value = json.find("expires_in");
    if (!value || value->type == JsonValue::Type::Null) {
        doubt(QStringLiteral("The answer does not tell how long the token holds (expires_in)."), unknown);
        return std::nullopt;
    }
    bool whole = false;
    const qint64 seconds = value->text.toLongLong(&whole);
    if (!whole || (!value->isNumber() && !value->isString())) {
        doubt(QStringLiteral("“expires_in” is “%1”, which is no whole number.").arg(quoted(value->text)), unknown);
        return std::nullopt;
    }
    if (seconds < 0 || seconds > kLongestLife) {
        doubt(QStringLiteral("“expires_in” is %1 s, which cannot be.").arg(seconds), unknown);
        return std::nullopt;
    }
    if (value->isString())
        doubt(QStringLiteral("“expires_in” is a text, not a number."),
              QStringLiteral("It was read as a number of seconds. Other programs may fail here."));
    if (seconds == 0)
        doubt(QStringLiteral("“expires_in” is 0: the token expires as it is given."),
              QStringLiteral("Check the lifetime that the server sets for this client."));
    return seconds;
}

/// How long a token says that it holds itself: by the server's own clock, so that this one's does not matter. A token may be older than
/// the answer that brings it, so it holds for no longer than that.
std::optional<Milliseconds> ownLife(const Secret &token)
{
    if (!looksLikeJwt(token.reveal()))
        return std::nullopt;
    const Token decoded = decodeToken(token.reveal());
    const auto exp = decoded.time("exp"), iat = decoded.time("iat");
    const bool told = exp && iat && exp->asSeconds && iat->asSeconds && *iat->asSeconds >= Instant{} && *exp->asSeconds >= *iat->asSeconds;
    const auto life = told ? std::optional(*exp->asSeconds - *iat->asSeconds) : std::nullopt;
    return life && *life <= Seconds(kLongestLife) ? life : std::nullopt;
}

void compareWithClaim(TokensRead &answer, const QByteArray &step, Instant at)
{
    const auto life = ownLife(answer.tokens.access);
    if (!life)
        return;
    const bool lies = answer.tokens.expiry && *answer.tokens.expiry - at > *life + kLeeway;
    if (lies)
        answer.doubts.push_back(fault(step + ".expiry-differs",
                                      QStringLiteral("“expires_in” says %1 s, but the token itself holds for %2 s (exp − iat).")
                                          .arg(std::chrono::duration_cast<Seconds>(*answer.tokens.expiry - at).count())
                                          .arg(std::chrono::duration_cast<Seconds>(*life).count()),
                                      QStringLiteral("Keyhole counts on the shorter of the two.")));
    if (lies || !answer.tokens.expiry)
        answer.tokens.expiry = at + *life;
}

void readScope(const JsonValue &json, const TokenExpected &expected, TokensRead &answer)
{
    const JsonValue *scope = json.find("scope");
    answer.tokens.scope = scope && scope->isString() ? scope->text : expected.scope;
    // The scope of a token for a resource names that resource's alone (RFC 8707); what came besides shows that the others were granted.
    QByteArray granted = answer.tokens.scope;
    granted += json.find("id_token") ? " openid" : "";
    granted += json.find("refresh_token") ? " offline_access" : "";
    const std::vector<QByteArray> missing = missingScopes(expected.scope, granted);
    if (missing.empty())
        return;
    const QByteArray names = QByteArrayList(missing.begin(), missing.end()).join(' ');
    answer.doubts.push_back(fault(expected.step + ".scope-narrower",
                                  QStringLiteral("The server granted less than was asked: “%1” is missing.").arg(quoted(names)),
                                  QStringLiteral("Allow that scope for the client or the user at the server, then sign in again.")));
}

OAuthResult<void> readType(const JsonValue &json, const TokenExpected &expected, TokensRead &answer)
{
    const QByteArray type = json.string("token_type");
    if (type.isEmpty())
        answer.doubts.push_back(fault(expected.step + ".type-missing",
                                      QStringLiteral("The answer does not tell the kind of token (token_type)."),
                                      QStringLiteral("It is sent as a Bearer token.")));
    else if (equalsIgnoringCase(type, "DPoP"))
        answer.tokens.type = "DPoP";
    else if (!equalsIgnoringCase(type, "Bearer") && type != "N_A")
        return failure(fault(expected.step + ".type-unknown",
                             QStringLiteral("The token is of the kind “%1”, which Keyhole cannot send.").arg(quoted(type)),
                             QStringLiteral("Let the server give Bearer or DPoP tokens to this client.")));
    if (expected.bound && answer.tokens.type != "DPoP")
        answer.doubts.push_back(fault(expected.step + ".not-bound",
                                      QStringLiteral("A token bound to a key (DPoP) was asked, and the server gave one that is not."),
                                      QStringLiteral("Who steals it can use it. Let the server bind the tokens of this client.")));
    return {};
}

}

std::vector<QByteArray> missingScopes(const QByteArray &asked, const QByteArray &granted)
{
    const QByteArrayList has = granted.simplified().split(' ');
    std::vector<QByteArray> missing;
    for (const QByteArray &scope : asked.simplified().split(' ')) {
        if (!scope.isEmpty() && !has.contains(scope))
            missing.push_back(scope);
    }
    return missing;
}

OAuthResult<TokensRead> readTokenResponse(const Response &response, const TokenExpected &expected, Instant at)
{
    TokensRead answer;
    const auto json = readJsonAnswer(expected.step, response, answer.doubts);
    if (!json)
        return failure(json.error());
    struct Part {
        const char *name;
        Secret TokenSet::*field;
    };
    for (const Part &part :
         {Part{"access_token", &TokenSet::access}, Part{"refresh_token", &TokenSet::refresh}, Part{"id_token", &TokenSet::id}}) {
        const auto token = tokenIn(*json, expected.step, part.name);
        if (!token)
            return failure(token.error());
        answer.tokens.*part.field = *token;
    }
    if (answer.tokens.access.isEmpty())
        return failure(fault(expected.step + ".no-token", QStringLiteral("The server answered 200 without an access token."),
                             QStringLiteral("Check the address of the token endpoint; open the exchange to see what came.")));
    if (const auto type = readType(*json, expected, answer); !type)
        return failure(type.error());
    if (const auto seconds = lifetime(*json, expected.step, answer.doubts))
        answer.tokens.expiry = at + Seconds(*seconds);
    compareWithClaim(answer, expected.step, at);
    readScope(*json, expected, answer);
    return answer;
}

}
