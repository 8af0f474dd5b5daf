#include "ui/credentials/credential_words.h"

#include "core/diagnosis/report.h"
#include "ui/request/token_state.h"
#include "ui/text/time_text.h"

#include <QCoreApplication>

namespace keyhole {

namespace {

constexpr QChar kLineMayEnd(0x200B);
constexpr Seconds kSoon{3 * 24 * 3600};  // time enough to have it renewed

QString text(const char *source)
{
    return QCoreApplication::translate("keyhole::CredentialWords", source);
}

Seconds between(Instant from, Instant to)
{
    return std::chrono::floor<Seconds>(to - from);
}

}

QString originsText(const std::vector<Origin> &origins)
{
    QStringList names;
    for (const Origin &origin : origins)
        names << visibleText(QString::fromUtf8(origin.toString()));
    return names.isEmpty() ? text("nowhere") : names.join(QStringLiteral(", "));
}

bool isExpired(const CredentialInfo &info, Instant now)
{
    return info.expires && *info.expires <= now;
}

ExpiryWords expiryWords(const CredentialInfo &info, Instant now)
{
    if (!info.expires)
        return {text("not known"), ColorToken::Text3, {}};
    if (isExpired(info, now))
        return {text("expired %1 ago").arg(spanText(between(*info.expires, now))), ColorToken::Danger, QStringLiteral("circle-x")};
    const Seconds left = between(now, *info.expires);
    const QString words = text("in %1").arg(spanText(left));
    if (left < kSoon)
        return {words, ColorToken::Warn, QStringLiteral("triangle-alert")};
    return {words, ColorToken::Text2, {}};
}

QString usedWords(const CredentialInfo &info, Instant now)
{
    if (!info.used)
        return text("never");
    const Seconds since = between(*info.used, now);
    return since < Seconds(60) ? text("just now") : text("%1 ago").arg(spanText(since));
}

QString ageWords(const CredentialInfo &info, Instant now)
{
    return spanText(between(info.changed, now));
}

QString breakable(const QString &text)
{
    constexpr qsizetype kPiece = 8;
    QString broken;
    for (qsizetype at = 0; at < text.size(); at += kPiece)
        broken += text.mid(at, kPiece) + kLineMayEnd;
    return broken;
}

QString unbroken(QString text)
{
    return text.remove(kLineMayEnd);
}

QString momentText(Instant instant)
{
    return dateAndTime(instant, TimeForm::Utc) + QStringLiteral(" UTC");
}

}
