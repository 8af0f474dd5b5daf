#include "core/cookies/csrf_token.h"

#include <QRegularExpression>

namespace keyhole {

namespace {

constexpr qsizetype kLargestPage = 1 << 20;
constexpr qsizetype kDjangoSecret = 32;

/// Django, django/middleware/csrf.py: 32 letters of mask, then the secret shifted by them in the alphabet; or the bare secret.
std::optional<QByteArray> djangoSecret(QByteArrayView token)
{
    static const QByteArray kLetters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
    if (token.size() == kDjangoSecret)
        return token.toByteArray();
    if (token.size() != 2 * kDjangoSecret)
        return std::nullopt;
    QByteArray secret;
    for (qsizetype i = 0; i < kDjangoSecret; ++i) {
        const qsizetype mask = kLetters.indexOf(token[i]), shifted = kLetters.indexOf(token[kDjangoSecret + i]);
        if (mask < 0 || shifted < 0)
            return std::nullopt;
        secret += kLetters[(shifted - mask + kLetters.size()) % kLetters.size()];
    }
    return secret;
}

/// Spring Security, XorCsrfTokenRequestAttributeHandler: base64url of random bytes and, as many, the token xor them.
std::optional<QByteArray> springToken(QByteArrayView masked)
{
    const auto decoded
        = QByteArray::fromBase64Encoding(masked.toByteArray(), QByteArray::Base64UrlEncoding | QByteArray::AbortOnBase64DecodingErrors);
    if (!decoded || decoded.decoded.size() % 2 != 0)
        return std::nullopt;
    const qsizetype half = decoded.decoded.size() / 2;
    QByteArray token(half, '\0');
    for (qsizetype i = 0; i < half; ++i)
        token[i] = char(decoded.decoded[i] ^ decoded.decoded[half + i]);
    return token;
}

QByteArray captured(const QByteArray &page, const QString &tag, const QString &value)
{
    const QString text = QString::fromUtf8(page.first(std::min(page.size(), kLargestPage)));
    const auto found = QRegularExpression(tag, QRegularExpression::CaseInsensitiveOption).match(text);
    if (!found.hasMatch())
        return {};
    const auto inside = QRegularExpression(value, QRegularExpression::CaseInsensitiveOption).match(found.captured());
    return inside.hasMatch() ? inside.captured(1).toUtf8() : QByteArray();
}

QByteArray tokenInPage(const CsrfScheme &scheme, const QByteArray &page)
{
    const QLatin1String lookUp(scheme.lookUp);
    if (lookUp.startsWith(QLatin1String("<meta")))
        return captured(page, "<meta\\b[^<>]{0,4000}\\bname=[\"']?csrf-token\\b[^<>]{0,4000}>", "\\bcontent=[\"']([^\"'<>]{1,1000})");
    if (lookUp.startsWith(QLatin1String("<input")))
        return captured(page, "<input\\b[^<>]{0,4000}\\bname=[\"']?__RequestVerificationToken\\b[^<>]{0,4000}>",
                        "\\bvalue=[\"']([^\"'<>]{1,1000})");
    if (lookUp.startsWith(QLatin1String("<head")))
        return captured(page, "<head\\b[^<>]{0,4000}>", "\\bdata-requesttoken=[\"']([^\"'<>]{1,1000})");
    if (lookUp.contains(QLatin1String("wpApiSettings")))
        return captured(page, "wpApiSettings\\s*=\\s*\\{[^{}]{0,4000}\\}", "\"nonce\"\\s*:\\s*\"([0-9a-f]{10})\"");
    if (lookUp.contains(QLatin1String("crumbIssuer")))
        return captured(page, "\\{[^{}]{0,4000}hudson[^{}]{0,4000}\\}", "\"crumb\"\\s*:\\s*\"([^\"]{1,1000})\"");
    return {};
}

}

bool sameCsrfToken(QByteArrayView sent, QByteArrayView cookie)
{
    if (sent == cookie)
        return true;
    const auto a = djangoSecret(sent), b = djangoSecret(cookie);
    if (a && b && *a == *b)
        return true;
    const auto unmasked = springToken(sent);
    return unmasked && *unmasked == cookie;
}

QByteArray csrfTokenInPages(const CsrfScheme &scheme, const std::vector<QByteArray> &pages)
{
    for (const QByteArray &page : pages) {
        if (QByteArray token = tokenInPage(scheme, page); !token.isEmpty())
            return token;
    }
    return {};
}

}
