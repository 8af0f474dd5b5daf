#include "app/cli/commands.h"
#include "app/cli/terminal.h"
#include "core/clock/explanation.h"
#include "core/diagnosis/rule.h"

namespace keyhole {

namespace {

constexpr const char *kHelp = R"(keyhole-cli explain [ID]

Lists the causes that Keyhole knows, or prints the page of one: what it is, what it looks
like, and what to do about it. “clock” is the page on how a server's clock is read.
)";

constexpr const char *kClock = "clock";

int list()
{
    for (const Rule *rule : allRules())
        Terminal::out(QByteArray(rule->id).leftJustified(28) + rule->summary + '\n');
    Terminal::out(QByteArray(kClock).leftJustified(28) + "How a server's clock is read\n");
    return kDone;
}

int run(const QStringList &arguments)
{
    if (arguments.size() > 1)
        return Terminal::fail({QStringLiteral("explain takes one id"), {}, QStringLiteral("keyhole-cli explain lists them.")}, kWrongUse);
    if (arguments.isEmpty())
        return list();
    if (arguments.front() == QLatin1String(kClock)) {
        Terminal::out(clockExplanation().toUtf8());
        return kDone;
    }
    const Rule *rule = findRule(arguments.front().toUtf8());
    if (!rule)
        return Terminal::fail(
            {QStringLiteral("there is no cause “%1”").arg(arguments.front()), {}, QStringLiteral("keyhole-cli explain lists them.")},
            kWrongUse);
    const QString page = rulePage(rule->id);
    Terminal::out(page.isEmpty() ? QByteArray(rule->id) + "\n\n" + rule->summary + ".\n" : page.toUtf8());
    return kDone;
}

}

const Command explainCommand{"explain", "list the causes, or print the page of one", kHelp, &run};

}
