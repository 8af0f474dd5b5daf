#include "app/cli/commands.h"
#include "app/cli/live_session.h"
#include "app/cli/probe_text.h"
#include "app/cli/source.h"
#include "app/cli/terminal.h"
#include "core/formats/curl_command.h"
#include "core/formats/har.h"

#include <QCoreApplication>
#include <QRegularExpression>

namespace keyhole {

namespace {

constexpr qint64 kLargestCommand = 16LL << 20;

constexpr const char *kHelp = R"(keyhole-cli bisect [OPTION]... GOOD BAD

Finds which difference between an accepted request and a refused one makes it refused:
half of the differences are set as in the refused one and sent, then half of what is left,
until one difference remains, or the fewest that are refused only together. GOOD and BAD
are each a file with a curl command, or FILE.har#N for entry N of a recording.

  --plan          tell what differs and how many requests the search takes; send nothing
  --may-repeat    these requests may be sent again although a method changes data
  --noproxy       send directly, whatever proxy the system has
  --format NAME   text or json

Fields, cookies, parameters, members of a JSON or form body, method, path and origin are
set one by one. Where the origins differ, everything that may be a credential stays with
its own. Both requests are sent first as they are; a server that changes its answers by
itself is told.
Exit status: 0 done, whatever was found; 2 wrong use; 3 the input cannot be read.
)";

struct Options {
    QStringList ends;
    bool plan = false, mayRepeat = false, direct = false, json = false;
};

Error wrongUse(const QString &what)
{
    return {what, {}, QStringLiteral("keyhole-cli bisect --help tells how it is used.")};
}

Result<Options> parseOptions(const QStringList &arguments)
{
    Options options;
    for (qsizetype i = 0; i < arguments.size(); ++i) {
        const QString &name = arguments[i];
        if (name == QLatin1String("--plan")) {
            options.plan = true;
        } else if (name == QLatin1String("--may-repeat")) {
            options.mayRepeat = true;
        } else if (name == QLatin1String("--noproxy")) {
            options.direct = true;
        } else if (name == QLatin1String("--format")) {
            const QString format = arguments.value(++i);
            options.json = format == QLatin1String("json");
            if (!options.json && format != QLatin1String("text"))
                return failure(wrongUse(QStringLiteral("bisect has the formats text and json")));
        } else if (name.startsWith(QLatin1String("--"))) {
            return failure(wrongUse(QStringLiteral("bisect has no option %1").arg(name)));
        } else {
            options.ends += name;
        }
    }
    if (options.ends.size() != 2)
        return failure(wrongUse(QStringLiteral("bisect needs an accepted and a refused request")));
    return options;
}

/// A request as it goes over the wire, and how it is carried.
struct End {
    Request request;
    TransportOptions transport;
    bool followRedirects = true;
};

Result<End> entryOf(const QString &file, int entry)
{
    const auto har = HarFile::open(file);
    if (!har)
        return failure(har.error());
    if (entry < 1 || entry > har->count())
        return failure(Error{QStringLiteral("there is no entry %1").arg(entry), file,
                             QStringLiteral("The recording has %1 entries.").arg(har->count())});
    const auto exchange = har->exchange(entry - 1);
    if (!exchange)
        return failure(exchange.error());
    return End{exchange->first().request, {}, true};
}

Result<End> commandOf(const QString &file, const Session &session)
{
    const auto text = readSource(file, kLargestCommand);
    if (!text)
        return failure(text.error());
    const auto command = parseCurlCommand(*text);
    if (!command)
        return failure(command.error());
    const auto resolved = session.preview(command->draft);
    if (!resolved)
        return failure(resolved.error());
    return End{resolved->request, command->draft.transport, command->draft.followRedirects};
}

Result<End> endOf(const QString &name, const Session &session)
{
    static const QRegularExpression kEntry(QStringLiteral("^(.+)#(\\d{1,9})$"));
    const auto match = kEntry.match(name);
    return match.hasMatch() ? entryOf(match.captured(1), match.captured(2).toInt()) : commandOf(name, session);
}

int search(LiveSession &live, const BisectEnds &ends, const BisectPlan &plan, bool json)
{
    BisectRun run(live.session(), ends, plan);
    QObject::connect(
        &run, &BisectRun::finished, &run, [] { QCoreApplication::quit(); }, Qt::QueuedConnection);
    run.start();
    QCoreApplication::exec();
    if (json)
        Terminal::out(bisectToJson(plan, &run.result()) + '\n');
    else
        Terminal::outText(bisectToText(plan, run.result()));
    return kDone;
}

int run(const QStringList &arguments)
{
    const auto options = parseOptions(arguments);
    if (!options)
        return Terminal::fail(options.error(), kWrongUse);
    LiveSession live;
    const auto good = endOf(options->ends[0], live.session()), bad = endOf(options->ends[1], live.session());
    if (!good || !bad)
        return Terminal::fail(good ? bad.error() : good.error(), kUnreadable);
    BisectEnds ends{good->request, bad->request, bad->transport, bad->followRedirects, options->mayRepeat || options->plan};
    if (options->direct)
        ends.transport.proxy = ProxyChoice::None;
    const auto plan = planBisect(ends);
    if (!plan)
        return Terminal::fail(plan.error(), kWrongUse);
    if (!options->plan)
        return search(live, ends, *plan, options->json);
    if (options->json)
        Terminal::out(bisectToJson(*plan, nullptr) + '\n');
    else
        Terminal::outText(planToText(*plan));
    return kDone;
}

}

const Command bisectCommand{"bisect", "find which difference makes a request refused", kHelp, &run};

}
