// One run of the real window, as app/keyhole wires it, with a person's steps in it. What to do comes as one line of JSON on standard input:
// the server's address, the folder for exports, the HAR file to open, the secrets, and which run it is. It says "done" when the steps are
// done, waits for "crash" or "quit", and does that.
#include "core/json/json.h"
#include "core/secrets/keychain_store.h"
#include "core/secrets/process_privacy.h"
#include "core/secrets/system_keychain.h"
#include "core/session/cookie_keeper.h"
#include "core/transport/curl_transport.h"
#include "ui/main_window/main_window.h"
#include "ui/main_window/request_pane.h"

#include <QApplication>
#include <QClipboard>
#include <QDir>
#include <QFileDialog>
#include <QMimeData>
#include <QStandardPaths>
#include <QTest>
#include <cstdlib>
#include <iostream>

using namespace keyhole;

namespace {

QByteArray readLine()
{
    std::string line;
    std::getline(std::cin, line);
    return QByteArray::fromStdString(line);
}

[[noreturn]] void giveUp(const QByteArray &step)
{
    std::cerr << "stuck at: " << step.constData() << std::endl;
    std::exit(1);
}

class WindowSession {
public:
    explicit WindowSession(const JsonValue &told)
        : m_server(told.string("server")), m_exports(QString::fromUtf8(told.string("exports"))),
          m_har(QString::fromUtf8(told.string("har"))), m_secrets(*told.find("secrets"))
    {
        m_session.setCredentials(&m_credentials);
        m_window.show();
    }

    /// The first run: everything that a person does with secrets.
    void work()
    {
        keepInKeychain();
        for (const QByteArray &command : commands()) {
            m_window.openText(command);
            sendAndExport();
        }
        for (const AuthKind kind : {AuthKind::Digest, AuthKind::AwsSignature4, AuthKind::ClientCertificate}) {
            openDraft(kind);
            sendAndExport();
        }
        sendStored();
        exportAll();
        replayRecording();
        lookAround();
    }

    /// After a crash: the stored credential is there, and is used.
    void workAgain()
    {
        m_stored = keptBefore();
        sendStored();
        exportAll();
    }

    /// The keychain is locked: nothing is sent.
    void workLocked()
    {
        m_stored = keptBefore();
        m_window.openText("curl " + m_server + "/locked");
        useStored();
        m_window.send();
        QTest::qWait(500);
        lookAround();
    }

    void quit()
    {
        m_window.close();
        QCoreApplication::processEvents();
    }

private:
    QByteArray secret(const char *kind) const { return m_secrets.string(kind); }

