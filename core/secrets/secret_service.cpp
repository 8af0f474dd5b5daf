#include "core/secrets/secret_service.h"

#include "core/secrets/prompt_watch.h"

#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QDBusVariant>
#include <QDir>
#include <QFile>
#include <QStandardPaths>

namespace keyhole {

namespace {

constexpr int kCallLimit = 90'000;  // milliseconds; the window says "waiting" long before
const QString kService = "org.freedesktop.secrets";
const QString kPath = "/org/freedesktop/secrets";
const QDBusObjectPath kNone("/");

QDBusMessage serviceCall(const QString &method)
{
    return QDBusMessage::createMethodCall(kService, kPath, "org.freedesktop.Secret.Service", method);
}

/// As QtKeychain chooses: KWallet on Plasma 5, else the Secret Service.
bool usesKWallet()
{
    const QByteArray desktop = qgetenv("XDG_CURRENT_DESKTOP");
    const bool kde = desktop == "KDE" || (desktop.isEmpty() && qgetenv("DESKTOP_SESSION") == "kde");
    return kde && qgetenv("KDE_SESSION_VERSION") == "5";
}

/// One without a password says "locked" after a start, and opens for anybody who uses it.
StoreState stateOf(const QDBusObjectPath &collection, bool locked)
{
    if (isPlainTextKeyring(collection.path().section('/', -1)))
        return StoreState::NoPassword;
    return locked ? StoreState::Locked : StoreState::Ready;
}

}

bool isPlainTextKeyring(const QString &name)
{
    const QDir folder(QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation) + "/keyrings");
    QFile file(folder.filePath(name + ".keyring"));
    return file.open(QFile::ReadOnly) && file.read(9) == "[keyring]";
}

SecretService::SecretService(QObject *parent) : QObject(parent), m_connectionName(QString("keyhole-keychain-%1").arg(quintptr(this), 0, 16))
{ }

SecretService::~SecretService()
{
    QDBusConnection::disconnectFromBus(m_connectionName);
}

bool SecretService::hasSessionBus()
{
    if (!qEnvironmentVariableIsEmpty("DBUS_SESSION_BUS_ADDRESS"))
        return true;
    const QString runtime = qEnvironmentVariable("XDG_RUNTIME_DIR");
    return !runtime.isEmpty() && QFile::exists(runtime + "/bus");
}

/// A connection of our own: when it broke, it can be opened again.
QDBusConnection SecretService::bus()
{
    QDBusConnection connection(m_connectionName);
    if (connection.isConnected())
        return connection;
    QDBusConnection::disconnectFromBus(m_connectionName);
    return QDBusConnection::connectToBus(QDBusConnection::SessionBus, m_connectionName);
}

void SecretService::call(QDBusMessage message, Reply reply)
{
    auto *watcher = new QDBusPendingCallWatcher(bus().asyncCall(message, kCallLimit), this);
    connect(watcher, &QDBusPendingCallWatcher::finished, this, [reply](QDBusPendingCallWatcher *finished) {
        finished->deleteLater();
        reply(finished->reply());
    });
}

void SecretService::takeOwner(const QString &uniqueName)
{
    if (std::exchange(m_owner, uniqueName) != uniqueName)
        emit serviceChanged();
}

/// What an error of the bus says about the keychain. "No reply" is said of one that is silent, and of one that went away while it was
/// asked.
void SecretService::explainError(const QDBusMessage &error, Keychain::State done)
{
    const QString name = error.errorName();
    if (name.endsWith(".AccessDenied"))
        return done(StoreState::Denied);
    if (!name.endsWith(".NoReply") && !name.endsWith(".Timeout") && !name.endsWith(".TimedOut"))
        return done(StoreState::Absent);
    QDBusMessage message = QDBusMessage::createMethodCall("org.freedesktop.DBus", "/", "org.freedesktop.DBus", "NameHasOwner");
    message << kService;
    call(message,
         [done](const QDBusMessage &answer) { done(answer.arguments().value(0).toBool() ? StoreState::Waiting : StoreState::Absent); });
}

