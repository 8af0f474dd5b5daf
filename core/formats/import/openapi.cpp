#include "core/formats/import/openapi.h"

#include "core/formats/import/openapi_operation.h"

namespace keyhole {

namespace {

constexpr const char *kMethods[] = {"get", "put", "post", "delete", "options", "head", "patch", "trace", "query"};

/// The address of a server with its variables at their defaults.
QByteArray serverAddress(const JsonValue &server)
{
    QByteArray address = looseText(server, "url");
    for (const JsonMember &variable : membersOf(server.find("variables")))
        address.replace('{' + variable.name + '}', looseText(variable.value, "default"));
    while (address.endsWith('/'))
        address.chop(1);
    return address;
}

QByteArray swaggerAddress(const JsonValue &root)
{
    const JsonValue *schemes = root.find("schemes");
    const QByteArray scheme = schemes && !schemes->items.empty() ? looseText(&schemes->items.front()) : QByteArray("https");
    QByteArray address = looseText(root, "host");
    address = address.isEmpty() ? QByteArray() : scheme + "://" + address;
    address += looseText(root, "basePath");
    while (address.endsWith('/'))
        address.chop(1);
    return address;
}

class OpenApiImport {
public:
    explicit OpenApiImport(const JsonValue &root) : m_document(root) { }
    Imported run();

private:
    void readServers();
    void readPath(const JsonMember &path);
    void add(CollectionItem item, const JsonValue &operation);
    void noteDocument();

    OpenApiDocument m_document;
    ImportReading m_reading;
};

void OpenApiImport::readServers()
{
    Collection &collection = m_reading.imported.collection;
    const JsonValue &root = m_document.root();
    QByteArray first = m_document.isSwagger2() ? swaggerAddress(root) : QByteArray();
    const auto &servers = itemsOf(root.find("servers"));
    for (const JsonValue &server : servers) {
        const QByteArray address = serverAddress(server);
        first = first.isEmpty() ? address : first;
        const QString name = looseString(server, "description");
        if (servers.size() > 1)
            m_reading.imported.environments.push_back({name.isEmpty() ? QString::fromUtf8(address) : name, {{"baseUrl", address, false}}});
    }
    if (!first.contains("://"))
        m_reading.note(QStringLiteral("The document names no server."), QStringLiteral("Set the variable baseUrl."));
    collection.environment = {collection.name, {{"baseUrl", first, false}}};
}

/// Into the folder of its first tag.
void OpenApiImport::add(CollectionItem item, const JsonValue &operation)
{
    std::vector<CollectionItem> &items = m_reading.imported.collection.items;
    const auto &tags = itemsOf(operation.find("tags"));
    const QString tag = tags.empty() ? QString() : QString::fromUtf8(looseText(&tags.front()));
    if (tag.isEmpty()) {
        items.push_back(std::move(item));
        return;
    }
    const auto found
        = std::find_if(items.begin(), items.end(), [&tag](const CollectionItem &each) { return each.folder && each.name == tag; });
    if (found != items.end()) {
        found->children.push_back(std::move(item));
        return;
    }
    CollectionItem folder;
    folder.folder = true;
    folder.name = tag;
    folder.children.push_back(std::move(item));
    items.push_back(std::move(folder));
}

void OpenApiImport::readPath(const JsonMember &path)
{
    const JsonValue *item = m_document.resolve(&path.value);
    if (!item) {
        m_reading.note(QStringLiteral("The path %1 is left out: it is described in another document.").arg(QString::fromUtf8(path.name)));
        return;
    }
    for (const char *method : kMethods) {
        if (const JsonValue *operation = item->find(method); operation && operation->isObject())
            add(openApiRequest(m_document, {QByteArray(method).toUpper(), path.name, *item, *operation}, m_reading), *operation);
    }
}

void OpenApiImport::noteDocument()
{
    if (m_document.root().find("webhooks"))
        m_reading.note(QStringLiteral("“webhooks” are left out: these requests come from the server."));
}

Imported OpenApiImport::run()
{
    const JsonValue &root = m_document.root();
    Collection &collection = m_reading.imported.collection;
    if (const JsonValue *info = root.find("info")) {
        collection.name = looseString(*info, "title");
        collection.description = looseString(*info, "description");
    }
    readServers();
    for (const JsonMember &path : membersOf(root.find("paths"))) {
        if (path.name.startsWith('/'))
            readPath(path);
    }
    noteDocument();
    return std::move(m_reading.imported);
}

}

bool isOpenApi(const JsonValue &tree)
{
    const JsonValue *openApi = tree.find("openapi"), *swagger = tree.find("swagger");
    return (openApi && looseText(openApi).startsWith("3.")) || (swagger && looseText(swagger).startsWith("2"));
}

Imported importOpenApi(const JsonValue &document)
{
    return OpenApiImport(document).run();
}

}
