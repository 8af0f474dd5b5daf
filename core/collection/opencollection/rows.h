#pragma once

#include "core/collection/request_draft.h"
#include "core/yaml/yaml_value.h"

#include <functional>

namespace keyhole::opencollection {

/// A text that may be a scalar of any type, or {content: …, type: …}, as descriptions are.
QByteArray looseText(const YamlValue *value);
/// A boolean that may be in quotes; `otherwise` where there is none.
bool looseBool(const YamlValue &mapping, QByteArrayView name, bool otherwise);

/// Sets a member to a text, or removes it when the text is empty. A value that reads the same stays as it is written.
void setText(YamlValue &mapping, const QByteArray &name, const QByteArray &text);
/// Sets a boolean that is usually `usual`: removed then, unless it was written.
void setBool(YamlValue &mapping, const QByteArray &name, bool value, bool usual);

/// Puts the members that `before` has not behind those that usually stand before them, in the order of `usual`.
void placeNewMembers(YamlValue &mapping, const YamlValue *before, std::initializer_list<QByteArrayView> usual);

/// {name, value, description, disabled} of headers, parameters, form fields.
DraftRow readRow(const YamlValue &item);
void writeRow(YamlValue &item, const DraftRow &row);
std::vector<DraftRow> readRows(const YamlValue *list);

/// For each row of a table, the item of the file that it is in: the same row as before, else one of the same name, else the one at its
/// place; each item once. Nothing for a new row.
template <class Row, class SameName>
std::vector<std::optional<size_t>> matchRows(const std::vector<Row> &before, const std::vector<Row> &after, SameName sameName)
{
    std::vector<std::optional<size_t>> found(after.size());
    std::vector<bool> used(before.size());
    const auto match = [&](auto accepts) {
        for (size_t i = 0; i < after.size(); ++i) {
            for (size_t j = 0; j < before.size() && !found[i]; ++j) {
                if (!used[j] && accepts(i, j)) {
                    found[i] = j;
                    used[j] = true;
                }
            }
        }
    };
    match([&](size_t i, size_t j) { return i == j && before[j] == after[i]; });
    match([&](size_t i, size_t j) { return before[j] == after[i]; });
    match([&](size_t i, size_t j) { return sameName(before[j], after[i]); });
    if (before.size() == after.size())
        match([](size_t i, size_t j) { return i == j; });
    return found;
}

/// Brings a list of a file from `before`, which is what was read of it, to `after`. What is no row in a table stays in the items.
template <class Row, class SameName, class Write> void updateRows(YamlValue &mapping, const QByteArray &member,
                                                                  const std::vector<Row> &before, const std::vector<Row> &after,
                                                                  SameName sameName, Write write)
{
    if (before == after)
        return;
    if (after.empty() && !mapping.find(member))
        return;
    YamlValue &list = memberOf(mapping, member);
    const auto matched = matchRows(before, after, sameName);
    std::vector<YamlValue> items;
    for (size_t i = 0; i < after.size(); ++i) {
        const bool known = matched[i] && *matched[i] < list.items.size();
        YamlValue item = known ? list.items[*matched[i]] : yamlMapping();
        if (!known || before[*matched[i]] != after[i])
            write(item, after[i]);
        items.push_back(std::move(item));
    }
    list = yamlSequence(std::move(items));
    if (after.empty())
        removeMember(mapping, member);
}
void updateDraftRows(YamlValue &mapping, const QByteArray &member, const std::vector<DraftRow> &before, const std::vector<DraftRow> &after);

}
