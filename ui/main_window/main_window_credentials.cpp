#include "core/secrets/when_done.h"
#include "core/session/prepare.h"
#include "ui/diagnosis/diagnosis_panel.h"
#include "ui/diagnosis/withheld.h"
#include "ui/main_window/main_window.h"
#include "ui/main_window/request_pane.h"
#include "ui/main_window/table_dialog.h"
#include "ui/main_window/text_dialog.h"
#include "ui/request/request_editor.h"

#include <QDateTime>
#include <QLineEdit>

namespace keyhole {

namespace {

/// Text2 while all is well.
ColorToken colorOf(StoreState state)
{
    const bool well = state == StoreState::Unknown || state == StoreState::Ready;
    return well ? ColorToken::Text2 : ColorToken::Warn;
}

QString kindName(CredentialKind kind)
{
    switch (kind) {
    case CredentialKind::Basic:
        return MainWindow::tr("Basic");
    case CredentialKind::Bearer:
        return MainWindow::tr("Bearer token");
    case CredentialKind::ApiKey:
        return MainWindow::tr("API key");
    case CredentialKind::Raw:
        return MainWindow::tr("Raw Authorization");
    case CredentialKind::SigningKey:
        return MainWindow::tr("Signing key");
    case CredentialKind::StorageKey:
        return MainWindow::tr("Key of the cookie jar");
    case CredentialKind::OAuth1:
        return MainWindow::tr("OAuth 1.0");
    case CredentialKind::AwsKey:
        return MainWindow::tr("AWS access key");
    case CredentialKind::ClientCertificate:
        return MainWindow::tr("Client certificate");
    case CredentialKind::OAuth2Tokens:
        return MainWindow::tr("OAuth 2 tokens");
    case CredentialKind::Custom:
        return MainWindow::tr("Custom");
    }
    return {};
}

QStringList rowOf(const CredentialInfo &credential)
{
    QStringList origins;
    for (const Origin &origin : credential.origins)
        origins << QString::fromUtf8(origin.toString());
    const auto changed = QDateTime::fromMSecsSinceEpoch(credential.changed.time_since_epoch().count(), Qt::UTC);
    return {credential.label.toString(), kindName(credential.kind), origins.join(QStringLiteral(", ")),
            QLocale::c().toString(changed, QStringLiteral("d MMM yyyy, HH:mm 'UTC'"))};
}

/// What is kept of a typed credential, with the origin of the request that it was typed for.
Credential credentialOf(const AuthDraft &auth, const Origin &origin, const QString &environment, Instant now)
{
    Credential credential;
    const QString host = QString::fromUtf8(origin.host);
    const auto make = [&](CredentialKind kind, const QString &name, std::vector<SecretPart> parts) {
        credential = {{newCredentialId(), kind, {host, environment, name}, {origin}, now, now}, std::move(parts)};
    };
    switch (auth.kind) {
    case AuthKind::Basic:
        make(CredentialKind::Basic, QString::fromUtf8(auth.user), {{"user", Secret(auth.user)}, {"password", auth.secret}});
        break;
    case AuthKind::ApiKey:
        make(CredentialKind::ApiKey, QString::fromUtf8(auth.keyName), {{"key", auth.secret}});
        break;
    case AuthKind::Raw:
        make(CredentialKind::Raw, QStringLiteral("Authorization"), {{"value", auth.secret}});
        break;
    default:
        make(CredentialKind::Bearer, MainWindow::tr("token"), {{"token", auth.secret}});
        break;
    }
    return credential;
}

}

void MainWindow::connectKeychain()
{
    if (CredentialStore *store = m_session.credentials()) {
        connect(store, &CredentialStore::stateChanged, this, &MainWindow::showKeychainEntry);
        m_tokens.setStore(store);
    }
}

void MainWindow::showKeychainEntry()
{
    const CredentialStore *store = m_session.credentials();
    if (!store || !store->isLasting())
        return m_status->setEntry(StatusLine::Secrets, tr("Secrets: in memory until you quit"));
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
    auto *dialog = new TableDialog(m_theme, tr("Credentials in the keychain"), {tr("Credential"), tr("Kind"), tr("Goes to"), tr("Changed")},
                                   stateMeaning(store->state()), this);
    const auto fill = [dialog, store] {
        std::vector<QStringList> rows;
        for (const CredentialInfo &credential : store->list())
            rows.push_back(rowOf(credential));
        dialog->setRows(rows);
    };
    fill();
    connect(store, &CredentialStore::listChanged, dialog, fill);
    dialog->addRowAction(tr("Delete from keychain"), [this, store](int row) {
        const CredentialInfo credential = store->list().at(size_t(row));
        whenDone(store->remove(credential.id), this, [this, credential](const Result<void, StoreError> &removed) {
            if (!removed)
                return refuse(removed.error().error);
            m_status->say(tr("Deleted %1 from the keychain.").arg(credential.label.toString()));
        });
    });
    if (store->state() == StoreState::Replaced)
        dialog->addAction(tr("Go on with this keychain"), [store] { store->startAnew(); });
    else if (!isUsable(store->state()))
        dialog->addAction(tr("Unlock keychain…"), [this] { unlockKeychain(false); });
    dialog->show();
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
void MainWindow::keepCredential()
{
    CredentialStore *store = m_session.credentials();
    const OpenRequest *request = m_requests.current();
    if (!store || !request)
        return;
    const auto prepared = prepare(request->draft, m_session.environment());
    if (!prepared)
        return refuse(prepared.error());
    const AuthDraft kept = request->draft.auth;
    const Credential credential = credentialOf(prepared->draft.auth, prepared->url.origin(), m_session.environment().name, m_session.now());
    whenDone(store->write(credential), this, [this, kept, info = credential.info](const Result<void, StoreError> &written) {
        if (!written)
            return refuse(written.error().error);
        OpenRequest *open = m_requests.current();
        // Another tab, or typed over meanwhile: the entry is there, and this request stays as it is.
        if (open && open->draft.auth == kept) {
            open->draft.auth.credential = info.id;
            open->draft.auth.user.clear();
            open->draft.auth.secret = Secret();
            m_requests.touch();
            m_pane->showCurrent();
        }
        m_status->say(tr("Kept in the keychain as %1. It goes to %2 only.")
                          .arg(info.label.toString(), QString::fromUtf8(info.origins.front().toString())));
    });
}

void MainWindow::withhold(int index, const StoreError &error)
{
    if (index != m_requests.currentIndex() || !m_diagnosis)
        return;
    const RequestDraft &draft = m_requests.current()->draft;
    m_foretelling.stop();  // what an earlier edit would have it say does not replace why nothing was sent
    m_diagnosis->setReport(withheldReport(m_session.foretell(draft), error, labelOf(draft.auth.credential)));
}

bool MainWindow::actOnKeychain(const QByteArray &actionId)
{
    if (actionId == "unlock-keychain") {
        unlockKeychain(true);
    } else if (actionId == "send-without-credential") {
        if (const auto sent = m_requests.send(OpenRequests::With::NoCredential); !sent)
            refuse(sent.error());
    } else if (actionId == "show-keychain") {
        showCredentials();
    } else if (actionId == "type-credential") {
        m_pane->editor()->typeCredential();
    } else if (actionId == "keychain-help") {
        const QString text = tr("Keyhole keeps credentials in the keychain of the desktop and in no file. On Linux that is a program that "
                                "offers the Secret Service: GNOME Keyring (package gnome-keyring), KWallet, or KeePassXC with \"Secret "
                                "Service Integration\" switched on. Install one, log in again, and choose Ask again.");
        (new TextDialog(m_theme, tr("A keychain for this system"), text, this))->show();
    } else {
        return false;
    }
    return true;
}

}
