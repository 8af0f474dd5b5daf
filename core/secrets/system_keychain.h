#pragma once

#include "core/secrets/secret_service.h"

#include <QObject>

namespace QKeychain {
class Job;
}

namespace keyhole {

/// The keychain of this desktop: entries through QtKeychain, its state by asking it directly.
class SystemKeychain final : public QObject, public Keychain {
    Q_OBJECT
public:
    /// `service` is what the entries are filed under, and what the keychain's own program shows as their name.
    explicit SystemKeychain(QString service = "Keyhole", QObject *parent = nullptr);

    void probe(State done) override;
    void unlock(State done) override;
    void read(const QByteArray &key, Bytes done) override;
    void write(const QByteArray &key, const QByteArray &bytes, Done done) override;
    void remove(const QByteArray &key, Done done) override;

private:
    using MakeJob = std::function<QKeychain::Job *()>;
    using Finished = std::function<void(QKeychain::Job *)>;
    enum class Attempt { First, Last };
    void start(const MakeJob &make, const QByteArray &key, const Finished &finished, Attempt attempt = Attempt::First);

    const QString m_service;
    SecretService m_secretService;
};

}
