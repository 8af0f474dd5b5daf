#include "core/diagnosis/html_text.h"
#include "core/diagnosis/report_groups.h"
#include "core/diagnosis/report_words.h"
#include "core/diagnosis/words.h"

namespace keyhole {

namespace {

/// The class that gives an element its colours.
const char *toneOf(const ReportVerdict &verdict)
{
    switch (verdict.outcome) {
    case Outcome::Accepted:
        return "good";
    case Outcome::Refused:
    case Outcome::Forbidden:
    case Outcome::TlsRefused:
        return verdict.certainty == Certainty::Possible ? "possible" : "cause";
    case Outcome::NotSaid:
        return "possible";
    default:
        return "quiet";
    }
}

const char *toneOf(FindingRole role)
{
    static constexpr const char *kTones[] = {"cause", "possible", "warning", "plain"};
    return kTones[int(role)];
}

const char *toneOf(Card::State state)
{
    static constexpr const char *kTones[] = {"good", "warning", "cause", "quiet", "plain"};
    return kTones[int(state)];
}

QString paragraph(const char *kind, const QString &html)
{
    return html.isEmpty() ? QString() : QStringLiteral("<p class=\"%1\">%2</p>\n").arg(QLatin1String(kind), html);
}

QString verdictHtml(const Report &report, bool first)
{
    const QString heading = first ? QStringLiteral("h1") : QStringLiteral("h2");
    QString html = QStringLiteral("<header class=\"verdict %1\">\n").arg(QLatin1String(toneOf(report.verdict)));
    html += paragraph("request mono", htmlText(requestSummary(report)));
    html += QStringLiteral("<%1>%2</%1>\n").arg(heading, htmlSentence(report.verdict.headline));
    html += paragraph("line", htmlSentence(report.verdict.line));
    QStringList facts;
    if (report.entry > 0)
        facts += QStringLiteral("entry %1").arg(report.entry);
    if (report.at)
        facts += utcText(*report.at);
    return html + paragraph("meta", htmlText(facts.join(QStringLiteral(" · ")))) + QStringLiteral("</header>\n");
}

QString cardsHtml(const Report &report)
{
    QString html = QStringLiteral("<ul class=\"cards\">\n");
    for (const auto &[name, card] : cardsOf(report)) {
        html += QStringLiteral("<li class=\"%1\"><span class=\"name\">%2</span><span class=\"state\">%3</span>")
                    .arg(QLatin1String(toneOf(card->state)), QLatin1String(name), htmlText(card->text));
        html += htmlText(card->fact);
        if (!card->detail.isEmpty())
            html += QStringLiteral("<br/>") + htmlText(card->detail);
        html += QStringLiteral("</li>\n");
    }
    return html + QStringLiteral("</ul>\n");
}

/// The line with its decisive part marked; the place of the mark holds only where nothing had to be made visible.
QString markedText(const Evidence &evidence)
{
    const QString &text = evidence.text;
    const bool marked = evidence.markLength > 0 && evidence.markFrom >= 0 && evidence.markFrom + evidence.markLength <= text.size();
    if (!marked || visibleText(text) != text)
        return htmlText(text);
    return htmlText(text.left(evidence.markFrom)) + QStringLiteral("<mark>") + htmlText(text.mid(evidence.markFrom, evidence.markLength))
        + QStringLiteral("</mark>") + htmlText(text.mid(evidence.markFrom + evidence.markLength));
}

QString evidenceHtml(const std::vector<Evidence> &lines)
{
    if (lines.empty())
        return {};
    QString html = QStringLiteral("<table class=\"evidence\">\n");
    for (const Evidence &line : lines) {
        const bool context = line.tone == Evidence::Tone::Context;
        html += QStringLiteral("<tr%1><td class=\"place\" title=\"%2\">%3</td><td class=\"line mono\">%4")
                    .arg(context ? QStringLiteral(" class=\"context\"") : QString(), htmlText(QString::fromUtf8(line.where)),
                         htmlText(gutterName(line.where)), markedText(line));
        if (!line.says.isEmpty())
            html += QStringLiteral("<span class=\"says\">%1</span>").arg(htmlSentence(line.says));
        html += QStringLiteral("</td></tr>\n");
    }
    return html + QStringLiteral("</table>\n");
}

QString findingHtml(const Finding &finding)
{
    QString html = QStringLiteral("<article class=\"finding %1\">\n<h3>%2</h3>\n")
                       .arg(QLatin1String(toneOf(finding.role)), htmlSentence(finding.title));
    html += QStringLiteral("<p class=\"meta\"><span class=\"badge\">%1</span> %2 · <code>%3</code></p>\n")
                .arg(capitalized(QLatin1String(roleName(finding.role))), capitalized(QLatin1String(certaintyName(finding.certainty))),
                     htmlText(QString::fromLatin1(finding.id)));
    html += evidenceHtml(finding.evidence) + paragraph("why", htmlSentence(finding.why));
    html += paragraph("help", QStringLiteral("<b>Help</b> ") + htmlSentence(finding.help));
    return html + QStringLiteral("</article>\n");
}

QString differencesHtml(const Differences &differences)
{
    QString html = QStringLiteral("<h2>%1</h2>\n<div class=\"box differences\">\n<p class=\"mono\">%2</p>\n<dl>\n")
                       .arg(htmlText(differencesHeading(differences)), htmlText(differences.success));
    const auto side = [](const char *which, const QString &text) {
        return text.isEmpty()
            ? QString()
            : QStringLiteral("<dd class=\"mono\"><span class=\"which\">%1</span>%2</dd>\n").arg(QLatin1String(which), htmlText(text));
    };
    for (const Difference &item : differences.items) {
        html += QStringLiteral("<dt>%1 <span class=\"meta\">%2</span></dt>\n")
                    .arg(htmlSentence(item.says), htmlText(QString::fromUtf8(item.what)));
        html += side("then", item.then) + side("now", item.now);
    }
    return html + QStringLiteral("</dl>\n</div>\n");
}

QString experimentsHtml(const Experiments &experiments)
{
    QString html = QStringLiteral("<h2>%1</h2>\n<table class=\"overview\">\n<tr><th>Experiment</th><th>Outcome</th><th>Answers</th></tr>\n")
                       .arg(htmlText(experimentsHeading(experiments)));
    for (const Experiment &row : experiments.rows)
        html += QStringLiteral("<tr><td>%1</td><td>%2</td><td>%3</td></tr>\n")
                    .arg(htmlSentence(row.title), htmlText(QString::fromUtf8(row.outcome)), htmlText(row.answers));
    return html + QStringLiteral("</table>\n") + paragraph("line", htmlSentence(experiments.conclusion));
}

QString linesHtml(const QString &heading, const std::vector<HandOverLine> &lines)
{
    if (lines.empty())
        return {};
    QString html = QStringLiteral("<h2>%1</h2>\n<dl class=\"box\">\n").arg(heading);
    for (const HandOverLine &line : lines) {
        html += QStringLiteral("<dt>%1</dt><dd>").arg(htmlText(line.name));
        html += line.isSentence ? htmlSentence(line.value) : QStringLiteral("<code>%1</code>").arg(htmlText(line.value));
        if (!line.source.isEmpty())
            html += QStringLiteral("<span class=\"source\">%1</span>").arg(htmlText(QString::fromUtf8(line.source)));
        html += QStringLiteral("</dd>\n");
    }
    return html + QStringLiteral("</dl>\n");
}

QString messageHtml(const char *kind, const char *lead, const std::vector<MarkedLine> &lines)
{
    QString html;
    for (const MarkedLine &line : lines) {
        for (const QString &row : line.text.split(u'\n'))
            html += QStringLiteral("<span class=\"%1\">%2 %3</span>\n").arg(QLatin1String(kind), QLatin1String(lead), htmlText(row));
    }
    return html;
}

QString exchangeHtml(const MarkedExchange &exchange)
{
    if (exchange.hops.empty())
        return {};
    QString html
        = QStringLiteral("<h2>The exchange</h2>\n<p class=\"note\">Secrets are replaced by marks: the same mark stands for the same "
                         "secret, of the same length and kind of characters.</p>\n");
    for (const MarkedHop &hop : exchange.hops)
        html += QStringLiteral("<pre>%1%2</pre>\n")
                    .arg(messageHtml("sent", "&gt;", hop.request), messageHtml("received", "&lt;", hop.response));
    for (const MarkedToken &token : exchange.tokens) {
        QStringList lines;
        for (const auto *part : {&token.header, &token.claims}) {
            for (const QString &line : *part)
                lines += htmlText(line);
        }
        html += QStringLiteral("<p class=\"note\">The token in <code>%1</code>, without its signature:</p>\n<pre>%2</pre>\n")
                    .arg(htmlText(QString::fromUtf8(token.where)), lines.join(u'\n'));
    }
    return html;
}

QString ruledOutHtml(const std::vector<RuledOut> &causes)
{
    if (causes.empty())
        return {};
    QString html = QStringLiteral("<details>\n<summary>%1 causes were checked and ruled out</summary>\n<ul>\n").arg(causes.size());
    for (const RuledOut &each : causes)
        html += QStringLiteral("<li><code>%1</code> %2</li>\n").arg(htmlText(QString::fromLatin1(each.id)), htmlSentence(each.reason));
    return html + QStringLiteral("</ul>\n</details>\n");
}

QString footer()
{
    return QStringLiteral("<footer>Keyhole. Secrets are masked or replaced by marks.</footer>\n");
}

QString sectionHtml(const Report &report, bool first)
{
    QString html = QStringLiteral("<section class=\"report\">\n") + verdictHtml(report, first) + cardsHtml(report);
    if (!report.findings.empty())
        html += QStringLiteral("<h2>Findings</h2>\n");
    for (const Finding &finding : report.findings)
        html += findingHtml(finding);
    html += linesHtml(QStringLiteral("What the answer says"), answerLines(report));
    if (report.experiments)
        html += experimentsHtml(*report.experiments);
    if (report.differences)
        html += differencesHtml(*report.differences);
    html += exchangeHtml(report.marked) + ruledOutHtml(report.ruledOut)
        + linesHtml(QStringLiteral("For whoever runs the server"), handOverLines(report));
    return html + QStringLiteral("</section>\n");
}

QString hostHtml(const ReportGroups::Host &host, int hostNumber)
{
    QString html = QStringLiteral("<h2>%1</h2>\n<table class=\"overview\">\n<tr><th>Cause</th><th>Entries</th></tr>\n")
                       .arg(htmlText(hostHeading(host)));
    for (size_t i = 0; i < host.causes.size(); ++i) {
        const ReportGroups::Repeated &cause = host.causes[i];
        const QString title = htmlSentence(cause.title);
        const QString shown = cause.report ? QStringLiteral("<a href=\"#c%1-%2\">%3</a>").arg(hostNumber).arg(i).arg(title) : title;
        html += QStringLiteral("<tr><td>%1<br/><code>%2</code></td><td>%3</td></tr>\n")
                    .arg(shown, htmlText(QString::fromLatin1(cause.id)), htmlText(entriesText(cause.entries)));
    }
    return html + QStringLiteral("</table>\n");
}

}

QString reportToHtml(const Report &report)
{
    return htmlPage(withoutEmphasis(report.verdict.headline), sectionHtml(report, true) + footer());
}

QString groupsToHtml(const ReportGroups &groups)
{
    const QString title
        = QStringLiteral("%1 of %2 entries were refused").arg(QString::number(groups.refused()), QString::number(groups.entries()));
    QString overview, reports;
    for (size_t i = 0; i < groups.hosts().size(); ++i) {
        const ReportGroups::Host &host = groups.hosts()[i];
        if (host.causes.empty())
            continue;
        overview += hostHtml(host, int(i));
        for (size_t j = 0; j < host.causes.size(); ++j) {
            if (host.causes[j].report)
                reports += QStringLiteral("<div class=\"report\" id=\"c%1-%2\">\n").arg(i).arg(j)
                    + sectionHtml(*host.causes[j].report, false) + QStringLiteral("</div>\n");
        }
    }
    return htmlPage(title, QStringLiteral("<h1>%1</h1>\n").arg(htmlText(title)) + overview + reports + footer());
}

}
