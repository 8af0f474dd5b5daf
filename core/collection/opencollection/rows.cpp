#include "core/collection/opencollection/rows.h"

namespace keyhole::opencollection {

QByteArray looseText(const YamlValue *value)
{
    if (value && value->kind == YamlValue::Kind::Mapping)
        value = value->find("content");
    return value && value->kind == YamlValue::Kind::Scalar ? value->text : QByteArray();
}

bool looseBool(const YamlValue &mapping, QByteArrayView name, bool otherwise)
{
    const QByteArray text = textOf(mapping, name).toLower();
    return text == "true" ? true : text == "false" ? false : otherwise;
}

void setText(YamlValue &mapping, const QByteArray &name, const QByteArray &text)
{
    const YamlValue *there = mapping.find(name);
    if (looseText(there) == text && (there || text.isEmpty()))
        return;
    if (text.isEmpty())
        removeMember(mapping, name);
    else if (there && there->kind == YamlValue::Kind::Mapping)
        memberOf(memberOf(mapping, name), "content") = yamlText(text);
    else
        memberOf(mapping, name) = yamlText(text);
}

void setBool(YamlValue &mapping, const QByteArray &name, bool value, bool usual)
{
    if (looseBool(mapping, name, usual) == value)
        return;
    if (value == usual)
        removeMember(mapping, name);
    else
        memberOf(mapping, name) = yamlBool(value);
}

void placeNewMembers(YamlValue &mapping, const YamlValue *before, std::initializer_list<QByteArrayView> usual)
{
    const auto rank = [usual](const YamlMember &member) { return std::find(usual.begin(), usual.end(), member.name) - usual.begin(); };
    std::vector<YamlMember> members, fresh;
    for (YamlMember &member : mapping.members)
        (before && before->find(member.name) ? members : fresh).push_back(std::move(member));
    std::stable_sort(fresh.begin(), fresh.end(), [&rank](const YamlMember &a, const YamlMember &b) { return rank(a) < rank(b); });
    for (YamlMember &member : fresh) {
        auto place = members.end();
        while (place != members.begin() && rank(*std::prev(place)) > rank(member))
            --place;
        members.insert(place, std::move(member));
    }
    mapping.members = std::move(members);
}

DraftRow readRow(const YamlValue &item)
{
    const bool enabled = looseBool(item, "enabled", true) && !looseBool(item, "disabled", false);
    return {enabled, textOf(item, "name"), looseText(item.find("value")), QString::fromUtf8(looseText(item.find("description")))};
}

void writeRow(YamlValue &item, const DraftRow &row)
{
    if (textOf(item, "name") != row.name || !item.find("name"))
        memberOf(item, "name") = yamlText(row.name);
    if (looseText(item.find("value")) != row.value || !item.find("value"))
        memberOf(item, "value") = yamlText(row.value);
    setText(item, "description", row.description.toUtf8());
    if (row.enabled)
        removeMember(item, "enabled");
    setBool(item, "disabled", !row.enabled, false);
}

std::vector<DraftRow> readRows(const YamlValue *list)
{
    std::vector<DraftRow> rows;
    if (list && list->kind == YamlValue::Kind::Sequence) {
        for (const YamlValue &item : list->items)
            rows.push_back(readRow(item));
    }
    return rows;
}

void updateDraftRows(YamlValue &mapping, const QByteArray &member, const std::vector<DraftRow> &before, const std::vector<DraftRow> &after)
{
    updateRows(
        mapping, member, before, after, [](const DraftRow &a, const DraftRow &b) { return a.name == b.name; }, &writeRow);
}

}
