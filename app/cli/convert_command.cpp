#include "app/cli/commands.h"
#include "app/cli/source.h"
#include "app/cli/terminal.h"
#include "core/formats/curl_command.h"
#include "core/formats/drafted_request.h"
#include "core/json/values.h"

namespace keyhole {

namespace {

constexpr qint64 kLargestFile = 64 << 20;

constexpr const char *kHelp = R"(keyhole-cli convert --from FORMAT --to FORMAT [FILE|-]

Reads requests as other programs write them, and writes them in another form. Nothing is
sent, run or looked up, and no file but FILE is read. Without FILE, or with -, standard
input is read.

  --from curl     curl commands, as bash, cmd or PowerShell have them
  --to json       one object: {"method", "url", "headers": [[name, value], ...], "body",
                  "warnings": [...]}; for several requests a list of them

"headers" are those that the command shapes, Authorization from -u and Content-Type from
-d among them; what every program adds in its own way (Host, User-Agent, Accept,
Content-Length) is left out. A file that is named with @ is not read: "@" and its name
stand in its place, and "warnings" say so, as they do for variables of the shell, for
commands that would be run, and for options that do something else than shape a request.
Secrets come out as they went in: mind where the output goes.
Exit status: 0 done; 2 wrong use; 3 the input cannot be read.
)";

struct Options {
    QString from, to, file = QStringLiteral("-");
};

Error wrongUse(const QString &what)
{
    return {what, {}, QStringLiteral("keyhole-cli convert --help tells how it is used.")};
}

Result<Options> parseOptions(const QStringList &arguments)
{
    Options options;
    for (int i = 0; i < arguments.size(); ++i) {
        const QString &each = arguments[i];
        if (each == QLatin1String("--from"))
            options.from = arguments.value(++i);
        else if (each == QLatin1String("--to"))
            options.to = arguments.value(++i);
        else if (each.startsWith(QLatin1String("--")))
            return failure(wrongUse(QStringLiteral("convert has no option %1").arg(each)));
        else
            options.file = each;
    }
    if (options.from != QLatin1String("curl"))
        return failure(wrongUse(QStringLiteral("--from takes curl")));
    if (options.to != QLatin1String("json"))
        return failure(wrongUse(QStringLiteral("--to takes json")));
    return options;
}

JsonValue curlJson(const CurlCommand &command)
{
    DraftedRequest request = draftedRequest(command.draft);
    const auto isCoding = [](const DraftRow &row) { return equalsIgnoringCase(row.name, "Accept-Encoding"); };
    if (command.compressed && std::none_of(request.fields.begin(), request.fields.end(), isCoding))
        request.fields.push_back({true, "Accept-Encoding", "deflate, gzip, br, zstd", {}});
    request.notes.insert(request.notes.begin(), command.notes.begin(), command.notes.end());
    return draftedRequestJson(request);
}

int run(const QStringList &arguments)
{
    const auto options = parseOptions(arguments);
    if (!options)
        return Terminal::fail(options.error(), kWrongUse);
    const auto bytes = readSource(options->file, kLargestFile);
    if (!bytes)
        return Terminal::fail(bytes.error(), kUnreadable);
    const auto commands = parseCurlCommands(*bytes);
    if (!commands)
        return Terminal::fail(commands.error(), kUnreadable);
    JsonValue list = jsonList({});
    for (const CurlCommand &command : *commands)
        list.items.push_back(curlJson(command));
    Terminal::out(toJson(list.items.size() == 1 ? list.items.front() : list) + '\n');
    return kDone;
}

}

const Command convertCommand{"convert", "read requests as other programs write them, and write them anew", kHelp, &run};

}
