#include "core/collection/opencollection/body_member.h"

namespace keyhole::opencollection {

namespace {

/// The variant that is selected; the first where none is.
template <class Value> Value *selectedOf(Value &list)
{
    for (auto &item : list.items) {
        if (looseBool(item, "selected", false))
            return &item;
    }
    return list.items.empty() ? nullptr : &list.items.front();
}

/// An item with several files is a part for each of them.
using PartItem = std::vector<BodyPart>;

PartItem readPartItem(const YamlValue &item)
{
    const DraftRow row = readRow(item);
    BodyPart part{row.enabled, row.name, row.value, {}, textOf(item, "contentType")};
    const YamlValue *value = item.find("value");
    const bool isList = value && value->kind == YamlValue::Kind::Sequence;
    if (textOf(item, "type") != "file" && !isList)
        return {part};
    part.value.clear();
    PartItem parts;
    for (const YamlValue &file : isList ? value->items : std::vector<YamlValue>{yamlText(row.value)}) {
        part.file = QString::fromUtf8(file.text);
        parts.push_back(part);
    }
    return parts.empty() ? PartItem{part} : parts;
}

std::vector<PartItem> readPartItems(const YamlValue &list)
{
    std::vector<PartItem> items;
    for (const YamlValue &item : list.items)
        items.push_back(readPartItem(item));
    return items;
}

/// The parts as items again: those of an item with several files that still follow each other stay one.
std::vector<PartItem> partItems(const std::vector<BodyPart> &parts, const std::vector<PartItem> &before)
{
    std::vector<PartItem> items;
    for (auto part = parts.begin(); part != parts.end(); part += std::ptrdiff_t(items.back().size())) {
        const auto same = std::find_if(before.begin(), before.end(), [&](const PartItem &item) {
            return item.size() > 1 && size_t(parts.end() - part) >= item.size() && std::equal(item.begin(), item.end(), part);
        });
        items.push_back(same == before.end() ? PartItem{*part} : *same);
    }
    return items;
}

void writePartItem(YamlValue &item, const PartItem &parts)
{
    const BodyPart &part = parts.front();
    const PartItem there = item.members.empty() ? PartItem() : readPartItem(item);
    setText(item, "name", part.name);
    setText(item, "type", part.file.isEmpty() ? "text" : "file");
    const bool sameValue = !there.empty() && there.front().value == part.value && there.front().file == part.file && there.size() == 1;
    if (!sameValue || !item.find("value"))
        memberOf(item, "value") = part.file.isEmpty() ? yamlText(part.value) : yamlSequence({yamlText(part.file.toUtf8())});
    setText(item, "contentType", part.contentType);
    setBool(item, "disabled", !part.enabled, false);
}

QByteArray typeOfBody(BodyKind kind)
{
    switch (kind) {
    case BodyKind::Json:
        return "json";
    case BodyKind::Text:
        return "text";
    case BodyKind::Form:
        return "form-urlencoded";
    case BodyKind::Multipart:
        return "multipart-form";
    case BodyKind::File:
        return "file";
    case BodyKind::None:
        break;
    }
    return {};
}

void writeFile(YamlValue &body, const QString &file)
{
    YamlValue &list = memberOf(body, "data");
    if (list.kind != YamlValue::Kind::Sequence)
        list = yamlSequence();
    if (list.items.empty())
        list.items.push_back(yamlMapping({{"filePath", 0, {}}, {"contentType", 0, yamlText("")}, {"selected", 0, yamlBool(true)}}));
    memberOf(*selectedOf(list), "filePath") = yamlText(file.toUtf8());
}

void writeData(YamlValue &body, const BodyDraft &before, const BodyDraft &after)
{
    switch (after.kind) {
    case BodyKind::Json:
    case BodyKind::Text:
        if (before.text != after.text || !body.find("data"))
            memberOf(body, "data") = yamlText(after.text);
        break;
    case BodyKind::Form:
        updateDraftRows(body, "data", before.form, after.form);
        break;
    case BodyKind::Multipart: {
        const YamlValue *list = body.find("data");
        const std::vector<PartItem> items = list ? readPartItems(*list) : std::vector<PartItem>();
        updateRows(
            body, "data", items, partItems(after.parts, items),
            [](const PartItem &a, const PartItem &b) { return a.front().name == b.front().name; }, &writePartItem);
        break;
    }
    case BodyKind::File:
        if (before.file != after.file || !body.find("data"))
            writeFile(body, after.file);
        break;
    case BodyKind::None:
        break;
    }
    if (!body.find("data"))
        memberOf(body, "data") = yamlSequence();
}

}

FileBody readBody(const YamlValue *body)
{
    FileBody read;
    if (body && body->kind == YamlValue::Kind::Sequence) {
        const YamlValue *variant = selectedOf(*body);
        body = variant ? variant->find("body") : nullptr;
    }
    if (!body || body->kind != YamlValue::Kind::Mapping)
        return read;
    const QByteArray type = textOf(*body, "type");
    const YamlValue *data = body->find("data");
    if (type == "json" || type == "text" || type == "xml" || type == "sparql") {
        read.draft.kind = type == "json" ? BodyKind::Json : BodyKind::Text;
        read.draft.text = looseText(data);
        read.mediaType = type == "xml" ? "application/xml" : type == "sparql" ? "application/sparql-query" : "";
    } else if (type == "form-urlencoded") {
        read.draft.kind = BodyKind::Form;
        read.draft.form = readRows(data);
    } else if (type == "multipart-form") {
        read.draft.kind = BodyKind::Multipart;
        for (const PartItem &item : data ? readPartItems(*data) : std::vector<PartItem>())
            read.draft.parts.insert(read.draft.parts.end(), item.begin(), item.end());
    } else if (type == "file") {
        read.draft.kind = BodyKind::File;
        const YamlValue *file = data ? selectedOf(*data) : nullptr;
        read.draft.file = file ? QString::fromUtf8(textOf(*file, "filePath")) : QString();
        read.mediaType = file ? textOf(*file, "contentType") : QByteArray();
    }
    return read;
}

void updateBody(YamlValue &http, const BodyDraft &before, const BodyDraft &after)
{
    if (before == after)
        return;
    YamlValue *body = &memberOf(http, "body");
    if (body->kind == YamlValue::Kind::Sequence) {
        YamlValue *variant = selectedOf(*body);
        if (variant)
            body = &memberOf(*variant, "body");
    } else if (after.kind == BodyKind::None) {
        removeMember(http, "body");
        return;
    }
    const bool sameType = body->kind == YamlValue::Kind::Mapping && before.kind == after.kind;
    if (!sameType)
        *body = yamlMapping({{"type", 0, yamlText(after.kind == BodyKind::None ? "text" : typeOfBody(after.kind))}});
    writeData(*body, sameType ? before : BodyDraft(), after);
}

}
