#include "core/collection/opencollection/variable_rows.h"

#include "core/collection/opencollection/rows.h"

namespace keyhole::opencollection {

namespace {

/// The place of a value that may be a text, {type, data}, or a list of variants of either.
template <class Value> Value *plainValue(Value *value)
{
    if (value && value->kind == YamlValue::Kind::Sequence) {
        Value *chosen = nullptr;
        for (auto &variant : value->items) {
            if (!chosen || looseBool(variant, "selected", false))
                chosen = &variant;
        }
        value = nullptr;
        if (chosen) {
            for (auto &member : chosen->members) {
                if (member.name == "value")
                    value = &member.value;
            }
        }
    }
    if (value && value->kind == YamlValue::Kind::Mapping) {
        for (auto &member : value->members) {
            if (member.name == "data")
                return &member.value;
        }
    }
    return value;
}

bool isMarkedSecret(const YamlValue &item)
{
    return looseBool(item, "secret", false) || looseBool(item, "transient", false);
}

VariableRow readVariable(const YamlValue &item)
{
    VariableRow row;
    row.enabled = !looseBool(item, "disabled", false) && looseBool(item, "enabled", true);
    row.name = textOf(item, "name");
    row.secret = isMarkedSecret(item);
    row.value = row.secret ? QByteArray() : looseText(plainValue(item.find("value")));
    row.description = QString::fromUtf8(looseText(item.find("description")));
    row.line = item.line;
    return row;
}

void writeVariable(YamlValue &item, const VariableRow &row)
{
    if (!row.secret) {
        removeMember(item, "secret");
        removeMember(item, "transient");
    }
    if (textOf(item, "name") != row.name || !item.find("name"))
        memberOf(item, "name") = yamlText(row.name);
    if (row.secret)
        removeMember(item, "value");
    else if (YamlValue *value = plainValue(item.find("value") ? &memberOf(item, "value") : nullptr); !value)
        memberOf(item, "value") = yamlText(row.value);
    else if (value->text != row.value || value->kind != YamlValue::Kind::Scalar)
        *value = yamlText(row.value);
    setText(item, "description", row.description.toUtf8());
    if (row.enabled)
        removeMember(item, "enabled");
    setBool(item, "disabled", !row.enabled, false);
}

void writeMarkedRow(YamlValue &item, const VariableRow &row)
{
    if (row.secret && !isMarkedSecret(item))
        item.members.insert(item.members.begin(), {"secret", 0, yamlBool(true)});
    writeVariable(item, row);
}

bool sameName(const VariableRow &a, const VariableRow &b)
{
    return a.name == b.name;
}

}

std::vector<VariableRow> readVariables(const YamlValue *list)
{
    std::vector<VariableRow> rows;
    for (const YamlValue &item : list && list->kind == YamlValue::Kind::Sequence ? list->items : std::vector<YamlValue>())
        rows.push_back(readVariable(item));
    return rows;
}

std::vector<VariableRow> readDefaultVariables(const YamlValue *list)
{
    std::vector<VariableRow> rows = readVariables(list);
    for (size_t i = 0; i < rows.size(); ++i)
        rows[i].secret = rows[i].secret || !list->items[i].find("value");
    return rows;
}

void updateVariables(YamlValue &mapping, const std::vector<VariableRow> &before, const std::vector<VariableRow> &after)
{
    updateRows(mapping, "variables", before, after, &sameName, &writeMarkedRow);
}

void updateDefaultVariables(YamlValue &mapping, const std::vector<VariableRow> &before, const std::vector<VariableRow> &after)
{
    updateRows(mapping, "variables", before, after, &sameName, &writeVariable);
}

}
