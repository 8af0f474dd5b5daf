#include "core/diagnosis/answer/reading.h"
#include "core/http/field.h"

namespace keyhole {

namespace {

using Found = std::vector<const JsonValue *>;
constexpr size_t kMostFound = 12;

QByteArrayView firstPart(QByteArrayView &rest, char divider)
{
    const qsizetype end = rest.indexOf(divider);
    const QByteArrayView part = end < 0 ? rest : rest.first(end);
    rest = end < 0 ? QByteArrayView() : rest.sliced(end + 1);
    return part;
}

const JsonValue *step(const JsonValue &value, QByteArrayView name)
{
    if (value.isObject())
        return value.find(name);
    bool isNumber = false;
    const int index = name.toByteArray().toInt(&isNumber);
    return value.isArray() && isNumber && size_t(index) < value.items.size() ? &value.items[size_t(index)] : nullptr;
}

void follow(const JsonValue &value, QByteArrayView path, Found &found)
{
    if (found.size() >= kMostFound)
        return;
    if (path.isEmpty()) {
        found.push_back(&value);
        return;
    }
    const QByteArrayView name = firstPart(path, '/');
    if (name != QByteArrayView("*")) {
        if (const JsonValue *next = step(value, name))
            follow(*next, path, found);
        return;
    }
    for (const JsonValue &item : value.items)
        follow(item, path, found);
    for (const JsonMember &member : value.members)
        follow(member.value, path, found);
}

Found at(const JsonValue &value, QByteArrayView path)
{
    Found found;
    follow(value, path, found);
    return found;
}

bool isOfType(const JsonValue &value, QByteArrayView type)
{
    switch (type.isEmpty() ? '\0' : type.front()) {
    case 's':
        return value.isString();
    case 'n':
        return value.isNumber();
    case 't':
        return value.isString() || value.isNumber();
    case 'o':
        return value.isObject();
    case 'a':
        return value.isArray();
    default:
        return true;
    }
}

bool isEqual(const JsonValue &value, QByteArrayView wanted)
{
    if (value.type == JsonValue::Type::Bool)
        return wanted == QByteArrayView(value.boolean ? "true" : "false");
    return value.isString() && value.text == wanted;
}

/// "path:type" or "path=value".
bool holds(const JsonValue &json, QByteArrayView need)
{
    const qsizetype equals = need.indexOf('='), colon = need.lastIndexOf(':');
    const qsizetype end = equals >= 0 ? equals : colon;
    const QByteArrayView wanted = need.sliced(end + 1);
    const Found found = at(json, need.first(end));
    return !found.empty() && (equals >= 0 ? isEqual(*found.front(), wanted) : isOfType(*found.front(), wanted));
}

bool fits(const JsonFormat &format, const JsonValue &json)
{
    for (QByteArrayView rest(format.needs); !rest.isEmpty();) {
        if (!holds(json, firstPart(rest, ' ')))
            return false;
    }
    return true;
}

/// The texts and numbers at each of the paths, with the last step's name.
template <class Take> void eachText(const JsonValue &json, const char *paths, Take take)
{
    for (QByteArrayView rest(paths); !rest.isEmpty();) {
        const QByteArrayView path = firstPart(rest, ' ');
        for (const JsonValue *value : at(json, path)) {
            if ((value->isString() || value->isNumber()) && !value->text.trimmed().isEmpty())
                take(path.toByteArray(), QString::fromUtf8(value->text).trimmed());
        }
    }
}

std::optional<AskedFor> askedFor(QByteArrayView name)
{
    for (int i = 0; i <= int(AskedFor::Policy); ++i) {
        if (name == QByteArrayView(askedName(AskedFor(i))))
            return AskedFor(i);
    }
    return std::nullopt;
}

QByteArray lastName(const QByteArray &path)
{
    QByteArrayList steps = path.split('/');
    while (steps.size() > 1 && (steps.back() == "*" || steps.back() == "0"))
        steps.removeLast();
    return steps.back();
}

/// "com.amazonaws.dynamodb#ExpiredTokenException:http://…" is the type between '#' and ':'.
QString codeAlone(const char *format, const QString &text)
{
    if (qstrcmp(format, "aws") != 0)
        return text;
    return text.section(QLatin1Char('#'), -1).section(QLatin1Char(':'), 0, 0);
}

AnswerError readError(const JsonFormat &format, const JsonValue &json)
{
    AnswerError error;
    error.format = format.id;
    eachText(json, format.messages, [&](const QByteArray &path, const QString &text) {
        if (!error.message)
            error.message = answerText("response.body", lastName(path), text);
    });
    eachText(json, format.codes, [&](const QByteArray &path, const QString &text) {
        // "error" holds a code with some and a sentence with others.
        if (!text.contains(QLatin1Char(' ')))
            addCode(error, "response.body", lastName(path), codeAlone(format.id, text));
        else if (!error.message)
            error.message = answerText("response.body", lastName(path), text);
    });
    eachText(json, format.subjects, [&](const QByteArray &path, const QString &text) {
        if (error.subjects.size() < AnswerReader::kMostParts)
            error.subjects.push_back(answerText("response.body", lastName(path), text));
    });
    for (QByteArrayView rest(format.asks); !rest.isEmpty();) {
        QByteArrayView path = firstPart(rest, ' ');
        const auto what = askedFor(firstPart(path, ':'));
        eachText(json, path.toByteArray().constData(), [&](const QByteArray &from, const QString &text) {
            if (what && error.asked.size() < AnswerReader::kMostParts)
                error.asked.push_back({*what, answerText("response.body", lastName(from), text)});
        });
    }
    return error;
}

bool readBy(AnswerReader &reader, const JsonFormat &format, const JsonValue &json)
{
    const Found each = *format.each ? at(json, format.each) : Found{&json};
    bool read = false;
    for (const JsonValue *value : each) {
        if (!fits(format, *value))
            continue;
        reader.addError(readError(format, *value));
        read = true;
    }
    reader.answer.errorWhateverStatus |= read && format.whateverStatus;
    return read;
}

bool isTime(QByteArrayView name)
{
    static constexpr QByteArrayView kNames[] = {"timestamp", "date", "time", "serverTime", "server_time", "expired_at", "expiredAt"};
    return std::any_of(std::begin(kNames), std::end(kNames), [name](QByteArrayView each) { return equalsIgnoringCase(each, name); });
}

/// Members that carry no words: addresses, ids and times would only be taken for sentences.
bool isNoise(QByteArrayView name)
{
    static constexpr QByteArrayView kNames[] = {"path", "trace", "documentation_url", "instance", "@type"};
    return isTime(name) || isRequestId(name)
        || std::any_of(std::begin(kNames), std::end(kNames), [name](QByteArrayView each) { return equalsIgnoringCase(each, name); });
}

void readMember(AnswerReader &reader, const JsonValue &value, const QByteArray &name, int depth)
{
    if (depth > AnswerReader::kMostDepth) {
        reader.leaveOut(QStringLiteral("JSON deeper than %1 levels").arg(AnswerReader::kMostDepth));
        return;
    }
    const bool isText = value.isString() || value.isNumber();
    if (isText && isRequestId(name))
        reader.addId("response.body", name, QString::fromUtf8(value.text));
    if (isText && isTime(name))
        reader.addTime("response.body", name, QString::fromUtf8(value.text));
    if (isText && !isNoise(name))
        reader.addText("response.body", name, QString::fromUtf8(value.text));
    for (const JsonMember &member : value.members)
        readMember(reader, member.value, member.name, depth + 1);
    for (const JsonValue &item : value.items)
        readMember(reader, item, name, depth + 1);
}

/// Google's streaming interfaces wrap the one error into a list.
const JsonValue &withoutList(const JsonValue &json)
{
    return json.isArray() && json.items.size() == 1 && json.items.front().find("error") ? json.items.front() : json;
}

/// A format with the member that a body of it has in any case: most bodies have hardly one of them.
struct NamedFormat {
    const JsonFormat *format;
    QByteArrayView member;  ///< empty, or "*": any

