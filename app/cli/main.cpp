#include "app/cli/commands.h"
#include "app/cli/terminal.h"
#include "core/secrets/process_privacy.h"

#include <QCoreApplication>

using namespace keyhole;

namespace {

const Command *const kCommands[]
    = {&diagnoseCommand, &sendCommand,       &probeCommand,  &bisectCommand,  &convertCommand,     &compareCommand,
       &historyCommand,  &noiseCommand,      &tokenCommand,  &cookiesCommand, &credentialsCommand, &signInCommand,
       &clockCommand,    &collectionCommand, &replayCommand, &explainCommand, &labCommand};

const Command *findCommand(const QString &name)
{
    const auto found
        = std::find_if(std::begin(kCommands), std::end(kCommands), [&](const Command *each) { return name == QLatin1String(each->name); });
    return found == std::end(kCommands) ? nullptr : *found;
}

int overview()
{
    QByteArray text = "keyhole-cli tells why a server said 401, and what to change.\n\n";
    for (const Command *command : kCommands)
        text += "  keyhole-cli " + QByteArray(command->name).leftJustified(12) + command->summary + '\n';
    text += "\n  keyhole-cli COMMAND --help tells more; keyhole-cli --version tells the version.\n"
            "\nExit status: 0 done, 2 wrong use, 3 the input cannot be read.\n";
    Terminal::out(text);
    return kDone;
}

int runCommand(const QStringList &arguments)
{
    const QString name = arguments.value(0);
    if (name == QLatin1String("--version")) {
        Terminal::out("keyhole-cli " KEYHOLE_VERSION "\n");
        return kDone;
    }
    if (name == QLatin1String("--help") || name == QLatin1String("-h"))
        return overview();
    const bool help = name == QLatin1String("help");
    const QString wanted = help ? arguments.value(1) : name;
    const Command *command = findCommand(wanted);
    if (!command) {
        const QString what
            = wanted.isEmpty() ? QStringLiteral("no command was given") : QStringLiteral("there is no command “%1”").arg(wanted);
        return Terminal::fail({what, {}, QStringLiteral("keyhole-cli --help lists the commands.")}, kWrongUse);
    }
    const QStringList rest = arguments.mid(1);
    if (help || rest.contains(QLatin1String("--help"))) {
        Terminal::out(command->help);
        return kDone;
    }
    return command->run(rest);
}

}

int main(int argc, char *argv[])
{
    keepProcessPrivate();
    QCoreApplication application(argc, argv);
    QCoreApplication::setApplicationName(QStringLiteral("keyhole"));
    const QStringList arguments = application.arguments().mid(1);
    hideArguments(argc, argv, 2);  // the command's name may be seen
    return runCommand(arguments);
}
