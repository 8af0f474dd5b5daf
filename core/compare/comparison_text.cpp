#include "core/compare/comparison_text.h"

#include "core/diagnosis/words.h"
#include "core/json/values.h"

#include <QDateTime>

namespace keyhole {

namespace {

using Weight = DifferenceWeight;

constexpr const char *kBold = "1", *kDim = "2", *kDecisive = "1;31", *kContext = "36";

QString paint(const QString &text, const char *code, const TextStyle &style)
{
    return style.colours && !text.isEmpty() ? QStringLiteral("\x1b[%1m%2\x1b[0m").arg(QLatin1String(code), text) : text;
}

std::vector<Weight> weightsOf(const ExchangeComparison &comparison)
{
    std::vector<Weight> weights;
    for (const ExchangeDifference &item : comparison.items) {
        if (std::find(weights.begin(), weights.end(), item.weight) == weights.end())
            weights.push_back(item.weight);
    }
    return weights;
}

QString namesOf(const ExchangeComparison &comparison, Weight weight)
{
    constexpr qsizetype kMostNamed = 40;
    QStringList names;
    for (const ExchangeDifference &item : comparison.items) {
        const QString name = item.name.isEmpty() ? item.says : item.name;
        if (item.weight == weight && !names.contains(name))
            names += name;
    }
    const qsizetype more = names.size() - kMostNamed;
    return more > 0 ? QStringList(names.mid(0, kMostNamed)).join(QStringLiteral(", ")) + QStringLiteral(" and %1 more").arg(more)
                    : names.join(QStringLiteral(", "));
}

QString wrapped(const QString &text, int indent, int width)
{
    QString lines, rest = text;
    while (!rest.isEmpty()) {
        const qsizetype room = std::max(30, width - indent);
        qsizetype end = rest.size() <= room ? rest.size() : rest.lastIndexOf(u' ', room);
        if (end <= 0)
            end = std::min<qsizetype>(rest.size(), room);
        lines += QString(indent, u' ') + rest.left(end) + u'\n';
        rest = rest.mid(end).trimmed();
    }
    return lines;
}

QString itemText(const ExchangeDifference &item, const TextStyle &style)
{
    const auto sides = [&](const char *which, const QString &text) {
        return text.isEmpty() ? QString() : QStringLiteral("      %1 %2\n").arg(paint(QLatin1String(which), kDim, style), text);
    };
    QString text
        = QStringLiteral("  %1  %2\n").arg(paint(QString::fromLatin1(partId(item.part)).leftJustified(15), kContext, style), item.says);
    text += sides("left ", item.left) + sides("right", item.right);
    return item.why.isEmpty() ? text : text + sides("=    ", item.why);
}

QByteArray moment(Instant instant)
{
    return QDateTime::fromMSecsSinceEpoch(instant.time_since_epoch().count(), Qt::UTC).toString(Qt::ISODateWithMs).toUtf8();
}

JsonValue textOrNull(const QString &text)
{
    return text.isEmpty() ? JsonValue() : jsonText(text.toUtf8());
}

JsonValue sideJson(const ComparedSide &side)
{
    JsonValue json = jsonObject({{"line", jsonText(side.line.toUtf8())}, {"status", jsonNumber(side.status)}});
    if (side.entry > 0)
        json.members.push_back({"entry", jsonNumber(side.entry)});
    if (side.at)
        json.members.push_back({"at", jsonText(moment(*side.at))});
    return json;
}

JsonValue itemJson(const ExchangeDifference &item)
{
    static constexpr const char *kKinds[] = {"added", "removed", "changed", "moved"};
    JsonValue json = jsonObject({{"part", jsonText(partId(item.part))},
                                 {"kind", jsonText(kKinds[int(item.kind)])},
                                 {"where", jsonText(item.where)},
                                 {"name", jsonText(item.name.toUtf8())},
                                 {"left", textOrNull(item.left)},
                                 {"right", textOrNull(item.right)},
                                 {"says", jsonText(item.says.toUtf8())},
                                 {"weight", jsonText(weightId(item.weight))},
                                 {"rank", jsonNumber(item.rank)}});
    if (!item.why.isEmpty())
        json.members.push_back({"why", jsonText(item.why.toUtf8())});
    return json;
}

/// Within a table's cell, as code: nothing in it is taken for mark-up.
QString cell(QString text)
{
    text.replace(u'`', u'\'').replace(u'|', QStringLiteral("\\|")).replace(u'\n', u' ');
    return text.isEmpty() ? QString() : u'`' + text + u'`';
}

}

QString weightHeading(Weight weight)
{
    static constexpr const char *kHeadings[] = {"May explain it", "In the answer", "Of little weight", "Noise"};
    return QLatin1String(kHeadings[int(weight)]);
}

QString sideText(const ComparedSide &side)
{
    QStringList beside;
    if (side.entry > 0)
        beside += QStringLiteral("entry %1").arg(side.entry);
    if (side.at)
        beside += utcText(*side.at);
    return beside.isEmpty() ? side.line : QStringLiteral("%1 (%2)").arg(side.line, beside.join(QStringLiteral(", ")));
}

QString comparisonToText(const ExchangeComparison &comparison, bool all, const TextStyle &style)
{
    QString text = QStringLiteral("left   %1\nright  %2\n").arg(sideText(comparison.left), sideText(comparison.right));
    text += paint(comparisonSummary(comparison), kBold, style) + u'\n';
    for (const Weight weight : weightsOf(comparison)) {
        text += u'\n' + paint(weightHeading(weight), weight == Weight::Explains ? kDecisive : kBold, style);
        if (weight == Weight::Noise && !all) {
            text += QStringLiteral(": %1 folded, --all shows them\n").arg(comparison.count(weight))
                + wrapped(namesOf(comparison, weight), 2, style.width);
            continue;
        }
        text += u'\n';
        for (const ExchangeDifference &item : comparison.items) {
            if (item.weight == weight)
                text += itemText(item, style);
        }
    }
    if (comparison.leftOut > 0)
        text += QStringLiteral("\n%1 more differences are beyond the limits and not shown.\n").arg(comparison.leftOut);
    return text;
}

QString comparisonToMarkdown(const ExchangeComparison &comparison, bool all)
{
    QString text = QStringLiteral("## What differs\n\n- left: %1\n- right: %2\n\n%3\n")
                       .arg(cell(sideText(comparison.left)), cell(sideText(comparison.right)), comparisonSummary(comparison));
    for (const Weight weight : weightsOf(comparison)) {
        text += QStringLiteral("\n### %1\n\n").arg(weightHeading(weight));
        if (weight == Weight::Noise && !all) {
            text += QStringLiteral("%1 folded: %2\n").arg(comparison.count(weight)).arg(cell(namesOf(comparison, weight)));
            continue;
        }
        text += QStringLiteral("| Part | What | Left | Right |\n| --- | --- | --- | --- |\n");
        for (const ExchangeDifference &item : comparison.items) {
            if (item.weight == weight)
                text += QStringLiteral("| %1 | %2 | %3 | %4 |\n")
                            .arg(partName(item.part), cell(item.says), cell(item.left), cell(item.right));
        }
    }
    if (comparison.leftOut > 0)
        text += QStringLiteral("\n%1 more differences are beyond the limits and not shown.\n").arg(comparison.leftOut);
    return text;
}

QByteArray comparisonToJson(const ExchangeComparison &comparison)
{
    JsonValue items = jsonList({});
    for (const ExchangeDifference &item : comparison.items)
        items.items.push_back(itemJson(item));
    return toJson(jsonObject({{"schema", jsonText("keyhole.comparison/1")},
                              {"summary", jsonText(comparisonSummary(comparison).toUtf8())},
                              {"differs", jsonBool(comparison.differs())},
                              {"left", sideJson(comparison.left)},
                              {"right", sideJson(comparison.right)},
                              {"differences", std::move(items)},
                              {"left_out", jsonNumber(comparison.leftOut)}}));
}

}
