#include "app/keyhole/single_instance.h"
#include "app/lab/lab.h"
#include "core/clock/clock.h"
#include "core/collection/draft_journal.h"
#include "core/secrets/keychain_store.h"
#include "core/secrets/layered_store.h"
#include "core/secrets/process_privacy.h"
#include "core/secrets/system_keychain.h"
#include "core/session/cookie_keeper.h"
#include "core/session/history_keeper.h"
#include "core/session/noise_keeper.h"
#include "core/session/session.h"
#include "core/transport/curl_transport.h"
#include "ui/main_window/main_window.h"
#include "ui/main_window/notice_bar.h"
#include "ui/text/english_plurals.h"
#include "ui/token/issuer_keys.h"

#include <QApplication>
#include <QCommandLineParser>
#include <QDir>
#include <QFileInfo>
#include <QStandardPaths>

using namespace keyhole;

namespace {

struct Options {
    QStringList files;
    bool lab = false;
    std::optional<ThemeChoice> theme;
};

Options readOptions(const QStringList &arguments)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(QCoreApplication::translate("main", "Why did the server say 401, and what do I change?"));
    parser.addHelpOption();
    parser.addVersionOption();
    parser.addPositionalArgument(
        "files", QCoreApplication::translate("main", "HAR files, curl commands, transcripts or folders of collections to open."),
        "[files…]");
    const QCommandLineOption lab("lab", QCoreApplication::translate("main", "Open the 401 lab, a server inside the program."));
    const QCommandLineOption theme("theme", QCoreApplication::translate("main", "light or dark; otherwise as it was last."), "theme");
    parser.addOptions({lab, theme});
    parser.process(arguments);
    Options options;
    for (const QString &file : parser.positionalArguments())
        options.files.append(QDir::current().absoluteFilePath(file));
    options.lab = parser.isSet(lab);
    if (parser.isSet(theme)) {
        if (parser.value(theme) != "light" && parser.value(theme) != "dark") {
            fprintf(stderr, "keyhole: --theme takes light or dark.\n");
            exit(2);
        }
        options.theme = parser.value(theme) == "dark" ? ThemeChoice::Dark : ThemeChoice::Light;
    }
    return options;
}

void openAll(MainWindow &window, const QStringList &files)
{
    for (const QString &file : files)
        window.openFile(file);
}

}

int main(int argc, char *argv[])
{
    keepProcessPrivate();
    QApplication application(argc, argv);
    QApplication::setApplicationName("keyhole");
    QApplication::setApplicationDisplayName("Keyhole");
    QApplication::setApplicationVersion(KEYHOLE_VERSION);
    QGuiApplication::setDesktopFileName("org.keyhole.Keyhole");
    const Options options = readOptions(application.arguments());

    const QString folder = QStandardPaths::writableLocation(QStandardPaths::AppConfigLocation);
    const QString data = QStandardPaths::writableLocation(QStandardPaths::AppDataLocation);
    SingleInstance instance(folder);
    QStringList toOther = options.files;
    if (options.lab)
        toOther.prepend("--lab");
    if (instance.handOver(toOther))
        return 0;

    const SystemClock clock;
    CurlTransport transport(clock);
    KeychainStore credentials(std::make_unique<SystemKeychain>(), folder + "/credentials.json");
    LayeredStore layers(credentials);
    Session session(transport, clock);
    session.setCredentials(&layers);
    CookieKeeper cookies(session, credentials, data + "/cookies.sqlite");
    const HistoryRetention kept = WindowSettings::load(folder + "/window.ini").history;
    HistoryKeeper history(session, credentials, HistoryStore::usualFile(), kept);
    NoiseKeeper noise(NoiseKeeper::usualFile());
    noise.follow(session);
    Lab lab;
    EnglishPlurals plurals;
    QApplication::installTranslator(&plurals);
    Theme theme;
    QApplication::setWindowIcon(theme.applicationIcon());
    const auto openLab = [&lab]() -> Result<Collection> {
        if (lab.address().isEmpty()) {
            if (const auto started = lab.start(); !started)
                return failure(started.error());
        }
        return lab.collection();
    };
    IssuerKeys issuerKeys(transport, clock);
    MainWindow window(theme, session,
                      {folder + "/window.ini", openLab, data + "/clocks.sqlite", &issuerKeys, &history, &noise,
                       QFileInfo(DraftJournal::usualFile()).path()});
    if (options.theme)
        theme.setChoice(*options.theme);
    QObject::connect(&cookies, &CookieKeeper::noticed, window.notice(), &NoticeBar::tell);
    QObject::connect(&noise, &NoiseKeeper::noticed, window.notice(), &NoticeBar::tell);
    QObject::connect(&window.environments(), &Environments::jarRenamed, &cookies, &CookieKeeper::renamed);
    if (const auto listening = instance.listen(); !listening)
        qWarning("Keyhole cannot be found by a second start: %s", qUtf8Printable(listening.error().what));
    QObject::connect(&instance, &SingleInstance::received, &window, [&window](QStringList arguments) {
        if (!arguments.isEmpty() && arguments.front() == "--lab") {
            arguments.removeFirst();
            window.openLab();
        }
        openAll(window, arguments);
        window.showNormal();
        window.raise();
        window.activateWindow();
    });
    window.show();
    if (options.lab)
        window.openLab();
    openAll(window, options.files);
    return application.exec();
}
