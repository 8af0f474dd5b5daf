#include "core/formats/import/insomnia.h"

#include "core/formats/import/folder_tree.h"
#include "core/formats/import/insomnia_request.h"

namespace keyhole {

namespace {

double sortKey(const JsonValue &item)
{
    const JsonValue *meta = item.find("meta");
    const JsonValue *key = meta ? meta->find("sortKey") : item.find("metaSortKey");
    return key ? key->number().value_or(0) : 0;
}

QString environmentName(const JsonValue &environment)
{
    const QString name = looseString(environment, "name");
    return name.isEmpty() ? QStringLiteral("Environment") : name;
}

std::vector<const JsonValue *> sorted(std::vector<const JsonValue *> items)
{
    std::stable_sort(items.begin(), items.end(), [](const JsonValue *a, const JsonValue *b) { return sortKey(*a) < sortKey(*b); });
    return items;
}

void readFolderScripts(const JsonValue &folder, CollectionItem &into, ImportReading &reading)
{
    const JsonValue *scripts = folder.find("scripts");
    reading.keepScript(into.scripts, QStringLiteral("before the request"),
                       looseText(scripts ? scripts->find("preRequest") : folder.find("preRequestScript")));
    reading.keepScript(into.scripts, QStringLiteral("after the answer"),
                       looseText(scripts ? scripts->find("afterResponse") : folder.find("afterResponseScript")));
}

CollectionItem readFolderHead(const JsonValue &folder, ImportReading &reading)
{
    CollectionItem into;
    into.folder = true;
    into.name = looseString(folder, "name");
    const JsonValue *meta = folder.find("meta");
    into.description = meta ? looseString(*meta, "description") : looseString(folder, "description");
    into.auth = insomniaAuth(folder, reading);
    into.variables = insomniaVariables(folder.find("environment"));
    readFolderScripts(folder, into, reading);
    return into;
}

/// Fields of a folder go with each of its requests.
void setFolderFields(const JsonValue &folder, CollectionItem &into, ImportReading &reading)
{
    const std::vector<DraftRow> fields = insomniaRows(folder.find("headers"));
    if (fields.empty())
        return;
    addInheritedFields(into.children, fields);
    reading.note(QStringLiteral("Its fields stand in each of its requests now."));
}

/// A flat list of resources, each with the id of the one that it is in.
class Insomnia4Import {
public:
    explicit Insomnia4Import(const JsonValue &tree) : m_resources(itemsOf(tree.find("resources"))) { }
    Imported run();

private:
    static constexpr int kDeepest = 50;  // parents may lead round in a circle
    std::vector<const JsonValue *> childrenOf(const QByteArray &parent) const;
    std::vector<CollectionItem> readItems(const QByteArray &parent, int depth);
    void readEnvironments(const QByteArray &parent, const std::vector<Variable> &base);
    std::vector<const JsonValue *> workspaces() const;
    void readWorkspace(const QByteArray &id);
    void noteOthers();
    void noteOrphans();

