#include "core/diagnosis/report_words.h"

#include "core/diagnosis/words.h"

namespace keyhole {

const char *certaintyName(Certainty certainty)
{
    return certainty == Certainty::Certain ? "certain" : certainty == Certainty::Likely ? "likely" : "possible";
}

const char *roleName(FindingRole role)
{
    static constexpr const char *kNames[] = {"cause", "possible cause", "warning", "note"};
    return kNames[int(role)];
}

QString capitalized(const QString &text)
{
    return text.isEmpty() ? text : text.front().toUpper() + text.mid(1);
}

QString withoutEmphasis(QString text)
{
    return text.remove(QLatin1String("**"));
}

QString gutterName(const QByteArray &where)
{
    if (where.startsWith("request.token"))
        return QStringLiteral("token");
    if (where.startsWith("hop."))
        return QStringLiteral("hop %1").arg(QString::fromLatin1(where.mid(4).split('.').front()));
    return QString::fromLatin1(where.split('.').front());
}

QString experimentsHeading(const Experiments &experiments)
{
    const QString requests
        = experiments.requests == 1 ? QStringLiteral("1 request") : QStringLiteral("%1 requests").arg(experiments.requests);
    return (experiments.settled ? QStringLiteral("Experiments: settled by %1") : QStringLiteral("Experiments: not settled by %1"))
        .arg(requests);
}

QString requestSummary(const Report &report)
{
    const QString answer = report.status ? QString::number(report.status) : QStringLiteral("no answer");
    return QStringLiteral("%1 → %2").arg(visibleText(QString::fromUtf8(report.method + ' ' + report.url)), answer);
}

std::vector<std::pair<const char *, const Card *>> cardsOf(const Report &report)
{
    return {{"Header", &report.header}, {"Token", &report.token}, {"Clock", &report.clock}, {"Cookies", &report.cookies}};
}

namespace {

/// "21 Nov 2026, 09:43:14 UTC, 2.3 s ahead of the server, ± 0.6 s".
QString localTimeText(const Report &report)
{
    const QString time = utcText(*report.handOver.localTime);
    if (!report.clockOffset)
        return time;
    const auto [low, high] = *report.clockOffset;
    const Milliseconds middle = (low + high) / 2, width = (high - low) / 2;
    const QString uncertainty = uncertaintyText(width);
    if (low <= Milliseconds(0) && high >= Milliseconds(0))
        return QStringLiteral("%1, in step with the server, %2").arg(time, uncertainty);
    return QStringLiteral("%1, %2 %3 the server, %4")
        .arg(time, durationText(middle), middle.count() < 0 ? QStringLiteral("ahead of") : QStringLiteral("behind"), uncertainty);
}

}

std::vector<HandOverLine> answerLines(const Report &report)
{
    std::vector<HandOverLine> lines;
    if (!report.answer || report.findings.empty())
        return lines;
    const ReportedAnswer &answer = *report.answer;
    const auto add = [&lines](const QString &name, const QString &value) {
        if (!value.isEmpty())
            lines.push_back({name, visibleText(value)});
    };
    add(QStringLiteral("Code"), answer.code);
    add(QStringLiteral("Message"), answer.message);
    for (const ReportedAnswer::Part &part : answer.asked)
        add(QStringLiteral("Asks for %1").arg(QString::fromUtf8(part.name).replace(QLatin1Char('_'), QLatin1Char(' '))), part.text);
    if (!lines.empty() && !answer.format.isEmpty())
        lines.insert(lines.begin(), {QStringLiteral("Format"), QString::fromUtf8(answer.format)});
    return lines;
}

std::vector<HandOverLine> handOverLines(const Report &report)
{
    const HandOver &handOver = report.handOver;
    std::vector<HandOverLine> lines;
    if (report.method.isEmpty())
        return lines;
    lines.push_back({QStringLiteral("Request"), requestSummary(report)});
    if (handOver.serverTime)
        lines.push_back({QStringLiteral("Server’s clock"), utcText(*handOver.serverTime), true});
    if (handOver.localTime)
        lines.push_back(
            {report.source == ExchangeSource::Live ? QStringLiteral("This computer’s clock") : QStringLiteral("Recorder’s clock"),
             localTimeText(report), true});
    if (!handOver.answeredBy.isEmpty())
        lines.push_back({QStringLiteral("Answered by"), visibleText(handOver.answeredBy), true});
    for (const HandOver::Id &id : handOver.ids)
        lines.push_back({visibleText(id.name), visibleText(id.value)});
    if (handOver.ids.empty() && report.status > 0)
        lines.push_back({QStringLiteral("Request id"), QStringLiteral("the answer brought none; its time and address have to do"), true});
    for (const HandOver::LookAt &place : handOver.lookAt)
        lines.push_back({QStringLiteral("Look at"), place.text, true, place.source});
    return lines;
}

QString handOverText(const Report &report)
{
    QString text;
    for (const HandOverLine &line : handOverLines(report)) {
        text += line.name + QStringLiteral(": ") + withoutEmphasis(line.value);
        if (!line.source.isEmpty())
            text += QStringLiteral(" (%1)").arg(QString::fromUtf8(line.source));
        text += QLatin1Char('\n');
    }
    return text;
}

}
