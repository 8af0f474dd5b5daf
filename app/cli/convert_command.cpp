#include "app/cli/commands.h"
#include "app/cli/convert_collection.h"
#include "app/cli/import_json.h"
#include "app/cli/source.h"
#include "app/cli/terminal.h"
#include "core/diagnosis/report.h"
#include "core/formats/export/export.h"
#include "core/formats/import/import.h"

#include <QFileInfo>

namespace keyhole {

namespace {

constexpr qint64 kLargestFile = 64 << 20;
const QString kOpenCollection = QStringLiteral("opencollection");

constexpr const char *kHelp = R"(keyhole-cli convert [--from FORMAT] --to FORMAT [OPTION]... [FILE|-|FOLDER [OUT]]

Reads requests as other programs write them, and writes them in another form. Nothing is
sent or run, and no file that a request names is read. Without FILE, or with -, standard
input is read; without OUT, standard output is written.

  --from FORMAT   auto      by its content (the default)
                  curl      curl commands, as bash, cmd or PowerShell have them
                  postman   a collection or environment of format 2.0 or 2.1, or a folder of 3
                  insomnia  an export of version 4 (JSON, YAML) or 5 (YAML)
                  bruno     a .bru file, an export in one JSON file, or the folder of a collection
                  http      a .http or .rest file of VS Code or JetBrains
                  har       a recording
                  openapi   OpenAPI 3.0 or 3.1, Swagger 2.0 (JSON, YAML)
                  opencollection  the folder of a collection, or one in a single file
  --to FORMAT     json, postman (2.1), http, har, curl, or opencollection: then OUT is a
                  folder that is empty or not there, or a single file that ends with .yml
  --keep-secrets  write secrets as they are; without it variables stand in their places.
                  json holds them in any case: mind where the output goes
  --store         with an OpenCollection folder: move the secrets into the keychain of this
                  system, each for the origins of the requests that use it

With curl, json is one object: {"method", "url", "headers": [[name, value], ...], "body",
"warnings": [...]}, or a list of them. With the others it is one object with "requests".
"headers" are those that are shaped, Authorization from -u and Content-Type from -d among
them; what every program adds in its own way (Host, User-Agent, Accept, Content-Length) is
left out. "@" and its name stand in the place of a file. What could not be carried over is
told line by line: in "warnings", or on standard error. Scripts are kept as text.
Exit status: 0 done; 2 wrong use; 3 the input cannot be read, or OUT cannot be written.
)";

struct Options {
    QString from = QStringLiteral("auto"), to, file = QStringLiteral("-"), out;
    bool keepSecrets = false, store = false;
};

Error wrongUse(const QString &what)
{
    return {what, {}, QStringLiteral("keyhole-cli convert --help tells how it is used.")};
}

std::optional<Error> checkFormats(const Options &options)
{
    if (options.from != QLatin1String("auto") && !importFormatNamed(options.from))
        return wrongUse(QStringLiteral("--from takes auto, curl, postman, insomnia, bruno, http, har, openapi or opencollection"));
    const bool toCollection = options.to == kOpenCollection;
    if (options.to != QLatin1String("json") && !toCollection && !exportFormatNamed(options.to))
        return wrongUse(QStringLiteral("--to takes json, postman, http, har, curl or opencollection"));
    if (toCollection && options.keepSecrets)
        return wrongUse(QStringLiteral("a collection never holds secrets, so that --keep-secrets does not go with it"));
    if (options.store && !(toCollection && isCollectionFolderName(options.out)))
        return wrongUse(QStringLiteral("--store goes with --to opencollection and the name of a folder"));
    return std::nullopt;
}

Result<Options> parseOptions(const QStringList &arguments)
{
    Options options;
    QStringList files;
    for (int i = 0; i < arguments.size(); ++i) {
        const QString &each = arguments[i];
        if (each == QLatin1String("--from"))
            options.from = arguments.value(++i);
        else if (each == QLatin1String("--to"))
            options.to = arguments.value(++i);
        else if (each == QLatin1String("--keep-secrets"))
            options.keepSecrets = true;
        else if (each == QLatin1String("--store"))
            options.store = true;
        else if (each.startsWith(QLatin1String("--")))
            return failure(wrongUse(QStringLiteral("convert has no option %1").arg(each)));
        else
            files += each;
    }
    if (files.size() > 2)
        return failure(wrongUse(QStringLiteral("convert takes one input and one output, and got “%1” as well").arg(files[2])));
    options.file = files.value(0, options.file);
    options.out = files.value(1);
    if (auto error = checkFormats(options))
        return failure(std::move(*error));
    return options;
}

/// The content of a file with what it is.
struct Source {
    QByteArray bytes;
    ImportFormat format = ImportFormat::Curl;
};

Result<Source> readSourceText(const Options &options)
{
    auto bytes = readSource(options.file, kLargestFile);
    if (!bytes)
        return failure(bytes.error());
    const auto format = options.from == QLatin1String("auto") ? detectImportFormat(*bytes) : importFormatNamed(options.from);
    if (!format)
        return failure(Error{
            QStringLiteral("the format of %1 is not told by its content").arg(options.file), {}, QStringLiteral("Name it with --from.")});
    return Source{std::move(*bytes), *format};
}

int writeImported(const Options &options, const Imported &imported)
{
    if (options.to == QLatin1String("json"))
        return writeOut(options.out, toJson(importedJson(imported)) + '\n');
    if (options.to == kOpenCollection)
        return writeCollection({options.out, options.store}, imported);
    const Exported exported = exportCollection(*exportFormatNamed(options.to), imported.collection, {options.keepSecrets});
    tellNotes(imported.notes);
    tellNotes(exported.notes);
    for (const Environment &environment : imported.environments)
        Terminal::fail({QStringLiteral("The environment “%1” has no place in this format.").arg(visibleText(environment.name)), {}, {}},
                       kDone);
    return writeOut(options.out, exported.text);
}

int convertText(const Options &options)
{
    const auto source = readSourceText(options);
    if (!source)
        return Terminal::fail(source.error(), kUnreadable);
    if (source->format == ImportFormat::Curl && options.to == QLatin1String("json")) {
        const auto commands = parseCurlCommands(source->bytes);
        return commands ? writeOut(options.out, toJson(curlCommandsJson(*commands)) + '\n') : Terminal::fail(commands.error(), kUnreadable);
    }
    const auto imported = importText(source->format, source->bytes, QFileInfo(options.file).completeBaseName());
    return imported ? writeImported(options, *imported) : Terminal::fail(imported.error(), kUnreadable);
}

int run(const QStringList &arguments)
{
    const auto options = parseOptions(arguments);
    if (!options)
        return Terminal::fail(options.error(), kWrongUse);
    if (!QFileInfo(options->file).isDir())
        return convertText(*options);
    const auto imported = importFolder(options->file);
    return imported ? writeImported(*options, *imported) : Terminal::fail(imported.error(), kUnreadable);
}

}

const Command convertCommand{"convert", "read requests as other programs write them, and write them anew", kHelp, &run};

}
