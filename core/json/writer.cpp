#include "core/json/fault.h"
#include "core/json/json.h"

#include <algorithm>

namespace keyhole {

namespace {

/// The escape that a character needs inside a string, or nothing. DEL and the C1 controls are legal JSON, but no terminal should get them.
QByteArray escapeFor(QByteArrayView character)
{
    switch (character.front()) {
    case '"':
        return "\\\"";
    case '\\':
        return "\\\\";
    case '\n':
        return "\\n";
    case '\r':
        return "\\r";
    case '\t':
        return "\\t";
    case '\b':
        return "\\b";
    case '\f':
        return "\\f";
    default:
        break;
    }
    const bool c1 = character.size() == 2 && uchar(character[0]) == 0xC2 && uchar(character[1]) < 0xA0;
    const uchar code = uchar(character.back());
    const bool control = character.size() == 1 && (code < 0x20 || code == 0x7F);
    return control || c1 ? "\\u00" + QByteArray(1, char(code)).toHex() : QByteArray();
}

void write(const JsonValue &value, QByteArray &out);

void writeItems(const JsonValue &value, QByteArray &out)
{
    out += '[';
    for (const JsonValue &item : value.items) {
        if (&item != &value.items.front())
            out += ',';
        write(item, out);
    }
    out += ']';
}

void writeMembers(const JsonValue &value, QByteArray &out)
{
    out += '{';
    for (const JsonMember &member : value.members) {
        if (&member != &value.members.front())
            out += ',';
        out += jsonString(member.name) + ':';
        write(member.value, out);
    }
    out += '}';
}

void write(const JsonValue &value, QByteArray &out)
{
    switch (value.type) {
    case JsonValue::Type::Null:
        out += "null";
        break;
    case JsonValue::Type::Bool:
        out += value.boolean ? "true" : "false";
        break;
    case JsonValue::Type::Number:
        out += value.text;
        break;
    case JsonValue::Type::String:
        out += jsonString(value.text);
        break;
    case JsonValue::Type::Array:
        writeItems(value, out);
        break;
    case JsonValue::Type::Object:
        writeMembers(value, out);
        break;
    }
}

}

QByteArray toJson(const JsonValue &value)
{
    QByteArray out;
    write(value, out);
    return out;
}

QByteArray jsonString(QByteArrayView utf8)
{
    QByteArray out;
    out.reserve(utf8.size() + 2);
    out += '"';
    const auto isPlain = [](char c) { return c >= 0x20 && c < 0x7F && c != '"' && c != '\\'; };
    while (!utf8.isEmpty()) {
        if (const auto plain = std::find_if_not(utf8.begin(), utf8.end(), isPlain) - utf8.begin(); plain > 0) {
            out += utf8.first(plain);
            utf8 = utf8.sliced(plain);
            continue;
        }
        const int length = utf8Length(utf8);
        const QByteArrayView character = utf8.first(std::max(length, 1));
        const QByteArray escaped = escapeFor(character);
        if (length == 0)
            out += "\xEF\xBF\xBD";  // U+FFFD: JSON has no way to say a byte that is not UTF-8
        else
            out += escaped.isEmpty() ? character : QByteArrayView(escaped);
        utf8 = utf8.sliced(character.size());
    }
    out += '"';
    return out;
}

}
