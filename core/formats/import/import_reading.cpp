#include "core/formats/import/import_reading.h"

#include "core/formats/text_encoding.h"
#include "core/json/values.h"
#include "core/yaml/yaml.h"

namespace keyhole {

namespace {

constexpr qsizetype kLargest = 50 << 20;
constexpr int kDeepest = 200;

/// A scalar without quotes by the core schema of YAML 1.2, 10.3.2.
JsonValue plainScalar(const QByteArray &text)
{
    if (text == "true" || text == "false" || text == "True" || text == "False")
        return jsonBool(text.toLower() == "true");
    bool isNumber = false;
    (void)text.toDouble(&isNumber);
    JsonValue value = jsonText(text);
    const bool looksLikeNumber = !text.isEmpty() && QByteArrayView("-.0123456789").contains(text[0]);
    if (isNumber && looksLikeNumber)
        value.type = JsonValue::Type::Number;
    return value;
}

JsonValue fromYaml(const YamlValue &yaml)
{
    switch (yaml.kind) {
    case YamlValue::Kind::Null:
        break;
    case YamlValue::Kind::Scalar:
        return yaml.plain ? plainScalar(yaml.text) : jsonText(yaml.text);
    case YamlValue::Kind::Sequence: {
        JsonValue list = jsonList({});
        for (const YamlValue &item : yaml.items)
            list.items.push_back(fromYaml(item));
        return list;
    }
    case YamlValue::Kind::Mapping: {
        JsonValue object = jsonObject({});
        for (const YamlMember &member : yaml.members)
            object.members.push_back({member.name, fromYaml(member.value)});
        return object;
    }
    }
    return {};
}

}

void ImportReading::note(const QString &what, const QString &remedy)
{
    QStringList names = path;
    names.removeAll(QString());
    imported.notes.push_back({what, names.join(QStringLiteral(" / ")), remedy});
}

void ImportReading::noteIgnoredTransport(const QString &what)
{
    note(QStringLiteral("%1 is ignored: a file of requests never says how connections are made or trusted.").arg(what),
         QStringLiteral("Set it in the settings of the request, where you want it."));
}

void ImportReading::keepScript(std::vector<KeptScript> &scripts, const QString &when, const QByteArray &text)
{
    if (text.trimmed().isEmpty())
        return;
    scripts.push_back({when, text});
    note(QStringLiteral("The script that would run %1 is kept as text and never run.").arg(when));
}

Result<JsonValue> readTree(QByteArrayView text)
{
    const QByteArrayView start = text.trimmed();
    if (start.startsWith('{') || start.startsWith('[')) {
        auto json = parseJson(text, {kLargest, kDeepest});
        if (json)
            return std::move(*json);
        return failure(Error{json.error().message, placeInText(text, json.error().offset), QStringLiteral("Export or save it again.")});
    }
    auto yaml = parseYaml(text, {kLargest, kDeepest, 2'000'000});
    return yaml ? Result<JsonValue>(fromYaml(*yaml)) : failure(yaml.error());
}

QByteArray looseText(const JsonValue *value)
{
    if (!value)
        return {};
    if (value->type == JsonValue::Type::Bool)
        return value->boolean ? "true" : "false";
    return value->text;
}

QByteArray looseText(const JsonValue &object, QByteArrayView name)
{
    return looseText(object.find(name));
}

QString looseString(const JsonValue &object, QByteArrayView name)
{
    return QString::fromUtf8(looseText(object, name));
}

bool looseBool(const JsonValue &object, QByteArrayView name, bool otherwise)
{
    const QByteArray text = looseText(object, name).toLower();
    return text.isEmpty() ? otherwise : text == "true";
}

const std::vector<JsonValue> &itemsOf(const JsonValue *value)
{
    static const std::vector<JsonValue> kNone;
    return value ? value->items : kNone;
}

const std::vector<JsonMember> &membersOf(const JsonValue *value)
{
    static const std::vector<JsonMember> kNone;
    return value ? value->members : kNone;
}

bool hasField(const RequestDraft &draft, QByteArrayView name)
{
    return std::any_of(draft.fields.begin(), draft.fields.end(),
                       [name](const DraftRow &row) { return row.enabled && equalsIgnoringCase(row.name, name); });
}

void setTextBody(RequestDraft &draft, const QByteArray &text, const QByteArray &mediaType)
{
    draft.body.kind = mediaType.contains("json") ? BodyKind::Json : BodyKind::Text;
    draft.body.text = text;
    const bool automatic = draft.body.kind == BodyKind::Json && mediaType == "application/json";
    if (!automatic && !mediaType.isEmpty() && !hasField(draft, "Content-Type"))
        draft.fields.push_back({true, "Content-Type", mediaType, {}});
}

void setGraphQlBody(RequestDraft &draft, const QByteArray &query, const QByteArray &variables)
{
    QByteArray text = "{\"query\":" + jsonString(query);
    const QByteArray trimmed = variables.trimmed();
    if (!trimmed.isEmpty())
        text += ",\"variables\":" + trimmed;
    setTextBody(draft, text + '}', "application/json");
}

void addQueryRow(RequestDraft &draft, const DraftRow &row)
{
    if (!row.enabled) {
        draft.disabledParams.push_back(row);
        return;
    }
    const qsizetype hash = draft.address.indexOf('#');
    const qsizetype end = hash < 0 ? draft.address.size() : hash;
    const QByteArray pair = row.value.isEmpty() ? row.name : row.name + '=' + row.value;
    const QByteArray before = draft.address.first(end);
    const bool hasQuery = before.contains('?');
    const bool open = hasQuery && (before.endsWith('?') || before.endsWith('&'));
    draft.address.insert(end, (open ? "" : hasQuery ? "&" : "?") + pair);
}

}