    template <class Condition> void wait(const QByteArray &step, Condition condition)
    {
        if (!QTest::qWaitFor(condition, 15'000))
            giveUp(step);
    }

    /// As they come from a shell or the developer tools of a browser.
    QByteArrayList commands() const
    {
        return {
            "curl -u 'ada:" + secret("basic password") + "' " + m_server + "/basic",
            "curl -H 'Authorization: Bearer " + secret("bearer token") + "' " + m_server + "/bearer",
            "curl -H 'X-Api-Key: " + secret("API key in a field") + "' " + m_server + "/key",
            "curl '" + m_server + "/query?api_key=" + secret("API key in the address") + "&page=2'",
            "curl -b 'sid=" + secret("cookie") + "' " + m_server + "/cookie",
            "curl " + m_server + "/token -d 'grant_type=authorization_code&code=" + secret("OAuth code")
                + "&client_secret=" + secret("OAuth client secret") + "&code_verifier=" + secret("PKCE verifier")
                + "&redirect_uri=http%3A%2F%2F127.0.0.1%2Fcallback'",
            "curl " + m_server + "/token -d 'grant_type=refresh_token&refresh_token=" + secret("OAuth refresh token") + "'",
        };
    }

    void keepInKeychain()
    {
        m_stored = newCredentialId();
        const Origin origin = Url::parse(m_server)->origin();
        const Credential credential{{m_stored, CredentialKind::Bearer, {"Orders", "staging", "deploy"}, {origin}, {}, {}},
                                    {{"token", Secret(secret("OAuth access token"))}}};
        bool written = false;
        m_credentials.write(credential).then(&m_window, [&](const Result<void, StoreError> &result) {
            if (!result)
                giveUp("keeping a credential: " + result.error().error.what.toUtf8());
            written = true;
        });
        wait("keeping a credential", [&] { return written; });
    }

    CredentialId keptBefore() const
    {
        for (const CredentialInfo &each : m_credentials.list()) {
            if (each.kind == CredentialKind::Bearer)
                return each.id;
        }
        giveUp("the list of credentials");
    }

    void openDraft(AuthKind kind)
    {
        m_window.openText("curl " + m_server + "/scheme");
        RequestDraft &draft = m_window.requests().current()->draft;
        draft.auth.kind = kind;
        draft.auth.user = "ada";
        draft.auth.aws = {"AKIDEXAMPLE", "eu-central-1", "orders", false, 3600, false};
        draft.auth.certificate.certificate = m_exports + "/none.pem";
        draft.auth.secret = Secret(secret(kind == AuthKind::Digest              ? "digest password"
                                              : kind == AuthKind::AwsSignature4 ? "AWS secret key"
                                                                                : "passphrase of a client key"));
        m_window.pane()->showCurrent();
    }

    void useStored()
    {
        RequestDraft &draft = m_window.requests().current()->draft;
        draft.auth.kind = AuthKind::Bearer;
        draft.auth.credential = m_stored;
        m_window.pane()->showCurrent();
    }

    void sendStored()
    {
        m_window.openText("curl " + m_server + "/stored");
        useStored();
        sendAndExport();
        const OpenRequest *request = m_window.requests().current();
        if (!request->answer || !request->answer->exchange->last().sentBytes.contains(secret("OAuth access token")))
            giveUp("the stored credential was not sent");
    }

    void sendAndExport()
    {
        m_window.send();
        wait("an answer", [this] { return !m_window.requests().current()->sending; });
        m_window.copyAsCurl();
        keepClipboard();
    }

    void exportAll()
    {
        for (const char *name : {"report.html", "report.md", "report.json"})
            saveAs(name, [this] { m_window.saveReport(); });
        saveAs("request.sh", [this] { m_window.saveCurl(); });
        saveAs("exchange.har", [this] { m_window.saveHar(); });
        m_window.copyReport();
        keepClipboard();
        m_window.copyReportPage();
        keepClipboard();
    }

    void replayRecording()
    {
        m_window.openFile(m_har);
        wait("the recording", [this] { return m_window.requests().current()->recorded; });
        m_window.copyAsCurl();
        keepClipboard();
        exportAll();
        m_window.sendAgain();
        wait("the replay", [this] { return !m_window.requests().current()->sending; });
    }

    void lookAround()
    {
        m_window.decodeToken();
        m_window.showJar();
        m_window.showVariables();
        m_window.explainCurrent();
        m_window.closeTab();
        m_window.reopenTab();
        QTest::qWait(700);  // what is written a moment later: settings, cookies, clocks
    }

    template <class Save> void saveAs(const char *name, Save save)
    {
        save();
        QFileDialog *dialog = nullptr;
        wait("the dialog for " + QByteArray(name), [&] {
            dialog = m_window.findChild<QFileDialog *>();
            return dialog && dialog->isVisible();
        });
        const QString path = QString("%1/%2-%3").arg(m_exports).arg(++m_number).arg(name);
        dialog->selectFile(path);
        QMetaObject::invokeMethod(dialog, "accept");
        wait(name, [&] { return QFile::exists(path) && !m_window.findChild<QFileDialog *>(); });
    }

    /// What another program would find there, in each format.
    void keepClipboard()
    {
        const QMimeData *content = QApplication::clipboard()->mimeData();
        QFile file(QString("%1/%2-clipboard").arg(m_exports).arg(++m_number));
        if (!content || !file.open(QFile::WriteOnly))
            giveUp("the clipboard");
        for (const QString &format : content->formats())
            file.write(content->data(format));
    }

    const QByteArray m_server;
    const QString m_exports, m_har;
    const JsonValue m_secrets;
    CredentialId m_stored;
    int m_number = 0;

    const QString m_folder = QStandardPaths::writableLocation(QStandardPaths::AppConfigLocation);
    const QString m_data = QStandardPaths::writableLocation(QStandardPaths::AppDataLocation);
    const SystemClock m_clock;
    CurlTransport m_transport{m_clock};
    KeychainStore m_credentials{std::make_unique<SystemKeychain>(), m_folder + "/credentials.json"};
    Session m_session{m_transport, m_clock};
    const CookieKeeper m_cookies{m_session, m_credentials, m_data + "/cookies.sqlite"};
    Theme m_theme;
    MainWindow m_window{m_theme, m_session, {m_folder + "/window.ini", {}, m_data + "/clocks.sqlite", nullptr}};
};

}

int main(int argc, char *argv[])
{
    keepProcessPrivate();
    QApplication application(argc, argv);
    QApplication::setApplicationName("keyhole");
    const auto told = parseJson(readLine());
    if (!told)
        giveUp("reading what to do");
    WindowSession session(*told);
    if (told->string("run") == "work")
        session.work();
    else if (told->string("run") == "again")
        session.workAgain();
    else
        session.workLocked();
    std::cout << "done" << std::endl;
    if (readLine() == "crash")
        std::abort();
    session.quit();
    return 0;
}
