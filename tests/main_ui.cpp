#define CATCH_CONFIG_RUNNER
#include "catch.h"

#include <QApplication>
#include <QStandardPaths>

int main(int argc, char *argv[])
{
    // Tests need no screen, and are listed at build time where there may be none.
    if (!qEnvironmentVariableIsSet("QT_QPA_PLATFORM"))
        qputenv("QT_QPA_PLATFORM", "offscreen");
    QStandardPaths::setTestModeEnabled(true);
    QApplication application(argc, argv);
    return Catch::Session().run(argc, argv);
}
