#include "core/diagnosis/credential/session_readers.h"
#include "core/diagnosis/words.h"

namespace keyhole {

namespace {

/// An id, and behind a dot (Tomcat, Jetty) or '!' (WebLogic) the worker that keeps the session. tomcat.apache.org, jvmRoute.
std::optional<SessionValue> readSessionId(const CookieText &cookie)
{
    constexpr int kShownWorker = 30;
    if (cookie.name != "JSESSIONID")
        return std::nullopt;
    const qsizetype dot = cookie.value.lastIndexOf('.');
    if (dot <= 0 || dot + 1 == cookie.value.size())
        return SessionValue{QStringLiteral("a session id of Java")};
    return SessionValue{.form = QStringLiteral("a session id of Java"),
                        .detail = QStringLiteral("kept by the worker %1").arg(quoted(cookie.value.sliced(dot + 1), kShownWorker))};
}

/// Base64 of user:end:algorithm:signature (or without the algorithm), the end in milliseconds. docs.spring.io, simple hash-based token.
std::optional<SessionValue> readRemembered(const CookieText &cookie)
{
    if (cookie.name != "remember-me" || !isBase64(cookie.value))
        return std::nullopt;
    const QByteArray text = decodedLoosely(cookie.value);
    const auto fields = parts(text, ":");
    if (fields.size() != 3 && fields.size() != 4)
        return std::nullopt;
    const auto end = decimal(fields[1]);
    const auto ends = end ? momentOfMilliseconds(*end) : std::nullopt;
    if (!ends)
        return std::nullopt;
    return SessionValue{QStringLiteral("a remembered sign-in of Spring Security"), {}, ends};
}

/// Forty hexadecimal digits, '-', and the data as a form. playframework.com, before 2.6; since then a JWT.
bool isPlaySession(const CookieText &cookie)
{
    return cookie.name == "PLAY_SESSION" && cookie.value.size() > 41 && cookie.value[40] == '-'
        && isHex(QByteArrayView(cookie.value).first(40), 40);
}

}

std::optional<SessionValue> readJavaSession(const CookieText &cookie)
{
    if (auto id = readSessionId(cookie))
        return id;
    if (auto remembered = readRemembered(cookie))
        return remembered;
    if (isPlaySession(cookie))
        return SessionValue{QStringLiteral("a signed session of Play")};
    // shiro.apache.org, CookieRememberMeManager; "deleteMe" is what it writes to end it.
    if (cookie.name == "rememberMe" && cookie.value != "deleteMe" && cookie.value.size() >= 64 && isBase64(cookie.value))
        return SessionValue{QStringLiteral("an encrypted remembered sign-in of Shiro")};
    return std::nullopt;
}

}
