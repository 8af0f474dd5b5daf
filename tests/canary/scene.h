#pragma once

#include "canary/inputs.h"
#include "canary/places.h"
#include "canary/refusing_server.h"
#include "core/keyring/private_bus.h"
#include "x11/x_display.h"

namespace keyhole {

/// What the system says of a running process: the line of /proc/PID/`file` that begins so.
QByteArray lineOf(qint64 processId, const QString &file, const QByteArray &start);

/// Starts a child in the home, where core files are allowed, and files are for everybody unless it takes care.
void startUnprotected(QProcess &process, const QString &program, const QStringList &arguments);

/// Ends a process as a fault in its memory would.
void crash(QProcess &process);

/// The core files in a folder; nothing where the system hands them to a program or writes none.
QStringList coreFiles(const QString &folder);

/// A home of its own with an open keyring and an X display, a server, and the places that are searched afterwards.
struct Scene {
    Keyring keyring;
    const XDisplay display;
    const std::vector<CanarySecret> secrets = makeCanarySecrets();
    CanaryScan scan{secrets};
    RefusingServer server;
    const QString home = qEnvironmentVariable("HOME");
    const QString exports = home + "/exports";
    const QTemporaryDir inputs;  ///< what a person brings along is not searched
    const Places places{home, {inputs.path()}};

    Scene();
    ~Scene();  ///< what it has put into the environment goes

    QByteArray secret(const QByteArray &kind) const { return valueOf(secrets, kind); }
    /// Runs the script of that name in the real window, and ends it by "quit" or "crash". What was running meanwhile is searched.
    void runWindow(const QByteArray &script, const QByteArray &end);
    /// Runs keyhole-cli to its end, and searches what it writes.
    void runCommand(const QStringList &arguments, const QByteArray &input = {}, const QList<int> &expected = {0});
    void searchAll() { places.search(scan); }

private:
    QByteArray instructions(const QByteArray &script) const;
    void follow(QProcess &window);
    void addBrowser() const;
    const QByteArray m_path = qgetenv("PATH");
};

}
