#define CATCH_CONFIG_RUNNER
#include "catch.h"
#include "x11/x_display.h"

#include <QApplication>
#include <QStandardPaths>
#include <cstdio>

namespace {

/// Cases are listed at build time, where there may be no X server to start.
bool isListing(int argc, char *argv[])
{
    return std::any_of(argv, argv + argc, [](const char *argument) { return QByteArray(argument).startsWith("--list"); });
}

}

int main(int argc, char *argv[])
{
    if (isListing(argc, argv))
        return Catch::Session().run(argc, argv);
    const keyhole::XDisplay display;
    if (!display.problem().isEmpty()) {
        std::fprintf(stderr, "%s\n", display.problem().constData());
        return 1;
    }
    qputenv("DISPLAY", display.name());
    qputenv("QT_QPA_PLATFORM", "xcb");
    qunsetenv("WAYLAND_DISPLAY");
    QStandardPaths::setTestModeEnabled(true);
    QApplication application(argc, argv);
    return Catch::Session().run(argc, argv);
}