void SecretService::probe(Keychain::State done)
{
    if (!hasSessionBus() || !bus().isConnected())
        return done(StoreState::Absent);
    if (usesKWallet())
        return askKWallet(std::move(done));
    findCollection([done](StoreState state, const QDBusObjectPath &) { done(state); });
}

/// Whether a wallet is open says nothing here: it is opened, and its user asked, by the first job.
void SecretService::askKWallet(Keychain::State done)
{
    call(QDBusMessage::createMethodCall("org.kde.kwalletd5", "/modules/kwalletd5", "org.kde.KWallet", "isEnabled"),
         [=, this](const QDBusMessage &answer) {
             if (answer.type() == QDBusMessage::ErrorMessage)
                 return explainError(answer, done);
             done(answer.arguments().value(0).toBool() ? StoreState::Ready : StoreState::Absent);
         });
}

void SecretService::findCollection(Collection done)
{
    QDBusMessage message = serviceCall("ReadAlias");
    message << "default";
    call(message, [=, this](const QDBusMessage &answer) {
        if (answer.type() == QDBusMessage::ErrorMessage)
            return explainError(answer, [done](StoreState state) { done(state, kNone); });
        takeOwner(answer.service());
        const auto collection = qvariant_cast<QDBusObjectPath>(answer.arguments().value(0));
        if (collection == kNone || collection.path().isEmpty())
            return done(StoreState::Locked, kNone);  // one is made, with a password, by unlocking
        askLocked(collection, done);
    });
}

void SecretService::askLocked(const QDBusObjectPath &collection, Collection done)
{
    QDBusMessage message = QDBusMessage::createMethodCall(kService, collection.path(), "org.freedesktop.DBus.Properties", "Get");
    message << "org.freedesktop.Secret.Collection"
            << "Locked";
    call(message, [=, this](const QDBusMessage &answer) {
        if (answer.type() == QDBusMessage::ErrorMessage)
            return explainError(answer, [=](StoreState state) { done(state, collection); });
        const bool locked = qvariant_cast<QDBusVariant>(answer.arguments().value(0)).variant().toBool();
        done(stateOf(collection, locked), collection);
    });
}

void SecretService::unlock(Keychain::State done)
{
    if (!hasSessionBus() || usesKWallet())
        return probe(std::move(done));
    findCollection([=, this](StoreState state, const QDBusObjectPath &collection) {
        if (state != StoreState::Locked)
            return done(state);
        unlockCollection(collection, done);
    });
}

void SecretService::unlockCollection(const QDBusObjectPath &collection, Keychain::State done)
{
    QDBusMessage message = serviceCall(collection == kNone ? "CreateCollection" : "Unlock");
    if (collection == kNone)
        message << QVariantMap{{"org.freedesktop.Secret.Collection.Label", "Login"}} << "default";
    else
        message << QVariant::fromValue(QList<QDBusObjectPath>{collection});
    call(message, [=, this](const QDBusMessage &answer) {
        const auto asked = qvariant_cast<QDBusObjectPath>(answer.arguments().value(1));
        if (answer.type() == QDBusMessage::ErrorMessage || asked == kNone || asked.path().isEmpty())
            return probe(done);
        prompt(asked, done);
    });
}

void SecretService::prompt(const QDBusObjectPath &path, Keychain::State done)
{
    auto *watch = new PromptWatch(bus(), kService, path, this);
    connect(watch, &PromptWatch::over, this, [=, this] {
        watch->deleteLater();
        probe(done);
    });
    QDBusMessage message = QDBusMessage::createMethodCall(kService, path.path(), "org.freedesktop.Secret.Prompt", "Prompt");
    message << QString();
    call(message, [watch = QPointer(watch)](const QDBusMessage &answer) {
        if (answer.type() == QDBusMessage::ErrorMessage && watch)
            emit watch->over();
    });
}

}