    bool mayRead(const JsonValue &json) const { return member.isEmpty() || member == "*" || !json.isObject() || json.find(member); }
};

std::vector<NamedFormat> namedFormats()
{
    std::vector<NamedFormat> formats;
    for (const auto &table : {standardFormats(), cloudFormats(), serviceFormats(), frameworkFormats()}) {
        for (const JsonFormat &format : table) {
            const QByteArrayView path(*format.each ? format.each : format.needs);
            const auto end = std::find_if(path.begin(), path.end(), [](char c) { return QByteArrayView("/:= ").contains(c); });
            formats.push_back({&format, path.first(end - path.begin())});
        }
    }
    return formats;
}

/// A status that a body of any form repeats: {"status":401,…} in a 200.
bool tellsRefusal(const JsonValue &json)
{
    for (const char *name : {"status", "statusCode", "status_code", "code", "errorCode"}) {
        const QByteArray value = json.string(name);
        if (value == "401" || value == "403")
            return true;
    }
    return false;
}

}

void readJsonErrors(AnswerReader &reader, const JsonValue &body)
{
    static const std::vector<NamedFormat> kFormats = namedFormats();
    const JsonValue &json = withoutList(body);
    readMember(reader, json, {}, 0);
    for (const NamedFormat &each : kFormats) {
        if (each.mayRead(json) && readBy(reader, *each.format, json)) {
            reader.answer.errorWhateverStatus |= tellsRefusal(json);
            return;
        }
    }
}

}
