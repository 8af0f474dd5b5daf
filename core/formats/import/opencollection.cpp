#include "core/formats/import/opencollection.h"

#include "core/collection/collection_index.h"
#include "core/collection/opencollection/rows.h"
#include "core/collection/opencollection/settings_file.h"
#include "core/formats/import/folder_tree.h"
#include "core/formats/import/opencollection_files.h"
#include "core/formats/import/opencollection_unread.h"

namespace keyhole {

using namespace opencollection;

namespace {

const YamlLimits kLargest{50 << 20, 100, 2'000'000};

const std::vector<YamlValue> &listOf(const YamlValue &mapping, QByteArrayView name)
{
    static const std::vector<YamlValue> kNone;
    const YamlValue *list = mapping.find(name);
    return list ? list->items : kNone;
}

std::vector<Variable> variablesOf(const std::vector<VariableRow> &rows, ImportReading &reading)
{
    std::vector<Variable> variables;
    for (const VariableRow &row : rows) {
        if (row.enabled)
            variables.push_back({row.name, row.value, row.secret});
        else
            reading.note(QStringLiteral("The variable “%1” is switched off, and is left out.").arg(QString::fromUtf8(row.name)));
    }
    return variables;
}

/// Goes over a document with all of its items in it.
class OpenCollectionImport {
public:
    Imported run(const YamlValue &document);
    Imported runRequest(const YamlValue &document);

private:
    std::vector<CollectionItem> readItems(const YamlValue &parent);
    std::optional<CollectionItem> readItem(const YamlValue &item);
    CollectionItem readFolder(const YamlValue &item);
    CollectionItem readHttp(const YamlValue &item);
    CollectionItem readGraphQl(const YamlValue &item);
    void readEnvironments(const YamlValue &document);
    void takeNotes(const std::vector<FileNote> &notes);
    void keepRuntime(const RequestFile &file, std::vector<KeptScript> &scripts);

