#include "canary/window_steps.h"

#include "core/collection/draft_journal.h"
#include "core/secrets/system_keychain.h"
#include "ui/collection/import_notes.h"
#include "ui/controls/button.h"
#include "ui/credentials/credential_page.h"
#include "ui/credentials/credential_window.h"
#include "ui/credentials/import_window.h"
#include "ui/credentials/secret_rows.h"
#include "ui/main_window/request_pane.h"
#include "ui/replay/replay_window.h"
#include "ui/request/auth_tab.h"
#include "ui/request/request_editor.h"
#include "ui/sign_in/sign_in_outcome.h"
#include "ui/sign_in/sign_in_window.h"

#include <QClipboard>
#include <QFileDialog>
#include <QMenu>
#include <QMimeData>
#include <cstdlib>
#include <iostream>
#include <thread>

namespace keyhole {

namespace {

template <class Window> Window *opened()
{
    for (QWidget *each : QApplication::topLevelWidgets()) {
        if (auto *window = qobject_cast<Window *>(each); window && window->isVisible())
            return window;
    }
    return nullptr;
}

}

QByteArray readCommand()
{
    std::string line;
    std::getline(std::cin, line);
    return QByteArray::fromStdString(line);
}

void tell(const char *word)
{
    std::cout << word << std::endl;
}

void giveUp(const QByteArray &step)
{
    std::cerr << "stuck at: " << step.constData() << std::endl;
    std::exit(1);
}

WindowSteps::WindowSteps(const JsonValue &told)
    : m_server(told.string("server")), m_exports(QString::fromUtf8(told.string("exports"))),
      m_inputs(QString::fromUtf8(told.string("inputs"))), m_secrets(*told.find("secrets")),
      m_keychain(std::make_unique<SystemKeychain>(), m_folder + "/credentials.json"),
      m_window(m_theme, m_session,
               {m_folder + "/window.ini",
                {},
                m_data + "/clocks.sqlite",
                nullptr,
                &m_history,
                &m_noise,
                QFileInfo(DraftJournal::usualFile()).path()})
{
    m_noise.follow(m_session);
    m_session.setCredentials(&m_credentials);
    m_window.show();
}

void WindowSteps::keepInKeychain(const QByteArray &token)
{
    m_kept = newCredentialId();
    const Origin origin = Url::parse(m_server)->origin();
    const Credential credential{{m_kept, CredentialKind::Bearer, {"Orders", "staging", "deploy"}, {origin}, {}, {}},
                                {{"token", Secret(token)}}};
    bool written = false;
    m_credentials.write(credential).then(&m_window, [&](const Result<void, StoreError> &result) {
        if (!result)
            giveUp("keeping a credential: " + result.error().error.what.toUtf8());
        written = true;
    });
    wait("keeping a credential", [&] { return written; });
}

void WindowSteps::findKept()
{
    for (const CredentialInfo &each : m_credentials.list()) {
        if (each.label.service == "Orders")
            m_kept = each.id;
    }
    if (m_kept.isEmpty())
        giveUp("the list of credentials");
}

void WindowSteps::useKept()
{
    draft().auth.kind = AuthKind::Bearer;
    draft().auth.credential = m_kept;
    m_window.pane()->showCurrent();
}

void WindowSteps::importNetrc()
{
    const size_t before = m_credentials.list().size();
    m_window.importCredentials();
    auto *import = opened<ImportWindow>();
    if (!import)
        giveUp("the window for importing credentials");
    import->readFile(m_inputs + "/.netrc");
    import->move();
    wait("the credentials of .netrc", [&] { return m_credentials.list().size() > before; });
    wait("what remains in plain text", [&] { return import->remaining().contains(".netrc"); });
    import->close();
}

void WindowSteps::signIn()
{
    open("curl " + m_server + "/signed-in");
    AuthDraft &auth = draft().auth;
    auth.kind = AuthKind::OAuth2;
    auth.oauth2.issuer = m_server;
    auth.oauth2.clientId = "desk";
    auth.oauth2.clientAuthentication = OAuth2Settings::ClientAuthentication::Post;
    auth.oauth2.scope = "orders";
    auth.secondSecret = Secret(secret("OAuth client secret"));
    m_window.pane()->showCurrent();
    emit m_window.pane()->editor()->auth()->signInRequested();
    auto *window = opened<SignInWindow>();
    if (!window)
        giveUp("the window for signing in");
    window->start();
    wait("signing in: " + window->outcome()->text().toUtf8(), [&] { return !window->isRunning() && !draft().auth.credential.isEmpty(); });
    window->close();
    send();
}

void WindowSteps::copyKept()
{
    m_window.showCredentials();
    auto *manager = opened<CredentialWindow>();
    if (!manager)
        giveUp("the credential manager");
    manager->choose(m_kept);
    manager->page()->secrets()->setRevealed(true);
    wait("revealing", [&] { return manager->page()->secrets()->isRevealed(); });
    manager->page()->secrets()->copy("token");
    wait("copying", [] { return QApplication::clipboard()->mimeData()->hasFormat("x-kde-passwordManagerHint"); });
    tell("copied");
    bool seen = false;  // the test pastes, so the events must go on
    std::thread([&seen] {
        readCommand();
        QMetaObject::invokeMethod(
            qApp, [&seen] { seen = true; }, Qt::QueuedConnection);
    }).detach();
    wait("somebody to paste", [&] { return seen; });
    manager->close();
}

void WindowSteps::open(const QByteArray &command)
{
    m_window.openText(command);
}

void WindowSteps::openScheme(AuthKind kind, const QByteArray &secret)
{
    open("curl " + m_server + "/scheme");
    AuthDraft &auth = draft().auth;
    auth.kind = kind;
    auth.user = "ada";
    auth.aws = {"AKIDEXAMPLE", "eu-central-1", "orders", false, 3600, false};
    auth.certificate.certificate = m_exports + "/none.pem";
    auth.secret = Secret(secret);
    m_window.pane()->showCurrent();
}

void WindowSteps::send()
{
    m_window.send();
    wait("an answer", [this] { return !m_window.requests().current()->sending; });
}

void WindowSteps::importPostman()
{
    m_window.openFile(m_inputs + "/postman.json");
    ImportNotes *notes = nullptr;
    wait("what was imported", [&] { return (notes = m_window.findChild<ImportNotes *>()) != nullptr; });
    const size_t before = m_credentials.list().size();
    saveAs("imported", [&] { notes->findChild<Button *>("import.move-secrets")->click(); });
    wait("moving secrets", [&] { return m_credentials.list().size() >= before + 2; });
    notes->close();
}

void WindowSteps::openRecording()
{
    m_window.openFile(m_inputs + "/recording.har");
    wait("the recording", [this] { return m_window.requests().current()->recorded; });
}

void WindowSteps::replayRecording()
{
    m_window.showReplay();
    auto *replay = m_window.findChild<ReplayWindow *>();
    if (!replay)
        giveUp("the window for replaying");
    replay->start();
    wait("the replay: " + replay->told().toUtf8(), [&] { return replay->run() && replay->run()->state() == ReplayRun::State::Finished; });
    for (const QMenu *menu : replay->findChildren<QMenu *>())
        triggerAll(*menu, 0);
    replay->close();
}

void WindowSteps::copyAll()
{
    m_window.copyAsCurl();
    keepClipboard();
    m_window.copyReport();
    keepClipboard();
    m_window.copyReportPage();
    keepClipboard();
}

void WindowSteps::exportExchange()
{
    for (const char *name : {"report.html", "report.md", "report.json"})
        saveAs(name, [this] { m_window.saveReport(); });
    saveAs("request.sh", [this] { m_window.saveCurl(); });
    saveAs("exchange.har", [this] { m_window.saveHar(); });
}

void WindowSteps::exportRequest()
{
    const auto *folder = m_window.findChild<QAction *>("file.export-opencollection");
    triggerAll(*qobject_cast<QMenu *>(folder->parent()), 1);
}

void WindowSteps::saveAsFolder()
{
    saveAs("collection", [this] { m_window.saveAsCollection(); });
}

/// Each action of a menu saves in another format.
void WindowSteps::triggerAll(const QMenu &menu, int from)
{
    const QList<QAction *> actions = menu.actions();
    if (actions.size() <= from)
        giveUp("the formats of a menu");
    for (QAction *action : actions.mid(from))
        saveAs("export", [action] { action->trigger(); });
}

QString WindowSteps::path(const QByteArray &name)
{
    return QString("%1/%2-%3").arg(m_exports).arg(++m_number).arg(QString::fromUtf8(name));
}

void WindowSteps::saveAs(const QByteArray &name, const std::function<void()> &save)
{
    save();
    QFileDialog *dialog = nullptr;
    wait("the dialog for " + name, [&] {
        dialog = m_window.findChild<QFileDialog *>();
        return dialog && dialog->isVisible();
    });
    const QString chosen = path(name);
    dialog->selectFile(chosen);
    QMetaObject::invokeMethod(dialog, "accept");
    wait(name, [&] { return QFile::exists(chosen) && !m_window.findChild<QFileDialog *>(); });
}

/// What another program would find there, in each format.
void WindowSteps::keepClipboard()
{
    const QMimeData *content = QApplication::clipboard()->mimeData();
    QFile file(path("clipboard"));
    if (!content || !file.open(QFile::WriteOnly))
        giveUp("the clipboard");
    for (const QString &format : content->formats())
        file.write(content->data(format));
}

void WindowSteps::quit()
{
    m_window.close();
    QTimer::singleShot(0, qApp, &QCoreApplication::quit);
    QCoreApplication::exec();
}

}
