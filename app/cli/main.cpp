#include "app/cli/commands.h"
#include "app/cli/terminal.h"

#include <QCoreApplication>

using namespace keyhole;

int main(int argc, char *argv[])
{
    QCoreApplication application(argc, argv);
    const QStringList arguments = application.arguments();
    if (arguments.value(1) == QLatin1String("diagnose"))
        return runDiagnose(arguments.mid(2));
    if (arguments.value(1) == QLatin1String("--version")) {
        Terminal::out("keyhole-cli " KEYHOLE_VERSION "\n");
        return kDone;
    }
    return Terminal::fail({QStringLiteral("give a command: diagnose, send, token, lab, explain"),
                           {},
                           QStringLiteral("keyhole-cli --help tells what each does.")},
                          kWrongUse);
}
