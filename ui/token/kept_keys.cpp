#include "ui/token/kept_keys.h"

#include "core/diagnosis/report.h"

#include <QMenu>

namespace keyhole {

KeptKeys::KeptKeys(CredentialStore &store, QWidget *parent) : QObject(parent), m_store(&store)
{
    connect(&m_reading, &QFutureWatcherBase::finished, this, [this] {
        if (m_reading.isCanceled())
            return;
        const Result<Credential, StoreError> credential = m_reading.result();
        const Secret *key = credential ? credential->part("key") : nullptr;
        if (!credential)
            refuse(credential.error());
        else if (key)
            emit keyRead(*key, credential->info.label.toString());
        else
            refuse(storeError(StoreFault::Damaged));
    });
    connect(&m_writing, &QFutureWatcherBase::finished, this, [this] {
        if (m_writing.isCanceled())
            return;
        if (const Result<void, StoreError> done = m_writing.result())
            emit kept(m_name);
        else
            refuse(done.error());
    });
}

void KeptKeys::refuse(const StoreError &error)
{
    const QString &remedy = error.error.remedy;
    emit refused(remedy.isEmpty() ? error.error.what : tr("%1 %2").arg(error.error.what, remedy));
}

void KeptKeys::offer(QWidget *below)
{
    auto *menu = new QMenu(below);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    for (const CredentialInfo &info : m_store ? m_store->list() : std::vector<CredentialInfo>()) {
        if (info.kind != CredentialKind::SigningKey)
            continue;
        const QString name = visibleText(info.label.toString()).left(80);
        QAction *action = menu->addAction(QString(name).replace(QLatin1Char('&'), QLatin1String("&&")));
        connect(action, &QAction::triggered, this, [this, info] { read(info); });
    }
    if (menu->isEmpty())
        menu->addAction(tr("No signing key is kept yet"))->setEnabled(false);
    menu->popup(below->mapToGlobal(QPoint(0, below->height())));
}

void KeptKeys::read(const CredentialInfo &info)
{
    if (m_store)
        m_reading.setFuture(m_store->read(info.id));
}

void KeptKeys::keep(const Secret &key, const QString &service, const QString &name, Instant now)
{
    if (!m_store)
        return;
    Credential credential;
    credential.info = {newCredentialId(), CredentialKind::SigningKey, {service, {}, name}, {}, now, now};
    credential.parts = {{"key", key}};
    m_name = credential.info.label.toString();
    m_writing.setFuture(m_store->write(credential));
}

}
