#include "core/diagnosis/report_words.h"

#include "core/diagnosis/words.h"

namespace keyhole {

QString escapedMarkdown(const QString &text)
{
    QString shown;
    const QString visible = visibleText(text);
    for (qsizetype i = 0; i < visible.size(); ++i) {
        if (visible.mid(i, 2) == QLatin1String("**")) {
            shown += QLatin1String("**");
            ++i;
            continue;
        }
        if (QStringLiteral("\\`*_[]<>#|!~&").contains(visible[i]))
            shown += QLatin1Char('\\');
        shown += visible[i];
    }
    return shown;
}

namespace {

/// Within a code block nothing is markup but the fence.
QString code(QString text)
{
    return text.replace(QLatin1String("```"), QLatin1String("'''"));
}

QString inlineCode(const QString &text)
{
    return QLatin1Char('`') + visibleText(text).replace(QLatin1Char('`'), QLatin1Char('\'')) + QLatin1Char('`');
}

/// The line with marks at this place that begins as the masked text does, up to its first dots.
const QString *markedLine(const Report &report, const Evidence &evidence)
{
    const qsizetype dots = evidence.text.indexOf(QChar(0x2022));
    if (dots < 0)
        return nullptr;
    constexpr qsizetype kShownBeforeDots = 4;
    const QString begin = evidence.text.left(std::max<qsizetype>(0, dots - kShownBeforeDots));
    for (const MarkedHop &hop : report.marked.hops) {
        for (const auto *lines : {&hop.request, &hop.response}) {
            for (const MarkedLine &line : *lines) {
                if (line.where == evidence.where && line.text.startsWith(begin) && !line.text.contains(u'\n'))
                    return &line.text;
            }
        }
    }
    return nullptr;
}

/// A line of evidence with marks in the place of dots, as far as these tell which secret they stand for.
QString evidenceLine(const Report &report, const Evidence &evidence)
{
    if (const QString *marked = markedLine(report, evidence))
        return *marked;
    QString text = visibleText(evidence.text);
    for (const MarkedSecret &secret : report.marked.secrets)
        text.replace(secret.masked, secret.mark);
    return text;
}

void writeCard(QString &out, const char *name, const Card &card)
{
    const QString detail = card.detail.isEmpty() ? QString() : QStringLiteral("; ") + card.detail;
    out += QStringLiteral("| %1 | %2 | %3 |\n").arg(QLatin1String(name), escapedMarkdown(card.text), escapedMarkdown(card.fact + detail));
}

void writeFinding(QString &out, const Report &report, const Finding &finding)
{
    out += QStringLiteral("\n### %1\n\n%2 · %3, %4\n\n")
               .arg(escapedMarkdown(finding.title), inlineCode(QString::fromLatin1(finding.id)),
                    capitalized(QLatin1String(certaintyName(finding.certainty))), QLatin1String(roleName(finding.role)));
    if (!finding.evidence.empty()) {
        out += QStringLiteral("```text\n");
        for (const Evidence &evidence : finding.evidence) {
            out += visibleText(QString::fromUtf8(evidence.where)) + QStringLiteral(": ") + code(evidenceLine(report, evidence));
            if (!evidence.says.isEmpty())
                out += QStringLiteral("    <- ") + code(visibleText(withoutEmphasis(evidence.says)));
            out += QLatin1Char('\n');
        }
        out += QStringLiteral("```\n\n");
    }
    out += QStringLiteral("%1\n\n**Help:** %2\n").arg(escapedMarkdown(finding.why), escapedMarkdown(finding.help));
}

void writeExchange(QString &out, const Report &report)
{
    if (report.marked.hops.empty())
        return;
    out += QStringLiteral(
        "\n### The exchange\n\nSecrets are replaced by marks: the same mark stands for the same secret, of the same length "
        "and kind of characters.\n\n```text\n");
    for (const MarkedHop &hop : report.marked.hops) {
        for (const MarkedLine &line : hop.request)
            out += QStringLiteral("> ") + code(line.text).replace(QLatin1Char('\n'), QLatin1String("\n> ")) + QLatin1Char('\n');
        for (const MarkedLine &line : hop.response)
            out += QStringLiteral("< ") + code(line.text).replace(QLatin1Char('\n'), QLatin1String("\n< ")) + QLatin1Char('\n');
    }
    out += QStringLiteral("```\n");
    for (const MarkedToken &token : report.marked.tokens) {
        out += QStringLiteral("\nThe token in %1, without its signature:\n\n```text\n").arg(inlineCode(QString::fromUtf8(token.where)));
        for (const auto *lines : {&token.header, &token.claims}) {
            for (const QString &line : *lines)
                out += code(line) + QLatin1Char('\n');
        }
        out += QStringLiteral("```\n");
    }
}

/// A sentence of ours, in which what stands between backticks is code.
QString sentence(const QString &text)
{
    const QStringList parts = text.split(QLatin1Char('`'));
    QString shown;
    for (qsizetype i = 0; i < parts.size(); ++i)
        shown += i % 2 == 1 && i + 1 < parts.size() ? inlineCode(parts[i]) : escapedMarkdown(parts[i]);
    return shown;
}

void writeLines(QString &out, const QString &heading, const std::vector<HandOverLine> &lines)
{
    if (lines.empty())
        return;
    out += QStringLiteral("\n### %1\n\n").arg(heading);
    for (const HandOverLine &line : lines) {
        const bool ours = line.isSentence;
        out += QStringLiteral("- %1: %2").arg(escapedMarkdown(line.name), ours ? sentence(line.value) : inlineCode(line.value));
        if (!line.source.isEmpty())
            out += QStringLiteral(" (%1)").arg(escapedMarkdown(QString::fromUtf8(line.source)));
        out += QLatin1Char('\n');
    }
}

void writeExperiments(QString &out, const Experiments &experiments)
{
    out += QStringLiteral("\n### %1\n\n| Experiment | Outcome | Answers |\n| --- | --- | --- |\n").arg(experimentsHeading(experiments));
    for (const Experiment &row : experiments.rows)
        out += QStringLiteral("| %1 | %2 | %3 |\n")
                   .arg(escapedMarkdown(row.title), QString::fromUtf8(row.outcome), escapedMarkdown(row.answers));
    out += QStringLiteral("\n%1\n").arg(escapedMarkdown(experiments.conclusion));
}

void writeDifferences(QString &out, const Differences &differences)
{
    out += QStringLiteral("\n### %1\n\n```text\n%2\n")
               .arg(escapedMarkdown(differencesHeading(differences)), code(visibleText(differences.success)));
    for (const Difference &item : differences.items) {
        out += QStringLiteral("\n%1: %2\n")
                   .arg(code(visibleText(QString::fromUtf8(item.what))), code(visibleText(withoutEmphasis(item.says))));
        if (!item.then.isEmpty())
            out += QStringLiteral("  then  %1\n").arg(code(visibleText(item.then)));
        if (!item.now.isEmpty())
            out += QStringLiteral("  now   %1\n").arg(code(visibleText(item.now)));
    }
    out += QStringLiteral("```\n");
}

}

QString reportToMarkdown(const Report &report)
{
    QString out = QStringLiteral("## %1\n\n%2").arg(escapedMarkdown(report.verdict.headline), inlineCode(requestSummary(report)));
    if (report.at)
        out += QStringLiteral(", %1").arg(utcText(*report.at));
    out += QStringLiteral("\n\n%1\n\n| Evidence | State | Facts |\n| --- | --- | --- |\n").arg(escapedMarkdown(report.verdict.line));
    for (const auto &[name, card] : cardsOf(report))
        writeCard(out, name, *card);
    for (const Finding &finding : report.findings)
        writeFinding(out, report, finding);
    writeLines(out, QStringLiteral("What the answer says"), answerLines(report));
    if (report.experiments)
        writeExperiments(out, *report.experiments);
    if (report.differences)
        writeDifferences(out, *report.differences);
    if (!report.ruledOut.empty())
        out += QStringLiteral("\n%1 causes were checked and ruled out.\n").arg(report.ruledOut.size());
    writeExchange(out, report);
    writeLines(out, QStringLiteral("For whoever runs the server"), handOverLines(report));
    return out;
}

}
