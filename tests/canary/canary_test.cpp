#include "canary/refusing_server.h"
#include "canary/scan.h"
#include "core/json/values.h"
#include "core/keyring/private_bus.h"
#include "core/secrets/process_privacy.h"
#include "core/secrets/waiting.h"

#include <QDir>
#include <QDirIterator>
#include <QRandomGenerator>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>
#include <zlib.h>

using namespace keyhole;

namespace {

const std::vector<QByteArray> kKinds{
    "basic password",
    "bearer token",
    "API key in a field",
    "API key in the address",
    "cookie",
    "OAuth code",
    "OAuth access token",
    "OAuth refresh token",
    "OAuth client secret",
    "PKCE verifier",
    "passphrase of a client key",
    "digest password",
    "AWS secret key",
};

QByteArray randomText(int length)
{
    const QByteArray alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    QByteArray text;
    for (int i = 0; i < length; ++i)
        text += alphabet[QRandomGenerator::system()->bounded(int(alphabet.size()))];
    return text;
}

/// 32 random characters; passwords have some that JSON, HTML and addresses must escape.
std::vector<CanarySecret> makeSecrets()
{
    std::vector<CanarySecret> secrets;
    for (const QByteArray &kind : kKinds) {
        const bool isPassword = kind.endsWith("password") || kind.startsWith("passphrase");
        secrets.push_back({kind, isPassword ? randomText(10) + "\"<&%" + randomText(18) : randomText(32)});
    }
    return secrets;
}

QByteArray valueOf(const std::vector<CanarySecret> &secrets, const QByteArray &kind)
{
    const auto found = std::find_if(secrets.begin(), secrets.end(), [&](const CanarySecret &each) { return each.kind == kind; });
    REQUIRE(found != secrets.end());
    return found->value;
}

void writeFile(const QString &path, const QByteArray &content)
{
    QFile file(path);
    REQUIRE(file.open(QFile::WriteOnly));
    file.write(content);
}

/// A recording of a browser, with secrets in it.
QByteArray recordingOf(const std::vector<CanarySecret> &secrets, const QByteArray &server)
{
    const auto field = [](const QByteArray &name, const QByteArray &value) {
        return jsonObject({{"name", jsonText(name)}, {"value", jsonText(value)}});
    };
    const JsonValue request = jsonObject(
        {{"method", jsonText("GET")},
         {"url", jsonText(server + "/recorded?access_token=" + valueOf(secrets, "OAuth access token"))},
         {"httpVersion", jsonText("HTTP/1.1")},
         {"cookies", jsonList({field("sid", valueOf(secrets, "cookie"))})},
         {"queryString", jsonList({field("access_token", valueOf(secrets, "OAuth access token"))})},
         {"headers",
          jsonList({field("Authorization", "Bearer " + valueOf(secrets, "bearer token")),
                    field("Cookie", "sid=" + valueOf(secrets, "cookie")), field("X-Api-Key", valueOf(secrets, "API key in a field"))})},
         {"headersSize", jsonNumber(-1)},
         {"bodySize", jsonNumber(0)}});
    const JsonValue content = jsonObject({{"size", jsonNumber(2)}, {"mimeType", jsonText("application/json")}, {"text", jsonText("{}")}});
    const JsonValue response = jsonObject({{"status", jsonNumber(401)},
                                           {"statusText", jsonText("")},
                                           {"httpVersion", jsonText("HTTP/1.1")},
                                           {"cookies", jsonList({})},
                                           {"content", content},
                                           {"headers", jsonList({field("Set-Cookie", "sid=" + valueOf(secrets, "cookie"))})},
                                           {"redirectURL", jsonText("")},
                                           {"headersSize", jsonNumber(-1)},
                                           {"bodySize", jsonNumber(2)}});
    const JsonValue entry
        = jsonObject({{"startedDateTime", jsonText("2026-11-21T09:43:11.000Z")},
                      {"time", jsonNumber(5)},
                      {"request", request},
                      {"response", response},
                      {"cache", jsonObject({})},
                      {"timings", jsonObject({{"send", jsonNumber(1)}, {"wait", jsonNumber(2)}, {"receive", jsonNumber(2)}})}});
    const JsonValue creator = jsonObject({{"name", jsonText("test")}, {"version", jsonText("1")}});
    return toJson(jsonObject({{"log", jsonObject({{"version", jsonText("1.2")}, {"creator", creator}, {"entries", jsonList({entry})}})}}));
}

/// A child that starts where core files are allowed, and files are for everybody unless it takes care.
void start(QProcess &process, const QString &program, const QStringList &arguments)
{
    process.setWorkingDirectory(qEnvironmentVariable("HOME"));
    process.setChildProcessModifier([] {
        const rlimit all{RLIM_INFINITY, RLIM_INFINITY};
        setrlimit(RLIMIT_CORE, &all);
        umask(0);
    });
    process.start(program, arguments);
    REQUIRE(process.waitForStarted());
}

/// A home of its own with an open keyring, a server, and the places that are searched afterwards.
struct Scene {
    Keyring keyring;
    const std::vector<CanarySecret> secrets = makeSecrets();
    CanaryScan scan{secrets};
    RefusingServer server;
    const QString home = qEnvironmentVariable("HOME");
    const QString exports = home + "/exports";
    const QTemporaryDir inputs;  ///< what a person brings along is not searched
    const QSet<QString> sharedBefore = sharedMemory();

