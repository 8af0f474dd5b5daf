#include "core/diagnosis/report.h"

#include "core/diagnosis/words.h"

namespace keyhole {

namespace {

/// Text from anywhere within Markdown: what could be markup is escaped; our own **emphasis** stays.
QString escaped(const QString &text)
{
    QString shown;
    const QString visible = visibleText(text);
    for (qsizetype i = 0; i < visible.size(); ++i) {
        if (visible.mid(i, 2) == QLatin1String("**")) {
            shown += QLatin1String("**");
            ++i;
            continue;
        }
        if (QStringLiteral("\\`*_[]<>#|!").contains(visible[i]))
            shown += QLatin1Char('\\');
        shown += visible[i];
    }
    return shown;
}

/// Within a code block nothing is markup but the fence.
QString code(const QString &text)
{
    return visibleText(text).replace(QLatin1String("```"), QLatin1String("'''"));
}

const char *word(Certainty certainty)
{
    return certainty == Certainty::Certain ? "Certain" : certainty == Certainty::Likely ? "Likely" : "Possible";
}

void writeCard(QString &out, const char *name, const Card &card)
{
    out += QStringLiteral("| %1 | %2 | %3 |\n")
               .arg(QLatin1String(name), escaped(card.text),
                    escaped(card.fact + (card.detail.isEmpty() ? QString() : QStringLiteral("; ") + card.detail)));
}

void writeFinding(QString &out, const Finding &finding)
{
    out += QStringLiteral("\n### %1\n\n`%2` · %3\n\n```text\n")
               .arg(escaped(finding.title), QString::fromLatin1(finding.id), QLatin1String(word(finding.certainty)));
    for (const Evidence &evidence : finding.evidence) {
        out += code(QString::fromUtf8(evidence.where)) + QStringLiteral(": ") + code(evidence.text);
        if (!evidence.says.isEmpty())
            out += QStringLiteral("    <- ") + code(evidence.says);
        out += QLatin1Char('\n');
    }
    out += QStringLiteral("```\n\n%1\n\n**Help:** %2\n").arg(escaped(finding.why), escaped(finding.help));
}

void writeDifferences(QString &out, const Differences &differences)
{
    out += QStringLiteral("\n### %1\n\n```text\n%2\n").arg(escaped(differencesHeading(differences)), code(differences.success));
    for (const Difference &item : differences.items) {
        out += QStringLiteral("\n%1: %2\n").arg(code(QString::fromUtf8(item.what)), code(item.says));
        if (!item.then.isEmpty())
            out += QStringLiteral("  then  %1\n").arg(code(item.then));
        if (!item.now.isEmpty())
            out += QStringLiteral("  now   %1\n").arg(code(item.now));
    }
    out += QStringLiteral("```\n");
}

}

QString reportToMarkdown(const Report &report)
{
    QString out = QStringLiteral("## %1\n\n").arg(escaped(report.verdict.headline));
    out += QStringLiteral("`%1` → %2")
               .arg(code(QString::fromUtf8(report.method + ' ' + report.url)).replace(QLatin1Char('`'), QLatin1Char('\'')),
                    report.status ? QString::number(report.status) : QStringLiteral("no answer"));
    if (report.at)
        out += QStringLiteral(", %1").arg(utcText(*report.at));
    out += QStringLiteral("\n\n%1\n\n| Evidence | State | Facts |\n| --- | --- | --- |\n").arg(escaped(report.verdict.line));
    writeCard(out, "Header", report.header);
    writeCard(out, "Token", report.token);
    writeCard(out, "Clock", report.clock);
    writeCard(out, "Cookies", report.cookies);
    for (const Finding &finding : report.findings)
        writeFinding(out, finding);
    if (report.differences)
        writeDifferences(out, *report.differences);
    out += QStringLiteral("\n%1 causes were checked and ruled out. Secrets are masked.\n").arg(report.ruledOut.size());
    return out;
}

}
