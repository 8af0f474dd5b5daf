#include "core/collection/expectation.h"

#include "core/json/json.h"

#include <QRegularExpression>

namespace keyhole {

namespace {

constexpr qsizetype kLongestCaptured = 1 << 20;
constexpr qsizetype kLongestSaid = 200;

using Compare = bool (*)(const Selected &actual, const QByteArray &expected);

std::optional<double> number(const QByteArray &text)
{
    bool ok = false;
    const double value = text.trimmed().toDouble(&ok);
    return ok ? std::optional(value) : std::nullopt;
}

/// Numbers by their value, everything else by its text; a text may be written in quotes.
bool equals(const QByteArray &actual, QByteArray expected)
{
    const auto a = number(actual), b = number(expected);
    if (a && b)
        return *a == *b;
    const bool quoted
        = expected.size() >= 2 && (expected.front() == '"' || expected.front() == '\'') && expected.back() == expected.front();
    return actual == expected || (quoted && actual == expected.mid(1, expected.size() - 2));
}

std::vector<QByteArray> listed(QByteArray list)
{
    if (list.startsWith('[') && list.endsWith(']'))
        list = list.mid(1, list.size() - 2);
    std::vector<QByteArray> values;
    for (const QByteArray &value : list.split(','))
        values.push_back(value.trimmed());
    return values;
}

bool isListed(const Selected &actual, const QByteArray &list)
{
    const std::vector<QByteArray> values = listed(list);
    return std::any_of(values.begin(), values.end(), [&](const QByteArray &value) { return equals(actual.text, value); });
}

template <class Test> bool ordered(const Selected &actual, const QByteArray &expected, Test test)
{
    const auto a = number(actual.text), b = number(expected);
    return a && b && test(*a, *b);
}

bool isBetween(const Selected &actual, const QByteArray &list)
{
    const std::vector<QByteArray> ends = listed(list);
    const auto value = number(actual.text);
    const auto low = number(ends.front()), high = number(ends.back());
    return ends.size() == 2 && value && low && high && *low <= *value && *value <= *high;
}

bool matchesPattern(const Selected &actual, const QByteArray &expected)
{
    if (actual.text.size() > kLongestCaptured)
        return false;
    QByteArray pattern = expected;
    if (pattern.size() > 1 && pattern.startsWith('/') && pattern.endsWith('/'))
        pattern = pattern.mid(1, pattern.size() - 2);
    const QRegularExpression limited(QStringLiteral("(*LIMIT_MATCH=200000)(*LIMIT_DEPTH=20000)") + QString::fromUtf8(pattern));
    return limited.match(QString::fromUtf8(actual.text)).hasMatch();
}

bool hasLength(const Selected &actual, const QByteArray &expected)
{
    const auto length = number(expected);
    if (actual.type != Selected::Type::List)
        return length && *length == double(QString::fromUtf8(actual.text).size());
    const auto list = parseJson(actual.text);
    return length && list && *length == double(list->items.size());
}

bool isEmptyValue(const Selected &actual)
{
    return actual.text.isEmpty() || actual.text == "[]" || actual.text == "{}" || actual.type == Selected::Type::Null;
}

bool isTruthy(const Selected &actual)
{
    const bool zero = actual.type == Selected::Type::Number && number(actual.text) == 0.0;
    return !(zero || actual.type == Selected::Type::Null || (actual.type == Selected::Type::Bool && actual.text == "false")
             || (actual.type == Selected::Type::Text && actual.text.isEmpty()));
}

struct Comparison {
    const char *word;
    bool alone;
    Compare holds;
};

using S = Selected;
using B = QByteArray;
const Comparison kComparisons[] = {
    {"eq", false, [](const S &a, const B &e) { return equals(a.text, e); }},
    {"neq", false, [](const S &a, const B &e) { return !equals(a.text, e); }},
    {"gt", false, [](const S &a, const B &e) { return ordered(a, e, std::greater<>()); }},
    {"gte", false, [](const S &a, const B &e) { return ordered(a, e, std::greater_equal<>()); }},
    {"lt", false, [](const S &a, const B &e) { return ordered(a, e, std::less<>()); }},
    {"lte", false, [](const S &a, const B &e) { return ordered(a, e, std::less_equal<>()); }},
    {"in", false, &isListed},
    {"notIn", false, [](const S &a, const B &e) { return !isListed(a, e); }},
    {"contains", false, [](const S &a, const B &e) { return a.text.contains(e); }},
    {"notContains", false, [](const S &a, const B &e) { return !a.text.contains(e); }},
    {"length", false, &hasLength},
    {"matches", false, &matchesPattern},
    {"notMatches", false, [](const S &a, const B &e) { return !matchesPattern(a, e); }},
    {"startsWith", false, [](const S &a, const B &e) { return a.text.startsWith(e); }},
    {"endsWith", false, [](const S &a, const B &e) { return a.text.endsWith(e); }},
    {"between", false, &isBetween},
    {"isEmpty", true, [](const S &a, const B &) { return isEmptyValue(a); }},
    {"isNotEmpty", true, [](const S &a, const B &) { return !isEmptyValue(a); }},
    {"isNull", true, [](const S &a, const B &) { return a.type == S::Type::Null; }},
    {"isDefined", true, [](const S &, const B &) { return true; }},
    {"isUndefined", true, [](const S &, const B &) { return false; }},
    {"isTruthy", true, [](const S &a, const B &) { return isTruthy(a); }},
    {"isFalsy", true, [](const S &a, const B &) { return !isTruthy(a); }},
    {"isJson", true, [](const S &a, const B &) { return parseJson(a.text).has_value(); }},
    {"isNumber", true, [](const S &a, const B &) { return a.type == S::Type::Number; }},
    {"isString", true, [](const S &a, const B &) { return a.type == S::Type::Text; }},
    {"isBoolean", true, [](const S &a, const B &) { return a.type == S::Type::Bool; }},
    {"isArray", true, [](const S &a, const B &) { return a.type == S::Type::List; }},
};

const Comparison *find(const QByteArray &word)
{
    for (const Comparison &comparison : kComparisons) {
        if (word == comparison.word)
            return &comparison;
    }
    return nullptr;
}

/// Comparisons that hold for what is not there.
bool holdsForNothing(const QByteArray &word)
{
    return word == "isUndefined" || word == "isFalsy" || word == "isEmpty" || word == "neq" || word == "notIn" || word == "notContains"
        || word == "notMatches";
}

QString shortened(const QByteArray &text)
{
    const QString whole = QString::fromUtf8(text.left(4 * kLongestSaid));
    return whole.size() > kLongestSaid ? whole.left(kLongestSaid) + QStringLiteral("…") : whole;
}

bool holdsForCauses(const Comparison &comparison, const QByteArray &value, const std::vector<QByteArray> &causes)
{
    const auto holds = [&](const QByteArray &cause) { return comparison.holds({Selected::Type::Text, cause}, value); };
    const QByteArrayView word = comparison.word;
    return word.startsWith("not") || word == QByteArrayView("neq") ? std::all_of(causes.begin(), causes.end(), holds)
                                                                   : std::any_of(causes.begin(), causes.end(), holds);
}

QString failureText(const Expectation &expectation, const QByteArray &actual, bool there)
{
    const QString expected = QString::fromUtf8(expectation.comparison + ' ' + expectation.value).trimmed();
    const QString what = QString::fromUtf8(expectation.expression);
    return there ? QStringLiteral("%1 is “%2”, expected: %3").arg(what, shortened(actual), expected)
                 : QStringLiteral("%1 is not in the answer, expected: %2").arg(what, expected);
}

}

const std::vector<QByteArray> &comparisons()
{
    static const std::vector<QByteArray> words = [] {
        std::vector<QByteArray> all;
        for (const Comparison &comparison : kComparisons)
            all.emplace_back(comparison.word);
        return all;
    }();
    return words;
}

bool comparesAlone(const QByteArray &comparison)
{
    const Comparison *known = find(comparison);
    return known && known->alone;
}

Judgement judge(const Expectation &expectation, const Exchange &exchange, const std::vector<QByteArray> &causes)
{
    const auto selector = parseSelector(expectation.expression);
    const Comparison *comparison = find(expectation.comparison);
    if (!selector || !comparison)
        return {Judgement::Result::NotUnderstood,
                QStringLiteral("“%1” is not understood: it is no path into an answer")
                    .arg(shortened(selector ? expectation.comparison : expectation.expression))};
    const auto actual = select(*selector, exchange, causes);
    const bool held = !actual                     ? holdsForNothing(expectation.comparison)
        : selector->kind == Selector::Kind::Cause ? holdsForCauses(*comparison, expectation.value, causes)
                                                  : comparison->holds(*actual, expectation.value);
    if (held)
        return {Judgement::Result::Held, {}};
    return {Judgement::Result::Failed, failureText(expectation, actual ? actual->text : QByteArray(), actual.has_value())};
}

Captures capture(const std::vector<Capture> &captures, const Exchange &exchange)
{
    Captures taken;
    for (const Capture &each : captures) {
        if (!each.enabled)
            continue;
        const auto selector = parseSelector(each.expression);
        const auto value = selector ? select(*selector, exchange) : std::nullopt;
        if (value && value->text.size() <= kLongestCaptured)
            taken.values.push_back({each.variable, value->text, each.scope});
        else
            taken.missing.push_back(each.variable);
    }
    return taken;
}

}
