#include "ui/request/token_state.h"

#include "core/diagnosis/report.h"
#include "core/token/token.h"

#include <QCoreApplication>

namespace keyhole {

namespace {

struct Tr {
    Q_DECLARE_TR_FUNCTIONS(keyhole::TokenState)
};

constexpr Seconds kSoon{60};  // may be over when it arrives

QString unit(qint64 number, const char *name)
{
    return QString::number(number) + QChar(0xA0) + QLatin1String(name);
}

TokenState make(const QString &kind, const QString &state, const char *icon, ColorToken colour, std::optional<ColorToken> dot)
{
    return {true, kind + QStringLiteral(", ") + state, QString::fromLatin1(icon), colour, dot};
}

TokenState timeState(const Token &token, const QString &kind, Instant now)
{
    const auto expires = token.time("exp"), begins = token.time("nbf");
    const auto secondsFrom = [](Instant a, Instant b) { return std::chrono::floor<Seconds>(b - a); };
    if (expires && expires->asSeconds && *expires->asSeconds <= now)
        return make(kind, Tr::tr("expired %1 ago").arg(spanText(secondsFrom(*expires->asSeconds, now))), "circle-x", ColorToken::Danger,
                    ColorToken::Danger);
    if (begins && begins->asSeconds && *begins->asSeconds > now)
        return make(kind, Tr::tr("not valid for another %1").arg(spanText(secondsFrom(now, *begins->asSeconds))), "triangle-alert",
                    ColorToken::Warn, ColorToken::Warn);
    if (!expires || !expires->asSeconds)
        return make(kind, Tr::tr("says no expiry"), "info", ColorToken::Text2, {});
    const Seconds left = secondsFrom(now, *expires->asSeconds);
    const bool soon = left < kSoon;
    return make(kind, Tr::tr("expires in %1").arg(spanText(left)), soon ? "triangle-alert" : "circle-check",
                soon ? ColorToken::Warn : ColorToken::Ok, soon ? std::optional(ColorToken::Warn) : std::nullopt);
}

}

QString spanText(Seconds span)
{
    const qint64 seconds = std::max<qint64>(0, span.count());
    if (seconds < 60)
        return unit(seconds, "s");
    if (seconds < 3600)
        return unit(seconds / 60, "min");
    if (seconds < 48 * 3600) {
        const qint64 minutes = seconds / 60 % 60;
        return unit(seconds / 3600, "h") + (minutes ? QLatin1Char(' ') + unit(minutes, "min") : QString());
    }
    return unit(seconds / 86400, "days");
}

std::optional<TokenState> tokenStateOf(const QByteArray &value, Instant now)
{
    if (!looksLikeJwt(value))
        return std::nullopt;
    const Token token = decodeToken(value);
    const QByteArray algorithm = token.headerText("alg");
    const QString kind
        = algorithm.isEmpty() ? QStringLiteral("JWT") : QStringLiteral("JWT, ") + visibleText(QString::fromUtf8(algorithm.left(40)));
    switch (token.form) {
    case TokenForm::Jws:
        return timeState(token, kind, now);
    case TokenForm::Jwe:
        return make(kind, Tr::tr("encrypted, only its audience can read it"), "lock-keyhole", ColorToken::Text2, {});
    case TokenForm::Broken:
        return make(QStringLiteral("JWT"),
                    token.problems.empty()
                        ? Tr::tr("not whole")
                        : Tr::tr("not whole at character %1: %2").arg(token.problems[0].offset + 1).arg(token.problems[0].message),
                    "circle-x", ColorToken::Danger, ColorToken::Danger);
    case TokenForm::Opaque:
        break;
    }
    return std::nullopt;
}

}
