#include "core/formats/import/import.h"

#include "core/formats/curl_command.h"
#include "core/formats/import/bruno.h"
#include "core/formats/import/bruno_json.h"
#include "core/formats/import/har_requests.h"
#include "core/formats/import/http_file.h"
#include "core/formats/import/import_reading.h"
#include "core/formats/import/insomnia.h"
#include "core/formats/import/openapi.h"
#include "core/formats/import/opencollection.h"
#include "core/formats/import/postman.h"
#include "core/formats/import/postman_folder.h"
#include "core/formats/text_encoding.h"

#include <QFileInfo>

namespace keyhole {

namespace {

constexpr std::pair<const char *, ImportFormat> kNames[]
    = {{"curl", ImportFormat::Curl},         {"postman", ImportFormat::Postman},
       {"insomnia", ImportFormat::Insomnia}, {"bruno", ImportFormat::Bruno},
       {"http", ImportFormat::HttpFile},     {"har", ImportFormat::Har},
       {"openapi", ImportFormat::OpenApi},   {"opencollection", ImportFormat::OpenCollection}};

constexpr QByteArrayView kYamlMarks[]
    = {"openapi", "swagger", "__export_format", ".insomnia.rest/", ".insomnia/", "opencollection", "http:", "graphql:"};

/// The request of an entry by itself, as other programs hand it around.
bool isHarRequest(const JsonValue &tree)
{
    return tree.find("method") && tree.find("url") && (tree.find("headers") || tree.find("postData")) && !tree.find("info");
}

/// A collection of before 2015: lists of requests and folders, and their order.
bool isPostman1(const JsonValue &tree)
{
    return tree.find("requests") && tree.find("order") && !tree.find("info");
}

std::optional<ImportFormat> formatOfTree(const JsonValue &tree)
{
    const JsonValue *log = tree.find("log");
    if ((log && log->find("entries")) || isHarRequest(tree))
        return ImportFormat::Har;
    if (isOpenApi(tree))
        return ImportFormat::OpenApi;
    if (isInsomnia4(tree) || isInsomnia5(tree))
        return ImportFormat::Insomnia;
    const JsonValue *wrapped = tree.find("collection");
    if (isPostmanCollection(tree) || isPostman1(tree) || isPostmanEnvironment(tree) || (wrapped && isPostmanCollection(*wrapped)))
        return ImportFormat::Postman;
    if (isBrunoTree(tree))
        return ImportFormat::Bruno;
    if (tree.find("opencollection") || (tree.find("info") && (tree.find("http") || tree.find("graphql"))))
        return ImportFormat::OpenCollection;
    return std::nullopt;
}

/// Any text is YAML; only one that names a format near its start is read as such.
bool mayBeYamlOfOurs(QByteArrayView text)
{
    const QByteArrayView start = text.first(std::min<qsizetype>(text.size(), 64 << 10));
    return std::any_of(std::begin(kYamlMarks), std::end(kYamlMarks), [start](QByteArrayView mark) { return start.contains(mark); });
}

QString addressName(const RequestDraft &draft)
{
    return QString::fromUtf8(draft.method + ' ' + draft.address.left(80));
}

Result<Imported> importCurl(const QByteArray &text)
{
    auto commands = parseCurlCommands(text);
    if (!commands)
        return failure(commands.error());
    ImportReading reading;
    for (CurlCommand &command : *commands) {
        CollectionItem item;
        item.request = std::move(command.draft);
        item.name = item.request.name = addressName(item.request);
        for (Error &note : command.notes)
            reading.imported.notes.push_back(std::move(note));
        reading.imported.collection.items.push_back(std::move(item));
    }
    return std::move(reading.imported);
}

Result<Imported> importHarText(const QByteArray &text, const QString &name)
{
    const auto tree = text.contains("\"log\"") ? Result<JsonValue>(JsonValue()) : readTree(text);
    const bool isAlone = tree && isHarRequest(*tree);
    const auto har = HarFile::parse(isAlone ? "{\"log\":{\"entries\":[{\"request\":" + text + "}]}}" : text, name);
    return har ? Result<Imported>(importHar(*har)) : failure(har.error());
}

Imported importPostmanTree(const JsonValue &tree)
{
    if (isPostmanEnvironment(tree))
        return importPostmanEnvironment(tree);
    const JsonValue *wrapped = tree.find("collection");  // as the API of Postman answers
    return importPostman(wrapped && wrapped->isObject() ? *wrapped : tree);
}

Error otherFormat(ImportFormat format)
{
    return {QStringLiteral("This is not of the format %1.").arg(nameOfImportFormat(format)),
            {},
            QStringLiteral("Let the format be told by its content.")};
}

Result<Imported> importTree(ImportFormat format, const QByteArray &text)
{
    auto tree = readTree(text);
    if (!tree)
        return failure(tree.error());
    if (formatOfTree(*tree) != format)
        return failure(otherFormat(format));
    if (format == ImportFormat::OpenApi)
        return importOpenApi(*tree);
    if (isPostman1(*tree))
        return failure(Error{
            QStringLiteral("This is a collection of Postman in its format 1."), {}, QStringLiteral("Export it again as version 2.1.")});
    if (format == ImportFormat::Postman)
        return importPostmanTree(*tree);
    if (format == ImportFormat::Bruno)
        return importBrunoTree(*tree);
    if (isInsomnia4(*tree) && !tree->find("resources"))
        return failure(Error{QStringLiteral("This is an export of Insomnia in its format %1.").arg(looseString(*tree, "__export_format")),
                             {},
                             QStringLiteral("Export it again as version 4 or 5.")});
    return isInsomnia4(*tree) ? importInsomnia4(std::move(*tree)) : importInsomnia5(std::move(*tree));
}

Result<Imported> importAs(ImportFormat format, const QByteArray &text, const QString &name)
{
    switch (format) {
    case ImportFormat::Curl:
        return importCurl(text);
    case ImportFormat::Bruno:
        return QByteArrayView(text).trimmed().startsWith('{') ? importTree(format, text) : importBru(text);
    case ImportFormat::HttpFile:
        return importHttpFile(text);
    case ImportFormat::Har:
        return importHarText(text, name);
    case ImportFormat::OpenCollection:
        return importOpenCollection(text);
    default:
        return importTree(format, text);
    }
}

Imported finished(Imported imported, const QString &name)
{
    if (imported.collection.name.isEmpty())
        imported.collection.name = name;
    imported.secrets = findSecrets(imported.collection, imported.environments);
    return imported;
}

}

std::optional<ImportFormat> importFormatNamed(const QString &name)
{
    for (const auto &[each, format] : kNames) {
        if (name == QLatin1String(each))
            return format;
    }
    return std::nullopt;
}

QString nameOfImportFormat(ImportFormat format)
{
    for (const auto &[name, each] : kNames) {
        if (each == format)
            return QLatin1String(name);
    }
    return {};
}

std::optional<ImportFormat> detectImportFormat(const QByteArray &given)
{
    const QByteArray text = withoutByteOrderMark(given);
    const QByteArrayView start = QByteArrayView(text).trimmed();
    if (start.isEmpty())
        return std::nullopt;
    if (looksLikeBru(start))
        return ImportFormat::Bruno;
    if (looksLikeCurlCommand(start))
        return ImportFormat::Curl;
    const bool json = start.startsWith('{') || start.startsWith('[');
    if (!json && looksLikeHttpFile(start))
        return ImportFormat::HttpFile;
    if (!json && !mayBeYamlOfOurs(start))
        return std::nullopt;
    const auto tree = readTree(text);
    return tree ? formatOfTree(*tree) : std::nullopt;
}

Result<Imported> importText(ImportFormat format, const QByteArray &given, const QString &name)
{
    auto imported = importAs(format, withoutByteOrderMark(given), name);
    return imported ? Result<Imported>(finished(std::move(*imported), name)) : std::move(imported);
}

Result<Imported> importFolder(const QString &folder)
{
    auto read
        = readFolderFiles(folder, {QStringLiteral(".bru"), QStringLiteral("bruno.json"), QStringLiteral(".yaml"), QStringLiteral(".yml")});
    if (!read)
        return failure(read.error());
    std::optional<Imported> imported;
    if (isOpenCollectionFolder(read->files))
        imported = importOpenCollectionFolder(read->files);
    else if (isBrunoFolder(read->files))
        imported = importBrunoFolder(read->files);
    else if (isPostmanFolder(read->files))
        imported = importPostmanFolder(read->files);
    if (!imported)
        return failure(Error{QStringLiteral("The folder holds no collection that Keyhole imports."), folder,
                             QStringLiteral("An OpenCollection has a file opencollection.yml, one of Bruno bruno.json; one of Postman has "
                                            "files that end with .request.yaml.")});
    imported->notes.insert(imported->notes.begin(), read->notes.begin(), read->notes.end());
    return finished(std::move(*imported), QFileInfo(folder).fileName());
}

}
