#pragma once

#include <QProcess>
#include <QTemporaryDir>
#include <memory>

namespace keyhole {

/// A D-Bus session bus of this process's own, and folders of its own for HOME and the XDG folders; made at the first use. GLib finds a bus
/// once a process, so there is one for all cases.
class PrivateBus {
public:
    static PrivateBus &instance();

    /// Folders of a new, empty home.
    static void makeNewHome();
    static QString keyringFolder();
    static bool hasOwner(const QString &name);

    /// Ends the bus itself; the process must not use it again.
    void end();

private:
    PrivateBus();
    ~PrivateBus();

    QTemporaryDir m_folder;
    QProcess m_daemon;
};

/// GNOME Keyring on the private bus. Fails the case when the program is not there.
class Keyring {
public:
    enum class Start { Unlocked, WithoutPassword, Locked, Unmade };

    explicit Keyring(Start start = Start::Unlocked);
    ~Keyring();

    void start(Start start);
    void freeze();
    void thaw();
    /// Ends it at once, in the middle of whatever it does.
    void kill();

private:
    std::unique_ptr<QProcess> m_daemon;
};

}