    int m_read = 0;  // requests that were reached, whatever became of them
    const std::vector<JsonValue> &m_resources;
    ImportReading m_reading;
};

std::vector<const JsonValue *> Insomnia4Import::childrenOf(const QByteArray &parent) const
{
    std::vector<const JsonValue *> children;
    for (const JsonValue &resource : m_resources) {
        if (looseText(resource, "parentId") == parent)
            children.push_back(&resource);
    }
    return sorted(std::move(children));
}

std::vector<const JsonValue *> Insomnia4Import::workspaces() const
{
    std::vector<const JsonValue *> found;
    for (const JsonValue &resource : m_resources) {
        if (looseText(resource, "_type") == "workspace")
            found.push_back(&resource);
    }
    return found;
}

std::vector<CollectionItem> Insomnia4Import::readItems(const QByteArray &parent, int depth)
{
    std::vector<CollectionItem> items;
    for (const JsonValue *resource : childrenOf(parent)) {
        const QByteArray type = looseText(*resource, "_type");
        const ImportStep step(m_reading, looseString(*resource, "name"));
        if (type == "request_group" && depth < kDeepest) {
            CollectionItem folder = readFolderHead(*resource, m_reading);
            folder.children = readItems(looseText(*resource, "_id"), depth + 1);
            setFolderFields(*resource, folder, m_reading);
            items.push_back(std::move(folder));
        } else if (type == "request" && (++m_read, isInsomniaHttp(*resource, m_reading))) {
            CollectionItem item;
            item.request = insomniaRequest(*resource, m_reading);
            item.name = item.request.name;
            items.push_back(std::move(item));
        } else if (type == "websocket_request" || type == "grpc_request" || type == "socketio_request") {
            m_reading.note(QStringLiteral("It is no HTTP request, and is left out."));
        }
    }
    return items;
}

/// A sub-environment has what its base has, and its own in their place.
void Insomnia4Import::readEnvironments(const QByteArray &parent, const std::vector<Variable> &base)
{
    for (const JsonValue *resource : childrenOf(parent)) {
        if (looseText(*resource, "_type") != "environment" || m_reading.imported.environments.size() > 1000)
            continue;
        Environment environment{environmentName(*resource), base};
        for (Variable &variable : insomniaVariables(resource->find("data"))) {
            std::erase_if(environment.variables, [&variable](const Variable &each) { return each.name == variable.name; });
            environment.variables.push_back(std::move(variable));
        }
        const std::vector<Variable> variables = environment.variables;
        m_reading.imported.environments.push_back(std::move(environment));
        if (const QByteArray id = looseText(*resource, "_id"); !id.isEmpty() && id != parent)
            readEnvironments(id, variables);
    }
}

void Insomnia4Import::noteOthers()
{
    for (const JsonValue &resource : m_resources) {
        const QByteArray type = looseText(resource, "_type");
        if (type == "api_spec" || type == "unit_test_suite" || type == "unit_test" || type == "proto_file" || type == "client_certificate")
            m_reading.note(QStringLiteral("“%1” (%2) is left out.").arg(looseString(resource, "name"), QString::fromUtf8(type)));
    }
}

void Insomnia4Import::noteOrphans()
{
    const auto all = std::count_if(m_resources.begin(), m_resources.end(),
                                   [](const JsonValue &resource) { return looseText(resource, "_type") == "request"; });
    if (all > m_read)
        m_reading.note(QStringLiteral("%1 requests stand in no folder of this export, and are left out.").arg(all - m_read),
                       QStringLiteral("Export the whole workspace."));
}

void Insomnia4Import::readWorkspace(const QByteArray &id)
{
    std::vector<CollectionItem> items = readItems(id, 0);
    std::vector<CollectionItem> &all = m_reading.imported.collection.items;
    all.insert(all.end(), std::make_move_iterator(items.begin()), std::make_move_iterator(items.end()));
    readEnvironments(id, {});
}

/// Several workspaces become folders of one collection.
Imported Insomnia4Import::run()
{
    Collection &into = m_reading.imported.collection;
    const std::vector<const JsonValue *> roots = workspaces();
    if (roots.empty())
        readWorkspace("__WORKSPACE_ID__");
    if (roots.size() == 1) {
        into.name = looseString(*roots[0], "name");
        into.description = looseString(*roots[0], "description");
        const ImportStep step(m_reading, into.name);
        readWorkspace(looseText(*roots[0], "_id"));
    }
    for (size_t at = 0; roots.size() > 1 && at < roots.size(); ++at) {
        CollectionItem folder;
        folder.folder = true;
        folder.name = looseString(*roots[at], "name");
        const ImportStep step(m_reading, folder.name);
        readEnvironments(looseText(*roots[at], "_id"), {});
        folder.children = readItems(looseText(*roots[at], "_id"), 0);
        into.items.push_back(std::move(folder));
    }
    noteOthers();
    noteOrphans();
    return std::move(m_reading.imported);
}

/// A tree, whose folders have "children".
class Insomnia5Import {
public:
    Imported run(const JsonValue &tree);

private:
    std::vector<CollectionItem> readItems(const JsonValue *list);
    void readEnvironments(const JsonValue *environments);

