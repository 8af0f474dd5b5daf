#include "fake_services.h"

#include "catch.h"
#include "private_bus.h"

namespace keyhole {

namespace {

const QString kCollection = "/org/freedesktop/secrets/collection/fake";
const QString kPrompt = "/org/freedesktop/secrets/prompt/p1";

QDBusConnection secretBus()
{
    PrivateBus::instance();
    return QDBusConnection::connectToBus(QDBusConnection::SessionBus, "keyhole-fake-secrets");
}

QDBusConnection walletBus()
{
    PrivateBus::instance();
    return QDBusConnection::connectToBus(QDBusConnection::SessionBus, "keyhole-fake-wallet");
}

}

FakeSecretService::FakeSecretService()
{
    QDBusConnection bus = secretBus();
    bus.registerObject("/org/freedesktop/secrets", this, QDBusConnection::ExportAllSlots);
    bus.registerObject(kCollection, &collection, QDBusConnection::ExportAllProperties);
    bus.registerObject(kPrompt, &prompt, QDBusConnection::ExportAllSlots | QDBusConnection::ExportAllSignals);
    REQUIRE(bus.registerService("org.freedesktop.secrets"));
}

FakeSecretService::~FakeSecretService()
{
    QDBusConnection::disconnectFromBus("keyhole-fake-secrets");
}

void FakeSecretService::answerPrompt(bool unlock)
{
    collection.locked = !unlock;
    emit prompt.Completed(!unlock, QDBusVariant(QString()));
}

QDBusObjectPath FakeSecretService::ReadAlias(const QString &)
{
    return QDBusObjectPath(kCollection);
}

QList<QDBusObjectPath> FakeSecretService::Unlock(const QList<QDBusObjectPath> &, QDBusObjectPath &promptPath)
{
    promptPath = QDBusObjectPath(kPrompt);
    return {};
}

FakeKWallet::FakeKWallet()
{
    moveToThread(&m_thread);
    m_thread.start();
    QDBusConnection bus = walletBus();
    bus.registerObject("/modules/kwalletd5", this, QDBusConnection::ExportAllSlots);
    REQUIRE(bus.registerService("org.kde.kwalletd5"));
}

FakeKWallet::~FakeKWallet()
{
    QDBusConnection::disconnectFromBus("keyhole-fake-wallet");
    m_thread.quit();
    m_thread.wait();
}

bool FakeKWallet::errs(Fault which)
{
    if (fault != which && fault != Fault::Errors)
        return false;
    sendErrorReply(QDBusError::Failed, "the wallet is in a bad mood");
    return true;
}

int FakeKWallet::open(const QString &, qlonglong, const QString &)
{
    if (errs(Fault::Errors))
        return -1;
    return fault == Fault::Denied ? -1 : 1;
}

int FakeKWallet::entryType(int, const QString &, const QString &key, const QString &)
{
    constexpr int kStream = 2;
    return m_entries.contains(key) ? kStream : 0;
}

QByteArray FakeKWallet::readEntry(int, const QString &, const QString &key, const QString &)
{
    return errs(Fault::ReadsFail) ? QByteArray() : m_entries[key];
}

int FakeKWallet::writeEntry(int, const QString &, const QString &key, const QByteArray &value, const QString &)
{
    if (fault == Fault::WritesFail)
        return -1;
    m_entries[key] = value;
    return 0;
}

int FakeKWallet::removeEntry(int, const QString &, const QString &key, const QString &)
{
    return m_entries.erase(key) > 0 ? 0 : -3;
}

}
