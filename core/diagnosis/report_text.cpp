#include "core/diagnosis/report_words.h"

namespace keyhole {

namespace {

enum class Paint { Bold, Danger, Warn, Ok, Info, Dim };

class Writer {
public:
    explicit Writer(const TextStyle &style) : m_style(style) { }

    QString paint(const QString &text, Paint paint) const
    {
        if (!m_style.colours || text.isEmpty())
            return text;
        static constexpr const char *kCodes[] = {"1", "1;31", "1;33", "32", "36", "2"};
        return QStringLiteral("\x1b[%1m%2\x1b[0m").arg(QLatin1String(kCodes[int(paint)]), text);
    }

    void line(const QString &text = {}) { m_text += text + QLatin1Char('\n'); }

    /// Breaks at blanks so that each line fits, continued under the first.
    void paragraph(const QString &lead, const QString &text, Paint leadPaint)
    {
        const int room = std::max(30, m_style.width - int(lead.size()));
        QString rest = text;
        bool first = true;
        while (!rest.isEmpty()) {
            qsizetype end = rest.size() <= room ? rest.size() : rest.lastIndexOf(QLatin1Char(' '), room);
            if (end <= 0)
                end = std::min<qsizetype>(rest.size(), room);
            line((first ? paint(lead, leadPaint) : QString(lead.size(), QLatin1Char(' '))) + rest.left(end));
            rest = rest.mid(end).trimmed();
            first = false;
        }
    }

