#include "core/secrets/when_done.h"
#include "core/session/kept_auth.h"
#include "core/session/prepare.h"
#include "ui/credentials/credential_window.h"
#include "ui/credentials/import_window.h"
#include "ui/diagnosis/diagnosis_panel.h"
#include "ui/diagnosis/withheld.h"
#include "ui/main_window/main_window.h"

#include "ui/collection/sidebar.h"
#include "ui/main_window/request_pane.h"
#include "ui/main_window/text_dialog.h"
#include "ui/request/auth_editor.h"
#include "ui/request/folder_auth_dialog.h"
#include "ui/request/request_editor.h"

#include <QLineEdit>

namespace keyhole {

namespace {

/// Text2 while all is well.
ColorToken colorOf(StoreState state)
{
    const bool well = state == StoreState::Unknown || state == StoreState::Ready;
    return well ? ColorToken::Text2 : ColorToken::Warn;
}

/// 0 is the first of a draft, 1 the first of the further ones; nothing where there is none.
AuthDraft *authAt(RequestDraft &draft, int index)
{
    if (index == 0)
        return &draft.auth;
    return index > 0 && size_t(index) <= draft.furtherAuth.size() ? &draft.furtherAuth[size_t(index) - 1] : nullptr;
}

}

void MainWindow::connectKeychain()
{
    m_requests.setInherit(
        [this](const AuthDraft &own, const TreeNode *node) { return effectiveAuth(own, m_tree.holds(node) ? node : nullptr); });
    connect(&m_tree, &RequestTree::authChanged, this, [this] {
        showInherited();
        m_foretelling.start();
    });
    if (CredentialStore *store = m_session.credentials()) {
        connect(store, &CredentialStore::stateChanged, this, &MainWindow::showKeychainEntry);
        connect(store, &CredentialStore::listChanged, this, &MainWindow::showKeychainEntry);
        m_tokens.setStore(store);
    }
}

void MainWindow::showKeychainEntry()
{
    const CredentialStore *store = m_session.credentials();
    if (!store || !store->isLasting())
        return m_status->setEntry(StatusLine::Secrets, tr("Secrets: in memory until you quit"));
    CredentialStore *memory = m_session.credentials()->untilQuit();
    const qsizetype kept = memory ? qsizetype(memory->list().size()) : 0;
    if (kept > 0)
        return m_status->setEntry(StatusLine::Secrets, tr("%1, %n kept until you quit", nullptr, int(kept)).arg(stateName(store->state())),
                                  ColorToken::Warn);
    m_status->setEntry(StatusLine::Secrets, stateName(store->state()), colorOf(store->state()));
}

QString MainWindow::labelOf(const CredentialId &id) const
{
    if (const CredentialStore *store = m_session.credentials()) {
        for (const CredentialInfo &credential : store->list()) {
            if (credential.id == id)
                return credential.label.toString();
        }
    }
    return {};
}

void MainWindow::showCredentials()
{
    CredentialStore *store = m_session.credentials();
    if (!store) {
        const QString text = tr("Credentials and secret variables are kept in memory, and are gone when Keyhole quits. They are masked in "
                                "reports, in copied curl commands and in saved files. Keyhole writes no secret to a file.");
        return (new TextDialog(m_theme, tr("Secrets"), text, this))->show();
    }
    if (!m_credentials) {
        const OpenRequest *request = m_requests.current();
        const auto prepared = request ? prepare(request->draft, m_session.environment()) : failure(Error());
        m_credentials = new CredentialWindow(m_theme, m_session, *store, prepared ? std::optional(prepared->url.origin()) : std::nullopt);
        connect(this, &QObject::destroyed, m_credentials, [window = m_credentials.data()] { delete window; });
        connect(m_credentials, &CredentialWindow::done, this, [this](const QString &what) { m_status->say(what); });
        connect(m_credentials, &CredentialWindow::helpRequested, this, &MainWindow::showKeychainHelp);
        connect(m_credentials, &CredentialWindow::importRequested, this, &MainWindow::importCredentials);
    }
    m_credentials->show();
    m_credentials->raise();
    m_credentials->activateWindow();
}

void MainWindow::importCredentials()
{
    CredentialStore *store = m_session.credentials();
    if (!store)
        return;
    auto *window = new ImportWindow(m_theme, *store, [this] { return m_session.now(); });
    connect(this, &QObject::destroyed, window, [window] { delete window; });
    connect(window, &ImportWindow::done, this, [this](const QString &what) { m_status->say(what); });
    window->show();
}

void MainWindow::showKeychainHelp()
{
    const QString text = tr("Keyhole keeps credentials in the keychain of the desktop and in no file. On Linux that is a program that "
                            "offers the Secret Service: GNOME Keyring (package gnome-keyring), KWallet, or KeePassXC with \"Secret "
                            "Service Integration\" switched on. Install one, log in again, and choose Look again.\n\nA keyring that was "
                            "made without a password keeps its entries as plain text: give it one in the keyring's own program "
                            "(\"Passwords and Keys\", KWalletManager).");
    (new TextDialog(m_theme, tr("A keychain for this system"), text, this))->show();
}

void MainWindow::unlockKeychain(bool sendAfterwards)
{
    CredentialStore *store = m_session.credentials();
    if (!store)
        return;
    whenDone(store->unlock(), this, [this, sendAfterwards](StoreState state) {
        if (isUsable(state) && sendAfterwards)
            return send();
        m_status->say(stateMeaning(state));
    });
}

/// The request keeps the reference; the secret itself is only in the keychain from then on.
void MainWindow::keepCredential(int index)
{
    CredentialStore *store = m_session.credentials();
    OpenRequest *request = m_requests.current();
    if (!store || !request || !authAt(request->draft, index))
        return;
    auto prepared = prepare(request->draft, m_session.environment());
    if (!prepared)
        return refuse(prepared.error());
    const AuthDraft typed = *authAt(request->draft, index);
    const auto credential
        = keptCredential(*authAt(prepared->draft, index), prepared->url.origin(), m_session.environment().name, m_session.now());
    if (!credential)
        return;
    whenDone(store->write(*credential), this, [this, typed, index, info = credential->info](const Result<void, StoreError> &written) {
        if (!written)
            return refuse(written.error().error);
        OpenRequest *open = m_requests.current();
        AuthDraft *auth = open ? authAt(open->draft, index) : nullptr;
        // Another tab, or typed over meanwhile: the entry is there, and this request stays as it is.
        if (auth && *auth == typed) {
            *auth = withReference(typed, info.id);
            m_requests.touch();
            m_pane->showCurrent();
        }
        m_status->say(tr("Kept in the keychain as %1. It goes to %2 only.")
                          .arg(info.label.toString(), QString::fromUtf8(info.origins.front().toString())));
    });
}

/// The row may be gone; then nothing is inherited.
void MainWindow::showInherited()
{
    OpenRequest *request = m_requests.current();
    if (!m_pane || !request)
        return;
    const TreeNode *node = m_tree.holds(request->node) ? request->node : nullptr;
    m_pane->editor()->setInherited(effectiveAuth({AuthKind::Inherited, {}, {}}, node));
}

void MainWindow::showAuthOrigin()
{
    const OpenRequest *request = m_requests.current();
    const TreeNode *node = request && m_tree.holds(request->node) ? request->node->parent : nullptr;
    while (node && node->parent && node->auth.kind == AuthKind::Inherited)
        node = node->parent;
    if (node && node->parent)
        editInheritedAuth(node);
}

void MainWindow::editInheritedAuth(const TreeNode *node)
{
    m_tree.readAuth(node);
    auto *dialog = new FolderAuthDialog(m_theme, node->name, node->kind == TreeNode::Kind::Collection, node->auth, this);
    dialog->editor()->setCredentials(m_session.credentials());
    connect(dialog->editor(), &AuthEditor::credentialsRequested, this, &MainWindow::showCredentials);
    connect(dialog->editor(), &AuthEditor::keychainHelpRequested, this, &MainWindow::showKeychainHelp);
    connect(dialog, &FolderAuthDialog::kept, this, [this, node](const AuthDraft &auth) {
        if (!m_tree.holds(node))
            return;
        m_sidebar->edits().setAuth(node, auth);
        m_status->say(tr("Changed what requests inherit."), [this] { m_sidebar->edits().stack().undo(); });
    });
    dialog->show();
}

void MainWindow::withhold(int index, const StoreError &error)
{
    if (index != m_requests.currentIndex() || !m_diagnosis)
        return;
    const RequestDraft draft = m_requests.meant(*m_requests.current());
    m_foretelling.stop();  // what an earlier edit would have it say does not replace why nothing was sent
    m_diagnosis->setReport(
        withheldReport(m_session.foretell(draft, m_requests.previewOptions(*m_requests.current())), error, labelOf(draft.auth.credential)));
}

bool MainWindow::actOnKeychain(const QByteArray &actionId)
{
    if (actionId == "unlock-keychain") {
        unlockKeychain(true);
    } else if (actionId == "send-without-credential") {
        sendWhenClear(OpenRequests::With::NoCredential);
    } else if (actionId == "show-keychain") {
        showCredentials();
    } else if (actionId == "type-credential") {
        m_pane->editor()->typeCredential();
    } else if (actionId == "keychain-help") {
        showKeychainHelp();
    } else {
        return false;
    }
    return true;
}

}
