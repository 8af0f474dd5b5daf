#pragma once

#include "catch.h"

#include <QDeadlineTimer>
#include <QFile>
#include <QProcess>
#include <QStandardPaths>
#include <QTcpServer>
#include <QTcpSocket>

namespace keyhole {

/// The full path of a program. Fails the case when it is not there, and tells how to get it.
inline QString programOf(const char *name, const char *package)
{
    QString program = QStandardPaths::findExecutable(name);
    if (program.isEmpty())
        program = QStandardPaths::findExecutable(name, {"/usr/sbin", "/usr/local/sbin", "/sbin"});
    if (program.isEmpty())
        FAIL(name << " is not installed. packaging/test installs it; on Debian: apt-get install " << package);
    return program;
}

/// A port of 127.0.0.1 on which nobody listened a moment ago.
inline quint16 freePort()
{
    QTcpServer server;
    REQUIRE(server.listen(QHostAddress::LocalHost));
    return server.serverPort();
}

inline void writeTo(const QString &path, const QByteArray &contents)
{
    QFile file(path);
    REQUIRE(file.open(QIODevice::WriteOnly));
    file.write(contents);
}

/// Runs a program to its end; fails the case when that is no success. Brings what it wrote to standard output.
inline QByteArray runTool(const QString &program, const QStringList &arguments, const QProcessEnvironment &environment,
                          const QByteArray &input = {})
{
    QProcess process;
    process.setProcessEnvironment(environment);
    process.start(program, arguments);
    REQUIRE(process.waitForStarted());
    process.write(input);
    process.closeWriteChannel();
    REQUIRE(process.waitForFinished(60'000));
    INFO(program.toStdString() << " " << arguments.join(' ').toStdString() << ": " << process.readAllStandardError().toStdString());
    REQUIRE(process.exitCode() == 0);
    return process.readAllStandardOutput();
}

/// A server of another project, as a child of this process; ended by its process id.
class Daemon {
public:
    Daemon() = default;
    ~Daemon()
    {
        m_process.terminate();
        if (!m_process.waitForFinished(10'000))
            m_process.kill();
        m_process.waitForFinished();
    }
    Daemon(const Daemon &) = delete;
    Daemon &operator=(const Daemon &) = delete;

    void start(const QString &program, const QStringList &arguments,
               const QProcessEnvironment &environment = QProcessEnvironment::systemEnvironment())
    {
        m_process.setProcessEnvironment(environment);
        m_process.start(program, arguments);
        REQUIRE(m_process.waitForStarted());
    }

    /// Until it listens; fails with what it wrote when it ends before.
    void waitForPort(quint16 port)
    {
        QDeadlineTimer deadline(30'000);
        while (true) {
            QTcpSocket probe;
            probe.connectToHost(QHostAddress::LocalHost, port);
            if (probe.waitForConnected(100))
                return;
            if (deadline.hasExpired() || m_process.state() == QProcess::NotRunning || m_process.waitForFinished(20))
                FAIL(m_process.program().toStdString() << " does not listen: " << m_process.readAllStandardError().toStdString());
        }
    }

    /// The first line that it writes.
    QByteArray firstLine()
    {
        QDeadlineTimer deadline(30'000);
        while (!m_process.canReadLine()) {
            if (deadline.hasExpired() || !m_process.waitForReadyRead(int(deadline.remainingTime())))
                FAIL(m_process.program().toStdString() << " told nothing: " << m_process.readAllStandardError().toStdString());
        }
        return m_process.readLine().trimmed();
    }

    qint64 processId() const { return m_process.processId(); }

private:
    QProcess m_process;
};

}
