#include "app/cli/commands.h"
#include "app/cli/terminal.h"
#include "core/clock/clock.h"
#include "core/diagnosis/report.h"
#include "core/history/history_store.h"
#include "core/json/values.h"
#include "core/text/time_words.h"

namespace keyhole {

namespace {

constexpr const char *kHelp = R"(keyhole-cli history [OPTION]... [WORD]...

Lists what the window of Keyhole sent, latest first, with the id that keyhole-cli compare
takes: history:ID. The words are searched as in the window's history:

  keyhole-cli history 401 host:api since:yesterday cause:token.expired orders -health

  --most N        at most so many (1 to 10,000; otherwise 50)
  --format NAME   text, or json (one object, schema keyhole.history-list/1)

No secret stands in the history. It is only read. Exit status: 0 done; 2 wrong use; 3 there
is no history, or it cannot be read.
)";

struct Options {
    QStringList words;
    int most = 50;
    bool json = false;
};

Error wrongUse(const QString &what)
{
    return {what, {}, QStringLiteral("keyhole-cli history --help tells how it is used.")};
}

Result<Options> parseOptions(const QStringList &arguments)
{
    Options options;
    for (int i = 0; i < arguments.size(); ++i) {
        const QString &argument = arguments[i];
        if (argument == QLatin1String("--most")) {
            options.most = arguments.value(++i).toInt();
            if (options.most < 1 || options.most > 10'000)
                return failure(wrongUse(QStringLiteral("--most takes a number from 1 to 10,000")));
        } else if (argument == QLatin1String("--format")) {
            const QString format = arguments.value(++i);
            if (format != QLatin1String("text") && format != QLatin1String("json"))
                return failure(wrongUse(QStringLiteral("--format takes text or json")));
            options.json = format == QLatin1String("json");
        } else if (argument.startsWith(QLatin1String("--"))) {
            return failure(wrongUse(QStringLiteral("history has no option %1").arg(argument)));
        } else {
            options.words += argument;
        }
    }
    return options;
}

JsonValue jsonOf(const HistoryEntry &entry)
{
    JsonValue json = jsonObject({{"id", jsonNumber(entry.id)},
                                 {"at", jsonText(utcText(entry.at).toUtf8())},
                                 {"method", jsonText(entry.method)},
                                 {"address", jsonText(entry.address.toUtf8())},
                                 {"status", jsonNumber(entry.status)}});
    for (const auto &[name, value] :
         {std::pair("cause", entry.cause), std::pair("environment", entry.environment.toUtf8()), std::pair("note", entry.note.toUtf8())}) {
        if (!value.isEmpty())
            json.members.push_back({name, jsonText(value)});
    }
    return json;
}

QString textOf(const HistoryEntry &entry)
{
    QString text = QStringLiteral("%1  %2  %3 %4 %5")
                       .arg(QStringLiteral("history:%1").arg(entry.id), -14)
                       .arg(utcText(entry.at))
                       .arg(entry.status == 0 ? QStringLiteral("---") : QString::number(entry.status))
                       .arg(visibleText(QString::fromUtf8(entry.method)), visibleText(entry.address));
    if (!entry.cause.isEmpty())
        text += QStringLiteral("  [%1]").arg(QString::fromUtf8(entry.cause));
    return text + '\n';
}

int run(const QStringList &arguments)
{
    const auto options = parseOptions(arguments);
    if (!options)
        return Terminal::fail(options.error(), kWrongUse);
    const SystemClock clock;
    const auto query = readHistoryQuery(options->words.join(u' '), clock.now(), QTimeZone::systemTimeZone());
    if (!query)
        return Terminal::fail(wrongUse(query.error().message), kWrongUse);
    const auto store = HistoryStore::openToRead(HistoryStore::usualFile());
    const auto entries = store ? store->search(*query, options->most) : failure(Error(store.error()));
    if (!entries)
        return Terminal::fail(entries.error(), kUnreadable);
    JsonValue list = jsonList({});
    for (const HistoryEntry &entry : *entries) {
        if (options->json)
            list.items.push_back(jsonOf(entry));
        else
            Terminal::outText(textOf(entry));
    }
    if (options->json)
        Terminal::out(toJson(jsonObject({{"schema", jsonText("keyhole.history-list/1")}, {"exchanges", std::move(list)}})) + '\n');
    else if (entries->empty())
        Terminal::outText(QStringLiteral("Nothing of the kind was sent.\n"));
    return kDone;
}

}

const Command historyCommand{"history", "what the window sent, with the ids that compare takes", kHelp, &run};

}
