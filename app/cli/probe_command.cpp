#include "app/cli/auth_options.h"
#include "app/cli/commands.h"
#include "app/cli/har_diagnosis.h"
#include "app/cli/live_session.h"
#include "app/cli/probe_text.h"
#include "app/cli/report_format.h"
#include "app/cli/terminal.h"
#include "core/collection/draft_from_exchange.h"
#include "core/formats/curl_command.h"
#include "core/probes/probe_run.h"

#include <QCoreApplication>

namespace keyhole {

namespace {

constexpr const char *kHelp = R"(keyhole-cli probe [OPTION]... ADDRESS
keyhole-cli probe [OPTION]... --har FILE [--entry N]

Sends a request as keyhole-cli send does, and where it is refused, offers experiments that
tell its possible causes apart: the same request without cookies, without Authorization,
past caches, straight to the final address, signed by the server's clock … It takes the
options of send; with --har it takes a recorded request instead, and sends nothing for a
list.

  --list          what can be tried, what each sends where, which credential goes along,
                  and how many requests that takes. This is what it does without --run.
  --run NAMES     make these experiments (names with commas between), or all
  --may-repeat    this request may be sent again although its method changes data
  --format NAME   text, json, markdown or html

First the request is sent again as it was. An experiment that is accepted is repeated in
turns with it, so that a server that changes its answers by itself is not believed. A limit
on requests ends the run. No credential goes to an origin that it did not go to before.
Exit status: 0 done, whatever was found; 2 wrong use; 3 the input cannot be read.
)";

struct Options {
    QStringList curl;
    AuthOptions auth;
    ReportFormat format = ReportFormat::Text;
    QString har;
    int entry = 0;  ///< from 1; 0: the last
    std::vector<ProbeKind> run;
    bool mayRepeat = false;
};

Error wrongUse(const QString &what)
{
    return {what, {}, QStringLiteral("keyhole-cli probe --help tells how it is used.")};
}

Result<std::vector<ProbeKind>> readNames(const QString &names)
{
    if (names == QLatin1String("all"))
        return allProbes();
    std::vector<ProbeKind> kinds;
    for (const QString &name : names.split(QLatin1Char(','), Qt::SkipEmptyParts)) {
        const auto kind = probeOfId(name.toUtf8());
        if (!kind)
            return failure(wrongUse(QStringLiteral("there is no experiment “%1”").arg(name)));
        kinds.push_back(*kind);
    }
    if (kinds.empty())
        return failure(wrongUse(QStringLiteral("--run needs the names of experiments, or all")));
    return kinds;
}

/// Reads the option at `at`, and its value behind it; false for one that is curl's.
Result<bool> readOption(const QStringList &arguments, qsizetype &at, Options &options)
{
    const QString &name = arguments[at];
    if (name == QLatin1String("--list"))
        return true;
    if (name == QLatin1String("--may-repeat"))
        return options.mayRepeat = true;
    if (name == QLatin1String("--har")) {
        options.har = arguments.value(++at);
        return !options.har.isEmpty() ? Result<bool>(true) : failure(wrongUse(QStringLiteral("--har needs a file")));
    }
    if (name == QLatin1String("--entry")) {
        bool ok = false;
        options.entry = arguments.value(++at).toInt(&ok);
        return ok && options.entry > 0 ? Result<bool>(true)
                                       : failure(wrongUse(QStringLiteral("--entry takes the number of an entry, from 1")));
    }
    if (name == QLatin1String("--run")) {
        auto kinds = readNames(arguments.value(++at));
        if (!kinds)
            return failure(kinds.error());
        options.run = std::move(*kinds);
        return true;
    }
    if (name == QLatin1String("--format")) {
        const auto format = parseReportFormat(arguments.value(++at));
        if (!format)
            return failure(format.error());
        options.format = *format;
        return true;
    }
    return false;
}

Result<Options> parseOptions(const QStringList &arguments)
{
    Options options;
    for (qsizetype i = 0; i < arguments.size(); ++i) {
        const auto auth = takeAuthOption(options.auth, arguments, i);
        if (!auth)
            return failure(auth.error());
        if (*auth)
            continue;
        const auto taken = readOption(arguments, i, options);
        if (!taken)
            return failure(taken.error());
        if (!*taken)
            options.curl += arguments[i];
    }
    if (!options.har.isEmpty() && !options.curl.isEmpty())
        return failure(wrongUse(QStringLiteral("--har brings its request; “%1” is one too many").arg(options.curl.front())));
    if (options.format == ReportFormat::JUnit)
        return failure(wrongUse(QStringLiteral("probe has no format junit")));
    return options;
}

/// What is asked about.
struct Asked {
    RequestDraft draft;
    std::shared_ptr<const Exchange> exchange;
    Report report;
};

Result<Asked> recorded(const Options &options)
{
    const auto har = HarFile::open(options.har);
    if (!har)
        return failure(har.error());
    const int entry = options.entry > 0 ? options.entry : har->count();
    if (entry < 1 || entry > har->count())
        return failure(Error{QStringLiteral("there is no entry %1").arg(entry), options.har,
                             QStringLiteral("The recording has %1 entries.").arg(har->count())});
    auto exchange = har->exchange(entry - 1);
    const auto report = HarDiagnosis(*har).report(entry - 1);
    if (!exchange || !report)
        return failure(exchange ? report.error() : exchange.error());
    RequestDraft draft = draftFromExchange(*exchange);
    return Asked{std::move(draft), std::make_shared<const Exchange>(std::move(*exchange)), *report};
}

Result<Asked> sent(const Options &options, LiveSession &live)
{
    auto command = parseCurlArguments(options.curl);
    if (!command)
        return failure(command.error());
    if (const auto applied = applyAuthOptions(options.auth, command->draft); !applied)
        return failure(applied.error());
    for (const Error &note : command->notes)
        Terminal::fail(note, kDone);
    auto draft = live.withCredential(command->draft);
    if (!draft)
        return failure(draft.error());
    const auto diagnosed = live.send(*draft);
    if (!diagnosed)
        return failure(diagnosed.error());
    return Asked{std::move(*draft), diagnosed->exchange, diagnosed->report};
}

Report made(const Asked &asked, const ProbeOffer &offer, const Options &options, LiveSession &live)
{
    ProbeRun run(live.session(), {asked.exchange, asked.report}, offer, options.run);
    QObject::connect(
        &run, &ProbeRun::finished, &run, [] { QCoreApplication::quit(); }, Qt::QueuedConnection);
    run.start();
    QCoreApplication::exec();
    return run.report();
}

int run(const QStringList &arguments)
{
    const auto options = parseOptions(arguments);
    if (!options)
        return Terminal::fail(options.error(), kWrongUse);
    LiveSession live;
    const auto asked = options->har.isEmpty() ? sent(*options, live) : recorded(*options);
    if (!asked)
        return Terminal::fail(asked.error(), options->har.isEmpty() ? kWrongUse : kUnreadable);
    ProbeContext context;
    context.draft = asked->draft;
    context.mayRepeat = options->mayRepeat;
    context.clocks = &live.session().clocks();
    const ProbeOffer offer = offerProbes(*asked->exchange, asked->report, context);
    if (options->run.empty()) {
        if (options->format == ReportFormat::Json)
            Terminal::out(offerToJson(offer, asked->report) + '\n');
        else
            Terminal::outText(offerToText(offer, asked->report));
        return kDone;
    }
    for (const Probe &probe : offer.probes) {
        if (!probe.unavailable.isEmpty() && std::find(options->run.begin(), options->run.end(), probe.kind) != options->run.end())
            Terminal::fail({QStringLiteral("%1 is not made").arg(QString::fromUtf8(probeId(probe.kind))), {}, probe.unavailable}, kDone);
    }
    print(made(*asked, offer, *options, live), options->format);
    return kDone;
}

}

const Command probeCommand{"probe", "try what would settle between possible causes", kHelp, &run};

}
