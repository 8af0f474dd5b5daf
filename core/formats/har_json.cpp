#include "core/formats/har_json.h"

#include <QLocale>

namespace keyhole::har {

std::optional<Node> member(const std::optional<Node> &parent, std::string_view name)
{
    simdjson::dom::object object;
    Node found;
    if (!parent || parent->get_object().get(object) != simdjson::SUCCESS || object.at_key(name).get(found) != simdjson::SUCCESS)
        return std::nullopt;
    return found;
}

QByteArray text(const std::optional<Node> &node)
{
    std::string_view string;
    if (node && node->get_string().get(string) == simdjson::SUCCESS)
        return {string.data(), qsizetype(string.size())};
    const auto value = node && node->is_number() ? number(node) : std::nullopt;
    return value ? QByteArray::number(*value, 'f', QLocale::FloatingPointShortest) : QByteArray();
}

QByteArray pairValue(const Node &pair)
{
    const QByteArray bytes = text(member(pair, "_bytes"));
    return bytes.isEmpty() ? text(member(pair, "value")) : QByteArray::fromBase64(bytes);
}

std::optional<double> number(const std::optional<Node> &node)
{
    double value = 0;
    if (node && node->get_double().get(value) == simdjson::SUCCESS)
        return value;
    std::string_view string;
    bool isNumber = false;
    if (node && node->get_string().get(string) == simdjson::SUCCESS)
        value = QByteArray(string.data(), qsizetype(string.size())).toDouble(&isNumber);
    return isNumber ? std::optional(value) : std::nullopt;
}

}
