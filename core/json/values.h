#pragma once

#include "core/json/json.h"

#include <QStringList>

namespace keyhole {

/// JSON values made from ours: of text (UTF-8), whole numbers, members in their order.
inline JsonValue jsonText(const QByteArray &utf8)
{
    JsonValue json;
    json.type = JsonValue::Type::String;
    json.text = utf8;
    return json;
}

inline JsonValue jsonNumber(qint64 value)
{
    JsonValue json;
    json.type = JsonValue::Type::Number;
    json.text = QByteArray::number(value);
    return json;
}

inline JsonValue jsonBool(bool value)
{
    JsonValue json;
    json.type = JsonValue::Type::Bool;
    json.boolean = value;
    return json;
}

inline JsonValue jsonObject(std::vector<JsonMember> members)
{
    JsonValue json;
    json.type = JsonValue::Type::Object;
    json.members = std::move(members);
    return json;
}

inline JsonValue jsonList(std::vector<JsonValue> items)
{
    JsonValue json;
    json.type = JsonValue::Type::Array;
    json.items = std::move(items);
    return json;
}

inline JsonValue jsonTexts(const QStringList &texts)
{
    JsonValue json = jsonList({});
    for (const QString &each : texts)
        json.items.push_back(jsonText(each.toUtf8()));
    return json;
}

}
