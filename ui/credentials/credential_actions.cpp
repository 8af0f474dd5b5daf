#include "core/secrets/when_done.h"
#include "core/session/session.h"
#include "ui/credentials/credential_form.h"
#include "ui/credentials/credential_kinds.h"
#include "ui/credentials/credential_page.h"
#include "ui/credentials/credential_window.h"
#include "ui/credentials/removal_bar.h"
#include "ui/credentials/rotation_page.h"

namespace keyhole {

namespace {

/// The entry itself is of no use any more; the keychain is well.
bool isLost(StoreFault fault)
{
    return fault == StoreFault::NotFound || fault == StoreFault::Damaged || fault == StoreFault::Stale || fault == StoreFault::Newer;
}

}

void CredentialWindow::addCredential()
{
    m_form->setNew(m_origin, m_session.now());
    showPage(m_form);
}

/// Reads the chosen credential and goes on with it, if it is still the chosen one; says why it cannot be read.
void CredentialWindow::afterReading(const std::function<void(const Credential &)> &act)
{
    const CredentialInfo *info = current();
    if (!info || isOwnKey(info->kind))
        return;
    whenDone(m_store.read(info->id), this, [this, act, id = info->id](const Result<Credential, StoreError> &read) {
        if (id != m_chosen)
            return;
        if (!read)
            return m_page->tell(read.error());
        act(*read);
    });
}

void CredentialWindow::editCurrent()
{
    const CredentialInfo *info = current();
    if (!info || isOwnKey(info->kind))
        return;
    whenDone(m_store.read(info->id), this, [this, known = *info](const Result<Credential, StoreError> &read) {
        if (known.id != m_chosen)
            return;
        if (!read && !isLost(read.error().fault))
            return m_page->tell(read.error());
        // What is lost is typed again, under the same id, so that requests that refer to it work again.
        m_form->setCredential(read ? *read : Credential{known, {}}, m_session.now());
        if (!read)
            m_form->setProblem(read.error(), false);
        showPage(m_form);
    });
}

void CredentialWindow::rotateCurrent()
{
    afterReading([this](const Credential &credential) {
        m_rotation->setCredential(credential);
        showPage(m_rotation);
    });
}

void CredentialWindow::keep(const Credential &credential)
{
    m_form->setWaiting(true);
    whenDone(m_store.write(credential), this, [this, info = credential.info](const Result<void, StoreError> &written) {
        if (!written)
            return m_form->setProblem(written.error(), m_store.untilQuit() != nullptr);
        m_form->setWaiting(false);
        choose(info.id);
        emit done(tr("Kept %1.").arg(info.label.toString()));
    });
}

void CredentialWindow::keepUntilQuit(const Credential &credential)
{
    CredentialStore *memory = m_store.untilQuit();
    if (!memory)
        return;
    whenDone(memory->write(credential), this, [this, info = credential.info](const Result<void, StoreError> &written) {
        if (!written)
            return m_form->setProblem(written.error(), true);
        choose(info.id);
        emit done(tr("%1 is kept in memory until you quit.").arg(info.label.toString()));
    });
}

void CredentialWindow::moveToKeychain()
{
    afterReading([this](const Credential &credential) {
        whenDone(m_store.write(credential), this,
                 [this, label = credential.info.label.toString()](const Result<void, StoreError> &written) {
                     if (!written)
                         return m_page->tell(written.error());
                     emit done(tr("Kept %1.").arg(label));
                 });
    });
}

/// The secret is read first, to be kept in memory for as long as the removal can be undone. One that cannot be read is removed when that is
/// asked for twice.
void CredentialWindow::removeCurrent()
{
    const CredentialInfo *chosen = current();
    if (!chosen)
        return;
    if (chosen->id == m_unreadable)
        return remove(*chosen, std::nullopt);
    whenDone(m_store.read(chosen->id), this, [this, info = *chosen](const Result<Credential, StoreError> &read) {
        if (read)
            return remove(info, *read);
        if (!isLost(read.error().fault))
            return m_page->tell(read.error());
        m_unreadable = info.id;
        StoreError error = read.error();
        error.error.remedy = tr("Remove it once more to take it off the list: that cannot be undone.");
        m_page->tell(error);
    });
}

void CredentialWindow::remove(const CredentialInfo &info, const std::optional<Credential> &former)
{
    whenDone(m_store.remove(info.id), this, [this, info, former](const Result<void, StoreError> &removed) {
        if (!removed)
            return m_page->tell(removed.error());
        m_removal->offer(info.label.toString(), former);
        emit done(tr("Removed %1 from the keychain.").arg(info.label.toString()));
    });
}

void CredentialWindow::putBack(const Credential &credential)
{
    whenDone(m_store.write(credential), this, [this, credential](const Result<void, StoreError> &written) {
        if (!written) {
            m_removal->offer(credential.info.label.toString(), credential);
            return m_removal->tell(written.error());
        }
        choose(credential.info.id);
    });
}

}
