#include "core/secrets/import/export_secrets.h"

namespace keyhole {

namespace {

constexpr int kDeepestFolder = 60;

const JsonValue &nothing()
{
    static const JsonValue null;
    return null;
}

const JsonValue &memberOf(const JsonValue &value, QByteArrayView name)
{
    const JsonValue *found = value.find(name);
    return found ? *found : nothing();
}

QString nameOf(const JsonValue &value, const char *otherwise)
{
    const QString name = QString::fromUtf8(value.string("name")).trimmed().left(120);
    return name.isEmpty() ? QString(otherwise) : name;
}

NamedValues fieldsOf(const JsonValue &block)
{
    NamedValues fields;
    for (const JsonMember &member : block.members)
        fields[member.name] = member.value.isString() ? member.value.text : QByteArray();
    return fields;
}

/// The data of an environment may be nested: "orders.token".
void flatten(const JsonValue &data, const QByteArray &path, NamedValues &values)
{
    for (const JsonMember &member : data.members) {
        const QByteArray name = path.isEmpty() ? member.name : path + '.' + member.name;
        if (member.value.isObject())
            flatten(member.value, name, values);
        else if (member.value.isString())
            values[name] = member.value.text;
    }
}

void readVariables(const JsonValue &data, const QString &environment, ExportSecrets &found)
{
    NamedValues values;
    flatten(data, {}, values);
    for (const auto &[name, value] : values)
        found.addVariable(name, value, false, environment);
}

void setAddressVariables(const JsonValue &data, ExportSecrets &found)
{
    NamedValues values;
    flatten(data, {}, values);
    for (const auto &[name, value] : values)
        found.setAddressVariable(name, value);
}

/// A request or folder, in either version.
void readHolder(const JsonValue &holder, const QString &place, ExportSecrets &found)
{
    const QByteArray address = holder.string("url");
    const auto origin = found.originOfAddress(address);
    const std::vector<Origin> origins = origin ? std::vector{*origin} : std::vector<Origin>();
    const JsonValue &authentication = memberOf(holder, "authentication");
    if (authentication.isObject())
        found.addAuthentication(authentication.string("type"), fieldsOf(authentication), place, origins);
    for (const JsonValue &row : memberOf(holder, "headers").items)
        found.addHeader(row.string("name"), row.string("value"), place, origins);
    found.addAddress(address, place);
    readVariables(memberOf(holder, "environment"), place, found);
}

void tellCookies(const JsonValue &jar, ExportSecrets &found)
{
    if (const auto &cookies = memberOf(jar, "cookies").items; !cookies.empty())
        found.passOver(QString("%1 cookies").arg(cookies.size()), nameOf(jar, "cookie jar"),
                       "They are no credentials of yours to keep: sign in again.");
}

/// Version 4: a flat list, in which each names its parent.
class FlatExport {
public:
    FlatExport(const JsonValue &root, ExportSecrets &found) : m_found(found)
    {
        for (const JsonValue &resource : memberOf(root, "resources").items) {
            m_resources.push_back(&resource);
            m_byId[resource.string("_id")] = &resource;
        }
    }

    void read()
    {
        for (const JsonValue *each : m_resources) {
            if (each->string("_type") == "workspace")
                m_found.setService(nameOf(*each, "Insomnia"));
            else if (isBaseEnvironment(*each))
                setAddressVariables(memberOf(*each, "data"), m_found);
        }
        for (const JsonValue *each : m_resources)
            readResource(*each);
    }

private:
    bool isBaseEnvironment(const JsonValue &resource) const
    {
        return resource.string("_type") == "environment" && resource.string("parentId").startsWith("wrk_");
    }

    void readResource(const JsonValue &resource)
    {
        const QByteArray type = resource.string("_type");
        if (type == "environment")
            readVariables(memberOf(resource, "data"), nameOf(resource, "environment"), m_found);
        else if (type == "cookie_jar")
            tellCookies(resource, m_found);
        else if (type == "request" || type == "request_group" || type == "websocket_request" || type == "grpc_request")
            readHolder(resource, placeOf(resource), m_found);
    }

    QString placeOf(const JsonValue &resource) const
    {
        QStringList names;
        const JsonValue *at = &resource;
        for (int depth = 0; at && depth < kDeepestFolder && at->string("_type") != "workspace"; ++depth) {
            names.prepend(nameOf(*at, "without a name"));
            const auto parent = m_byId.find(at->string("parentId"));
            at = parent == m_byId.end() ? nullptr : parent->second;
        }
        return names.join(" / ");
    }

    ExportSecrets &m_found;
    std::vector<const JsonValue *> m_resources;
    std::map<QByteArray, const JsonValue *> m_byId;
};

void readTree(const JsonValue &items, const QString &path, ExportSecrets &found)
{
    for (const JsonValue &item : items.items) {
        const QString name = nameOf(item, "without a name");
        const QString place = path.isEmpty() ? name : path + " / " + name;
        readHolder(item, place, found);
        readTree(memberOf(item, "children"), place, found);
    }
}

/// Version 5: a tree, with the environments beside it.
void readNested(const JsonValue &root, ExportSecrets &found)
{
    found.setService(nameOf(root, "Insomnia"));
    JsonValue environments = memberOf(root, "environments");
    if (environments.isObject())
        environments.items = {environments};
    for (const JsonValue &environment : environments.items) {
        setAddressVariables(memberOf(environment, "data"), found);
        readVariables(memberOf(environment, "data"), nameOf(environment, "environment"), found);
        for (const JsonValue &below : memberOf(environment, "subEnvironments").items)
            readVariables(memberOf(below, "data"), nameOf(below, "environment"), found);
    }
    readTree(memberOf(root, "collection"), {}, found);
    tellCookies(memberOf(root, "cookieJar"), found);
}

bool isNested(const JsonValue &root)
{
    return root.string("type").contains("insomnia.rest/5");
}

}

bool isInsomniaExport(const JsonValue &root)
{
    return isNested(root) || (root.find("resources") && root.find("__export_format"));
}

FoundCredentials readInsomniaExport(const JsonValue &root, QByteArrayView text)
{
    ExportSecrets found("Insomnia export", text);
    if (isNested(root))
        readNested(root, found);
    else
        FlatExport(root, found).read();
    return found.take();
}

}
