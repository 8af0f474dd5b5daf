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

std::vector<BodyPart> readParts(const YamlValue &list)
{
    std::vector<BodyPart> parts;
    for (const YamlValue &item : list.items) {
        const DraftRow row = readRow(item);
        BodyPart part{row.enabled, row.name, row.value, {}, textOf(item, "contentType")};
        const YamlValue *value = item.find("value");
        const bool isFile = textOf(item, "type") == "file";
        std::vector<QByteArray> files;
        if (value && value->kind == YamlValue::Kind::Sequence) {
            for (const YamlValue &file : value->items)
                files.push_back(file.text);
        } else if (isFile) {
            files.push_back(row.value);
        }
        if (isFile)
            part.value.clear();
        for (const QByteArray &file : files) {
            part.file = QString::fromUtf8(file);
            parts.push_back(part);
        }
        if (files.empty())
            parts.push_back(part);
    }
    return parts;
}

void writePart(YamlValue &item, const BodyPart &part)
{
    setText(item, "name", part.name);
    setText(item, "type", part.file.isEmpty() ? "text" : "file");
    if (part.file.isEmpty())
        memberOf(item, "value") = yamlText(part.value);
    else
        memberOf(item, "value") = yamlSequence({yamlText(part.file.toUtf8())});
    setText(item, "contentType", part.contentType);
    setBool(item, "disabled", !part.enabled, false);
}

bool hasOneItemAPart(const YamlValue &list)
{
    return std::all_of(list.items.begin(), list.items.end(), [](const YamlValue &item) {
        const YamlValue *value = item.find("value");
        return !value || value->kind != YamlValue::Kind::Sequence || value->items.size() == 1;
    });
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
        const bool apart = list && hasOneItemAPart(*list);
        updateRows(
            body, "data", apart ? before.parts : std::vector<BodyPart>(), after.parts,
            [](const BodyPart &a, const BodyPart &b) { return a.name == b.name; }, &writePart);
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
        read.draft.parts = data ? readParts(*data) : std::vector<BodyPart>();
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
