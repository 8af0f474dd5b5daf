#include "core/formats/import/bruno.h"

#include "core/formats/import/bruno_request.h"
#include "core/formats/import/folder_tree.h"

#include <QRegularExpression>

namespace keyhole {

namespace {

bool isEnvironment(const FolderFile &file)
{
    return file.path.startsWith(QLatin1String("environments/")) && file.path.endsWith(QLatin1String(".bru"));
}

Environment environmentOf(const BruFile &file, const QString &name, ImportReading &reading)
{
    Environment environment{name, brunoVariables(file, "vars", reading)};
    for (const BruRow &row : file.rows("vars:secret"))
        environment.variables.push_back({row.name, {}, true});
    environment.color = file.text("color");
    return environment;
}

/// Goes over the files of a collection.
class BrunoImport {
public:
    Imported run(const std::vector<FolderFile> &files);

private:
    std::optional<BruFile> parse(const FolderFile &file);
    std::optional<PlacedItem> readRequest(const FolderFile &file);
    PlacedItem readFolderHead(const FolderFile &file);
    void readCollection(const std::vector<FolderFile> &files);
    void readSettings(const FolderFile &file);
    void readEnvironment(const FolderFile &file);

    ImportReading m_reading;
    std::vector<std::pair<QString, std::vector<DraftRow>>> m_folderFields;  // path of the folder, its fields
};

std::optional<BruFile> BrunoImport::parse(const FolderFile &file)
{
    auto blocks = parseBru(file.content);
    if (blocks)
        return BruFile(std::move(*blocks));
    m_reading.imported.notes.push_back({QStringLiteral("The file is left out: %1").arg(blocks.error().what),
                                        file.path + ", " + blocks.error().place, blocks.error().remedy});
    return std::nullopt;
}

std::optional<PlacedItem> BrunoImport::readRequest(const FolderFile &file)
{
    const auto parsed = parse(file);
    if (!parsed)
        return std::nullopt;
    const ImportStep step(m_reading, file.folder());
    auto item = brunoRequest(*parsed, m_reading);
    if (!item)
        return std::nullopt;
    if (item->name.isEmpty())
        item->name = item->request.name = file.name().chopped(4);
    for (auto folder = m_folderFields.rbegin(); folder != m_folderFields.rend(); ++folder) {
        std::vector<CollectionItem> one{std::move(*item)};
        if (folder->first.isEmpty() || (file.path + '/').startsWith(folder->first + '/'))
            addInheritedFields(one, folder->second);
        item = std::move(one.front());
    }
    return PlacedItem{std::move(*item), parsed->value("meta", "seq").toDouble()};
}

PlacedItem BrunoImport::readFolderHead(const FolderFile &file)
{
    PlacedItem placed;
    placed.item.folder = true;
    const auto parsed = parse(file);
    if (!parsed)
        return placed;
    const ImportStep step(m_reading, file.folder());
    placed.order = parsed->value("meta", "seq").toDouble();
    placed.item.name = QString::fromUtf8(parsed->value("meta", "name"));
    placed.item.description = QString::fromUtf8(parsed->text("docs"));
    placed.item.variables = brunoVariables(*parsed, "vars:pre-request", m_reading);
    const QByteArray mode = parsed->value("auth", "mode");
    placed.item.auth = brunoAuth(*parsed, mode.isEmpty() ? "inherit" : mode, m_reading);
    keepBrunoScripts(*parsed, placed.item.scripts, m_reading);
    return placed;
}

void BrunoImport::readSettings(const FolderFile &file)
{
    const auto settings = readTree(file.content);
    if (!settings) {
        m_reading.imported.notes.push_back({settings.error().what, file.path, settings.error().remedy});
        return;
    }
    m_reading.imported.collection.name = looseString(*settings, "name");
    const JsonValue *proxy = settings->find("proxy");
    if (proxy && (proxy->find("hostname") || proxy->find("config")))
        m_reading.noteIgnoredTransport(QStringLiteral("A proxy"));
    if (const JsonValue *certificates = settings->find("clientCertificates"); certificates && !itemsOf(certificates->find("certs")).empty())
        m_reading.noteIgnoredTransport(QStringLiteral("A client certificate"));
}

void BrunoImport::readEnvironment(const FolderFile &file)
{
    const auto parsed = parse(file);
    if (!parsed)
        return;
    m_reading.imported.environments.push_back(environmentOf(*parsed, file.name().chopped(4), m_reading));
}

/// What belongs to all: bruno.json, collection.bru, the fields of folders, the environments.
void BrunoImport::readCollection(const std::vector<FolderFile> &files)
{
    for (const FolderFile &file : files) {
        const bool atTop = file.folder().isEmpty();
        if (atTop && file.name() == QLatin1String("bruno.json"))
            readSettings(file);
        else if (isEnvironment(file))
            readEnvironment(file);
        else if (file.name() == QLatin1String("folder.bru") || (atTop && file.name() == QLatin1String("collection.bru"))) {
            if (!atTop && !parseBru(file.content))
                continue;  // noted where the folder is read
            const auto parsed = parse(file);
            if (!parsed)
                continue;
            const BruFile &head = *parsed;
            if (!head.rows("headers").empty())
                m_folderFields.emplace_back(file.folder(), brunoRows(head.rows("headers")));
            if (!atTop)
                continue;
            Collection &collection = m_reading.imported.collection;
            collection.auth = brunoAuth(head, head.value("auth", "mode"), m_reading);
            collection.environment = {collection.name, brunoVariables(head, "vars:pre-request", m_reading)};
            collection.description = QString::fromUtf8(head.text("docs"));
            keepBrunoScripts(head, collection.scripts, m_reading);
        }
    }
    for (const auto &[folder, fields] : m_folderFields)
        m_reading.imported.notes.push_back({QStringLiteral("Its fields stand in each of its requests now."),
                                            folder.isEmpty() ? m_reading.imported.collection.name : folder,
                                            {}});
}

Imported BrunoImport::run(const std::vector<FolderFile> &files)
{
    readCollection(files);
    FolderFormat format;
    format.isFolderHead = [](const FolderFile &file) { return file.name() == QLatin1String("folder.bru"); };
    format.isRequest = [](const FolderFile &file) {
        return file.name().endsWith(QLatin1String(".bru")) && file.name() != QLatin1String("collection.bru") && !isEnvironment(file);
    };
    format.folderOf = [](const FolderFile &file) { return file.folder(); };
    format.request = [this](const FolderFile &file) { return readRequest(file); };
    format.folderHead = [this](const FolderFile &file) { return readFolderHead(file); };
    m_reading.imported.collection.items = buildFolderTree(files, format);
    return std::move(m_reading.imported);
}

}

bool looksLikeBru(QByteArrayView text)
{
    static const QRegularExpression kHead(QStringLiteral(
        R"(^(?:meta|vars|headers|query|docs|tests|assert|auth|http|get|post|put|patch|delete|head|options|trace|connect|(?:vars|params|auth|body|script):[a-z0-9-]+)\s*[{[]$)"));
    for (const QByteArray &line : text.first(std::min<qsizetype>(text.size(), 4096)).toByteArray().split('\n')) {
        const QByteArray start = line.trimmed();
        if (!start.isEmpty() && !start.startsWith('#') && !start.startsWith("//"))
            return start.startsWith("meta{") || kHead.match(QString::fromLatin1(start)).hasMatch();
    }
    return false;
}

Result<Imported> importBru(QByteArrayView text)
{
    auto blocks = parseBru(text);
    if (!blocks)
        return failure(blocks.error());
    ImportReading reading;
    const BruFile file(std::move(*blocks));
    if (file.find("vars") || file.find("vars:secret")) {
        reading.imported.environments.push_back(environmentOf(file, QStringLiteral("Environment"), reading));
    } else if (auto item = brunoRequest(file, reading)) {
        reading.imported.collection.name = item->name;
        reading.imported.collection.items.push_back(std::move(*item));
    }
    return std::move(reading.imported);
}

bool isBrunoFolder(const std::vector<FolderFile> &files)
{
    return std::any_of(files.begin(), files.end(), [](const FolderFile &file) { return file.path == QLatin1String("bruno.json"); });
}

Imported importBrunoFolder(const std::vector<FolderFile> &files)
{
    return BrunoImport().run(files);
}

}
