#include "app/cli/commands.h"
#include "app/cli/interrupt.h"
#include "app/cli/replay_arguments.h"
#include "app/cli/source.h"
#include "app/cli/terminal.h"
#include "core/diagnosis/knowledge/knowledge.h"
#include "core/oauth/token_refresher.h"
#include "core/replay/collection_source.h"
#include "core/replay/replay_report.h"
#include "core/secrets/keychain_store.h"
#include "core/secrets/system_keychain.h"
#include "core/session/noise_keeper.h"
#include "core/transport/curl_transport.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QStandardPaths>

namespace keyhole {

namespace {

constexpr const char *kHelp = R"(keyhole-cli replay [OPTION]... FOLDER|HAR

Sends the requests of an OpenCollection folder, or the entries of a HAR file, one after the
other or several at once, diagnoses each answer, and holds it against the expectations that
the requests declare (status, header, JSON, time, cause). Values taken from answers go into
the requests after them.

  --environment NAME   an environment of the folder; --env-file FILE adds a .env file
  --variable NAME=VALUE  stands before all others
  --hand-on FROM=TO    secrets that answers of the origin FROM gave go to the origin TO, too;
                       otherwise to nobody but FROM
  --request PATH       that request only, by its path or its name; may be repeated
  --folder PATH        those of that folder
  --parallel N         up to 16 at once; 1, the default: in order
  --repeat N   --delay 250ms
  --stop-on WHAT       failure, "3 failures", expectation, "status 401", "cause token.expired"
  --send-changes       send methods that change data too (POST, DELETE …); otherwise those are
                       listed and left out
  --list               tell what would be sent, and send nothing
  --format NAME        text, json (keyhole.replay/1), junit or har: what was sent and came
  --keep-secrets       in a HAR; otherwise secrets are masked

For a HAR:

  --entry LIST         3, 2-5 or 1,4,7-9
  --map-host OLD=NEW   api.example.com=http://localhost:8080
  --no-credentials     leave behind what was recorded; it never goes to a mapped host
  --token-file ORIGIN=FILE  a bearer token for an origin, - is standard input
  --credential ORIGIN=ID    one from the keychain

Of curl's options: -k -x --noproxy -U --resolve --connect-to --cacert -E --key -m
--connect-timeout --http1.1 --http2 -4 -6.

A request fails when an expectation does not hold or cannot be checked, or when there is no
answer. One without expectations fails when it is refused (401, 403, 407 and what servers
use in their place). Ctrl+C ends what is on its way and reports the rest.

Exit status: 0 all as expected, 1 a request failed or could not be sent, 2 wrong use,
3 the input cannot be read.
)";

constexpr int kNotAsExpected = 1;
constexpr qint64 kLargestToken = 1 << 20;

/// A source with what has to live as long.
struct OpenSource {
    std::unique_ptr<CollectionFolder> collection;
    std::unique_ptr<ReplaySource> source;
    std::vector<int> chosen;
};

bool isNamed(const CollectionEntry &entry, const QString &name)
{
    return entry.path == name || entry.path == name + QStringLiteral(".yml") || entry.name == name;
}

/// The ids that --request and --folder ask for. Fails for one that names nothing.
Result<std::vector<int>> chosenIds(const CollectionFolder &collection, const ReplayArguments &arguments)
{
    const std::vector<int> all = requestsBelow(collection, 0);
    if (arguments.requests.isEmpty() && arguments.folders.isEmpty())
        return all;
    std::vector<int> ids;
    const auto addNamed = [&](const QString &name, bool folder) {
        bool found = false;
        for (const CollectionEntry &entry : collection.entries()) {
            if ((entry.kind == CollectionEntry::Kind::Folder) != folder
                || !isNamed(entry, folder && name.endsWith('/') ? name.chopped(1) : name))
                continue;
            const std::vector<int> more = folder ? requestsBelow(collection, entry.id) : std::vector<int>{entry.id};
            ids.insert(ids.end(), more.begin(), more.end());
            found = true;
        }
        return found;
    };
    for (const bool folder : {true, false}) {
        for (const QString &name : folder ? arguments.folders : arguments.requests) {
            if (!addNamed(name, folder))
                return failure(
                    Error{QStringLiteral("there is no %1 “%2”").arg(folder ? QStringLiteral("folder") : QStringLiteral("request"), name),
                          collection.name(), QStringLiteral("--list shows them.")});
        }
    }
    std::vector<int> ordered;
    std::copy_if(all.begin(), all.end(), std::back_inserter(ordered),
                 [&ids](int id) { return std::find(ids.begin(), ids.end(), id) != ids.end(); });
    return ordered;
}

Result<std::vector<ScopedVariables>> envFileScope(const QString &file)
{
    if (file.isEmpty())
        return std::vector<ScopedVariables>();
    const auto text = readSource(file, 1 << 20);
    if (!text)
        return failure(text.error());
    auto rows = parseDotEnv(*text);
    if (!rows)
        return failure(Error{rows.error().message, QStringLiteral("%1, byte %2").arg(file).arg(rows.error().offset), {}});
    std::vector<VariableRow> both = *rows;
    for (VariableRow &row : *rows) {
        row.name.prepend("process.env.");
        both.push_back(row);
    }
    return std::vector<ScopedVariables>{{VariableScope::DotEnv, {}, file, std::move(both)}};
}

Result<OpenSource> openCollection(const ReplayArguments &arguments)
{
    auto collection = CollectionFolder::open(arguments.source);
    if (!collection)
        return failure(collection.error());
    OpenSource opened{std::make_unique<CollectionFolder>(std::move(*collection)), {}, {}};
    const QStringList environments = opened.collection->environments();
    const QString &environment = arguments.options.environment;
    if (!environment.isEmpty() && !environments.contains(environment))
        return failure(Error{QStringLiteral("there is no environment “%1”").arg(environment), opened.collection->name(),
                             environments.isEmpty() ? QStringLiteral("The collection has none.")
                                                    : QStringLiteral("There are: %1.").arg(environments.join(QStringLiteral(", ")))});
    auto ids = chosenIds(*opened.collection, arguments);
    if (!ids)
        return failure(ids.error());
    auto further = envFileScope(arguments.envFile);
    if (!further)
        return failure(further.error());
    opened.source = std::make_unique<CollectionSource>(*opened.collection, std::move(*ids), environment,
                                                       [further = std::move(*further)](const auto &, const auto &) { return further; });
    return opened;
}

Result<OpenSource> openHar(const ReplayArguments &arguments)
{
    auto har = HarFile::open(arguments.source);
    if (!har)
        return failure(har.error());
    HarSettings settings = arguments.har;
    for (const auto &[origin, file] : arguments.tokenFiles) {
        const auto token = readSource(file, kLargestToken);
        if (!token)
            return failure(token.error());
        AuthDraft auth;
        auth.kind = AuthKind::Bearer;
        auth.secret = Secret(token->trimmed());
        settings.credentials.emplace_back(origin, auth);
    }
    OpenSource opened;
    opened.source = std::make_unique<HarSource>(std::make_shared<const HarFile>(std::move(*har)), QFileInfo(arguments.source).fileName(),
                                                std::move(settings));
    opened.chosen = arguments.entries;
    const int count = int(opened.source->items().size());
    for (const int entry : opened.chosen) {
        if (entry >= count)
            return failure(Error{QStringLiteral("there is no entry %1").arg(entry + 1), {}, QStringLiteral("The file has %1.").arg(count)});
    }
    return opened;
}

/// Options that say something of the other kind of source alone.
std::optional<Error> refuseMixed(const ReplayArguments &arguments, bool folder)
{
    const bool forHar = !arguments.entries.empty() || !arguments.har.hosts.empty() || !arguments.har.credentials.empty()
        || !arguments.tokenFiles.empty() || !arguments.har.recordedCredentials;
    const bool forFolder = !arguments.requests.isEmpty() || !arguments.folders.isEmpty() || !arguments.options.environment.isEmpty()
        || !arguments.options.variables.empty() || !arguments.envFile.isEmpty() || !arguments.options.handOns.empty();
    if (folder && forHar)
        return Error{QStringLiteral("--entry, --map-host and credentials by origin are for HAR files"),
                     {},
                     QStringLiteral("An environment or --variable leads the requests of a folder elsewhere.")};
    if (!folder && forFolder)
        return Error{QStringLiteral("requests, folders and variables are for collections"),
                     {},
                     QStringLiteral("--entry chooses of a HAR, --map-host leads it elsewhere.")};
    return std::nullopt;
}

Result<OpenSource> openSource(const ReplayArguments &arguments)
{
    auto opened = QFileInfo(arguments.source).isDir() ? openCollection(arguments) : openHar(arguments);
    if (opened && opened->chosen.empty()) {
        for (int item = 0; item < int(opened->source->items().size()); ++item)
            opened->chosen.push_back(item);
    }
    return opened;
}

void listItems(const OpenSource &opened)
{
    for (const int item : opened.chosen) {
        const ReplayItem &each = opened.source->items().at(size_t(item));
        QString line
            = QStringLiteral("%1  %2 %3  %4").arg(each.place, QString::fromUtf8(each.method), shownAddress(each.address), each.name);
        if (!each.leftOut.isEmpty())
            line += QStringLiteral("  (left out: %1)").arg(each.leftOut);
        else if (changesData(each.method))
            line += QStringLiteral("  (changes data)");
        Terminal::out(visibleText(line).toUtf8() + '\n');
    }
}

void write(const ReplayReport &report, const ReplayArguments &arguments)
{
    switch (arguments.format) {
    case ReplayFormat::Text:
        return Terminal::out('\n' + replaySummaryText(report).toUtf8());
    case ReplayFormat::Json:
        return Terminal::out(replayToJson(report) + '\n');
    case ReplayFormat::JUnit:
        return Terminal::out(replayToJUnit(report));
    case ReplayFormat::Har:
        return Terminal::out(replayToHar(report, arguments.keepSecrets) + '\n');
    }
}

/// The network and the keychain, for one replay.
struct Live {
    SystemClock clock;
    CurlTransport transport{clock};
    Session session{transport, clock};
    KeychainStore store{std::make_unique<SystemKeychain>(),
                        QStandardPaths::writableLocation(QStandardPaths::AppConfigLocation) + QStringLiteral("/credentials.json")};
    TokenRefresher tokens{transport, clock, store};

