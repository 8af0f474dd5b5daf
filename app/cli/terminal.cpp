#include "app/cli/terminal.h"

#include <QFile>
#include <cstdio>
#include <sys/ioctl.h>
#include <unistd.h>

namespace keyhole::Terminal {

void out(const QByteArray &text)
{
    std::fwrite(text.constData(), 1, size_t(text.size()), stdout);
}

int fail(const Error &error, int exitStatus)
{
    QString message = QStringLiteral("keyhole-cli: ") + visibleText(error.what);
    if (!error.place.isEmpty())
        message += QStringLiteral(" (%1)").arg(visibleText(error.place));
    message += QLatin1Char('\n');
    if (!error.remedy.isEmpty())
        message += QStringLiteral("  ") + visibleText(error.remedy) + QLatin1Char('\n');
    const QByteArray text = message.toUtf8();
    std::fwrite(text.constData(), 1, size_t(text.size()), stderr);
    return exitStatus;
}

TextStyle style()
{
    TextStyle style;
    style.colours = isatty(STDOUT_FILENO) && !qEnvironmentVariableIsSet("NO_COLOR") && qgetenv("TERM") != "dumb";
    winsize size{};
    if (isatty(STDOUT_FILENO) && ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col >= 40)
        style.width = std::min<int>(size.ws_col, 120);
    return style;
}

}
