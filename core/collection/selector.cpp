#include "core/collection/selector.h"

#include "core/http/set_cookie.h"
#include "core/json/json.h"
#include "core/json/pointer.h"

#include <QRegularExpression>

namespace keyhole {

namespace {

constexpr qsizetype kLongestSearched = 1 << 20;
/// PCRE2 gives up where an expression goes back and forth more often than this.
constexpr char kPatternLimits[] = "(*LIMIT_MATCH=200000)(*LIMIT_DEPTH=20000)";

bool isNameCharacter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '$' || c == '-';
}

/// Reads steps such as `.name`, `[0]` and `["name"]` from the front of a text.
class Steps {
public:
    explicit Steps(QByteArrayView text) : m_rest(text) { }
    bool atEnd() const { return m_rest.isEmpty(); }
    QByteArrayView rest() const { return m_rest; }

    bool take(QByteArrayView word)
    {
        if (!m_rest.startsWith(word))
            return false;
        m_rest = m_rest.sliced(word.size());
        return true;
    }

    std::optional<QByteArray> name()
    {
        if (take("."))
            return word();
        return take("[") ? until(']') : std::nullopt;
    }

    /// What stands in quotes, or is a number, before `close`.
    std::optional<QByteArray> until(char close)
    {
        std::optional<QByteArray> inside = m_rest.startsWith('"') || m_rest.startsWith('\'') ? quoted() : word();
        if (!inside || !take(QByteArrayView(&close, 1)))
            return std::nullopt;
        return inside;
    }

private:
    std::optional<QByteArray> word()
    {
        const auto end = std::find_if_not(m_rest.begin(), m_rest.end(), &isNameCharacter);
        const QByteArray word = m_rest.first(end - m_rest.begin()).toByteArray();
        m_rest = m_rest.sliced(word.size());
        return word.isEmpty() ? std::nullopt : std::optional(word);
    }

    std::optional<QByteArray> quoted()
    {
        const char quote = m_rest.front();
        QByteArray text;
        for (qsizetype i = 1; i < m_rest.size(); ++i) {
            if (m_rest[i] == quote) {
                m_rest = m_rest.sliced(i + 1);
                return text;
            }
            if (m_rest[i] == '\\' && i + 1 < m_rest.size())
                ++i;
            text += m_rest[i];
        }
        return std::nullopt;
    }

    QByteArrayView m_rest;
};

std::optional<Selector> named(Selector::Kind kind, std::optional<QByteArray> name, const Steps &steps)
{
    return name && steps.atEnd() ? std::optional(Selector{kind, *name, 0}) : std::nullopt;
}

/// Behind `res.body.match(`: `/pattern/flags)[group]`.
std::optional<Selector> pattern(QByteArrayView rest)
{
    if (!rest.startsWith('/'))
        return std::nullopt;
    bool inSet = false;
    qsizetype end = 1;
    for (; end < rest.size() && (inSet || rest[end] != '/'); ++end) {
        if (rest[end] == '\\')
            ++end;
        else if (rest[end] == '[' || rest[end] == ']')
            inSet = rest[end] == '[';
    }
    if (end >= rest.size())
        return std::nullopt;
    QByteArray expression = rest.sliced(1, end - 1).toByteArray().replace("\\/", "/");
    Steps steps(rest.sliced(end + 1));
    QByteArray flags;
    for (const char flag : {'g', 'i', 'm', 's'}) {
        if (steps.take(QByteArrayView(&flag, 1)) && flag != 'g')
            flags += flag;
    }
    if (!flags.isEmpty())
        expression.prepend("(?" + flags + ')');
    if (!steps.take(")"))
        return std::nullopt;
    const std::optional<QByteArray> group = steps.name();
    bool isNumber = false;
    const int number = group ? group->toInt(&isNumber) : 0;
    if (!group || !isNumber || number < 0 || number > 99 || !steps.atEnd())
        return std::nullopt;
    return Selector{Selector::Kind::Pattern, expression, number};
}

std::optional<Selector> inBody(Steps steps)
{
    if (steps.atEnd())
        return Selector{Selector::Kind::Body};
    if (steps.take(".match("))
        return pattern(steps.rest());
    QByteArray pointer;
    while (!steps.atEnd()) {
        const auto name = steps.name();
        if (!name)
            return std::nullopt;
        pointer += '/' + pointerStep(*name);
    }
    return Selector{Selector::Kind::Json, pointer, 0};
}

QByteArray quotedName(const QByteArray &name)
{
    return '"' + QByteArray(name).replace('\\', "\\\\").replace('"', "\\\"") + '"';
}

QByteArray jsonPath(const QByteArray &pointer)
{
    QByteArray path = "res.body";
    for (const QByteArray &each : pointer.mid(1).split('/')) {
        const QByteArray step = memberName(each);
        bool isNumber = false;
        step.toUInt(&isNumber);
        const bool plain = !step.isEmpty() && std::all_of(step.begin(), step.end(), &isNameCharacter) && !step.contains('-');
        path += isNumber ? '[' + step + ']' : plain ? '.' + step : '[' + quotedName(step) + ']';
    }
    return path;
}

std::optional<Selected> text(const std::optional<QByteArray> &value)
{
    return value ? std::optional(Selected{Selected::Type::Text, *value}) : std::nullopt;
}

std::optional<Selected> cookie(const QByteArray &name, const Response &response)
{
    std::optional<Selected> found;
    for (const QByteArray &line : response.fields.values("Set-Cookie")) {
        if (const auto cookie = parseSetCookie(line); cookie && cookie->name == name)
            found = Selected{Selected::Type::Text, cookie->value};
    }
    return found;
}

std::optional<Selected> inJson(const QByteArray &pointer, const QByteArray &body)
{
    const auto document = parseJson(body);
    if (!document)
        return std::nullopt;
    const JsonValue *here = &*document;
    for (const QByteArray &step : pointer.mid(1).split('/')) {
        here = here->at({memberName(step)});
        if (!here)
            return std::nullopt;
    }
    switch (here->type) {
    case JsonValue::Type::String:
        return Selected{Selected::Type::Text, here->text};
    case JsonValue::Type::Number:
        return Selected{Selected::Type::Number, here->text};
    case JsonValue::Type::Bool:
        return Selected{Selected::Type::Bool, here->boolean ? "true" : "false"};
    case JsonValue::Type::Null:
        return Selected{Selected::Type::Null, "null"};
    case JsonValue::Type::Array:
        return Selected{Selected::Type::List, toJson(*here)};
    case JsonValue::Type::Object:
        return Selected{Selected::Type::Object, toJson(*here)};
    }
    return std::nullopt;
}

std::optional<Selected> matched(const Selector &selector, const QByteArray &body)
{
    if (body.size() > kLongestSearched)
        return std::nullopt;
    const QRegularExpression expression(QLatin1String(kPatternLimits) + QString::fromUtf8(selector.name));
    const QRegularExpressionMatch match = expression.match(QString::fromUtf8(body));
    if (!match.hasMatch() || selector.group > match.lastCapturedIndex())
        return std::nullopt;
    return Selected{Selected::Type::Text, match.captured(selector.group).toUtf8()};
}

std::optional<Selected> timeOf(const Hop &hop)
{
    if (!hop.times.end)
        return std::nullopt;
    return Selected{Selected::Type::Number, QByteArray::number(qint64(hop.times.end->count() / 1000))};
}

}

