#include "core/compare/body_comparison.h"
#include "core/compare/exchange_pair.h"
#include "core/compare/json_comparison.h"
#include "core/compare/line_comparison.h"
#include "core/compare/noise.h"
#include "core/diagnosis/words.h"
#include "core/http/form.h"

namespace keyhole {

namespace {

using Weight = DifferenceWeight;
using Kind = ExchangeDifference::Kind;

constexpr qsizetype kMostItems = 200;
constexpr qsizetype kMostBesideRefusal = 12;  // what a refusal says instead of an answer is another text throughout

/// The content of one direction.
struct Body {
    ExchangePair &pair;
    ComparedPart part;
    QByteArray where;  ///< "request.body"
    const QByteArray &left, &right;
    QByteArray leftType, rightType;

    bool ofRequest() const { return part == ComparedPart::RequestBody; }
    qsizetype most() const { return !ofRequest() && wasRefused(pair.left()) != wasRefused(pair.right()) ? kMostBesideRefusal : kMostItems; }
};

bool tellsWhy(const QByteArray &name)
{
    static constexpr QByteArrayView kNames[] = {"error",      "code",  "message", "reason",  "detail",  "title", "status", "role",
                                                "permission", "scope", "access",  "enabled", "allowed", "type",  "plan"};
    const QByteArray lower = name.toLower();
    return std::any_of(std::begin(kNames), std::end(kNames), [&](QByteArrayView each) { return lower.contains(each); });
}

/// What a member of a body is worth, by its name and both its values.
void weigh(ExchangeDifference &item, const Body &body, const QByteArray &name, const QByteArray &left, const QByteArray &right)
{
    const bool both = !left.isEmpty() && !right.isEmpty();
    item.weight = body.ofRequest() ? Weight::Explains : Weight::Outcome;
    item.rank = !body.ofRequest()                             ? (tellsWhy(name) ? 80 : 60)
        : isSecretNamed(name, right.isEmpty() ? left : right) ? 88
                                                              : std::max(65, tellingRank(name));
    const QString noise = !both ? QString() : body.ofRequest() ? parameterNoise(name) : memberNoise(name);
    if (!noise.isEmpty()) {
        item.weight = Weight::Noise;
        item.why = noise;
    } else if (both && looksGenerated(left) && looksGenerated(right)) {
        item.rank = body.ofRequest() ? 45 : 8;
        item.weight = body.ofRequest() ? Weight::Explains : Weight::Minor;
        item.why = QStringLiteral("both look as if a program had made them up");
    }
}

QByteArray bareText(const JsonValue *value)
{
    return !value ? QByteArray() : value->isString() || value->isNumber() ? value->text : toJson(*value);
}

ExchangeDifference itemOf(const Body &body, const JsonChange &change)
{
    const QByteArray name = lastName(change.pointer());
    const auto shown = [&](const JsonValue *value) {
        return !value                                                                          ? QString()
            : isSecretNamed(name, bareText(value)) && (value->isString() || value->isNumber()) ? body.pair.secrets().mark(value->text)
            : value->isString() && value->text.isEmpty()                                       ? QStringLiteral("(empty)")
            : value->isString()                                                                ? body.pair.shown(value->text)
                                                                                               : body.pair.shown(toJson(*value));
    };
    ExchangeDifference item;
    item.part = body.part;
    item.kind = Kind(int(change.kind));
    item.where = body.where + change.pointer();
    item.name = quoted(change.pointer().isEmpty() ? QByteArray("/") : change.pointer(), 120);
    item.left = shown(change.left);
    item.right = shown(change.right);
    item.says = QStringLiteral("“%1” %2").arg(item.name, wordsOf(item.kind));
    weigh(item, body, name, bareText(change.left), bareText(change.right));
    if (item.kind == Kind::Moved) {
        item.left = QStringLiteral("item %1").arg(QString::fromUtf8(lastName(change.leftPointer)).toInt() + 1);
        item.right = QStringLiteral("item %1").arg(QString::fromUtf8(lastName(change.rightPointer)).toInt() + 1);
        item.weight = body.ofRequest() ? Weight::Explains : Weight::Outcome;
        item.rank = 20;
        item.why.clear();
    }
    return item;
}

void addWhole(const Body &body, const QString &left, const QString &right, const QString &says, bool sameContent)
{
    body.pair.addChanged(body.part, body.where, left, right, says,
                         sameContent            ? Weight::Minor
                             : body.ofRequest() ? Weight::Explains
                                                : Weight::Outcome,
                         sameContent            ? 5
                             : body.ofRequest() ? 80
                                                : 70);
}

void compareJsonBodies(const Body &body)
{
    const auto left = parseJson(body.left), right = parseJson(body.right);
    const JsonComparison comparison = compareJson(*left, *right, kMostItems);
    std::vector<ExchangeDifference> items;
    for (const JsonChange &change : comparison.changes)
        items.push_back(itemOf(body, change));
    if (items.empty())
        return addWhole(body, bodyText(body.left, BodyKind::Json), bodyText(body.right, BodyKind::Json),
                        QStringLiteral("the same content, written in another way"), true);
    std::stable_sort(items.begin(), items.end(), [](const ExchangeDifference &a, const ExchangeDifference &b) { return a.rank > b.rank; });
    const qsizetype taken = std::min<qsizetype>(qsizetype(items.size()), body.most());
    body.pair.leaveOut(comparison.leftOut + qsizetype(items.size()) - taken);
    for (qsizetype i = 0; i < taken; ++i)
        body.pair.add(std::move(items[size_t(i)]));
}

void compareForms(const Body &body)
{
    const auto valuesOf = [](const QByteArray &text) {
        NamedValues values;
        for (const FormPair &each : parseForm(text))
            values.emplace_back(each.name, each.value);
        return values;
    };
    const auto changes = compareNamed(valuesOf(body.left), valuesOf(body.right));
    for (const NamedChange &change : changes) {
        ExchangeDifference item;
        item.part = body.part;
        item.kind = change.kind();
        item.where = body.where + '/' + change.name;
        item.name = quoted(change.name, 60);
        item.left = body.pair.shownValue(change.name, change.left);
        item.right = body.pair.shownValue(change.name, change.right);
        item.says = QStringLiteral("“%1” %2").arg(item.name, wordsOf(item.kind));
        weigh(item, body, change.name, change.left.value_or(QByteArray()), change.right.value_or(QByteArray()));
        body.pair.add(std::move(item));
    }
    if (changes.empty())
        addWhole(body, bodyText(body.left, BodyKind::Form), bodyText(body.right, BodyKind::Form),
                 QStringLiteral("the same content, written in another way"), true);
}

QByteArray linesText(const std::vector<QByteArrayView> &lines, qsizetype from, qsizetype count, bool bare)
{
    constexpr qsizetype kMostShown = 3, kMostCompared = 40;
    QByteArrayList texts;
    for (qsizetype i = from; i < from + std::min(count, bare ? kMostCompared : kMostShown); ++i)
        texts += bare ? withoutGenerated(lines[size_t(i)].first(std::min<qsizetype>(lines[size_t(i)].size(), 4096)))
                      : lines[size_t(i)].trimmed().toByteArray();
    if (!bare && count > kMostShown)
        texts += QStringLiteral("… (%1 lines)").arg(count).toUtf8();
    return texts.join(bare ? "\n" : " ⏎ ");
}

/// A stretch of lines that gave way to another.
struct Stretch {
    qsizetype left = 0, lefts = 0, right = 0, rights = 0;
};

std::vector<Stretch> stretchesOf(const std::vector<LineRun> &runs)
{
    std::vector<Stretch> stretches;
    bool open = false;
    for (const LineRun &run : runs) {
        if (run.kind == LineRun::Kind::Same) {
            open = false;
            continue;
        }
        if (!open)
            stretches.push_back({run.left, 0, run.right, 0});
        open = true;
        (run.kind == LineRun::Kind::Removed ? stretches.back().lefts : stretches.back().rights) += run.count;
    }
    return stretches;
}

void compareTexts(const Body &body)
{
    const auto lefts = linesOf(body.left), rights = linesOf(body.right);
    const std::vector<Stretch> stretches = stretchesOf(compareLines(lefts, rights));
    if (stretches.empty())
        return addWhole(body, bodyText(body.left, BodyKind::Text), bodyText(body.right, BodyKind::Text),
                        QStringLiteral("the same lines with other ends"), true);
    const qsizetype taken = std::min<qsizetype>(qsizetype(stretches.size()), body.most());
    body.pair.leaveOut(qsizetype(stretches.size()) - taken);
    for (qsizetype i = 0; i < taken; ++i) {
        const Stretch &each = stretches[size_t(i)];
        const bool one = each.rights > 0;
        const qsizetype line = (one ? each.right : each.left) + 1;
        ExchangeDifference item;
        item.part = body.part;
        item.where = body.where;
        item.name = QStringLiteral("line %1").arg(line);
        item.left = body.pair.secrets().shown(linesText(lefts, each.left, each.lefts, false), 240);
        item.right = body.pair.secrets().shown(linesText(rights, each.right, each.rights, false), 240);
        if (each.lefts > 0 && item.left.isEmpty())
            item.left = QStringLiteral("(an empty line)");
        if (each.rights > 0 && item.right.isEmpty())
            item.right = QStringLiteral("(an empty line)");
        item.says = QStringLiteral("%1 %2").arg(item.name,
                                                wordsOf(!each.lefts        ? Kind::Added
                                                            : !each.rights ? Kind::Removed
                                                                           : Kind::Changed));
        item.weight = body.ofRequest() ? Weight::Explains : Weight::Outcome;
        item.rank = body.ofRequest() ? 65 : 55;
        if (each.lefts > 0 && each.rights > 0
            && linesText(lefts, each.left, each.lefts, true) == linesText(rights, each.right, each.rights, true)) {
            item.weight = Weight::Noise;
            item.why = QStringLiteral("what differs looks as if a program had made it up");
        }
        body.pair.add(std::move(item));
    }
}

void compareBodies(const Body &body)
{
    if (body.left == body.right)
        return;
    const BodyKind left = bodyKindOf(body.left, body.leftType), right = bodyKindOf(body.right, body.rightType);
    constexpr qsizetype kQuick = 256 << 10;
    if (body.pair.sides() == ComparedSides::Requests && body.left.size() + body.right.size() > kQuick)
        return addWhole(body, bodyText(body.left, left), bodyText(body.right, right), QStringLiteral("other content"), false);
    if (left == right && left == BodyKind::Json)
        return compareJsonBodies(body);
    if (left == right && left == BodyKind::Form)
        return compareForms(body);
    if (left == right && left == BodyKind::Text)
        return compareTexts(body);
    const QString says = left == BodyKind::Empty ? QStringLiteral("there is content")
        : right == BodyKind::Empty               ? QStringLiteral("there is no content")
        : left == right                          ? QStringLiteral("other content")
                                                 : QStringLiteral("content of another kind");
    addWhole(body, bodyText(body.left, left), bodyText(body.right, right), says, false);
}

QByteArray typeOf(const FieldList &fields)
{
    return fields.value("Content-Type").value_or(QByteArray());
}

}

void compareRequestBodies(ExchangePair &pair)
{
    const Request &left = pair.left().request, &right = pair.right().request;
    compareBodies({pair, ComparedPart::RequestBody, "request.body", left.body, right.body, typeOf(left.fields), typeOf(right.fields)});
    if (left.bodyFile != right.bodyFile)
        pair.addChanged(ComparedPart::RequestBody, "request.body", quoted(left.bodyFile), quoted(right.bodyFile),
                        QStringLiteral("the content of another file"), Weight::Explains, 60);
}

void compareResponseBodies(ExchangePair &pair)
{
    const auto &left = pair.left().response, &right = pair.right().response;
    if (left && right)
        compareBodies(
            {pair, ComparedPart::ResponseBody, "response.body", left->body, right->body, typeOf(left->fields), typeOf(right->fields)});
}

}
