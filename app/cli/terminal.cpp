#include "app/cli/terminal.h"

#include <cstdio>
#include <sys/ioctl.h>
#include <unistd.h>

namespace keyhole::Terminal {

void out(const QByteArray &text)
{
    std::fwrite(text.constData(), 1, size_t(text.size()), stdout);
    std::fflush(stdout);
}

void outText(QString text)
{
    out(text.replace(QChar::Nbsp, QLatin1Char(' ')).toUtf8());
}

int fail(const Error &error, int exitStatus)
{
    QString message = QStringLiteral("keyhole-cli: ") + visibleText(error.what);
    if (!error.place.isEmpty())
        message += QStringLiteral(" (%1)").arg(visibleText(error.place));
    message += QLatin1Char('\n');
    if (!error.remedy.isEmpty())
        message += QStringLiteral("  ") + visibleText(error.remedy) + QLatin1Char('\n');
    const QByteArray utf8 = message.toUtf8();
    std::fwrite(utf8.constData(), 1, size_t(utf8.size()), stderr);
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

QByteArray text(const QByteArray &foreign)
{
    QString shown;
    for (QString line : QString::fromUtf8(foreign).split(QLatin1Char('\n'))) {
        if (line.endsWith(QLatin1Char('\r')))
            line.chop(1);
        QStringList cells;
        for (const QString &cell : line.split(QLatin1Char('\t')))
            cells += visibleText(cell);
        shown += cells.join(QLatin1Char('\t')) + QLatin1Char('\n');
    }
    shown.chop(1);
    return shown.toUtf8();
}

}
