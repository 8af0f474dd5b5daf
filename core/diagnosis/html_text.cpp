#include "core/diagnosis/html_text.h"

#include "core/diagnosis/report.h"

#include <QFile>
#include <QStringList>

namespace keyhole {

QString htmlText(const QString &text)
{
    // toHtmlEscaped() leaves the apostrophe.
    return visibleText(text).toHtmlEscaped().replace(QLatin1Char('\''), QLatin1String("&#39;"));
}

namespace {

/// Parts between `mark`s within an element; a last mark without its partner is dropped.
template <class Write> QString between(const QString &text, const QString &mark, const char *element, const Write &write)
{
    const QStringList parts = text.split(mark);
    QString html;
    for (qsizetype i = 0; i < parts.size(); ++i) {
        const bool inside = i % 2 == 1 && i + 1 < parts.size();
        html += inside ? QStringLiteral("<%1>%2</%1>").arg(QLatin1String(element), htmlText(parts[i])) : write(parts[i]);
    }
    return html;
}

}

QString htmlSentence(const QString &sentence)
{
    return between(sentence, QStringLiteral("`"), "code",
                   [](const QString &rest) { return between(rest, QStringLiteral("**"), "strong", &htmlText); });
}

QString htmlPage(const QString &title, const QString &body)
{
    QFile style(QStringLiteral(":/report/report.css"));
    const bool there = style.open(QIODevice::ReadOnly);
    Q_ASSERT(there);
    QString page
        = QStringLiteral("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\"/>\n"
                         "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\"/>\n"
                         "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\n"
                         "<meta name=\"referrer\" content=\"no-referrer\"/>\n<title>");
    page += htmlText(title) + QStringLiteral("</title>\n<style>\n");
    page += there ? QString::fromUtf8(style.readAll()) : QString();
    return page + QStringLiteral("</style>\n</head>\n<body>\n<main>\n") + body + QStringLiteral("</main>\n</body>\n</html>\n");
}

}
