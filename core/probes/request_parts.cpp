#include "core/probes/request_parts.h"

#include "core/json/pointer.h"
#include "core/session/credential_scope.h"

namespace keyhole {

namespace {

constexpr qsizetype kLargestSplit = 1 << 20;  // a larger body is one piece
constexpr int kDeepest = 8;

bool isMadeAnew(QByteArrayView name)
{
    static constexpr QByteArrayView kNames[] = {"Host", "Content-Length", "Connection", "Transfer-Encoding", "Proxy-Connection"};
    return name.startsWith(':')
        || std::any_of(std::begin(kNames), std::end(kNames), [name](QByteArrayView each) { return equalsIgnoringCase(name, each); });
}

QByteArray nameOf(const QByteArray &pair)
{
    const qsizetype equals = pair.indexOf('=');
    return equals < 0 ? pair : pair.first(equals);
}

std::vector<NamedValue> pairsOf(const QByteArray &text)
{
    std::vector<NamedValue> pairs;
    for (const QByteArray &pair : text.split('&')) {
        if (!pair.isEmpty())
            pairs.emplace_back(nameOf(pair), pair);
    }
    return pairs;
}

QByteArray joined(const std::vector<NamedValue> &pairs, const char *between)
{
    QByteArrayList texts;
    for (const NamedValue &pair : pairs)
        texts += pair.second;
    return texts.join(between);
}

/// Members of nested objects, each with its pointer; lists and everything else are leaves.
void addMembers(const JsonValue &object, const QByteArray &pointer, int depth, std::vector<std::pair<QByteArray, JsonValue>> &members)
{
    for (const JsonMember &member : object.members) {
        const QByteArray place = pointer + '/' + pointerStep(member.name);
        if (member.value.isObject() && !member.value.members.empty() && depth < kDeepest)
            addMembers(member.value, place, depth + 1, members);
        else
            members.emplace_back(place, member.value);
    }
}

void putMember(JsonValue &object, QByteArrayList path, const JsonValue &value)
{
    object.type = JsonValue::Type::Object;
    const QByteArray name = memberName(path.takeFirst());
    auto found = std::find_if(object.members.begin(), object.members.end(), [&name](const JsonMember &each) { return each.name == name; });
    if (found == object.members.end())
        found = object.members.insert(object.members.end(), {name, {}});
    if (path.isEmpty())
        found->value = value;
    else
        putMember(found->value, path, value);
}

void splitBody(const Request &request, RequestParts &parts)
{
    parts.body = request.body;
    parts.bodyFile = request.bodyFile;
    if (request.body.isEmpty() && request.bodyFile.isEmpty())
        return;
    parts.bodyForm = RequestParts::BodyForm::Other;
    if (request.body.size() > kLargestSplit || !request.bodyFile.isEmpty())
        return;
    const QByteArray type = request.fields.value("Content-Type").value_or(QByteArray()).toLower();
    if (type.startsWith("application/x-www-form-urlencoded")) {
        parts.bodyForm = RequestParts::BodyForm::Form;
        parts.pairs = pairsOf(request.body);
        return;
    }
    std::vector<QByteArray> duplicates;
    const auto json = parseJson(request.body, {}, &duplicates);
    if (json && json->isObject() && duplicates.empty()) {
        parts.bodyForm = RequestParts::BodyForm::Json;
        addMembers(*json, {}, 0, parts.members);
    }
}

/// One word of letters and digits, as keys and ids are.
bool looksMade(const QByteArray &value)
{
    constexpr qsizetype kShortest = 8;
    bool digit = false, letter = false;
    for (const char c : value) {
        digit = digit || (c >= '0' && c <= '9');
        letter = letter || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
        if (c == ' ' || c == '/' || c == ';')
            return false;
    }
    return value.size() >= kShortest && digit && letter;
}

}

bool mayBeSecret(const QByteArray &name, const QByteArray &value)
{
    constexpr qsizetype kLong = 20;
    return carriesCredential({true, name, value, {}}, {}) || value.size() > kLong || looksMade(value);
}

RequestParts partsOf(const Request &request)
{
    RequestParts parts;
    parts.method = request.method;
    parts.url = request.url;
    parts.url.fragment.reset();
    parts.parameters = pairsOf(request.url.query.value_or(QByteArray()));
    parts.url.query.reset();
    for (const Field &field : request.fields) {
        if (equalsIgnoringCase(field.name, "Cookie")) {
            for (const QByteArray &pair : field.value.split(';')) {
                if (!pair.trimmed().isEmpty())
                    parts.cookies.emplace_back(nameOf(pair.trimmed()), pair.trimmed());
            }
        } else if (!isMadeAnew(field.name)) {
            parts.fields.append({field.name, field.value, {}});
        }
    }
    splitBody(request, parts);
    return parts;
}

Request requestOf(const RequestParts &parts)
{
    Request request;
    request.method = parts.method;
    request.url = parts.url;
    if (!parts.parameters.empty())
        request.url.query = joined(parts.parameters, "&");
    request.fields = parts.fields;
    if (!parts.cookies.empty())
        request.fields.append("Cookie", joined(parts.cookies, "; "));
    if (parts.bodyForm == RequestParts::BodyForm::Form) {
        request.body = joined(parts.pairs, "&");
    } else if (parts.bodyForm == RequestParts::BodyForm::Json) {
        JsonValue object;
        object.type = JsonValue::Type::Object;
        for (const auto &[pointer, value] : parts.members)
            putMember(object, pointer.mid(1).split('/'), value);
        request.body = toJson(object);
    } else {
        request.body = parts.body;
        request.bodyFile = parts.bodyFile;
    }
    return request;
}

}
