// Pictures of the window for the documentation: fixed fonts, clock, zone, sizes and servers, so that two runs give the same.
#include "core/secrets/keychain_store.h"
#include "core/secrets/memory_keychain.h"
#include "core/session/clock_recorder.h"
#include "screenshots/collection_pictures.h"
#include "screenshots/compare_pictures.h"
#include "screenshots/credential_pictures.h"
#include "screenshots/environment_pictures.h"
#include "screenshots/probe_pictures.h"
#include "screenshots/replay_pictures.h"
#include "screenshots/scenes.h"
#include "screenshots/sign_in_pictures.h"
#include "ui/clock/clock_explanation.h"
#include "ui/clock/clock_page.h"
#include "ui/collection/sidebar.h"
#include "ui/cookies/cookies_pane.h"
#include "ui/cookies/jar_window.h"
#include "ui/main_window/main_window.h"
#include "ui/main_window/request_pane.h"
#include "ui/request/request_editor.h"
#include "ui/tables/plain_table.h"
#include "ui/token/claim_form.h"
#include "ui/token/claims_editor.h"
#include "ui/token/comparison_window.h"
#include "ui/token/signing_key_card.h"
#include "ui/token/token_editor.h"
#include "ui/token/token_window.h"

#include <QApplication>
#include <QDir>
#include <QElapsedTimer>
#include <QTemporaryDir>
#include <QTextStream>
#include <QTreeView>

using namespace keyhole;

namespace {

void settle(int milliseconds = 400)
{
    QElapsedTimer time;
    time.start();
    while (time.elapsed() < milliseconds)
        QCoreApplication::processEvents(QEventLoop::AllEvents, 20);
}

/// A window with its own servers, in which a picture is arranged.
struct Stage {
    explicit Stage(ThemeChoice choice, QSize size, CredentialStore *credentials = nullptr)
        : theme(), session(transport, clock), window(theme, with(credentials), {{}, [] { return scenes::shopApi(); }})
    {
        scenes::teach(transport);
        theme.setChoice(choice);
        window.resize(size);
        window.show();
        settle();
    }

    const TreeNode *find(const QString &name)
    {
        for (const TreeNode *node : window.tree().requests(100)) {
            if (node->name == name)
                return node;
        }
        return nullptr;
    }
    void open(const QString &name) { emit window.sidebar()->requestChosen(find(name)); }
    void sendAll(const QStringList &names)
    {
        for (const QString &name : names) {
            open(name);
            window.send();
            settle(50);
        }
    }
    void closeAll()
    {
        while (window.requests().count() > 0)
            window.closeTab();
    }