std::optional<Selector> parseSelector(const QByteArray &expression)
{
    Steps steps(QByteArrayView(expression).trimmed());
    if (!steps.take("res."))
        return std::nullopt;
    const std::pair<const char *, Selector::Kind> whole[] = {{"status", Selector::Kind::Status},
                                                             {"responseTime", Selector::Kind::Time},
                                                             {"url", Selector::Kind::Address},
                                                             {"cause", Selector::Kind::Cause}};
    for (const auto &[word, kind] : whole) {
        if (steps.rest() == QByteArrayView(word))
            return Selector{kind};
    }
    if (steps.take("headers"))
        return named(Selector::Kind::Header, steps.name(), steps);
    if (steps.take("getHeader("))
        return named(Selector::Kind::Header, steps.until(')'), steps);
    if (steps.take("cookies"))
        return named(Selector::Kind::Cookie, steps.name(), steps);
    return steps.take("body") ? inBody(steps) : std::nullopt;
}

QByteArray selectorText(const Selector &selector)
{
    switch (selector.kind) {
    case Selector::Kind::Status:
        return "res.status";
    case Selector::Kind::Time:
        return "res.responseTime";
    case Selector::Kind::Address:
        return "res.url";
    case Selector::Kind::Header:
        return "res.headers[" + quotedName(selector.name) + ']';
    case Selector::Kind::Cookie:
        return "res.cookies[" + quotedName(selector.name) + ']';
    case Selector::Kind::Body:
        return "res.body";
    case Selector::Kind::Json:
        return jsonPath(selector.name);
    case Selector::Kind::Pattern:
        return "res.body.match(/" + QByteArray(selector.name).replace("/", "\\/") + "/)[" + QByteArray::number(selector.group) + ']';
    case Selector::Kind::Cause:
        return "res.cause";
    }
    return {};
}

std::optional<Selected> select(const Selector &selector, const Exchange &exchange, const std::vector<QByteArray> &causes)
{
    const Hop &hop = exchange.last();
    if (selector.kind == Selector::Kind::Cause)
        return causes.empty() ? std::nullopt : text(causes.front());
    if (!hop.response)
        return std::nullopt;
    switch (selector.kind) {
    case Selector::Kind::Status:
        return Selected{Selected::Type::Number, QByteArray::number(hop.response->status)};
    case Selector::Kind::Time:
        return timeOf(hop);
    case Selector::Kind::Address:
        return text(hop.request.url.toString());
    case Selector::Kind::Header:
        return text(hop.response->fields.value(selector.name));
    case Selector::Kind::Cookie:
        return cookie(selector.name, *hop.response);
    case Selector::Kind::Body:
        return text(hop.response->body);
    case Selector::Kind::Json:
        return inJson(selector.name, hop.response->body);
    case Selector::Kind::Pattern:
        return matched(selector, hop.response->body);
    case Selector::Kind::Cause:
        break;
    }
    return std::nullopt;
}

}