    ImportReading m_reading;
};

/// Secrets are listed apart; scripts and what is ignored are told here.
void OpenCollectionImport::takeNotes(const std::vector<FileNote> &notes)
{
    for (const FileNote &note : notes) {
        if (note.kind == FileNote::Kind::Unknown)
            m_reading.note(QStringLiteral("Line %1: the scheme of its credential is not known here; it is left out.").arg(note.line));
        else if (note.kind != FileNote::Kind::Secret)
            m_reading.note(note.line > 0 ? QStringLiteral("Line %1: %2.").arg(note.line).arg(note.text) : note.text + '.');
    }
}

/// Expectations and captures have no place in other formats; they stay to be read.
void OpenCollectionImport::keepRuntime(const RequestFile &file, std::vector<KeptScript> &scripts)
{
    QByteArrayList expectations, captures;
    for (const Expectation &each : file.expectations)
        expectations.append(each.expression + ' ' + each.comparison + ' ' + each.value);
    for (const Capture &each : file.captures)
        captures.append(each.variable + ": " + each.expression);
    m_reading.keepScript(scripts, QStringLiteral("as assertions"), expectations.join('\n'));
    m_reading.keepScript(scripts, QStringLiteral("to take variables from the answer"), captures.join('\n'));
}

CollectionItem OpenCollectionImport::readHttp(const YamlValue &document)
{
    const RequestFile file = readRequest(document, {});
    CollectionItem item;
    item.name = file.draft.name;
    item.request = file.toSend();
    item.variables = variablesOf(file.variables, m_reading);
    if (item.request.description.isEmpty())
        item.request.description
            = QString::fromUtf8(document.find("info") ? looseText(document.find("info")->find("description")) : QByteArray());
    takeNotes(file.notes);
    keepRuntime(file, item.request.scripts);
    noteUnread(document, OpenCollectionPart::Request, m_reading);
    return item;
}

/// As GraphQL over HTTP sends it.
CollectionItem OpenCollectionImport::readGraphQl(const YamlValue &document)
{
    YamlValue asHttp = document;
    const YamlValue graphQl = document.find("graphql") ? *document.find("graphql") : yamlMapping();
    YamlValue &http = memberOf(asHttp, "http");
    http = graphQl;
    const YamlValue *body = graphQl.find("body");
    removeMember(http, "body");
    CollectionItem item = readHttp(asHttp);
    item.request.method = textOf(graphQl, "method").isEmpty() ? QByteArray("POST") : textOf(graphQl, "method");
    if (body)
        setGraphQlBody(item.request, textOf(*body, "query"), textOf(*body, "variables"));
    return item;
}

CollectionItem OpenCollectionImport::readFolder(const YamlValue &document)
{
    const SettingsFile settings = opencollection::readSettings(document, false);
    CollectionItem item;
    item.folder = true;
    item.name = settings.name;
    item.auth = settings.auth;
    item.description = QString::fromUtf8(settings.docs);
    item.variables = variablesOf(settings.variables, m_reading);
    item.scripts = settings.scripts;
    takeNotes(settings.notes);
    noteUnread(document, OpenCollectionPart::Defaults, m_reading);
    item.children = readItems(document);
    addInheritedFields(item.children, settings.fields);
    if (!settings.fields.empty())
        m_reading.note(QStringLiteral("Its fields stand in each of its requests now."));
    return item;
}

std::optional<CollectionItem> OpenCollectionImport::readItem(const YamlValue &document)
{
    const YamlValue *info = document.find("info");
    const QString name = QString::fromUtf8(info ? looseText(info->find("name")) : textOf(document, "name"));
    const ImportStep step(m_reading, name);
    const QByteArray type = itemType(document);
    if (type == "folder" || document.find("items"))
        return readFolder(document);
    if (type == "http")
        return readHttp(document);
    if (type == "graphql")
        return readGraphQl(document);
    m_reading.note(type.isEmpty()
                       ? QStringLiteral("It is no request, and is left out.")
                       : QStringLiteral("The kind “%1” is none that is sent here; it is left out.").arg(QString::fromUtf8(type)));
    return std::nullopt;
}

std::vector<CollectionItem> OpenCollectionImport::readItems(const YamlValue &parent)
{
    std::vector<CollectionItem> items;
    for (const YamlValue &each : listOf(parent, "items")) {
        if (auto item = readItem(each))
            items.push_back(std::move(*item));
    }
    return items;
}

void OpenCollectionImport::readEnvironments(const YamlValue &document)
{
    const YamlValue *config = document.find("config");
    for (const YamlValue &each : config ? listOf(*config, "environments") : listOf(document, "environments")) {
        const EnvironmentFile file = readEnvironment(each);
        const ImportStep step(m_reading, file.name);
        m_reading.imported.environments.push_back({file.name, variablesOf(file.variables, m_reading), file.color});
        takeNotes(file.notes);
        noteUnread(each, OpenCollectionPart::Environment, m_reading);
        if (!file.extends.isEmpty())
            m_reading.note(QStringLiteral("It extends “%1”, whose variables are not copied into it.").arg(file.extends));
    }
}

Imported OpenCollectionImport::run(const YamlValue &document)
{
    YamlValue head = document;
    removeMember(head, "items");  // they are read here; a folder's own file would be noted for them
    const SettingsFile settings = opencollection::readSettings(head, true);
    Collection &collection = m_reading.imported.collection;
    collection.name = settings.name;
    const ImportStep step(m_reading, settings.name);
    collection.auth = settings.auth;
    collection.description = QString::fromUtf8(settings.docs);
    collection.environment = {settings.name, variablesOf(settings.variables, m_reading)};
    collection.scripts = settings.scripts;
    takeNotes(settings.notes);
    noteUnread(head, OpenCollectionPart::Defaults, m_reading);
    collection.items = readItems(document);
    addInheritedFields(collection.items, settings.fields);
    if (!settings.fields.empty())
        m_reading.note(QStringLiteral("Its fields stand in each of its requests now."));
    readEnvironments(document);
    return std::move(m_reading.imported);
}

Imported OpenCollectionImport::runRequest(const YamlValue &document)
{
    if (auto item = readItem(document)) {
        m_reading.imported.collection.name = item->name;
        m_reading.imported.collection.items.push_back(std::move(*item));
    }
    return std::move(m_reading.imported);
}

}

bool isOpenCollection(const YamlValue &document)
{
    return document.find("opencollection") || (document.find("info") && (document.find("http") || document.find("graphql")));
}

Result<Imported> importOpenCollection(QByteArrayView text)
{
    const auto document = parseYaml(text, kLargest);
    if (!document)
        return failure(document.error());
    if (!isOpenCollection(*document))
        return failure(Error{QStringLiteral("This is no OpenCollection."), {}, QStringLiteral("Let the format be told by its content.")});
    return document->find("opencollection") ? OpenCollectionImport().run(*document) : OpenCollectionImport().runRequest(*document);
}

Imported importOpenCollectionFolder(const std::vector<FolderFile> &files)
{
    BundledFiles bundled = bundleFiles(files);
    Imported imported = OpenCollectionImport().run(bundled.document);
    imported.notes.insert(imported.notes.begin(), bundled.notes.begin(), bundled.notes.end());
    return imported;
}

}