    ImportReading m_reading;
};

std::vector<CollectionItem> Insomnia5Import::readItems(const JsonValue *list)
{
    std::vector<const JsonValue *> sources;
    for (const JsonValue &item : itemsOf(list))
        sources.push_back(&item);
    std::vector<CollectionItem> items;
    for (const JsonValue *source : sorted(std::move(sources))) {
        const ImportStep step(m_reading, looseString(*source, "name"));
        if (source->find("children") || !source->find("url")) {
            CollectionItem folder = readFolderHead(*source, m_reading);
            folder.children = readItems(source->find("children"));
            setFolderFields(*source, folder, m_reading);
            items.push_back(std::move(folder));
        } else if (isInsomniaHttp(*source, m_reading)) {
            CollectionItem item;
            item.request = insomniaRequest(*source, m_reading);
            item.name = item.request.name;
            items.push_back(std::move(item));
        }
    }
    return items;
}

void Insomnia5Import::readEnvironments(const JsonValue *environments)
{
    std::vector<const JsonValue *> bases;
    if (environments && environments->isObject())
        bases.push_back(environments);
    for (const JsonValue &each : itemsOf(environments))
        bases.push_back(&each);
    for (const JsonValue *base : bases) {
        const std::vector<Variable> variables = insomniaVariables(base->find("data"));
        m_reading.imported.environments.push_back({environmentName(*base), variables});
        for (const JsonValue &sub : itemsOf(base->find("subEnvironments"))) {
            Environment environment{environmentName(sub), variables};
            for (Variable &variable : insomniaVariables(sub.find("data"))) {
                std::erase_if(environment.variables, [&variable](const Variable &each) { return each.name == variable.name; });
                environment.variables.push_back(std::move(variable));
            }
            m_reading.imported.environments.push_back(std::move(environment));
        }
    }
}

Imported Insomnia5Import::run(const JsonValue &tree)
{
    Collection &into = m_reading.imported.collection;
    into.name = looseString(tree, "name");
    const ImportStep step(m_reading, into.name);
    if (const JsonValue *meta = tree.find("meta"))
        into.description = looseString(*meta, "description");
    into.items = readItems(tree.find("collection"));
    readEnvironments(tree.find("environments"));
    if (!itemsOf(tree.find("certificates")).empty())
        m_reading.noteIgnoredTransport(QStringLiteral("A certificate"));
    for (const char *other : {"spec", "testSuites", "cookieJar", "mcpRequest"}) {
        const JsonValue *left = tree.find(other);
        const bool empty = !left || (QByteArrayView(other) == "cookieJar" && itemsOf(left->find("cookies")).empty());
        if (!empty)
            m_reading.note(QStringLiteral("“%1” is left out.").arg(QLatin1String(other)));
    }
    return std::move(m_reading.imported);
}

}

bool isInsomnia4(const JsonValue &tree)
{
    return tree.find("__export_format") || (looseText(tree, "_type") == "export" && tree.find("resources"));
}

bool isInsomnia5(const JsonValue &tree)
{
    const QByteArray type = looseText(tree, "type");
    return type.contains(".insomnia.rest/") || type.contains(".insomnia/");
}

Imported importInsomnia4(JsonValue tree)
{
    convertInsomniaTemplates(tree);
    return Insomnia4Import(tree).run();
}

Imported importInsomnia5(JsonValue tree)
{
    convertInsomniaTemplates(tree);
    return Insomnia5Import().run(tree);
}

}
