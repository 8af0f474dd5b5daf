#include "core/formats/import/openapi_schema.h"

#include "core/formats/import/import_reading.h"
#include "core/json/pointer.h"
#include "core/json/values.h"

namespace keyhole {

namespace {

constexpr int kDeepest = 10;
constexpr int kMostValues = 200'000;
constexpr int kLongestChain = 20;

/// "string", or the first of ["string", "null"] (OpenAPI 3.1).
QByteArray typeOf(const JsonValue &schema)
{
    const JsonValue *type = schema.find("type");
    if (type && type->isArray())
        return looseText(type->items.empty() ? nullptr : &type->items.front());
    if (!type)
        return schema.find("properties") ? "object" : schema.find("items") ? "array" : "string";
    return looseText(type);
}

JsonValue sampleText(const QByteArray &format)
{
    if (format == "date-time")
        return jsonText("2026-01-01T00:00:00Z");
    if (format == "date")
        return jsonText("2026-01-01");
    if (format == "uuid")
        return jsonText("00000000-0000-4000-8000-000000000000");
    if (format == "email")
        return jsonText("user@example.com");
    if (format == "uri" || format == "url")
        return jsonText("https://example.com/");
    return jsonText("string");
}

}

const JsonValue *OpenApiDocument::resolve(const JsonValue *value) const
{
    for (int step = 0; value && step < kLongestChain; ++step) {
        const JsonValue *reference = value->isObject() ? value->find("$ref") : nullptr;
        if (!reference || !reference->isString())
            return value;
        if (!reference->text.startsWith("#/"))
            return nullptr;
        value = &m_root;
        for (const QByteArray &name : reference->text.mid(2).split('/')) {
            const QByteArray member = memberName(QByteArray::fromPercentEncoding(name));
            value = value ? value->at({member}) : nullptr;
        }
    }
    return nullptr;
}

JsonValue OpenApiDocument::merged(const std::vector<JsonValue> &schemas, int depth) const
{
    JsonValue all = jsonObject({});
    for (const JsonValue &schema : schemas) {
        const JsonValue each = sample(&schema, depth);
        all.members.insert(all.members.end(), each.members.begin(), each.members.end());
    }
    return all;
}

JsonValue OpenApiDocument::sampleObject(const JsonValue &schema, int depth) const
{
    JsonValue object = jsonObject({});
    for (const JsonMember &member : membersOf(schema.find("properties"))) {
        const JsonValue *property = resolve(&member.value);
        if (property && !looseBool(*property, "readOnly"))
            object.members.push_back({member.name, sample(property, depth + 1)});
    }
    return object;
}

JsonValue OpenApiDocument::sample(const JsonValue *given, int depth) const
{
    const JsonValue *schema = resolve(given);
    if (!schema || !schema->isObject() || depth > kDeepest || ++m_made > kMostValues)
        return {};
    for (const char *name : {"example", "default", "const"}) {
        if (const JsonValue *value = schema->find(name))
            return *value;
    }
    for (const char *name : {"examples", "enum"}) {
        if (const JsonValue *values = schema->find(name); values && !values->items.empty())
            return values->items.front();
    }
    if (const JsonValue *all = schema->find("allOf")) {
        JsonValue value = merged(all->items, depth + 1);
        const JsonValue own = sampleObject(*schema, depth);
        value.members.insert(value.members.end(), own.members.begin(), own.members.end());
        return value;
    }
    for (const char *name : {"oneOf", "anyOf"}) {
        if (const JsonValue *choices = schema->find(name); choices && !choices->items.empty())
            return sample(&choices->items.front(), depth + 1);
    }
    const QByteArray type = typeOf(*schema);
    if (type == "object")
        return sampleObject(*schema, depth);
    if (type == "array")
        return jsonList({sample(schema->find("items"), depth + 1)});
    if (type == "integer" || type == "number")
        return jsonNumber(0);
    if (type == "boolean")
        return jsonBool(true);
    return type == "null" ? JsonValue() : sampleText(looseText(*schema, "format"));
}

JsonValue OpenApiDocument::exampleOf(const JsonValue &owner) const
{
    if (const JsonValue *example = owner.find("example"))
        return *example;
    if (const JsonValue *examples = owner.find("examples")) {
        const JsonValue *first = resolve(!examples->members.empty() ? &examples->members.front().value : nullptr);
        if (const JsonValue *value = first ? first->find("value") : nullptr)
            return *value;
    }
    if (const JsonValue *schema = owner.find("schema"))
        return sample(schema);
    return isSwagger2() && owner.find("type") ? sample(&owner) : JsonValue();
}

bool OpenApiDocument::isFile(const JsonValue *given) const
{
    const JsonValue *schema = resolve(given);
    if (!schema || !schema->isObject())
        return false;
    const QByteArray format = looseText(*schema, "format");
    return looseText(*schema, "type") == "file" || format == "binary" || schema->find("contentMediaType");
}

}