    SceneClock clock;
    SceneTransport transport;
    Theme theme;
    Session session;
    MainWindow window;

private:
    Session &with(CredentialStore *credentials)
    {
        session.setCredentials(credentials);
        return session;
    }
};

void arrangeExpired(Stage &stage)
{
    stage.window.openLab();
    stage.window.openText("curl https://id.example.com/health");
    settle();
    stage.window.send();
    settle(50);
    stage.sendAll({"Order by id", "Create order", "Change address", "Health"});
    stage.closeAll();
    stage.sendAll({"List orders"});
    stage.open("Token (refresh)");
    stage.open("Invoices");
    stage.open("List orders");
    stage.window.pane()->editor()->showTab(RequestEditor::Auth);
    stage.window.status()->say({});
    settle();
}

bool save(QWidget &widget, const QString &name, const QDir &folder)
{
    if (auto *main = qobject_cast<MainWindow *>(&widget))
        main->status()->say({});
    settle();
    const QString path = folder.filePath(name + ".png");
    const bool saved = widget.grab().save(path);
    QTextStream(stdout) << (saved ? "" : "not written: ") << path << '\n';
    return saved;
}

bool mainPictures(const QDir &folder)
{
    bool saved = true;
    {
        Stage light(ThemeChoice::Light, {1440, 900});
        arrangeExpired(light);
        saved &= save(light.window, "main-light", folder);
    }
    Stage dark(ThemeChoice::Dark, {1920, 1200});
    arrangeExpired(dark);
    return save(dark.window, "main-dark", folder) && saved;
}

bool comparisonPicture(const Stage &stage, const QDir &folder)
{
    ComparisonWindow window(stage.theme, {ClockOffset{Milliseconds(160'400), Milliseconds(161'600)}, stage.clock.now()});
    window.setAttribute(Qt::WA_DeleteOnClose, false);
    window.compare({scenes::expiredToken(), "Sent with GET /v1/orders"}, {scenes::newToken(), "Sent with GET /v1/orders, accepted"});
    window.resize(1080, 640);
    window.show();
    return save(window, "token-compare", folder);
}

bool editorPicture(const Stage &stage, const QDir &folder)
{
    const auto draft = draftOf(decodeToken(scenes::expiredToken()));
    TokenEditor window(stage.theme, *draft, "Sent with GET /v1/orders", stage.clock.now());
    window.setAttribute(Qt::WA_DeleteOnClose, false);
    window.key()->generate("P-256");
    for (const ClaimForm *form : window.findChildren<ClaimForm *>()) {
        ClaimFormModel &claims = form->claims();
        if (const int row = claims.rowOf("exp"); row >= 0)
            claims.setData(claims.index(row, ClaimFormModel::ValueColumn), "in 1 hour", Qt::EditRole);
    }
    window.show();
    return save(window, "token-edit", folder);
}

bool tokenPictures(const QDir &folder)
{
    bool saved = true;
    for (const ThemeChoice choice : {ThemeChoice::Light, ThemeChoice::Dark}) {
        Stage stage(choice, {1440, 900});
        const ClockOffset offset{Milliseconds(160'400), Milliseconds(161'600)};
        TokenWindow window(stage.theme);
        window.setTokens({{scenes::expiredToken(), "Sent with GET /v1/orders"}}, {offset, stage.clock.now()});
        window.setAttribute(Qt::WA_DeleteOnClose, false);
        window.resize(1080, 800);
        window.show();
        const bool light = choice == ThemeChoice::Light;
        saved &= save(window, light ? "token-light" : "token-dark", folder);
        saved &= light ? editorPicture(stage, folder) : comparisonPicture(stage, folder);
    }
    return saved;
}

/// A server 2 min 41 s ahead of this computer, measured; two others that agree with it.
bool clockPictures(const QDir &folder)
{
    bool saved = true;
    for (const ThemeChoice choice : {ThemeChoice::Light, ThemeChoice::Dark}) {
        Stage stage(choice, {1440, 900});
        const ClockRecorder recorder(stage.session, {});
        const Origin api{"https", "api.staging.example.com", 443};
        const Milliseconds truth(161'130);
        Instant at = stage.clock.moment;
        for (int half = 500, i = 0; half > 16; half /= 2, ++i) {
            at += Milliseconds(1'050 + 170 * i);
            const Milliseconds shift(i % 2 == 0 ? half / 3 : -half / 3);
            stage.session.takeClock({api, at, {truth + shift - Milliseconds(half + 12), truth + shift + Milliseconds(half + 12)}},
                                    Milliseconds(24));
        }
        for (const char *host : {"id.example.com", "www.example.org"})
            stage.session.takeClock({{"https", host, 443}, at, {truth - Milliseconds(420), truth + Milliseconds(600)}}, Milliseconds(31));
        ClockPage page(stage.theme, stage.session, recorder.history());
        page.setAttribute(Qt::WA_DeleteOnClose, false);
        page.choose(api);
        page.show();
        saved &= save(page, choice == ThemeChoice::Light ? "clock-light" : "clock-dark", folder);
        ClockExplanation explanation(stage.theme, nullptr);
        explanation.setAttribute(Qt::WA_DeleteOnClose, false);
        explanation.show();
        if (choice == ThemeChoice::Light)
            saved &= save(explanation, "clock-explained", folder);
    }
    return saved;
}

/// A POST with a session, whose answer sets cookies of every fate, and that lacks one half of a pair against forged requests.
Exchange cookieExchange(CookieJar &jar, Instant now)
{
    const Url url = *Url::parse("https://shop.example.com/cart");
    jar.store(*Url::parse("https://shop.example.com/login"),
              {{"Set-Cookie", "__Host-sid=s3Kq9vYwT1mX7bLr2NcD; Path=/; Secure; HttpOnly; SameSite=Lax", {}},
               {"Set-Cookie", "XSRF-TOKEN=eyJpdiI6Ik9wYXF1ZSI; Path=/; Secure", {}},
               {"Set-Cookie", "admin=0b5e2f; Path=/admin; Secure", {}},
               {"Set-Cookie", "theme=dark; Domain=example.com; Max-Age=31536000; Secure", {}}},
              now - Milliseconds(600'000));
    Hop hop;
    hop.request.method = "POST";
    hop.request.url = url;
    hop.request.fields = {{"Cookie", jar.cookieField(url, {}, now), {}}};
    hop.sentAt = hop.answeredAt = now;
    hop.response = Response{};
    hop.response->status = 419;
    hop.response->fields = {{"Set-Cookie", "__Host-sid=Zt81PqLw0RbMd4; Path=/; Secure; HttpOnly; SameSite=Lax", {}},
                            {"Set-Cookie", "region=eu; Domain=com; Path=/", {}},
                            {"Set-Cookie", "embed=1; Path=/; SameSite=None", {}}};
    Exchange exchange;
    exchange.cookieLedger = jar.decide(url, {}, now);
    exchange.hops = {std::move(hop)};
    return exchange;
}

bool cookiePictures(const QDir &folder)
{
    bool saved = true;
    for (const ThemeChoice choice : {ThemeChoice::Light, ThemeChoice::Dark}) {
        const QString theme = choice == ThemeChoice::Light ? "light" : "dark";
        Stage stage(choice, {1440, 900});
        Exchange exchange;
        stage.session.editJar([&](CookieJar &jar) { exchange = cookieExchange(jar, stage.clock.now()); });
        CookiesPane pane(stage.theme);
        pane.setAutoFillBackground(true);
        pane.setExchange(std::make_shared<const Exchange>(exchange), {});
        pane.resize(980, 520);
        pane.show();
        saved &= save(pane, "cookies-" + theme, folder);
        JarWindow jar(stage.theme, stage.session, "shop.example.com");
        jar.setAttribute(Qt::WA_DeleteOnClose, false);
        jar.setKeeping(stage.session.jarKeeping());
        jar.table()->selectRow(0);
        jar.show();
        saved &= save(jar, "jar-" + theme, folder);
    }
    return saved;
}

bool statePictures(const QDir &folder)
{
    const std::pair<QString, QString> states[] = {{"state-accepted", "Order by id"},
                                                  {"state-forbidden", "Change address"},
                                                  {"state-cause-not-shown", "Invoices"},
                                                  {"state-no-answer", "Old host"},
                                                  {"state-sending", "Export"}};
    bool saved = true;
    for (const auto &[name, request] : states) {
        Stage stage(ThemeChoice::Light, {1440, 900});
        stage.window.openLab();
        stage.sendAll({request});
        settle(600);
        saved &= save(stage.window, name, folder);
    }
    Stage ready(ThemeChoice::Light, {1440, 900});
    ready.window.openLab();
    ready.open("List orders");
    saved &= save(ready.window, "state-not-sent", folder);
    Stage narrow(ThemeChoice::Light, {960, 700});
    arrangeExpired(narrow);
    return save(narrow.window, "main-narrow", folder) && saved;
}

/// A request whose credential is in a keychain that cannot give it.
bool keychainPictures(const QDir &folder)
{
    const std::pair<QString, StoreState> states[] = {{"state-keychain-open", StoreState::Ready},
                                                     {"state-keychain-locked", StoreState::Locked},
                                                     {"state-keychain-absent", StoreState::Absent},
                                                     {"state-keychain-denied", StoreState::Denied}};
    bool saved = true;
    for (const auto &[name, state] : states) {
        QTemporaryDir config;
        MemoryKeychain keychain;
        KeychainStore store(borrowed(keychain), config.filePath("credentials.json"));
        Stage stage(ThemeChoice::Light, {1440, 900}, &store);
        const CredentialId id(32, 'a');
        const Instant now = stage.clock.now();
        store.write({{id, CredentialKind::Bearer, {"Shop API", "Staging", "orders"}, {{"https", "api.staging.example.com", 443}}, now, now},
                     {{"token", Secret(scenes::validToken())}}});
        settle();
        stage.window.openLab();
        stage.open("Order by id");
        AuthDraft &auth = stage.window.requests().current()->draft.auth;
        auth.secret = Secret();
        auth.credential = id;
        stage.window.pane()->showCurrent();
        stage.window.pane()->editor()->showTab(RequestEditor::Auth);
        keychain.state = state;
        stage.window.send();
        settle();
        saved &= save(stage.window, name, folder);
    }
    return saved;
}

}

int main(int argc, char *argv[])
{
    qputenv("QT_QPA_PLATFORM", "offscreen");
    qputenv("QT_FONT_DPI", "96");
    qputenv("TZ", "UTC");
    qunsetenv("DBUS_SESSION_BUS_ADDRESS");
    QLocale::setDefault(QLocale::c());
    QApplication application(argc, argv);
    QApplication::setCursorFlashTime(0);
    QFont font("Inter");
    font.setPixelSize(13);
    QApplication::setFont(font);
    if (argc != 2) {
        QTextStream(stderr) << "usage: keyhole-screenshots FOLDER\n";
        return 2;
    }
    const QDir folder(QString::fromLocal8Bit(argv[1]));
    if (!folder.mkpath(".")) {
        QTextStream(stderr) << "The folder cannot be made.\n";
        return 1;
    }
    bool saved = true;
    {
        Stage first(ThemeChoice::Light, {1280, 800});
        saved &= save(first.window, "first-run", folder);
    }
    saved &= mainPictures(folder);
    saved &= tokenPictures(folder);
    saved &= clockPictures(folder);
    saved &= statePictures(folder);
    saved &= cookiePictures(folder);
    saved &= keychainPictures(folder);
    saved &= credentialPictures(folder);
    saved &= signInPictures(folder);
    saved &= environmentPictures(folder);
    saved &= replayPictures(folder);
    saved &= probePictures(folder);
    saved &= comparePictures(folder);
    saved &= collectionPictures(folder);
    return saved ? 0 : 1;
}