    Scene()
    {
        for (const QString &folder : {exports, home + "/tmp"}) {
            REQUIRE(QDir().mkpath(folder));
            QFile::setPermissions(folder, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
        }
        qputenv("TMPDIR", (home + "/tmp").toUtf8());
        qputenv("QT_QPA_PLATFORM", "offscreen");
        server.cookie = valueOf(secrets, "cookie");
        server.accessToken = valueOf(secrets, "OAuth access token");
        server.refreshToken = valueOf(secrets, "OAuth refresh token");
        writeFile(inputs.filePath("recording.har"), recordingOf(secrets, server.address()));
    }

    static QSet<QString> sharedMemory()
    {
        const QStringList names = QDir("/dev/shm").entryList(QDir::Files);
        return {names.begin(), names.end()};
    }

    QByteArray instructions(const QByteArray &run) const
    {
        std::vector<JsonMember> members;
        for (const CanarySecret &secret : secrets)
            members.push_back({secret.kind, jsonText(secret.value)});
        return toJson(jsonObject({{"run", jsonText(run)},
                                  {"server", jsonText(server.address())},
                                  {"exports", jsonText(exports.toUtf8())},
                                  {"har", jsonText(inputs.filePath("recording.har").toUtf8())},
                                  {"secrets", jsonObject(members)}}));
    }

    void runWindow(const QByteArray &run, const QByteArray &end)
    {
        QProcess window;
        start(window, KEYHOLE_CANARY_WINDOW, {});
        window.write(instructions(run) + '\n');
        REQUIRE(becomesTrue([&] { return window.canReadLine() || window.state() == QProcess::NotRunning; }, 90'000));
        const QByteArray told = window.readLine().trimmed();
        scan.searchProcess(window.processId());
        window.write(end + '\n');
        REQUIRE(becomesTrue([&] { return window.state() == QProcess::NotRunning; }));
        const QByteArray errors = window.readAllStandardError();
        INFO(run.toStdString() << ": " << errors.toStdString());
        CHECK(told == "done");
        CHECK((window.exitStatus() == QProcess::CrashExit) == (end == "crash"));
        scan.searchBytes(told + window.readAllStandardOutput() + errors, "what the window wrote");
    }

    void runCommand(const QStringList &arguments, const QByteArray &input = {})
    {
        QProcess process;
        start(process, KEYHOLE_CLI, arguments);
        scan.searchProcess(process.processId());
        process.write(input);
        process.closeWriteChannel();
        REQUIRE(becomesTrue([&] { return process.state() == QProcess::NotRunning; }, 30'000));
        const QByteArray out = process.readAllStandardOutput();
        INFO(arguments.join(' ').toStdString() << ": " << process.readAllStandardError().toStdString());
        CHECK(process.exitCode() == 0);
        CHECK_FALSE(out.isEmpty());
        scan.searchBytes(out + process.readAllStandardError(), "keyhole-cli " + arguments.join(' '));
    }

    void searchAll()
    {
        scan.searchFolder(home);
        for (const QString &name : sharedMemory() - sharedBefore) {
            QFile file("/dev/shm/" + name);
            if (file.open(QFile::ReadOnly))
                scan.searchBytes(file.readAll(), file.fileName());
        }
    }
};

QByteArray gzipped(const QByteArray &bytes, int windowBits)
{
    z_stream stream{};
    QByteArray packed(4096 + bytes.size(), '\0');
    REQUIRE(deflateInit2(&stream, 9, Z_DEFLATED, windowBits, 8, Z_DEFAULT_STRATEGY) == Z_OK);
    stream.next_in = reinterpret_cast<Bytef *>(const_cast<char *>(bytes.data()));
    stream.avail_in = uInt(bytes.size());
    stream.next_out = reinterpret_cast<Bytef *>(packed.data());
    stream.avail_out = uInt(packed.size());
    REQUIRE(deflate(&stream, Z_FINISH) == Z_STREAM_END);
    packed.truncate(qsizetype(stream.total_out));
    deflateEnd(&stream);
    return packed;
}

/// What the system says of a running process: a line of /proc/PID/`file`.
QByteArray lineOf(qint64 processId, const QString &file, const QByteArray &start)
{
    QFile proc(QString("/proc/%1/%2").arg(processId).arg(file));
    REQUIRE(proc.open(QFile::ReadOnly));
    for (const QByteArray &line : proc.readAll().split('\n')) {
        if (line.startsWith(start))
            return line.simplified();
    }
    return {};
}

}

TEST_CASE("Canary scan: a secret is found in each spelling, in files, archives, names, arguments and variables", "[canary]")
{
    const QTemporaryDir folder;
    const CanarySecret secret{"control", randomText(10) + "\"<&%" + randomText(18)};
    const auto foundIn = [&](const QByteArray &bytes) {
        CanaryScan scan({secret});
        scan.searchBytes(bytes, "here");
        return !scan.hits().empty();
    };
    const std::vector<Spelling> spellings = spellingsOf(secret.value);
    CHECK(spellings.size() >= 17);
    for (const Spelling &spelling : spellings) {
        CAPTURE(spelling.encoding);
        CHECK(foundIn("before" + spelling.bytes + "behind"));
    }
    for (int offset = 0; offset < 3; ++offset)
        CHECK(foundIn((QByteArray(offset, '-') + secret.value + "-").toBase64()));
    CHECK_FALSE(foundIn("before" + secret.value.chopped(1) + "behind"));

    CHECK(foundIn(gzipped("text " + secret.value, 15 + 16)));
    QByteArray zip("PK\x03\x04\x14\0\0\0\x08\0", 10);
    zip += QByteArray(16, '\0') + QByteArray("\x01\0\0\0", 4) + "n" + gzipped("text " + secret.value, -15);
    CHECK(foundIn(zip));

    writeFile(folder.filePath("a file"), "x" + secret.value);
    CanaryScan inFolder({secret});
    inFolder.searchFolder(folder.path());
    CHECK(inFolder.hits().size() >= 1);

    QProcess process;
    process.start("sh", {"-c", "echo ready; read x; exit", secret.value});
    REQUIRE(process.waitForReadyRead());  // until then its arguments may still be those of this process
    CanaryScan inProcess({secret});
    inProcess.searchProcess(process.processId());
    CHECK_FALSE(inProcess.hits().empty());
    process.closeWriteChannel();
    process.waitForFinished();
}

TEST_CASE("Nothing on disk: thirteen secrets go through the window and the command line, and are nowhere afterwards", "[canary]")
{
    Scene scene;
    scene.runWindow("work", "crash");
    scene.runWindow("again", "quit");
    for (const char *format : {"text", "json", "markdown", "html", "junit"})
        scene.runCommand({"diagnose", "--format", format, scene.inputs.filePath("recording.har")});
    scene.runCommand({"diagnose", "--all", scene.inputs.filePath("recording.har")});
    scene.runCommand({"credentials", "import", "-"}, "A_TOKEN=" + valueOf(scene.secrets, "bearer token") + "\n");
    scene.runCommand({"credentials", "list"});

    scene.searchAll();
    INFO(scene.scan.told().toStdString());
    CHECK(scene.scan.hits().empty());
    CHECK(scene.scan.files() > 10);
    for (const char *kind : {"bearer token", "API key in a field", "API key in the address", "cookie", "OAuth code", "OAuth access token",
                             "OAuth client secret", "PKCE verifier"}) {
        CAPTURE(kind);
        CHECK(scene.server.received.contains(valueOf(scene.secrets, kind)));
    }

    QDirIterator entries(scene.home, QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot, QDirIterator::Subdirectories);
    while (entries.hasNext()) {
        const QString path = entries.next();
        if (path.contains("/keyrings") || path.contains("/run"))
            continue;  // the keyring's own
        struct stat status { };
        REQUIRE(lstat(path.toUtf8().constData(), &status) == 0);
        INFO(path.toStdString());
        CHECK((status.st_mode & 077) == 0);
    }
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
    start(process, program, program == QString(KEYHOLE_CLI) ? QStringList{"lab"} : QStringList{});
    REQUIRE(becomesTrue([&] { return lineOf(process.processId(), "status", "Umask:") == "Umask: 0077"; }));
    CHECK(lineOf(process.processId(), "limits", "Max core file size") == "Max core file size 0 0 bytes");
    process.kill();
    process.waitForFinished();
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
