#include "core/secrets/system_keychain.h"

#include "core/secrets/glib_bus.h"

#include <QElapsedTimer>
#include <QIODevice>
#include <QSettings>
#include <qt6keychain/keychain.h>

namespace keyhole {

namespace {

constexpr qint64 kQuick = 2000;  // milliseconds

bool readNothing(QIODevice &, QSettings::SettingsMap &)
{
    return true;
}

bool writeNothing(QIODevice &, const QSettings::SettingsMap &)
{
    return false;
}

/// QtKeychain looks into settings before it asks KWallet, and believes a value that it finds there. These are always empty.
QSettings *noSettings()
{
    static const QSettings::Format format = QSettings::registerFormat("nothing", &readNothing, &writeNothing);
    static QSettings settings("/nonexistent/keyhole.nothing", format);
    return &settings;
}

std::optional<EntryFault> faultOf(const QKeychain::Job *job)
{
    switch (job->error()) {
    case QKeychain::NoError:
        return std::nullopt;
    case QKeychain::EntryNotFound:
        return EntryFault::NotFound;
    case QKeychain::AccessDenied:
    case QKeychain::AccessDeniedByUser:
        return EntryFault::Denied;
    default:
        return EntryFault::Failed;
    }
}

Result<void, EntryFault> resultOf(const QKeychain::Job *job)
{
    if (const auto fault = faultOf(job))
        return failure(*fault);
    return {};
}

}

SystemKeychain::SystemKeychain(QString service, QObject *parent) : QObject(parent), m_service(std::move(service))
{
    connect(&m_secretService, &SecretService::serviceChanged, this, &forgetSecretSession);
}

void SystemKeychain::probe(State done)
{
    if (!SecretService::hasSessionBus() || !hasGlibEventLoop())
        return done(StoreState::Absent);
    outliveSessionBus();
    m_secretService.probe(std::move(done));
}

void SystemKeychain::unlock(State done)
{
    m_secretService.unlock(std::move(done));
}

/// A job has no parent and is never deleted here: one that is deleted while it runs takes the program with it. It deletes itself when it is
/// finished, however late; only the answer is dropped when this object is gone by then.
/// The first job after a keychain was restarted can fail for libsecret's session with the one before. Asking once more, with a new
/// session, tells that from a fault of the keychain; what a silent one failed at after a long time is not asked again.
void SystemKeychain::start(const MakeJob &make, const QByteArray &key, const Finished &finished, Attempt attempt)
{
    QKeychain::Job *job = make();
    job->setKey(QString::fromLatin1(key));
    job->setInsecureFallback(false);
    job->setSettings(noSettings());
    QElapsedTimer since;
    since.start();
    connect(job, &QKeychain::Job::finished, this, [=, this](QKeychain::Job *done) {
        if (attempt == Attempt::Last || faultOf(done) != EntryFault::Failed || since.hasExpired(kQuick))
            return finished(done);
        const auto again = [=, this] {
            forgetSecretSession();
            start(make, key, finished, Attempt::Last);
        };
        QMetaObject::invokeMethod(this, again, Qt::QueuedConnection);
    });
    job->start();
}

void SystemKeychain::read(const QByteArray &key, Bytes done)
{
    start([this] { return new QKeychain::ReadPasswordJob(m_service); }, key,
          [done](QKeychain::Job *job) {
              if (const auto fault = faultOf(job))
                  return done(failure(*fault));
              done(static_cast<QKeychain::ReadPasswordJob *>(job)->binaryData());
          });
}

void SystemKeychain::write(const QByteArray &key, const QByteArray &bytes, Done done)
{
    const auto make = [=, this] {
        auto *job = new QKeychain::WritePasswordJob(m_service);
        job->setBinaryData(bytes);
        return job;
    };
    start(make, key, [done](QKeychain::Job *finished) { done(resultOf(finished)); });
}

void SystemKeychain::remove(const QByteArray &key, Done done)
{
    start([this] { return new QKeychain::DeletePasswordJob(m_service); }, key, [done](QKeychain::Job *job) { done(resultOf(job)); });
}

}
