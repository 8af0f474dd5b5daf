#include "core/json/json.h"

#include "core/json/fault.h"

#include <charconv>
#include <cstring>
#include <simdjson.h>

namespace keyhole {

namespace {

namespace ondemand = simdjson::ondemand;
constexpr qsizetype kSmall = 64 << 10;  // up to here the memory is kept for the next text
constexpr size_t kUsualMembers = 4;  // spares the first two growths
constexpr size_t kFewMembers = 16;  // up to here comparing each with each is quicker than sorting

/// What parsing needs, and what costs to allocate.
struct Workspace {
    ondemand::parser parser;
    QByteArray padded;
};

Workspace &keptWorkspace()
{
    static thread_local Workspace kept;
    return kept;
}

QByteArray copyOf(std::string_view text)
{
    return QByteArray(text.data(), qsizetype(text.size()));
}

std::string_view trimmed(std::string_view token)
{
    const size_t last = token.find_last_not_of(" \t\n\r");
    return token.substr(0, last == std::string_view::npos ? 0 : last + 1);
}

/// RFC 8259, 6. simdjson checks a number only when it is converted, and a conversion would lose how it was written.
bool isNumber(std::string_view text)
{
    const char *at = text.data();
    const char *end = at + text.size();
    const auto digits = [&] {
        const char *start = at;
        while (at != end && *at >= '0' && *at <= '9')
            ++at;
        return at != start;
    };
    if (at != end && *at == '-')
        ++at;
    if (at != end && *at == '0')
        ++at;
    else if (!digits())
        return false;
    if (at != end && *at == '.' && (++at, !digits()))
        return false;
    if (at != end && (*at == 'e' || *at == 'E')) {
        ++at;
        if (at != end && (*at == '+' || *at == '-'))
            ++at;
        if (!digits())
            return false;
    }
    return at == end;
}

/// Nearly every comparison of two names ends at their size or first letter; a call would cost more than the rest.
bool sameName(QByteArrayView a, QByteArrayView b)
{
    return a.size() == b.size() && (a.isEmpty() || (a.front() == b.front() && std::memcmp(a.data(), b.data(), size_t(a.size())) == 0));
}

void noteDuplicatesOfMany(const std::vector<JsonMember> &members, std::vector<QByteArray> &duplicates)
{
    std::vector<QByteArrayView> names;
    names.reserve(members.size());
    for (const JsonMember &member : members)
        names.push_back(member.name);
    std::sort(names.begin(), names.end());
    for (size_t i = 1; i < names.size(); ++i) {
        if (names[i] == names[i - 1])
            duplicates.push_back(names[i].toByteArray());
    }
}

void noteDuplicates(const std::vector<JsonMember> &members, std::vector<QByteArray> &duplicates)
{
    if (members.size() > kFewMembers)
        return noteDuplicatesOfMany(members, duplicates);
    for (auto member = members.begin(); member != members.end(); ++member) {
        if (std::any_of(members.begin(), member, [&](const JsonMember &before) { return sameName(before.name, member->name); }))
            duplicates.push_back(member->name);
    }
}

/// Copies what simdjson finds into values. Each function is false when the text is not JSON after all.
class Reader {
public:
    explicit Reader(std::vector<QByteArray> *duplicates) : m_duplicates(duplicates) { }

    bool read(ondemand::value from, JsonValue &to, int depth)
    {
        ondemand::json_type type;
        if (from.type().get(type))
            return false;
        switch (type) {
        case ondemand::json_type::object:
            return depth > 0 && object(from, to, depth - 1);
        case ondemand::json_type::array:
            return depth > 0 && array(from, to, depth - 1);
        case ondemand::json_type::string:
            return string(from, to);
        default:
            return scalar(trimmed(from.raw_json_token()), to);
        }
    }

private:
    bool object(ondemand::value from, JsonValue &to, int depth)
    {
        to.type = JsonValue::Type::Object;
        ondemand::object object;
        if (from.get_object().get(object))
            return false;
        to.members.reserve(kUsualMembers);
        for (auto found : object) {
            ondemand::field field;
            std::string_view name;
            if (std::move(found).get(field) || field.unescaped_key().get(name))
                return false;
            JsonMember &member = to.members.emplace_back();
            member.name = copyOf(name);
            if (!read(field.value(), member.value, depth))
                return false;
        }
        if (m_duplicates)
            noteDuplicates(to.members, *m_duplicates);
        return true;
    }

