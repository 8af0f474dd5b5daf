#include "app/cli/commands.h"
#include "app/cli/terminal.h"
#include "core/diagnosis/report.h"
#include "core/json/values.h"
#include "core/session/noise_keeper.h"

namespace keyhole {

namespace {

constexpr const char *kHelp = R"(keyhole-cli noise [OPTION]...

Lists what is known to differ from answer to answer, host by host: how often it did, among
how many pairs of answers. What differed at least twice, and in half of them, is folded in
comparisons and is no change in replays. Learned from what the window sends and from
replays, for both programs; names of fields and members are kept, never values.

  --forget HOST         forgets all that is known of a host ("api.example.com:8443")
  --place PLACE         with --forget: this place alone, as it is listed
  --forget-all          forgets everything
  --format NAME         text, or json (one object, schema keyhole.noise-list/1)

Exit status: 0 done; 2 wrong use; 3 nothing of the kind is known.
)";

struct Options {
    QByteArray host, place;
    bool forgetAll = false, json = false;
};

Error wrongUse(const QString &what)
{
    return {what, {}, QStringLiteral("keyhole-cli noise --help tells how it is used.")};
}

Result<Options> parseOptions(const QStringList &arguments)
{
    Options options;
    for (int i = 0; i < arguments.size(); ++i) {
        const QString &argument = arguments[i];
        if (argument == QLatin1String("--forget-all"))
            options.forgetAll = true;
        else if (argument == QLatin1String("--forget") && i + 1 < arguments.size())
            options.host = arguments[++i].toUtf8();
        else if (argument == QLatin1String("--place") && i + 1 < arguments.size())
            options.place = arguments[++i].toUtf8();
        else if (argument == QLatin1String("--format") && QStringList{"text", "json"}.contains(arguments.value(i + 1)))
            options.json = arguments[++i] == QLatin1String("json");
        else
            return failure(wrongUse(QStringLiteral("noise has no option %1, or it lacks its value").arg(argument)));
    }
    if (!options.place.isEmpty() && options.host.isEmpty())
        return failure(wrongUse(QStringLiteral("--place is for --forget")));
    if (options.forgetAll && !options.host.isEmpty())
        return failure(wrongUse(QStringLiteral("--forget and --forget-all exclude each other")));
    return options;
}

int forget(NoiseKeeper &noise, const Options &options)
{
    const auto entries = noise.memory().entries();
    const bool known = std::any_of(entries.begin(), entries.end(), [&](const NoiseMemory::Entry &each) {
        return options.forgetAll || (each.host == options.host && (options.place.isEmpty() || each.place == options.place));
    });
    if (!known)
        return Terminal::fail({QStringLiteral("nothing of the kind is known"), {}, QStringLiteral("keyhole-cli noise lists what is.")},
                              kUnreadable);
    int status = kDone;
    QObject::connect(&noise, &NoiseKeeper::noticed, &noise, [&status](const Error &error) { status = Terminal::fail(error, kUnreadable); });
    noise.forget(options.host, options.place);
    noise.flush();
    return status;
}

QByteArray jsonOf(const std::vector<NoiseMemory::Entry> &entries)
{
    JsonValue list = jsonList({});
    for (const NoiseMemory::Entry &each : entries)
        list.items.push_back(jsonObject({{"host", jsonText(each.host)},
                                         {"place", jsonText(each.place)},
                                         {"differed", jsonNumber(each.count.differed)},
                                         {"pairs", jsonNumber(each.count.pairs)},
                                         {"folded", jsonBool(each.isNoise)}}));
    return toJson(jsonObject({{"schema", jsonText("keyhole.noise-list/1")}, {"places", std::move(list)}}));
}

QString textOf(const std::vector<NoiseMemory::Entry> &entries)
{
    QString text;
    QByteArray host;
    for (const NoiseMemory::Entry &each : entries) {
        if (std::exchange(host, each.host) != each.host)
            text += visibleText(QString::fromUtf8(each.host)) + '\n';
        text += QStringLiteral("  %1  %2 of %3%4\n")
                    .arg(visibleText(QString::fromUtf8(each.place)), -40)
                    .arg(each.count.differed)
                    .arg(each.count.pairs)
                    .arg(each.isNoise ? QString() : QStringLiteral(", not folded yet"));
    }
    return text.isEmpty() ? QStringLiteral("Nothing is known yet.\n") : text;
}

int run(const QStringList &arguments)
{
    const auto options = parseOptions(arguments);
    if (!options)
        return Terminal::fail(options.error(), kWrongUse);
    NoiseKeeper noise(NoiseKeeper::usualFile());
    if (options->forgetAll || !options->host.isEmpty())
        return forget(noise, *options);
    if (options->json)
        Terminal::out(jsonOf(noise.memory().entries()) + '\n');
    else
        Terminal::outText(textOf(noise.memory().entries()));
    return kDone;
}

}

const Command noiseCommand{"noise", "what differs from answer to answer of each host, and so is folded", kHelp, &run};

}
