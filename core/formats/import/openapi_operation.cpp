#include "core/formats/import/openapi_operation.h"

#include "core/formats/import/openapi_security.h"

namespace keyhole {

namespace {

QByteArray plainText(const JsonValue &value)
{
    if (value.isArray())
        return value.items.empty() ? QByteArray() : plainText(value.items.front());
    return value.isObject() ? toJson(value) : looseText(&value);
}

/// Makes the request of one operation.
class OperationDraft {
public:
    OperationDraft(const OpenApiDocument &document, const OpenApiOperation &operation, ImportReading &reading)
        : m_document(document), m_operation(operation), m_reading(reading)
    { }
    CollectionItem run();

private:
    std::vector<const JsonValue *> parameters();
    void addParameter(const JsonValue &parameter);
    void addPathParameter(const QByteArray &name, const JsonValue &parameter);
    void addFormParameter(const JsonValue &parameter);
    void setBody();
    void setContent(const QByteArray &mediaType, const JsonValue &content);
    void setForm(const JsonValue &content);
    void setParts(const JsonValue &content);
    void setSwaggerBody(const JsonValue &parameter);
    QByteArray exampleText(const JsonValue &owner, bool asJson);
    void setSecurity();
    bool consumesParts() const;

    const OpenApiDocument &m_document;
    const OpenApiOperation &m_operation;
    ImportReading &m_reading;
    RequestDraft m_draft;
};

/// Those of the operation stand in the place of those of its path with the same name and place. OpenAPI 3.1, 4.8.9.1.
std::vector<const JsonValue *> OperationDraft::parameters()
{
    std::vector<const JsonValue *> all;
    const auto same = [](const JsonValue &a, const JsonValue &b) {
        return looseText(a, "name") == looseText(b, "name") && looseText(a, "in") == looseText(b, "in");
    };
    for (const JsonValue *owner : {&m_operation.pathItem, &m_operation.operation}) {
        for (const JsonValue &given : itemsOf(owner->find("parameters"))) {
            const JsonValue *parameter = m_document.resolve(&given);
            if (!parameter) {
                m_reading.note(QStringLiteral("A parameter is left out: “%1” is not in this document.").arg(looseString(given, "$ref")));
                continue;
            }
            std::erase_if(all, [&](const JsonValue *each) { return same(*each, *parameter); });
            all.push_back(parameter);
        }
    }
    return all;
}

void OperationDraft::addPathParameter(const QByteArray &name, const JsonValue &parameter)
{
    const JsonValue *schema = m_document.resolve(parameter.find("schema"));
    const auto names = [](const JsonValue *owner, const char *member) { return owner && owner->find(member); };
    const bool known = names(&parameter, "example") || names(&parameter, "examples") || names(&parameter, "default")
        || names(schema, "example") || names(schema, "default");
    const QByteArray value = known ? plainText(m_document.exampleOf(parameter)) : "{{" + name + "}}";
    m_draft.address.replace('{' + name + '}', value.isEmpty() ? "{{" + name + "}}" : value);
}

void OperationDraft::addFormParameter(const JsonValue &parameter)
{
    const QByteArray name = looseText(parameter, "name");
    const bool enabled = looseBool(parameter, "required");
    if (!consumesParts()) {
        m_draft.body.kind = BodyKind::Form;
        m_draft.body.form.push_back({enabled, name, plainText(m_document.exampleOf(parameter)), looseString(parameter, "description")});
        return;
    }
    m_draft.body.kind = BodyKind::Multipart;
    const bool isFile = m_document.isFile(&parameter);
    m_draft.body.parts.push_back({enabled, name, isFile ? QByteArray() : plainText(m_document.exampleOf(parameter)), {}, {}});
    if (isFile)
        m_reading.note(QStringLiteral("The file of the part “%1” is to be chosen.").arg(QString::fromUtf8(name)));
}

void OperationDraft::addParameter(const JsonValue &parameter)
{
    const QByteArray name = looseText(parameter, "name"), in = looseText(parameter, "in");
    if (in == "path")
        return addPathParameter(name, parameter);
    if (in == "body")
        return setSwaggerBody(parameter);
    if (in == "formData")
        return addFormParameter(parameter);
    const bool isArray = m_document.exampleOf(parameter).isArray();
    DraftRow row{looseBool(parameter, "required"), name, plainText(m_document.exampleOf(parameter)), looseString(parameter, "description")};
    if (isArray && in == "query")
        m_reading.note(QStringLiteral("Of the list “%1” one value is filled in.").arg(QString::fromUtf8(name)));
    if (in == "query")
        addQueryRow(m_draft, {row.enabled, row.name.toPercentEncoding("[]{}$"), row.value.toPercentEncoding("{}:,/@"), row.description});
    else if (in == "cookie")
        m_draft.cookies.push_back(std::move(row));
    else if (in == "header" && !equalsIgnoringCase(name, "Authorization") && !equalsIgnoringCase(name, "Content-Type"))
        m_draft.fields.push_back(std::move(row));
}

bool OperationDraft::consumesParts() const
{
    const JsonValue *consumes = m_operation.operation.find("consumes");
    for (const JsonValue &type : itemsOf(consumes ? consumes : m_document.root().find("consumes"))) {
        if (looseText(&type) == "multipart/form-data")
            return true;
    }
    return std::any_of(itemsOf(m_operation.operation.find("parameters")).begin(), itemsOf(m_operation.operation.find("parameters")).end(),
                       [](const JsonValue &each) { return looseText(each, "type") == "file"; });
}

/// Empty where the content is described in another document, which is told.
QByteArray OperationDraft::exampleText(const JsonValue &owner, bool asJson)
{
    const JsonValue *schema = owner.find("schema");
    const JsonValue example = m_document.exampleOf(owner);
    if (schema && !m_document.resolve(schema) && example.type == JsonValue::Type::Null) {
        m_reading.note(QStringLiteral("The body is left empty: “%1” is not in this document.").arg(looseString(*schema, "$ref")));
        return {};
    }
    return asJson || example.isObject() || example.isArray() ? toJson(example) : looseText(&example);
}

void OperationDraft::setSwaggerBody(const JsonValue &parameter)
{
    setTextBody(m_draft, exampleText(parameter, true), "application/json");
}

void OperationDraft::setForm(const JsonValue &content)
{
    m_draft.body.kind = BodyKind::Form;
    for (const JsonMember &member : m_document.exampleOf(content).members)
        m_draft.body.form.push_back({true, member.name, plainText(member.value), {}});
}

void OperationDraft::setParts(const JsonValue &content)
{
    m_draft.body.kind = BodyKind::Multipart;
    const JsonValue *schema = m_document.resolve(content.find("schema"));
    const JsonValue *properties = schema ? schema->find("properties") : nullptr;
    for (const JsonMember &member : m_document.exampleOf(content).members) {
        const bool isFile = properties && m_document.isFile(properties->find(member.name));
        m_draft.body.parts.push_back({true, member.name, isFile ? QByteArray() : plainText(member.value), {}, {}});
        if (isFile)
            m_reading.note(QStringLiteral("The file of the part “%1” is to be chosen.").arg(QString::fromUtf8(member.name)));
    }
}

void OperationDraft::setContent(const QByteArray &mediaType, const JsonValue &content)
{
    if (mediaType == "application/x-www-form-urlencoded")
        return setForm(content);
    if (mediaType == "multipart/form-data")
        return setParts(content);
    const bool isJson = mediaType.contains("json") || mediaType == "*/*";
    setTextBody(m_draft, exampleText(content, isJson), mediaType == "*/*" ? QByteArray("application/json") : mediaType);
}

void OperationDraft::setBody()
{
    const JsonValue *given = m_operation.operation.find("requestBody");
    const JsonValue *body = m_document.resolve(given);
    if (given && !body)
        m_reading.note(QStringLiteral("The body is left empty: “%1” is not in this document.").arg(looseString(*given, "$ref")));
    const std::vector<JsonMember> &contents = membersOf(body ? body->find("content") : nullptr);
    if (contents.empty())
        return;
    const auto isJson = [](const JsonMember &each) { return each.name.contains("json"); };
    const auto preferred = std::find_if(contents.begin(), contents.end(), isJson);
    const JsonMember &taken = preferred == contents.end() ? contents.front() : *preferred;
    setContent(taken.name, taken.value);
    if (contents.size() > 1)
        m_reading.note(QStringLiteral("Of %1 kinds of content, %2 is taken.").arg(contents.size()).arg(QString::fromUtf8(taken.name)));
}

void OperationDraft::setSecurity()
{
    if (m_operation.operation.find("callbacks"))
        m_reading.note(QStringLiteral("“callbacks” are left out: these requests come from the server."));
    const JsonValue *own = m_operation.operation.find("security");
    const JsonValue *common = m_document.root().find("security");
    if (!own && !common)
        return;
    std::vector<AuthDraft> drafts = openApiSecurity(m_document, own ? *own : *common, m_reading);
    if (drafts.empty())
        return;
    m_draft.auth = std::move(drafts.front());
    m_draft.furtherAuth.assign(drafts.begin() + 1, drafts.end());
}

CollectionItem OperationDraft::run()
{
    CollectionItem item;
    const QByteArray summary = looseText(m_operation.operation, "summary"), id = looseText(m_operation.operation, "operationId");
    const QByteArray fallback = m_operation.method + ' ' + m_operation.path;
    item.name = QString::fromUtf8(!summary.isEmpty() ? summary : !id.isEmpty() ? id : fallback).simplified();
    const ImportStep step(m_reading, item.name);
    m_draft.name = item.name;
    m_draft.method = m_operation.method;
    m_draft.address = "{{baseUrl}}" + m_operation.path;
    m_draft.description = looseString(m_operation.operation, "description");
    for (const JsonValue *parameter : parameters())
        addParameter(*parameter);
    setBody();
    setSecurity();
    item.request = std::move(m_draft);
    return item;
}

}

CollectionItem openApiRequest(const OpenApiDocument &document, const OpenApiOperation &operation, ImportReading &reading)
{
    return OperationDraft(document, operation, reading).run();
}

}
