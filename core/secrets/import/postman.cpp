#include "core/secrets/import/export_secrets.h"

namespace keyhole {

namespace {

QString nameOf(const JsonValue &value, const char *otherwise)
{
    const QString name = QString::fromUtf8(value.string("name")).trimmed().left(120);
    return name.isEmpty() ? QString(otherwise) : name;
}

QString joined(const QString &path, const QString &name)
{
    return path.isEmpty() ? name : path + " / " + name;
}

const std::vector<JsonValue> &itemsOf(const JsonValue &value, QByteArrayView member)
{
    static const std::vector<JsonValue> none;
    const JsonValue *found = value.find(member);
    return found && found->isArray() ? found->items : none;
}

bool isEnabled(const JsonValue &row)
{
    const JsonValue *enabled = row.find("enabled");
    const JsonValue *disabled = row.find("disabled");
    return !(enabled && enabled->type == JsonValue::Type::Bool && !enabled->boolean)
        && !(disabled && disabled->type == JsonValue::Type::Bool && disabled->boolean);
}

/// 2.1 has rows of key and value, 2.0 an object.
NamedValues fieldsOf(const JsonValue &block)
{
    NamedValues fields;
    for (const JsonValue &row : block.items)
        fields[row.string("key")] = row.string("value");
    for (const JsonMember &member : block.members)
        fields[member.name] = member.value.isString() ? member.value.text : QByteArray();
    return fields;
}

QByteArray addressOf(const JsonValue &request)
{
    if (request.isString())
        return request.text;
    const JsonValue *url = request.find("url");
    if (!url)
        return {};
    return url->isString() ? url->text : url->string("raw");
}

bool hasOwnAuthentication(const JsonValue &holder)
{
    const JsonValue *auth = holder.find("auth");
    return auth && auth->isObject();
}

class PostmanCollection {
public:
    PostmanCollection(const JsonValue &root, ExportSecrets &found) : m_root(root), m_found(found) { }

    void read()
    {
        const JsonValue *info = m_root.find("info");
        m_found.setService(nameOf(info ? *info : m_root, "Postman"));
        readVariables(m_root, {});
        readAuthentication(m_root, "the collection");
        for (const JsonValue &item : itemsOf(m_root, "item"))
            readItem(item, {});
    }

private:
    void readVariables(const JsonValue &holder, const QString &place)
    {
        for (const JsonValue &row : itemsOf(holder, "variable")) {
            const QByteArray name = row.string(row.find("key") ? "key" : "id");
            m_found.setAddressVariable(name, row.string("value"));
            m_found.addVariable(name, row.string("value"), row.string("type") == "secret", place);
        }
    }

    void readItem(const JsonValue &item, const QString &path)
    {
        const QString place = joined(path, nameOf(item, "without a name"));
        readVariables(item, place);
        readAuthentication(item, place);
        if (const JsonValue *request = item.find("request"))
            readRequest(*request, place);
        for (const JsonValue &child : itemsOf(item, "item"))
            readItem(child, place);
    }

    void readRequest(const JsonValue &request, const QString &place)
    {
        const QByteArray address = addressOf(request);
        const auto origin = m_found.originOfAddress(address);
        const std::vector<Origin> origins = origin ? std::vector{*origin} : std::vector<Origin>();
        if (const JsonValue *auth = request.find("auth"))
            addBlock(*auth, place, origins);
        for (const JsonValue &row : itemsOf(request, "header")) {
            if (isEnabled(row))
                m_found.addHeader(row.string("key"), row.string("value"), place, origins);
        }
        m_found.addAddress(address, place);
    }

    void readAuthentication(const JsonValue &holder, const QString &place)
    {
        if (!hasOwnAuthentication(holder))
            return;
        std::vector<Origin> reached;
        collectOrigins(holder, reached);
        addBlock(*holder.find("auth"), place, onlyOrigin(reached));
    }

    void addBlock(const JsonValue &auth, const QString &place, const std::vector<Origin> &origins)
    {
        const QByteArray type = auth.string("type");
        if (const JsonValue *block = auth.find(type))
            m_found.addAuthentication(type, fieldsOf(*block), place, origins);
    }

    /// Where the requests go that inherit from this collection or folder. One that cannot be told is not valid.
    void collectOrigins(const JsonValue &holder, std::vector<Origin> &origins) const
    {
        for (const JsonValue &item : itemsOf(holder, "item")) {
            const JsonValue *request = item.find("request");
            if (request && !hasOwnAuthentication(*request))
                origins.push_back(m_found.originOfAddress(addressOf(*request)).value_or(Origin()));
            if (!hasOwnAuthentication(item))
                collectOrigins(item, origins);
        }
    }

    const JsonValue &m_root;
    ExportSecrets &m_found;
};

bool isCollection(const JsonValue &root)
{
    const JsonValue *info = root.find("info");
    return info && info->isObject() && (root.find("item") || info->string("schema").contains("collection"));
}

bool isEnvironment(const JsonValue &root)
{
    const JsonValue *values = root.find("values");
    return values && values->isArray() && root.find("name");
}

void readEnvironment(const JsonValue &root, ExportSecrets &found)
{
    const bool global = root.string("_postman_variable_scope") == "globals";
    const QString name = nameOf(root, global ? "globals" : "environment");
    found.setService({});
    for (const JsonValue &row : itemsOf(root, "values"))
        found.addVariable(row.string("key"), row.string("value"), row.string("type") == "secret", name);
}

}

bool isPostmanExport(const JsonValue &root)
{
    return isCollection(root) || isEnvironment(root) || (root.find("collections") && root.find("version"));
}

FoundCredentials readPostmanExport(const JsonValue &root, QByteArrayView text)
{
    const bool whole = root.find("collections") != nullptr;
    ExportSecrets found(whole ? "Postman data" : isCollection(root) ? "Postman collection" : "Postman environment", text);
    if (isCollection(root))
        PostmanCollection(root, found).read();
    else if (isEnvironment(root))
        readEnvironment(root, found);
    for (const JsonValue &collection : itemsOf(root, "collections"))
        PostmanCollection(collection, found).read();
    for (const char *member : {"environments", "globals"}) {
        for (const JsonValue &environment : itemsOf(root, member))
            readEnvironment(environment, found);
    }
    return found.take();
}

}
