#pragma once

#include <QDBusConnection>
#include <QDBusContext>
#include <QDBusObjectPath>
#include <QDBusVariant>
#include <QObject>
#include <QThread>
#include <map>

namespace keyhole {

/// A collection of the Secret Service that is locked until its dialogue was answered.
class FakeCollection : public QObject {
    Q_OBJECT
    Q_CLASSINFO("D-Bus Interface", "org.freedesktop.Secret.Collection")
    Q_PROPERTY(bool Locked MEMBER locked)
public:
    bool locked = true;
};

class FakePrompt : public QObject {
    Q_OBJECT
    Q_CLASSINFO("D-Bus Interface", "org.freedesktop.Secret.Prompt")
public:
    int shown = 0;
public slots:
    void Prompt(const QString &) { ++shown; }
signals:
    void Completed(bool dismissed, const QDBusVariant &result);
};

/// The part of the Secret Service by which a keychain is unlocked; offered on the private bus as long as it lives.
class FakeSecretService : public QObject {
    Q_OBJECT
    Q_CLASSINFO("D-Bus Interface", "org.freedesktop.Secret.Service")
public:
    FakeSecretService();
    ~FakeSecretService() override;

    FakeCollection collection;
    FakePrompt prompt;

    void answerPrompt(bool unlock);

public slots:
    QDBusObjectPath ReadAlias(const QString &name);
    QList<QDBusObjectPath> Unlock(const QList<QDBusObjectPath> &objects, QDBusObjectPath &promptPath);
};

/// KWallet of Plasma 5, with the ways in which it was seen to fail. Lives in a thread of its own, since QtKeychain asks it for its name
/// and waits.
class FakeKWallet : public QObject, protected QDBusContext {
    Q_OBJECT
    Q_CLASSINFO("D-Bus Interface", "org.kde.KWallet")
public:
    enum class Fault { None, WritesFail, ReadsFail, Denied, Errors };

    FakeKWallet();
    ~FakeKWallet() override;

    std::atomic<Fault> fault = Fault::None;

public slots:
    bool isEnabled() { return true; }
    QString networkWallet() { return "kdewallet"; }
    int open(const QString &, qlonglong, const QString &);
    int entryType(int, const QString &, const QString &key, const QString &);
    QByteArray readEntry(int, const QString &, const QString &key, const QString &);
    int writeEntry(int, const QString &, const QString &key, const QByteArray &value, const QString &);
    int removeEntry(int, const QString &, const QString &key, const QString &);

private:
    bool errs(Fault which);

    QThread m_thread;
    std::map<QString, QByteArray> m_entries;
};

}
