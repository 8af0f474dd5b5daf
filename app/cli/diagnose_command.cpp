#include "app/cli/commands.h"
#include "app/cli/har_diagnosis.h"
#include "app/cli/report_format.h"
#include "app/cli/source.h"
#include "app/cli/terminal.h"
#include "core/formats/input.h"

namespace keyhole {

namespace {

constexpr qint64 kLargestFile = 2LL << 30;

constexpr const char *kHelp = R"(keyhole-cli diagnose [OPTION]... FILE|-

Tells why a recorded request was refused. FILE is a HAR file, the output of curl -v, or
a request and its answer as raw HTTP; - reads standard input. It is told by its content.

  --entry N       diagnose entry N of a HAR file, counted from 1; without it the last
  --all           diagnose every entry that was refused: by host, a cause that repeats once
                  with its count; with json one object for each entry
  --format NAME   text, json (one object a line), markdown (for a ticket), html (one page
                  that needs nothing else) or junit (for CI; with --all a test case an entry)

Secrets are masked in each of them. A ticket and a page show the exchange with marks in
their place: the same mark for the same secret. Each ends with what to hand to whoever
runs the server: ids, times, and where to look.
Exit status: 0 done, whatever the cause; 2 wrong use; 3 the input, or an entry of it,
cannot be read.
)";

struct Options {
    QString file;
    ReportFormat format = ReportFormat::Text;
    int entry = 0;  ///< from 1; 0: the last
    bool all = false;
};

Error wrongUse(const QString &what)
{
    return {what, {}, QStringLiteral("keyhole-cli diagnose --help tells how it is used.")};
}

/// Reads the option at `i`, and its value behind it.
Result<bool> readOption(const QStringList &arguments, int &i, Options &options)
{
    const QString &name = arguments[i];
    if (name == QLatin1String("--all")) {
        options.all = true;
    } else if (name == QLatin1String("--format")) {
        const auto format = parseReportFormat(arguments.value(++i));
        if (!format)
            return failure(format.error());
        options.format = *format;
    } else if (name == QLatin1String("--entry")) {
        bool ok = false;
        options.entry = arguments.value(++i).toInt(&ok);
        if (!ok || options.entry < 1)
            return failure(wrongUse(QStringLiteral("--entry takes the number of an entry, from 1")));
    } else {
        return failure(wrongUse(QStringLiteral("diagnose has no option %1").arg(name)));
    }
    return true;
}

Result<Options> parseOptions(const QStringList &arguments)
{
    Options options;
    for (int i = 0; i < arguments.size(); ++i) {
        if (arguments[i].startsWith(QLatin1String("--"))) {
            if (const auto read = readOption(arguments, i, options); !read)
                return failure(read.error());
        } else if (!options.file.isEmpty()) {
            return failure(wrongUse(QStringLiteral("diagnose takes one file, and got “%1” as well").arg(arguments[i])));
        } else {
            options.file = arguments[i];
        }
    }
    if (options.file.isEmpty())
        return failure(wrongUse(QStringLiteral("diagnose needs a file, or - for standard input")));
    if (options.all && options.entry > 0)
        return failure(wrongUse(QStringLiteral("--all and --entry exclude each other")));
    return options;
}

int diagnoseOne(const HarFile &har, const Options &options)
{
    const int entry = options.entry > 0 ? options.entry : har.count();
    if (entry < 1 || entry > har.count())
        return Terminal::fail(
            {har.count() == 0 ? QStringLiteral("the recording has no entries") : QStringLiteral("there is no entry %1").arg(entry),
             options.file, QStringLiteral("The recording has %1 entries.").arg(har.count())},
            kUnreadable);
    const auto report = HarDiagnosis(har).report(entry - 1);
    if (!report)
        return Terminal::fail(report.error(), kUnreadable);
    print(*report, options.format);
    return kDone;
}

/// One object a line, as each entry is read.
int printRefusals(const HarFile &har)
{
    HarDiagnosis diagnosis(har);
    int status = kDone;
    for (int entry = 0; entry < har.count(); ++entry) {
        if (!diagnosis.isRefused(entry))
            continue;
        if (const auto report = diagnosis.report(entry))
            print(*report, ReportFormat::Json);
        else
            status = Terminal::fail(report.error(), kUnreadable);
    }
    return status;
}

int diagnoseAll(const HarFile &har, ReportFormat format)
{
    if (format == ReportFormat::Json)
        return printRefusals(har);
    HarDiagnosis diagnosis(har);
    ReportGroups groups;
    int status = kDone;
    for (int entry = 0; entry < har.count(); ++entry) {
        const HarEntrySummary &summary = har.summary(entry);
        if (!diagnosis.isRefused(entry)) {
            groups.addOther(entry + 1, summary.method, summary.url, summary.status);
        } else if (auto report = diagnosis.report(entry)) {
            groups.addReport(entry + 1, std::move(*report));
        } else {
            groups.addUnreadable(entry + 1, summary.method, summary.url, report.error());
            status = Terminal::fail(report.error(), kUnreadable);
        }
    }
    print(groups, format);
    if (groups.refused() == 0 && format == ReportFormat::Text)
        Terminal::out(QByteArray("None of the ") + QByteArray::number(har.count()) + " entries was refused.\n");
    return status;
}

int diagnoseInput(const Input &input, const Options &options)
{
    if (const auto *har = std::get_if<HarFile>(&input))
        return options.all ? diagnoseAll(*har, options.format) : diagnoseOne(*har, options);
    if (const auto *exchange = std::get_if<Exchange>(&input)) {
        print(diagnose({*exchange}), options.format);
        return kDone;
    }
    if (std::holds_alternative<Imported>(input))
        return Terminal::fail({QStringLiteral("%1 is a collection of requests: nothing has been sent yet").arg(options.file),
                               {},
                               QStringLiteral("keyhole-cli convert shows what is in it.")},
                              kUnreadable);
    if (std::holds_alternative<CurlCommand>(input))
        return Terminal::fail({QStringLiteral("%1 is a curl command: nothing has been sent yet").arg(options.file),
                               {},
                               QStringLiteral("keyhole-cli send takes the same flags, sends it and diagnoses the answer.")},
                              kUnreadable);
    return Terminal::fail(
        {QStringLiteral("%1 is a token, not an exchange").arg(options.file), {}, QStringLiteral("keyhole-cli token decodes it.")},
        kUnreadable);
}

int run(const QStringList &arguments)
{
    const auto options = parseOptions(arguments);
    if (!options)
        return Terminal::fail(options.error(), kWrongUse);
    auto bytes = readSource(options->file, kLargestFile);
    if (!bytes)
        return Terminal::fail(bytes.error(), kUnreadable);
    const auto input = readInput(std::move(*bytes), options->file);
    if (!input)
        return Terminal::fail(input.error(), kUnreadable);
    return diagnoseInput(*input, *options);
}

}

const Command diagnoseCommand{"diagnose", "tell why a recorded request was refused (HAR, curl -v, raw HTTP)", kHelp, &run};

}
