#include "core/yaml/yaml_value.h"

namespace keyhole {

namespace {

bool isDigits(QByteArrayView text)
{
    return !text.isEmpty() && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

bool isOneOf(QByteArrayView text, std::initializer_list<QByteArrayView> words)
{
    return std::find(words.begin(), words.end(), text) != words.end();
}

bool allFrom(QByteArrayView text, QByteArrayView digits)
{
    return !text.isEmpty() && std::all_of(text.begin(), text.end(), [digits](char c) { return digits.contains(c); });
}

bool isFloat(QByteArrayView text)
{
    qsizetype exponent = text.indexOf('e');
    if (exponent < 0)
        exponent = text.indexOf('E');
    if (exponent >= 0) {
        QByteArrayView power = text.sliced(exponent + 1);
        if (power.startsWith('+') || power.startsWith('-'))
            power = power.sliced(1);
        if (!isDigits(power))
            return false;
        text = text.first(exponent);
    }
    const qsizetype point = text.indexOf('.');
    if (point < 0)
        return isDigits(text);
    const QByteArrayView whole = text.first(point), fraction = text.sliced(point + 1);
    return (isDigits(whole) && (fraction.isEmpty() || isDigits(fraction))) || (whole.isEmpty() && isDigits(fraction));
}

bool isNumber(QByteArrayView text)
{
    if (text.startsWith("0o"))
        return allFrom(text.sliced(2), "01234567");
    if (text.startsWith("0x"))
        return allFrom(text.sliced(2), "0123456789abcdefABCDEF");
    if (isOneOf(text, {".nan", ".NaN", ".NAN"}))
        return true;
    if (text.startsWith('-') || text.startsWith('+'))
        text = text.sliced(1);
    return isOneOf(text, {".inf", ".Inf", ".INF"}) || isFloat(text);
}

}

YamlType typeOfPlain(QByteArrayView text)
{
    if (isOneOf(text, {"", "~", "null", "Null", "NULL"}))
        return YamlType::Null;
    if (isOneOf(text, {"true", "True", "TRUE", "false", "False", "FALSE"}))
        return YamlType::Bool;
    return isNumber(text) ? YamlType::Number : YamlType::Text;
}

YamlType typeOf(const YamlValue &value)
{
    switch (value.kind) {
    case YamlValue::Kind::Null:
        return YamlType::Null;
    case YamlValue::Kind::Sequence:
        return YamlType::Sequence;
    case YamlValue::Kind::Mapping:
        return YamlType::Mapping;
    case YamlValue::Kind::Scalar:
        break;
    }
    return value.plain ? typeOfPlain(value.text) : YamlType::Text;
}

bool sameYaml(const YamlValue &a, const YamlValue &b)
{
    const YamlType type = typeOf(a);
    if (type != typeOf(b))
        return false;
    if (type == YamlType::Sequence)
        return std::equal(a.items.begin(), a.items.end(), b.items.begin(), b.items.end(), &sameYaml);
    if (type == YamlType::Mapping)
        return a.members.size() == b.members.size() && std::all_of(a.members.begin(), a.members.end(), [&b](const YamlMember &member) {
                   const YamlValue *other = b.find(member.name);
                   return other && sameYaml(member.value, *other);
               });
    return type == YamlType::Null || a.text == b.text;
}

YamlValue yamlText(const QByteArray &utf8)
{
    YamlValue value;
    value.kind = YamlValue::Kind::Scalar;
    value.text = utf8;
    return value;
}

YamlValue yamlPlain(const QByteArray &text)
{
    YamlValue value = yamlText(text);
    value.plain = true;
    return value;
}

YamlValue yamlBool(bool value)
{
    return yamlPlain(value ? "true" : "false");
}

YamlValue yamlMapping(std::vector<YamlMember> members)
{
    YamlValue value;
    value.kind = YamlValue::Kind::Mapping;
    value.members = std::move(members);
    return value;
}

YamlValue yamlSequence(std::vector<YamlValue> items)
{
    YamlValue value;
    value.kind = YamlValue::Kind::Sequence;
    value.items = std::move(items);
    return value;
}

QByteArray textOf(const YamlValue &mapping, QByteArrayView name)
{
    const YamlValue *value = mapping.find(name);
    return value && value->kind == YamlValue::Kind::Scalar ? value->text : QByteArray();
}

YamlValue &memberOf(YamlValue &mapping, const QByteArray &name)
{
    if (mapping.kind != YamlValue::Kind::Mapping)
        mapping = yamlMapping();
    for (YamlMember &member : mapping.members) {
        if (member.name == name)
            return member.value;
    }
    return mapping.members.emplace_back(YamlMember{name, 0, {}}).value;
}

void removeMember(YamlValue &mapping, QByteArrayView name)
{
    std::erase_if(mapping.members, [name](const YamlMember &member) { return member.name == name; });
}

}