    Live()
    {
        session.setCredentials(&store);
        session.setTokens(&tokens);
    }
};

int replay(const ReplayArguments &arguments, OpenSource &opened)
{
    Live live;
    ReplayOptions options = arguments.options;
    options.keptBytes = arguments.format == ReplayFormat::Har ? 1LL << 30 : 0;
    NoiseKeeper noise(NoiseKeeper::usualFile());
    ReplayRun run(live.session, *opened.source, opened.chosen, options);
    run.setNoise(noise.memory());
    const TextStyle style = Terminal::style();
    if (arguments.format == ReplayFormat::Text)
        QObject::connect(&run, &ReplayRun::resultAdded, &run,
                         [&](int index) { Terminal::outText(replayRowText(run.results().at(size_t(index)), style)); });
    QObject::connect(
        &run, &ReplayRun::finished, &run, [] { QCoreApplication::quit(); }, Qt::QueuedConnection);
    const Interrupt interrupt;
    QObject::connect(&interrupt, &Interrupt::happened, &run, &ReplayRun::cancel);
    if (const auto started = run.start(); !started)
        return Terminal::fail(started.error(), kWrongUse);
    QCoreApplication::exec();
    if (const auto kept = opened.source->keepResults(); !kept)
        Terminal::fail(kept.error(), kDone);
    const ReplayReport report = reportOf(run);
    write(report, arguments);
    return allWell(report) ? int(kDone) : kNotAsExpected;
}

int run(const QStringList &words)
{
    const auto arguments = parseReplayArguments(words);
    if (!arguments)
        return Terminal::fail(arguments.error(), kWrongUse);
    if (const auto mixed = refuseMixed(*arguments, QFileInfo(arguments->source).isDir()))
        return Terminal::fail(*mixed, kWrongUse);
    readKnowledgeAhead();  // while the folder is read
    auto opened = openSource(*arguments);
    if (!opened)
        return Terminal::fail(opened.error(), kUnreadable);
    const QString changes = changingMethodsText(changingMethods(opened->source->items(), opened->chosen));
    if (!changes.isEmpty() && !arguments->options.sendChanges)
        Terminal::fail({changes, {}, QStringLiteral("They are left out; --send-changes sends them.")}, kDone);
    if (arguments->list) {
        listItems(*opened);
        return kDone;
    }
    return replay(*arguments, *opened);
}

}

const Command replayCommand{"replay", "send a collection or a recording again, and judge the answers", kHelp, &run};

}
