#include "core/diagnosis/credential/session_readers.h"
#include "core/json/json.h"

namespace keyhole {

namespace {

/// "s:value.signature", HMAC-SHA-256. github.com/tj/node-cookie-signature; express-session and cookie-parser put "s:" before it.
std::optional<SessionValue> readExpress(const CookieText &cookie)
{
    constexpr qsizetype kSignatureDigits = 43;
    const qsizetype dot = cookie.value.lastIndexOf('.');
    if (!cookie.value.startsWith("s:") || dot < 2)
        return std::nullopt;
    const QByteArrayView signature = QByteArrayView(cookie.value).sliced(dot + 1);
    if (signature.size() != kSignatureDigits || !isBase64(signature))
        return std::nullopt;
    return SessionValue{QStringLiteral("a signed session of Express")};
}

/// Base64 of JSON, with _expire in milliseconds where koa-session keeps it in the cookie. github.com/koajs/session lib/util.js. Its
/// signature is a cookie of its own, whose name ends in ".sig": github.com/pillarjs/cookies.
std::optional<SessionValue> readKoa(const CookieText &cookie)
{
    constexpr qsizetype kSignatureDigits = 27;
    if (cookie.name.endsWith(".sig") && cookie.value.size() == kSignatureDigits && isBase64Url(cookie.value))
        return SessionValue{QStringLiteral("the signature of another cookie, as Koa and cookie-session write it")};
    if (!cookie.value.startsWith("eyJ") || !isBase64(cookie.value))
        return std::nullopt;
    const auto json = parseJson(decodedLoosely(cookie.value));
    const auto end = json ? decimal(json->string("_expire")) : std::nullopt;
    const auto ends = end ? momentOfMilliseconds(*end) : std::nullopt;
    if (!ends)
        return std::nullopt;
    return SessionValue{QStringLiteral("a session of Koa"), {}, ends};
}

/// Fe26.2*key*salt*iv*encrypted*end*salt*signature, the end in milliseconds or empty. github.com/hapijs/iron; iron-session seals so.
std::optional<SessionValue> readIron(const CookieText &cookie)
{
    const auto fields = parts(cookie.value, "*");
    if (fields.size() != 8 || fields[0] != QByteArrayView("Fe26.2"))
        return std::nullopt;
    const auto end = decimal(fields[5]);
    return SessionValue{QStringLiteral("a sealed session of iron"), {}, end ? momentOfMilliseconds(*end) : std::nullopt};
}

/// JSON, or "base64-" and base64url of it, with expires_at in seconds. github.com/supabase/ssr.
std::optional<SessionValue> readSupabase(const CookieText &cookie)
{
    if (!cookie.name.startsWith("sb-") || !cookie.name.contains("-auth-token"))
        return std::nullopt;
    const bool encoded = cookie.value.startsWith("base64-");
    const auto json = parseJson(encoded ? decodedLoosely(QByteArrayView(cookie.value).sliced(7)) : cookie.value);
    const auto end = json ? decimal(json->string("expires_at")) : std::nullopt;
    return SessionValue{
        .form = QStringLiteral("a session of Supabase"), .ends = end ? momentOfSeconds(*end) : std::nullopt, .renewable = true};
}

}

std::optional<SessionValue> readNodeSession(const CookieText &cookie)
{
    for (const SessionReader reader : {&readExpress, &readIron, &readSupabase, &readKoa}) {
        if (auto read = reader(cookie))
            return read;
    }
    return std::nullopt;
}

}
