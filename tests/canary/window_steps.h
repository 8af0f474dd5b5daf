#pragma once

#include "core/json/json.h"
#include "core/secrets/keychain_store.h"
#include "core/secrets/layered_store.h"
#include "core/session/cookie_keeper.h"
#include "core/session/history_keeper.h"
#include "core/session/noise_keeper.h"
#include "core/session/session.h"
#include "core/transport/curl_transport.h"
#include "ui/main_window/main_window.h"

#include <QApplication>
#include <QStandardPaths>
#include <QTest>
#include <functional>

namespace keyhole {

QByteArray readCommand();
void tell(const char *word);
[[noreturn]] void giveUp(const QByteArray &step);

/// The window of app/keyhole, and a person's single steps in it. A step that does not come to its end ends the program.
class WindowSteps {
public:
    explicit WindowSteps(const JsonValue &told);

    QByteArray secret(const char *kind) const { return m_secrets.string(kind); }
    const QByteArray &server() const { return m_server; }
    MainWindow &window() { return m_window; }
    RequestDraft &draft() { return m_window.requests().current()->draft; }

    template <class Condition> void wait(const QByteArray &step, Condition condition)
    {
        if (!QTest::qWaitFor(condition, 15'000))
            giveUp(step);
    }

    // Credentials
    void keepInKeychain(const QByteArray &token);
    void findKept();  ///< what an earlier run kept
    void useKept();
    void importNetrc();
    void signIn();
    void copyKept();  ///< out of the credential manager; the test looks at the clipboard meanwhile
    // Requests
    void open(const QByteArray &command);
    void openScheme(AuthKind kind, const QByteArray &secret);
    void send();
    void importPostman();  ///< with its secrets moved into the keychain
    void openRecording();
    void replayRecording();
    // What leaves the window
    void copyAll();
    void exportExchange();
    void exportRequest();
    void saveAsFolder();

    void quit();

private:
    void saveAs(const QByteArray &name, const std::function<void()> &save);
    void triggerAll(const QMenu &menu, int from);
    void keepClipboard();
    QString path(const QByteArray &name);

    const QByteArray m_server;
    const QString m_exports, m_inputs;
    const JsonValue m_secrets;
    CredentialId m_kept;
    int m_number = 0;

    const QString m_folder = QStandardPaths::writableLocation(QStandardPaths::AppConfigLocation);
    const QString m_data = QStandardPaths::writableLocation(QStandardPaths::AppDataLocation);
    const SystemClock m_clock;
    CurlTransport m_transport{m_clock};
    KeychainStore m_keychain;
    LayeredStore m_credentials{m_keychain};
    Session m_session{m_transport, m_clock};
    const CookieKeeper m_cookies{m_session, m_keychain, m_data + "/cookies.sqlite"};
    HistoryKeeper m_history{m_session, m_keychain, m_data + "/history.sqlite"};
    NoiseKeeper m_noise{NoiseKeeper::usualFile()};
    Theme m_theme;
    MainWindow m_window;
};

}