    const TextStyle &style() const { return m_style; }
    QString text() const { return m_text; }

private:
    TextStyle m_style;
    QString m_text;
};

QString plain(QString text)
{
    return visibleText(withoutEmphasis(std::move(text)));
}

Paint paintOf(FindingRole role)
{
    return role == FindingRole::Cause ? Paint::Danger : role == FindingRole::Note ? Paint::Info : Paint::Warn;
}

/// The line, and below it the mark with its label, as a compiler shows them.
void writeEvidence(Writer &out, const Evidence &evidence, Paint paint)
{
    const QString lead = gutterName(evidence.where).rightJustified(10) + QStringLiteral(" | ");
    const QString shown = visibleText(evidence.text);
    const bool same = shown == evidence.text;
    const int room = std::max(30, out.style().width - int(lead.size()));
    // A long line is shown around its mark.
    qsizetype from = 0;
    if (shown.size() > room && same && evidence.markFrom > room / 2)
        from = std::min<qsizetype>(evidence.markFrom - room / 3, shown.size() - room);
    QString part = shown.mid(from, room);
    if (from > 0)
        part[0] = QChar(0x2026);
    if (from + room < shown.size())
        part[part.size() - 1] = QChar(0x2026);
    out.line(out.paint(lead, Paint::Dim) + part);
    if (!same || evidence.markLength <= 0 || evidence.says.isEmpty()) {
        if (!evidence.says.isEmpty())
            out.line(out.paint(QString(10, QLatin1Char(' ')) + QStringLiteral(" | "), Paint::Dim)
                     + out.paint(QStringLiteral("= ") + plain(evidence.says), paint));
        return;
    }
    const qsizetype start = std::max<qsizetype>(0, evidence.markFrom - from);
    const qsizetype length = std::clamp<qsizetype>(evidence.markLength, 1, std::max<qsizetype>(1, part.size() - start));
    const QString under = QString(start, QLatin1Char(' ')) + QString(length, QLatin1Char('^'));
    const QString label = plain(evidence.says);
    const QString blank = out.paint(QString(10, QLatin1Char(' ')) + QStringLiteral(" | "), Paint::Dim);
    if (start + length + 1 + label.size() <= room) {
        out.line(blank + out.paint(under + QLatin1Char(' ') + label, paint));
    } else {
        out.line(blank + out.paint(under, paint));
        out.line(
            blank
            + out.paint(QString(std::min<qsizetype>(start, std::max<qsizetype>(0, room - label.size())), QLatin1Char(' ')) + label, paint));
    }
}

void writeFinding(Writer &out, const Finding &finding)
{
    const Paint paint = paintOf(finding.role);
    out.line();
    out.line(out.paint(QStringLiteral("%1[%2]").arg(QLatin1String(roleName(finding.role)), QString::fromLatin1(finding.id)), paint)
             + out.paint(QStringLiteral(": ") + plain(finding.title), Paint::Bold)
             + out.paint(QStringLiteral(" (%1)").arg(QLatin1String(certaintyName(finding.certainty))), Paint::Dim));
    for (const Evidence &evidence : finding.evidence)
        writeEvidence(out, evidence, paint);
    out.paragraph(QStringLiteral("       why: "), plain(finding.why), Paint::Info);
    out.paragraph(QStringLiteral("      help: "), plain(finding.help), Paint::Ok);
}

void writeCard(Writer &out, const char *name, const Card &card)
{
    static constexpr Paint kPaints[] = {Paint::Ok, Paint::Warn, Paint::Danger, Paint::Dim, Paint::Info};
    QStringList facts;
    for (const QString &fact : {card.fact, card.detail}) {
        if (!fact.isEmpty())
            facts += plain(fact);
    }
    out.line(QStringLiteral("  %1 %2  %3")
                 .arg(QString::fromLatin1(name).leftJustified(8), out.paint(plain(card.text).leftJustified(18), kPaints[int(card.state)]),
                      facts.join(QStringLiteral(" · "))));
}

/// "What changed since it last worked (entry 3, 2 min before)", then each thing as it was and as it is.
void writeDifferences(Writer &out, const Differences &differences)
{
    out.line();
    out.line(out.paint(plain(differencesHeading(differences)), Paint::Bold));
    out.line(QString(10, QLatin1Char(' ')) + out.paint(QStringLiteral(" | "), Paint::Dim) + visibleText(differences.success));
    for (const Difference &item : differences.items) {
        const QString blank = QString(10, QLatin1Char(' ')) + QStringLiteral(" | ");
        out.paragraph(gutterName(item.what).rightJustified(10) + QStringLiteral(" | "), plain(item.says), Paint::Info);
        if (!item.then.isEmpty())
            out.paragraph(blank + QStringLiteral("then  "), visibleText(item.then), Paint::Dim);
        if (!item.now.isEmpty())
            out.paragraph(blank + QStringLiteral("now   "), visibleText(item.now), Paint::Dim);
    }
}

void writeExperiments(Writer &out, const Experiments &experiments)
{
    out.line();
    out.line(out.paint(experimentsHeading(experiments), Paint::Bold));
    for (const Experiment &row : experiments.rows) {
        out.line(QStringLiteral("  %1 %2 %3")
                     .arg(plain(row.title).leftJustified(30), QString::fromUtf8(row.outcome).leftJustified(18), plain(row.answers)));
        out.paragraph(QString(33, QLatin1Char(' ')), plain(row.says), Paint::Dim);
    }
    out.paragraph(QStringLiteral("  "), plain(experiments.conclusion), Paint::Info);
}

void writeLines(Writer &out, const QString &heading, const std::vector<HandOverLine> &lines)
{
    if (lines.empty())
        return;
    out.line();
    out.line(out.paint(heading, Paint::Bold));
    for (const HandOverLine &line : lines) {
        out.paragraph(QStringLiteral("  %1  ").arg(line.name.leftJustified(24)), plain(line.value), Paint::Dim);
        if (!line.source.isEmpty())
            out.paragraph(QString(28, QLatin1Char(' ')), QString::fromUtf8(line.source), Paint::Dim);
    }
}

}

QString reportToText(const Report &report, const TextStyle &style)
{
    Writer out(style);
    QString heading = requestSummary(report);
    if (report.entry > 0)
        heading += QStringLiteral("  (entry %1)").arg(report.entry);
    out.line(out.paint(heading, Paint::Dim));
    out.line(out.paint(plain(report.verdict.headline), Paint::Bold));
    out.paragraph(QStringLiteral("  "), plain(report.verdict.line), Paint::Dim);
    out.line();
    for (const auto &[name, card] : cardsOf(report))
        writeCard(out, name, *card);
    for (const Finding &finding : report.findings)
        writeFinding(out, finding);
    writeLines(out, QStringLiteral("What the answer says"), answerLines(report));
    if (report.experiments)
        writeExperiments(out, *report.experiments);
    if (report.differences)
        writeDifferences(out, *report.differences);
    if (!report.ruledOut.empty()) {
        out.line();
        out.line(out.paint(QStringLiteral("%1 causes checked and ruled out; --format json lists them.").arg(report.ruledOut.size()),
                           Paint::Dim));
    }
    writeLines(out, QStringLiteral("For whoever runs the server"), handOverLines(report));
    return out.text();
}

}
