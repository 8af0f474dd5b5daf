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

QString htmlSentence(const QString &sentence)
{
    const QStringList parts = sentence.split(QStringLiteral("**"));
    QString html;
    for (qsizetype i = 0; i < parts.size(); ++i) {
        // A last mark without its partner is text.
        const bool strong = i % 2 == 1 && i + 1 < parts.size();
        html += strong ? QStringLiteral("<strong>%1</strong>").arg(htmlText(parts[i])) : htmlText(parts[i]);
    }
    return html;
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
