#include "canary/scene.h"
#include "catch.h"
#include "core/secrets/process_privacy.h"
#include "core/secrets/waiting.h"

#include <QCryptographicHash>
#include <QDirIterator>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace keyhole;

namespace {

/// The command line over the same recording, the same keychain and what the window has saved.
void runCommands(Scene &scene)
{
    const QString recording = scene.inputs.filePath("recording.har"), postman = scene.inputs.filePath("postman.json");
    for (const char *format : {"text", "json", "markdown", "html", "junit"})
        scene.runCommand({"diagnose", "--format", format, recording});
    scene.runCommand({"diagnose", "--all", recording});
    for (const char *format : {"text", "json", "junit", "har"})
        scene.runCommand({"replay", "--format", format, recording}, {}, {0, 1});
    for (const char *format : {"curl", "har", "postman", "http"})
        scene.runCommand({"convert", "--to", format, postman});
    scene.runCommand({"convert", "--to", "opencollection", "--store", postman, scene.exports + "/converted"});
    scene.runCommand({"replay", "--format", "junit", scene.exports + "/converted"}, {}, {0, 1});
    scene.runCommand({"credentials", "import", "-", "--store"},
                     "machine api.example.org login ada password " + scene.secret("netrc password") + "\n");
    scene.runCommand({"credentials", "import", "-"}, "A_TOKEN=" + scene.secret("bearer token") + "\n");
    scene.runCommand({"credentials", "list"});
}

/// Files for their owner alone; the keyring's are its own.
void checkModes(const QString &home)
{
    QDirIterator entries(home, QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot, QDirIterator::Subdirectories);
    while (entries.hasNext()) {
        const QString path = entries.next();
        if (path.contains("/keyrings") || path.contains("/run"))
            continue;
        struct stat status { };
        REQUIRE(lstat(path.toUtf8().constData(), &status) == 0);
        INFO(path.toStdString());
        CHECK((status.st_mode & 077) == 0);
    }
}

}

TEST_CASE("Nothing on disk: fifteen secrets go through the window and the command line, and are nowhere afterwards", "[canary]")
{
    Scene scene;
    scene.runWindow("work", "crash");
    const qsizetype received = scene.server.received.size();
    scene.runWindow("again", "quit");
    CHECK(scene.server.received.mid(received).contains(scene.secret("OAuth access token")));
    runCommands(scene);

    scene.searchAll();
    INFO(scene.scan.told().toStdString());
    CHECK(scene.scan.hits().empty());
    CHECK(scene.scan.files() > 100);
    for (const char *kept : {"config/keyhole/credentials.json", "config/keyhole/window.ini", "data/keyhole/cookies.sqlite",
                             "data/keyhole/history.sqlite", ".local/state/keyhole/drafts.journal"}) {
        CAPTURE(kept);
        CHECK(QFile::exists(scene.home + '/' + kept));  // so that it was searched
    }
    for (const char *kind : {"bearer token", "API key in a field", "API key in the address", "cookie", "OAuth code", "OAuth access token",
                             "OAuth client secret", "PKCE verifier", "Postman token"}) {
        CAPTURE(kind);
        CHECK(scene.server.received.contains(scene.secret(kind)));
    }
    CHECK(QCryptographicHash::hash(scene.server.verifier, QCryptographicHash::Sha256)
              .toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals)
          == scene.server.challenge);
    checkModes(scene.home);
}

TEST_CASE("Nothing on disk: with a locked keyring nothing is sent, and nothing is left", "[canary]")
{
    Scene scene;
    scene.runWindow("work", "quit");
    const qsizetype before = scene.server.received.size();
    scene.keyring.kill();
    scene.keyring.start(Keyring::Start::Locked);
    scene.runWindow("locked", "quit");
    CHECK(scene.server.received.size() == before);
    scene.searchAll();
    INFO(scene.scan.told().toStdString());
    CHECK(scene.scan.hits().empty());
}

TEST_CASE("Both programs run without core files, and make files for their owner alone", "[canary]")
{
    const Keyring keyring;
    qputenv("QT_QPA_PLATFORM", "offscreen");
    const QString program = GENERATE(as<QString>(), KEYHOLE_CLI, KEYHOLE_PROGRAM);
    CAPTURE(program.toStdString());
    QProcess process;
    startUnprotected(process, program, program == QString(KEYHOLE_CLI) ? QStringList{"lab"} : QStringList{});
    REQUIRE(becomesTrue([&] { return lineOf(process.processId(), "status", "Umask:") == "Umask: 0077"; }));
    CHECK(lineOf(process.processId(), "limits", "Max core file size") == "Max core file size 0 0 bytes");
    crash(process);
    REQUIRE(becomesTrue([&] { return process.state() == QProcess::NotRunning; }));
    CHECK(process.exitStatus() == QProcess::CrashExit);
    CHECK(coreFiles(qEnvironmentVariable("HOME")).isEmpty());
}

TEST_CASE("A private process can be read by no debugger of its account", "[canary]")
{
    const pid_t child = fork();
    REQUIRE(child >= 0);
    if (child == 0) {
        keepProcessPrivate();
        _exit(prctl(PR_GET_DUMPABLE));
    }
    int status = -1;
    REQUIRE(waitpid(child, &status, 0) == child);
#ifdef __SANITIZE_ADDRESS__
    CHECK(WIFEXITED(status));
#else
    CHECK(WEXITSTATUS(status) == 0);
#endif
}
