#pragma once

#include <QByteArray>
#include <optional>
#include <simdjson.h>

namespace keyhole::har {

using Node = simdjson::dom::element;

/// Steps through a parsed entry without exceptions: what is missing or of another type is absent.
std::optional<Node> member(const std::optional<Node> &parent, std::string_view name);
/// The text of a string or number; empty for anything else.
QByteArray text(const std::optional<Node> &node);
std::optional<double> number(const std::optional<Node> &node);

/// The value of a name and value pair. One that is no UTF-8 cannot stand in JSON; our own writer keeps it in "_bytes", as base64.
QByteArray pairValue(const Node &pair);

/// Calls `visit(Node)` for each item of a list; nothing when it is none.
template <class Visit> void forEach(const std::optional<Node> &list, const Visit &visit)
{
    simdjson::dom::array array;
    if (!list || list->get_array().get(array) != simdjson::SUCCESS)
        return;
    for (const Node item : array)
        visit(item);
}

/// Calls `visit(name, value)` for each {"name": …, "value": …} of a list, or for each member of an object ({"Accept": "*/*"}).
template <class Visit> void forEachPair(const std::optional<Node> &list, const Visit &visit)
{
    simdjson::dom::object object;
    if (list && list->get_object().get(object) == simdjson::SUCCESS) {
        for (const auto pair : object)
            visit(QByteArray(pair.key.data(), qsizetype(pair.key.size())), text(pair.value));
        return;
    }
    forEach(list, [&visit](const Node &item) { visit(text(member(item, "name")), pairValue(item)); });
}

}
