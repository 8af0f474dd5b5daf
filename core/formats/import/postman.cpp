#include "core/formats/import/postman.h"

#include "core/formats/import/auth_members.h"
#include "core/formats/import/import_reading.h"
#include "core/formats/import/postman_request.h"

namespace keyhole {

namespace {

/// Goes over the items of a collection.
class PostmanImport {
public:
    Imported run(const JsonValue &collection);

private:
    CollectionItem readItem(const JsonValue &item);
    CollectionItem readRequest(const JsonValue &item);
    CollectionItem readFolder(const JsonValue &item);
    std::vector<CollectionItem> readItems(const JsonValue *items);
    void readScripts(const JsonValue &owner, std::vector<KeptScript> &scripts);

    ImportReading m_reading;
};

QByteArray scriptText(const JsonValue &event)
{
    const JsonValue *script = event.find("script");
    const JsonValue *lines = script && script->isObject() ? script->find("exec") : script;
    QByteArrayList text;
    for (const JsonValue &line : itemsOf(lines))
        text.append(looseText(&line));
    return lines && !lines->isArray() ? looseText(lines) : text.join('\n');
}

void PostmanImport::readScripts(const JsonValue &owner, std::vector<KeptScript> &scripts)
{
    for (const JsonValue &event : itemsOf(owner.find("event"))) {
        const bool before = looseText(event, "listen") == "prerequest";
        m_reading.keepScript(scripts, before ? QStringLiteral("before the request") : QStringLiteral("after the answer"),
                             scriptText(event));
    }
}

CollectionItem PostmanImport::readRequest(const JsonValue &item)
{
    CollectionItem read;
    read.name = looseString(item, "name");
    const ImportStep step(m_reading, read.name);
    read.request = postmanRequest(*item.find("request"), m_reading);
    read.request.name = read.name;
    readScripts(item, read.request.scripts);
    postmanBehavior(item.find("protocolProfileBehavior"), read.request, m_reading);
    if (const size_t answers = itemsOf(item.find("response")).size(); answers > 0)
        m_reading.note(QStringLiteral("Saved answers (%1) are left out.").arg(answers));
    return read;
}

CollectionItem PostmanImport::readFolder(const JsonValue &item)
{
    CollectionItem folder;
    folder.folder = true;
    folder.name = looseString(item, "name");
    const ImportStep step(m_reading, folder.name);
    folder.description = postmanDescription(item);
    folder.auth = postmanAuth(item.find("auth"), AuthKind::Inherited, m_reading);
    folder.variables = postmanVariables(item.find("variable"), m_reading);
    readScripts(item, folder.scripts);
    folder.children = readItems(item.find("item"));
    return folder;
}

CollectionItem PostmanImport::readItem(const JsonValue &item)
{
    return item.find("item") || !item.find("request") ? readFolder(item) : readRequest(item);
}

std::vector<CollectionItem> PostmanImport::readItems(const JsonValue *items)
{
    std::vector<CollectionItem> read;
    for (const JsonValue &item : itemsOf(items))
        read.push_back(readItem(item));
    return read;
}

Imported PostmanImport::run(const JsonValue &collection)
{
    Collection &into = m_reading.imported.collection;
    if (const JsonValue *info = collection.find("info")) {
        into.name = looseString(*info, "name");
        into.description = postmanDescription(*info);
    }
    const ImportStep step(m_reading, into.name);
    into.auth = postmanAuth(collection.find("auth"), AuthKind::None, m_reading);
    into.environment = {into.name, postmanVariables(collection.find("variable"), m_reading)};
    readScripts(collection, into.scripts);
    into.items = readItems(collection.find("item"));
    return std::move(m_reading.imported);
}

}

bool isPostmanCollection(const JsonValue &tree)
{
    const JsonValue *info = tree.find("info");
    return info && tree.find("item")
        && (looseText(*info, "schema").contains("collection") || info->find("_postman_id") || info->find("name"));
}

bool isPostmanEnvironment(const JsonValue &tree)
{
    const JsonValue *values = tree.find("values");
    return values && values->isArray() && (tree.find("_postman_variable_scope") || (tree.find("name") && !tree.find("log")));
}

Imported importPostman(const JsonValue &collection)
{
    return PostmanImport().run(collection);
}

Imported importPostmanEnvironment(const JsonValue &environment)
{
    ImportReading reading;
    const QString name = looseString(environment, "name");
    const ImportStep step(reading, name);
    reading.imported.environments.push_back({name, postmanVariables(environment.find("values"), reading)});
    return std::move(reading.imported);
}

}
