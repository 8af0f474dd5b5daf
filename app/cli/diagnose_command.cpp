#include "app/cli/commands.h"

#include "app/cli/terminal.h"
#include "core/diagnosis/diagnose.h"
#include "core/formats/input.h"

#include <QFile>

namespace keyhole {

namespace {

enum class Format { Text, Json, Markdown };

struct Options {
    QString file;
    Format format = Format::Text;
    int entry = 0;  ///< from 1; 0: the last
    bool all = false;
};

Result<Options> parseOptions(const QStringList &arguments)
{
    Options options;
    for (int i = 0; i < arguments.size(); ++i) {
        const QString &each = arguments[i];
        const auto next = [&] { return i + 1 < arguments.size() ? arguments[++i] : QString(); };
        if (each == QLatin1String("--format")) {
            const QString name = next();
            if (name != QLatin1String("text") && name != QLatin1String("json") && name != QLatin1String("markdown"))
                return failure(Error{QStringLiteral("“%1” is no format").arg(name), {}, QStringLiteral("Use text, json or markdown.")});
            options.format = name == QLatin1String("json") ? Format::Json
                : name == QLatin1String("markdown")        ? Format::Markdown
                                                           : Format::Text;
        } else if (each == QLatin1String("--entry")) {
            bool ok = false;
            options.entry = next().toInt(&ok);
            if (!ok || options.entry < 1)
                return failure(Error{QStringLiteral("--entry takes the number of an entry, from 1"), {}, {}});
        } else if (each == QLatin1String("--all")) {
            options.all = true;
        } else if (each.startsWith(QLatin1String("--"))) {
            return failure(Error{QStringLiteral("diagnose has no option %1").arg(each), {}, QStringLiteral("See keyhole-cli --help.")});
        } else if (!options.file.isEmpty()) {
            return failure(Error{QStringLiteral("diagnose takes one file, and got “%1” as well").arg(each), {}, {}});
        } else {
            options.file = each;
        }
    }
    if (options.file.isEmpty())
        return failure(
            Error{QStringLiteral("diagnose needs a file, or - for standard input"), {}, QStringLiteral("keyhole-cli diagnose FILE.har")});
    return options;
}

void print(const Report &report, Format format)
{
    if (format == Format::Json)
        Terminal::out(reportToJson(report) + '\n');
    else if (format == Format::Markdown)
        Terminal::out(reportToMarkdown(report).toUtf8());
    else
        Terminal::out(reportToText(report, Terminal::style()).toUtf8());
}

/// The entries before one that its diagnosis reads: the nearest, of any host, since other hosts tell about the clocks and issue the tokens.
constexpr int kEarlier = 50;

class HarDiagnosis {
public:
    HarDiagnosis(const HarFile &har, Format format) : m_har(har), m_format(format) { }

    Result<bool> report(int entry)
    {
        const auto exchange = m_har.exchange(entry);
        if (!exchange)
            return failure(exchange.error());
        std::vector<const Exchange *> earlier;
        for (int i = std::max(0, entry - kEarlier); i < entry; ++i) {
            if (const Exchange *before = cached(i))
                earlier.push_back(before);
        }
        print(diagnose({*exchange, std::move(earlier)}), m_format);
        return true;
    }

private:
    const Exchange *cached(int entry)
    {
        while (!m_kept.empty() && m_kept.begin()->first < entry - 2 * kEarlier)
            m_kept.erase(m_kept.begin());
        const auto found = m_kept.find(entry);
        if (found != m_kept.end())
            return found->second ? &*found->second : nullptr;
        auto exchange = m_har.exchange(entry);
        auto &kept = m_kept[entry];
        if (exchange)
            kept = std::move(*exchange);
        return kept ? &*kept : nullptr;
    }

    const HarFile &m_har;
    Format m_format;
    std::map<int, std::optional<Exchange>> m_kept;
};

bool is401Like(int status)
{
    static constexpr int kStatuses[] = {401, 403, 407, 419, 440, 498, 499};
    return std::find(std::begin(kStatuses), std::end(kStatuses), status) != std::end(kStatuses);
}

int diagnoseHar(const HarFile &har, const Options &options)
{
    HarDiagnosis diagnosis(har, options.format);
    if (!options.all) {
        const int entry = options.entry > 0 ? options.entry : har.count();
        if (entry < 1 || entry > har.count())
            return Terminal::fail(
                {QStringLiteral("there is no entry %1").arg(entry), QStringLiteral("the recording has %1").arg(har.count()), {}},
                kUnreadable);
        const auto done = diagnosis.report(entry - 1);
        return done ? kDone : Terminal::fail(done.error(), kUnreadable);
    }
    for (int entry = 0; entry < har.count(); ++entry) {
        if (!is401Like(har.summary(entry).status))
            continue;
        if (const auto done = diagnosis.report(entry); !done)
            Terminal::fail(done.error(), kUnreadable);
    }
    return kDone;
}

Result<QByteArray> readFile(const QString &name)
{
    QFile file(name);
    const bool opened = name == QLatin1String("-") ? file.open(stdin, QIODevice::ReadOnly) : file.open(QIODevice::ReadOnly);
    if (!opened)
        return failure(Error{QStringLiteral("%1 cannot be read: %2").arg(name, file.errorString()), {}, {}});
    return file.readAll();
}

}

int runDiagnose(const QStringList &arguments)
{
    const auto options = parseOptions(arguments);
    if (!options)
        return Terminal::fail(options.error(), kWrongUse);
    const auto bytes = readFile(options->file);
    if (!bytes)
        return Terminal::fail(bytes.error(), kUnreadable);
    const auto input = readInput(*bytes, options->file);
    if (!input)
        return Terminal::fail(input.error(), kUnreadable);
    if (const auto *har = std::get_if<HarFile>(&*input))
        return diagnoseHar(*har, *options);
    if (const auto *exchange = std::get_if<Exchange>(&*input)) {
        print(diagnose({*exchange}), options->format);
        return kDone;
    }
    if (std::holds_alternative<CurlCommand>(*input))
        return Terminal::fail({QStringLiteral("%1 is a curl command: nothing has been sent yet").arg(options->file),
                               {},
                               QStringLiteral("keyhole-cli send takes the same flags, sends it and diagnoses the answer.")},
                              kUnreadable);
    return Terminal::fail(
        {QStringLiteral("%1 is a token, not an exchange").arg(options->file), {}, QStringLiteral("keyhole-cli token decodes it.")},
        kUnreadable);
}

}
