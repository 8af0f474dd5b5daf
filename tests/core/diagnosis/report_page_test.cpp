#include "catch.h"
#include "core/diagnosis/diagnose.h"
#include "core/diagnosis/report_groups.h"
#include "refusals.h"

#include <QRegularExpression>
#include <QXmlStreamReader>

using namespace keyhole;

namespace {

const QByteArray kEvil = "\"><script>alert(1)</script><img src=x onerror=alert(2)>'&amp; <style>*{}</style> \x1b[31m ]]> <!--";

Report hostileReport()
{
    Exchange exchange
        = refusal({{"Authorization", "Bearer Bearer abcdefghijklmnopqrstuvwxyz", {}}, {"X-" + kEvil, kEvil, {}}},
                  {{"WWW-Authenticate", "Bearer realm=\"" + kEvil + "\"", {}}, {"X-Request-Id", "req-1", {}}, {"Server", kEvil, {}}},
                  "{\"message\":\"" + QByteArray(kEvil).replace('"', "\\\"").replace('\x1b', ' ') + "\"}");
    exchange.hops.front().request.method = kEvil;
    return diagnose({exchange});
}

/// The page without its document type, which a reader of XML takes as well: each element is closed, each attribute quoted.
struct PageParts {
    QStringList elements, texts;
    QString fault;
    QStringList addresses;  ///< in src, href and their like
    QStringList handlers;
};

PageParts partsOf(const QString &html)
{
    PageParts parts;
    QXmlStreamReader reader(html.mid(html.indexOf(u'\n')));
    while (!reader.atEnd()) {
        reader.readNext();
        if (reader.isCharacters())
            parts.texts += reader.text().toString();
        if (!reader.isStartElement())
            continue;
        parts.elements += reader.name().toString();
        for (const QXmlStreamAttribute &attribute : reader.attributes()) {
            const QString name = attribute.name().toString().toLower();
            if (QStringList{"src", "href", "action", "data", "srcset", "poster", "background"}.contains(name))
                parts.addresses += attribute.value().toString();
            if (name.startsWith(QLatin1String("on")) || name == QLatin1String("style"))
                parts.handlers += name;
        }
    }
    parts.fault = reader.hasError() ? reader.errorString() : QString();
    return parts;
}

}

TEST_CASE("Page: foreign text makes no element, attribute or style of its own", "[diagnosis]")
{
    const QString html = reportToHtml(hostileReport());
    const PageParts parts = partsOf(html);
    CAPTURE(parts.fault.toStdString());
    CHECK(parts.fault.isEmpty());
    CHECK(parts.elements.count(QStringLiteral("style")) == 1);
    for (const char *never : {"script", "img", "link", "iframe", "object", "base", "form", "svg"}) {
        CAPTURE(never);
        CHECK_FALSE(parts.elements.contains(QLatin1String(never)));
    }
    CHECK(parts.handlers.isEmpty());
    CHECK(parts.texts.join(QString()).contains(QStringLiteral("<script>alert(1)</script>")));
}

TEST_CASE("Page: it needs nothing from outside, and says so to the browser", "[diagnosis]")
{
    const QString html = reportToHtml(hostileReport());
    CHECK(html.contains(QStringLiteral("content=\"default-src 'none'; style-src 'unsafe-inline'\"")));
    CHECK(partsOf(html).addresses.isEmpty());
    const QString style = html.section(QStringLiteral("<style>"), 1).section(QStringLiteral("</style>"), 0, 0);
    CHECK(style.contains(QStringLiteral("prefers-color-scheme: dark")));
    CHECK(style.contains(QStringLiteral("@media print")));
    CHECK_FALSE(style.contains(QStringLiteral("url(")));
    CHECK_FALSE(style.contains(QStringLiteral("@import")));
}

TEST_CASE("Page: verdict, four cards, five parts of each finding, exchange, what was ruled out, and the hand-over at its end",
          "[diagnosis]")
{
    const Report report = diagnose({refusal({{"Authorization", "Bearer Bearer abcdefghijklmnopqrstuvwxyz", {}}},
                                            {{"WWW-Authenticate", "Bearer", {}}, {"X-Request-Id", "req-7781", {}}})});
    REQUIRE_FALSE(report.findings.empty());
    const QString html = reportToHtml(report), text = partsOf(html).texts.join(u' ');
    const Finding &first = report.findings.front();
    for (const QString &part :
         {report.verdict.headline, first.title, QString::fromLatin1(first.id), QStringLiteral("Certain"), first.help}) {
        CAPTURE(part.toStdString());
        CHECK(text.contains(part));
    }
    CHECK(html.count(QStringLiteral("<span class=\"state\">")) == 4);
    CHECK(html.contains(QStringLiteral("<mark>")));
    CHECK(html.count(QStringLiteral("<article")) == qsizetype(report.findings.size()));
    CHECK(html.indexOf(QStringLiteral("req-7781</code>")) > html.indexOf(QStringLiteral("For whoever runs the server")));
    CHECK(html.indexOf(QStringLiteral("For whoever runs the server")) > html.lastIndexOf(QStringLiteral("<article")));
    CHECK(text.contains(report.ruledOut.front().reason));
}

TEST_CASE("Page: a mark in the middle of a line stands where the evidence says", "[diagnosis]")
{
    Report report = diagnose({refusal({}, {{"WWW-Authenticate", "Bearer", {}}})});
    REQUIRE_FALSE(report.findings.empty());
    Evidence line;
    line.where = "response.headers.Date";
    line.text = QStringLiteral("a < b & c");
    line.markFrom = 4;
    line.markLength = 3;
    report.findings.front().evidence = {line};
    CHECK(reportToHtml(report).contains(QStringLiteral("a &lt; <mark>b &amp;</mark> c")));
    report.findings.front().evidence.front().markLength = 400;
    CHECK(reportToHtml(report).contains(QStringLiteral("a &lt; b &amp; c")));
}
