#include "core/http/media_type.h"

#include "core/http/cursor.h"
#include "core/http/field.h"

namespace keyhole {

namespace {

constexpr size_t kMostParameters = 100;

Result<QByteArray, SyntaxError> readQuoted(Cursor &cursor)
{
    const SyntaxError unclosed = cursor.error("This quotation mark is never closed.");
    QByteArray value;
    cursor.take('"');
    while (!cursor.atEnd()) {
        if (cursor.take('"'))
            return value;
        cursor.take('\\');
        value += cursor.takeWhile([](char) { return true; }, 1);
    }
    return failure(unclosed);
}

Result<QByteArray, SyntaxError> readValue(Cursor &cursor)
{
    if (cursor.peek() == '"')
        return readQuoted(cursor);
    const QByteArrayView value = cursor.takeWhile([](char c) { return !isBlank(c) && !isControl(c) && c != ';' && c != ',' && c != '"'; });
    if (value.isEmpty())
        return failure(cursor.error("The value of the parameter was expected."));
    return value.toByteArray();
}

Result<void, SyntaxError> readParameter(Cursor &cursor, MediaType &type)
{
    const QByteArray name = cursor.takeToken().toByteArray().toLower();
    if (name.isEmpty() || !cursor.take('='))
        return failure(cursor.error("A parameter such as charset=utf-8 was expected."));
    auto value = readValue(cursor);
    if (!value)
        return failure(value.error());
    if (type.parameters.size() == kMostParameters)
        return failure(cursor.error("There are more than 100 parameters."));
    type.parameters.emplace_back(name, std::move(*value));
    return {};
}

}

std::optional<QByteArray> MediaType::parameter(QByteArrayView name) const
{
    const auto found = std::find_if(parameters.begin(), parameters.end(),
                                    [name](const auto &parameter) { return equalsIgnoringCase(parameter.first, name); });
    return found == parameters.end() ? std::nullopt : std::optional(found->second);
}

bool MediaType::isJson() const
{
    return essence() == "application/json" || essence() == "text/json" || subtype.endsWith("+json");
}

bool MediaType::isXml() const
{
    return essence() == "application/xml" || essence() == "text/xml" || subtype.endsWith("+xml");
}

bool MediaType::isHtml() const
{
    return essence() == "text/html" || essence() == "application/xhtml+xml";
}

Result<MediaType, SyntaxError> parseMediaType(QByteArrayView fieldValue)
{
    Cursor cursor(fieldValue);
    cursor.skipBlanks();
    MediaType type;
    type.type = cursor.takeToken().toByteArray().toLower();
    if (type.type.isEmpty() || !cursor.take('/'))
        return failure(cursor.error("A media type such as application/json was expected."));
    type.subtype = cursor.takeToken().toByteArray().toLower();
    if (type.subtype.isEmpty())
        return failure(cursor.error("A subtype such as json was expected."));
    cursor.skipBlanks();
    while (cursor.take(';')) {
        cursor.skipBlanks();
        if (cursor.atEnd() || cursor.peek() == ';')
            continue;
        if (auto read = readParameter(cursor, type); !read)
            return failure(read.error());
        cursor.skipBlanks();
    }
    if (!cursor.atEnd())
        return failure(cursor.error("\";\" or the end was expected."));
    return type;
}

}
