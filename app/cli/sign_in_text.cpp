#include "app/cli/sign_in_text.h"

#include "core/diagnosis/words.h"
#include "core/json/values.h"
#include "core/token/token.h"

namespace keyhole {

namespace {

QString line(const char *name, const QString &value)
{
    return QStringLiteral("  %1 %2\n").arg(QLatin1String(name), -14).arg(value);
}

QString expiryText(const TokenSet &tokens, Instant now)
{
    if (!tokens.expiry)
        return QStringLiteral("not told");
    const QString in = roughDurationText(std::chrono::abs(*tokens.expiry - now));
    return QStringLiteral("%1 (%2)").arg(utcText(*tokens.expiry, now),
                                         *tokens.expiry > now ? QStringLiteral("in ") + in : in + QStringLiteral(" ago"));
}

JsonValue faultJson(const OAuthFault &fault)
{
    return jsonObject(
        {{"id", jsonText(fault.id)}, {"what", jsonText(fault.error.what.toUtf8())}, {"remedy", jsonText(fault.error.remedy.toUtf8())}});
}

}

QString faultText(const OAuthFault &fault)
{
    QString text = fault.error.what;
    if (!fault.serverSays.isEmpty())
        text += QStringLiteral(" The server says: “%1”.").arg(fault.serverSays);
    return text + QStringLiteral("\n  ") + fault.error.remedy + u'\n';
}

QString signedInText(const SignedIn &signedIn, const SignInSettings &settings, Instant now)
{
    const TokenSet &tokens = signedIn.tokens;
    QString text = signedIn.server.issuer.isEmpty() ? QStringLiteral("There is a token.\n")
                                                    : QStringLiteral("%1 gave a token.\n").arg(quoted(signedIn.server.issuer));
    text += line("access token", QStringLiteral("%1 %2").arg(QLatin1String(tokens.type), tokens.access.masked()));
    text += line("expires", expiryText(tokens, now));
    if (!tokens.scope.isEmpty())
        text += line("scope", quoted(tokens.scope));
    const auto missing = missingScopes(settings.oauth.scope, tokens.scope);
    if (!missing.empty())
        text += line("not granted", quoted(QByteArrayList(missing.begin(), missing.end()).join(' ')));
    text += line("refresh token", tokens.refresh.isEmpty() ? QStringLiteral("none") : tokens.refresh.masked());
    if (!tokens.id.isEmpty())
        text += line("ID token", QStringLiteral("sub %1").arg(quoted(decodeToken(tokens.id.reveal()).claimText("sub"))))
            + line("", signedIn.idSignature.told);
    for (const OAuthFault &doubt : signedIn.doubts)
        text += QStringLiteral("warning: ") + faultText(doubt);
    return text;
}

QByteArray signedInJson(const SignedIn &signedIn, const SignInSettings &settings)
{
    const TokenSet &tokens = signedIn.tokens;
    const auto masked = [](const Secret &secret) { return secret.isEmpty() ? JsonValue{} : jsonText(secret.masked().toUtf8()); };
    const qint64 expiry = tokens.expiry ? std::chrono::floor<Seconds>(tokens.expiry->time_since_epoch()).count() : 0;
    std::vector<JsonValue> doubts;
    for (const OAuthFault &doubt : signedIn.doubts)
        doubts.push_back(faultJson(doubt));
    return toJson(jsonObject({{"schema", jsonText("keyhole.sign-in/1")},
                              {"issuer", jsonText(signedIn.server.issuer)},
                              {"token_type", jsonText(tokens.type)},
                              {"access_token", masked(tokens.access)},
                              {"refresh_token", masked(tokens.refresh)},
                              {"id_token", masked(tokens.id)},
                              {"id_token_verified", tokens.id.isEmpty() ? JsonValue{} : jsonBool(signedIn.idSignature.isVerified)},
                              {"id_token_signature", jsonText(signedIn.idSignature.told.toUtf8())},
                              {"expires_at", tokens.expiry ? jsonNumber(expiry) : JsonValue{}},
                              {"scope", jsonText(tokens.scope)},
                              {"scope_asked", jsonText(settings.oauth.scope)},
                              {"warnings", jsonList(std::move(doubts))}}))
        + '\n';
}

}
