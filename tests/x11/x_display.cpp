#include "x11/x_display.h"

#include "core/secrets/waiting.h"

#include <QStandardPaths>
#include <csignal>
#include <sys/prctl.h>

namespace keyhole {

namespace {

constexpr int kStarting = 20'000;

}

XDisplay::XDisplay()
{
    const QString program = QStandardPaths::findExecutable("Xvfb");
    if (program.isEmpty() || QStandardPaths::findExecutable("xclip").isEmpty()) {
        m_problem = "Xvfb and xclip are needed. packaging/test installs them; on Debian: apt-get install xvfb xclip";
        return;
    }
    m_server.setChildProcessModifier([] { prctl(PR_SET_PDEATHSIG, SIGKILL); });
    m_server.setStandardErrorFile(QProcess::nullDevice());
    m_server.start(program, {"-displayfd", "1", "-screen", "0", "1600x1000x24", "-nolisten", "tcp", "-noreset"});
    if (m_server.waitForStarted() && m_server.waitForReadyRead(kStarting))
        m_name = ':' + m_server.readLine().trimmed();
    else
        m_problem = "Xvfb does not start: " + m_server.errorString().toUtf8();
}

XDisplay::~XDisplay()
{
    m_server.terminate();
    m_server.waitForFinished();
}

std::optional<QByteArray> pasted(const QByteArray &selection, const QByteArray &target)
{
    QProcess xclip;
    xclip.start("xclip", {"-o", "-selection", selection, "-t", target});
    if (!becomesTrue([&] { return xclip.state() == QProcess::NotRunning; }, kStarting) || xclip.exitCode() != 0)
        return {};
    return xclip.readAllStandardOutput();
}

OtherProgram::OtherProgram(const QByteArray &selection, const QByteArray &text)
{
    m_process.start("xclip", {"-i", "-quiet", "-selection", selection});
    m_process.write(text);
    m_process.closeWriteChannel();
    becomesTrue([&] { return pasted(selection) == text; }, kStarting);
}

OtherProgram::~OtherProgram()
{
    m_process.kill();
    m_process.waitForFinished();
}

}