    bool array(ondemand::value from, JsonValue &to, int depth)
    {
        to.type = JsonValue::Type::Array;
        ondemand::array array;
        if (from.get_array().get(array))
            return false;
        for (auto found : array) {
            ondemand::value item;
            if (std::move(found).get(item) || !read(item, to.items.emplace_back(), depth))
                return false;
        }
        return true;
    }

    static bool string(ondemand::value from, JsonValue &to)
    {
        std::string_view text;
        if (from.get_string().get(text))
            return false;
        to.type = JsonValue::Type::String;
        to.text = copyOf(text);
        return true;
    }

    static bool scalar(std::string_view token, JsonValue &to)
    {
        if (token == "null")
            return true;
        if (token == "true" || token == "false") {
            to.type = JsonValue::Type::Bool;
            to.boolean = token == "true";
            return true;
        }
        to.type = JsonValue::Type::Number;
        to.text = copyOf(token);
        return isNumber(token);
    }

    std::vector<QByteArray> *m_duplicates;
};

/// Reads the one item of an array: simdjson has other calls for a scalar at the root, and the brackets make it all one.
bool readOnly(ondemand::document &document, Reader &reader, JsonValue &to, int depth)
{
    ondemand::array root;
    if (document.get_array().get(root))
        return false;
    int items = 0;
    for (auto found : root) {
        ondemand::value item;
        if (++items > 1 || std::move(found).get(item) || !reader.read(item, to, depth))
            return false;
    }
    return items == 1 && document.current_location().error() == simdjson::OUT_OF_BOUNDS;  // nothing follows
}

bool readWhole(QByteArrayView text, Workspace &space, Reader &reader, JsonValue &to, int depth)
{
    space.padded.resize(0);
    space.padded.reserve(text.size() + 2 + qsizetype(simdjson::SIMDJSON_PADDING));
    space.padded.append('[').append(text).append(']');
    ondemand::document document;
    if (space.parser.iterate(space.padded.constData(), size_t(space.padded.size()), size_t(space.padded.capacity())).get(document))
        return false;
    return readOnly(document, reader, to, depth);
}

}

Result<JsonValue, SyntaxError> parseJson(QByteArrayView text, const JsonLimits &limits, std::vector<QByteArray> *duplicates)
{
    if (text.size() > limits.bytes)
        return failure(SyntaxError{limits.bytes, QString("the text has %1 bytes; %2 are read at most").arg(text.size()).arg(limits.bytes)});
    JsonValue value;
    Reader reader(duplicates);
    const bool small = text.size() <= kSmall;
    const auto own = small ? nullptr : std::make_unique<Workspace>();
    if (readWhole(text, small ? keptWorkspace() : *own, reader, value, limits.depth))
        return value;
    return failure(findJsonFault(text, limits.depth).value_or(SyntaxError{0, QStringLiteral("this is not JSON")}));
}

const JsonValue *JsonValue::find(QByteArrayView name) const
{
    const auto found
        = std::find_if(members.rbegin(), members.rend(), [name](const JsonMember &member) { return sameName(member.name, name); });
    return found == members.rend() ? nullptr : &found->value;
}

const JsonValue *JsonValue::at(std::initializer_list<QByteArrayView> path) const
{
    const JsonValue *value = this;
    for (const QByteArrayView step : path) {
        if (value->isArray()) {
            bool number = false;
            const qulonglong index = step.toByteArray().toULongLong(&number);
            value = number && index < value->items.size() ? &value->items[size_t(index)] : nullptr;
        } else {
            value = value->find(step);
        }
        if (!value)
            return nullptr;
    }
    return value;
}

QByteArray JsonValue::string(QByteArrayView name) const
{
    const JsonValue *value = find(name);
    return value ? value->text : QByteArray();
}

std::optional<double> JsonValue::number() const
{
    double result = 0;
    const auto [end, error] = std::from_chars(text.begin(), text.end(), result);
    if (!isNumber() || error != std::errc() || end != text.end())
        return std::nullopt;
    return result;
}

// Written out, since each needs the other: clang 14 stops with a fault on defaulted ones.
bool JsonValue::operator==(const JsonValue &other) const
{
    return type == other.type && boolean == other.boolean && text == other.text && items == other.items && members == other.members;
}
bool JsonMember::operator==(const JsonMember &other) const
{
    return name == other.name && value == other.value;
}

}
