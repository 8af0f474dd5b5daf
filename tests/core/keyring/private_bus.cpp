#include "private_bus.h"

#include "catch.h"
#include "core/secrets/waiting.h"

#include <QDBusConnection>
#include <QDBusConnectionInterface>
#include <QDBusReply>
#include <QDir>
#include <QStandardPaths>
#include <csignal>

namespace keyhole {

namespace {

// No folders of services: what was ended must not be started again by the bus.
constexpr const char *kConfiguration = R"(<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:path=%1/bus</listen>
  <auth>EXTERNAL</auth>
  <policy context="default"><allow send_destination="*"/><allow own="*"/><allow receive_sender="*"/></policy>
</busconfig>
)";

QDBusConnection bus()
{
    return QDBusConnection::connectToBus(QDBusConnection::SessionBus, "keyhole-tests");
}

QString programOf(const char *name, const char *package)
{
    const QString program = QStandardPaths::findExecutable(name);
    if (program.isEmpty())
        FAIL(name << " is not installed. packaging/test installs it; on Debian: apt-get install " << package);
    return program;
}

bool isUnlocked()
{
    auto alias = QDBusMessage::createMethodCall("org.freedesktop.secrets", "/org/freedesktop/secrets", "org.freedesktop.Secret.Service",
                                                "ReadAlias");
    alias << "default";
    const QDBusReply<QDBusObjectPath> chosen = bus().call(alias);
    if (!chosen.isValid() || chosen.value().path() == "/")
        return false;
    auto get = QDBusMessage::createMethodCall("org.freedesktop.secrets", chosen.value().path(), "org.freedesktop.DBus.Properties", "Get");
    get << "org.freedesktop.Secret.Collection"
        << "Locked";
    const QDBusReply<QVariant> locked = bus().call(get);
    return locked.isValid() && !locked.value().toBool();
}

/// As GNOME Keyring writes it for an empty password.
void makePlainTextKeyring()
{
    QDir().mkpath(PrivateBus::keyringFolder());
    QFile file(PrivateBus::keyringFolder() + "/login.keyring");
    REQUIRE(file.open(QFile::WriteOnly));
    file.write("[keyring]\ndisplay-name=Login\nctime=0\nmtime=0\nlock-on-idle=false\nlock-after=false\n");
}

}

PrivateBus &PrivateBus::instance()
{
    static PrivateBus only;
    return only;
}

PrivateBus::PrivateBus()
{
    QFile configuration(m_folder.filePath("bus.conf"));
    REQUIRE(configuration.open(QFile::WriteOnly));
    configuration.write(QString(kConfiguration).arg(m_folder.path()).toUtf8());
    configuration.close();
    m_daemon.setStandardErrorFile(QProcess::nullDevice());  // it stops when nobody reads what it tells
    m_daemon.start(programOf("dbus-daemon", "dbus"),
                   {"--nofork", "--nopidfile", "--print-address", "--config-file=" + configuration.fileName()});
    REQUIRE(m_daemon.waitForReadyRead());
    qputenv("DBUS_SESSION_BUS_ADDRESS", m_daemon.readAllStandardOutput().trimmed());
    makeNewHome();
}

PrivateBus::~PrivateBus()
{
    end();
}

void PrivateBus::makeNewHome()
{
    static std::unique_ptr<QTemporaryDir> home;
    home = std::make_unique<QTemporaryDir>();
    const auto folder = [](const char *variable, const QString &path) {
        QDir().mkpath(path);
        QFile::setPermissions(path, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
        qputenv(variable, path.toUtf8());
    };
    folder("HOME", home->path());
    folder("XDG_DATA_HOME", home->filePath("data"));
    folder("XDG_CONFIG_HOME", home->filePath("config"));
    folder("XDG_CACHE_HOME", home->filePath("cache"));
    folder("XDG_RUNTIME_DIR", home->filePath("run"));
}

QString PrivateBus::keyringFolder()
{
    return qEnvironmentVariable("XDG_DATA_HOME") + "/keyrings";
}

bool PrivateBus::hasOwner(const QString &name)
{
    return bus().interface()->isServiceRegistered(name);
}

void PrivateBus::end()
{
    m_daemon.kill();
    m_daemon.waitForFinished();
}

Keyring::Keyring(Start how)
{
    PrivateBus::instance();
    PrivateBus::makeNewHome();
    if (how == Start::Locked) {
        start(Start::Unlocked);  // a keyring must have been made before it can be found locked
        kill();
    }
    start(how);
}

Keyring::~Keyring()
{
    kill();
}

void Keyring::start(Start how)
{
    if (how == Start::WithoutPassword)
        makePlainTextKeyring();
    m_daemon = std::make_unique<QProcess>();
    m_daemon->setStandardErrorFile(QProcess::nullDevice());
    const QString program = programOf("gnome-keyring-daemon", "gnome-keyring");
    m_daemon->start(program, {"--foreground", "--components=secrets", how == Start::Unlocked ? "--unlock" : "--start"});
    REQUIRE(m_daemon->waitForStarted());
    if (how == Start::Unlocked)
        m_daemon->write("correct horse");
    m_daemon->closeWriteChannel();
    REQUIRE(becomesTrue([] { return PrivateBus::hasOwner("org.freedesktop.secrets"); }));
    // It takes its name before it has read the password and found the keyring.
    if (how == Start::Unlocked)
        REQUIRE(becomesTrue(&isUnlocked));
}

void Keyring::freeze()
{
    ::kill(pid_t(m_daemon->processId()), SIGSTOP);
}

void Keyring::thaw()
{
    ::kill(pid_t(m_daemon->processId()), SIGCONT);
}

void Keyring::kill()
{
    if (!m_daemon || m_daemon->state() == QProcess::NotRunning)
        return;
    m_daemon->kill();
    m_daemon->waitForFinished();
    becomesTrue([] { return !PrivateBus::hasOwner("org.freedesktop.secrets"); });
}

}
