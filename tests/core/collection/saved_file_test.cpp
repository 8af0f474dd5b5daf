#include "catch.h"
#include "core/collection/saved_file.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QRandomGenerator>
#include <QTemporaryDir>
#include <cerrno>
#include <csignal>
#include <poll.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace keyhole;

namespace {

/// Fails at the nth call; from there on at each call when `forGood`.
class FailingFiles : public FileOperations {
public:
    int failAt = 0, code = EIO;
    bool forGood = false, shortWrites = false;
    int calls = 0;

    int open(const char *path, int flags, mode_t mode) override { return fails() ? -1 : FileOperations::open(path, flags, mode); }
    ssize_t write(int file, const char *bytes, size_t size) override
    {
        return fails() ? -1 : FileOperations::write(file, bytes, shortWrites ? std::min<size_t>(size, 7) : size);
    }
    int chmod(int file, mode_t mode) override { return fails() ? -1 : FileOperations::chmod(file, mode); }
    int sync(int file) override { return fails() ? -1 : FileOperations::sync(file); }
    int close(int file) override
    {
        const int closed = FileOperations::close(file);
        return fails() ? -1 : closed;
    }
    int rename(const char *from, const char *to) override { return fails() ? -1 : FileOperations::rename(from, to); }

private:
    bool fails()
    {
        ++calls;
        const bool now = forGood ? calls >= failAt : calls == failAt;
        if (now)
            errno = code;
        return now;
    }
};

QByteArray contentOf(const QString &path)
{
    return loadFile(path, 1 << 30).value_or("(unreadable)");
}

QStringList filesIn(const QTemporaryDir &folder)
{
    return QDir(folder.path()).entryList(QDir::AllEntries | QDir::Hidden | QDir::System | QDir::NoDotAndDotDot);
}

mode_t modeOf(const QString &path)
{
    struct stat there { };
    ::stat(QFile::encodeName(path).constData(), &there);
    return there.st_mode & 07777;
}

/// A content that tells whether it is whole.
QByteArray numbered(int number, int size)
{
    QByteArray content = QByteArray::number(number) + '\n' + QByteArray(size, 'x') + '\n';
    return content + QCryptographicHash::hash(content, QCryptographicHash::Sha256).toHex();
}

std::optional<int> numberOf(const QByteArray &content)
{
    const QByteArray body = content.chopped(std::min<qsizetype>(64, content.size()));
    if (QCryptographicHash::hash(body, QCryptographicHash::Sha256).toHex() != content.right(64))
        return std::nullopt;
    return body.left(body.indexOf('\n')).toInt();
}

/// Saves one number after the other and tells each that was acknowledged, until it is killed.
[[noreturn]] void saveForEver(const QString &path, int from, int size, FileAccess access, int told)
{
    for (int number = from;; ++number) {
        if (saveFile(path, numbered(number, size), access) && ::write(told, &number, sizeof number) != ssize_t(sizeof number))
            ::_exit(1);
    }
}

}

TEST_CASE("Saving: a private file is for its owner alone, a shared one keeps its mode", "[collection][saving]")
{
    const QTemporaryDir folder;
    const mode_t before = ::umask(0);
    const QString secret = folder.filePath("private"), shared = folder.filePath("shared");
    REQUIRE(saveFile(secret, "a", FileAccess::Private));
    CHECK(modeOf(secret) == 0600);
    ::umask(022);
    REQUIRE(saveFile(shared, "a"));
    CHECK(modeOf(shared) == 0644);
    ::chmod(QFile::encodeName(shared).constData(), 0640);
    REQUIRE(saveFile(shared, "b"));
    ::umask(before);
    CHECK(modeOf(shared) == 0640);
    CHECK(contentOf(shared) == "b");
    CHECK(filesIn(folder).size() == 2);
}

TEST_CASE("Saving: a link is not followed, and nothing behind it changes", "[collection][saving]")
{
    const QTemporaryDir folder, other;
    const QString target = other.filePath("target"), link = folder.filePath("link.yml");
    REQUIRE(saveFile(target, "mine"));
    REQUIRE(QFile::link(target, link));
    CHECK_FALSE(saveFile(link, "theirs"));
    CHECK(contentOf(target) == "mine");
    CHECK_FALSE(loadFile(link, 100));
}

TEST_CASE("Loading: too much, a pipe and a device are refused before they are read", "[collection][saving]")
{
    const QTemporaryDir folder;
    const QString large = folder.filePath("large"), pipe = folder.filePath("pipe");
    QFile file(large);
    REQUIRE(file.open(QFile::WriteOnly));
    REQUIRE(file.resize(1LL << 30));
    file.close();
    const auto refused = loadFile(large, 4 << 20);
    REQUIRE_FALSE(refused);
    CHECK(refused.error().what.contains("1073741824"));
    REQUIRE(::mkfifo(QFile::encodeName(pipe).constData(), 0600) == 0);
    CHECK_FALSE(loadFile(pipe, 100));
    CHECK_FALSE(loadFile("/dev/zero", 100));
}

TEST_CASE("Saving: whichever call fails, the old file is there whole, or the new one is", "[collection][saving]")
{
    const QTemporaryDir folder;
    const QString path = folder.filePath("request.yml");
    const int code = GENERATE(ENOSPC, EIO, EACCES, EROFS, EDQUOT);
    const bool forGood = GENERATE(false, true);
    const bool exists = GENERATE(false, true);
    if (exists)
        REQUIRE(saveFile(path, "old"));
    for (int call = 1;; ++call) {
        FailingFiles files;
        files.failAt = call;
        files.code = code;
        files.forGood = forGood;
        const auto saved = saveFile(path, "new", FileAccess::Private, files);
        CAPTURE(code, call, forGood, exists);
        CHECK(filesIn(folder).size() <= 1);
        if (saved) {
            CHECK(files.calls <= call);  // nothing is lost when the folder was synced and cannot be closed
            CHECK(contentOf(path) == "new");
            break;
        }
        CHECK_FALSE(saved.error().what.isEmpty());
        if (!exists && !QFile::exists(path))
            continue;
        const QByteArray content = contentOf(path);
        CHECK((content == "old" || content == "new"));
        if (!exists)
            QFile::remove(path);
        else
            REQUIRE(saveFile(path, "old"));
    }
}

TEST_CASE("Saving: interrupted calls and short writes are gone on with", "[collection][saving]")
{
    const QTemporaryDir folder;
    const QString path = folder.filePath("request.yml");
    const QByteArray text(100, 'y');
    for (int call = 1; call < 30; ++call) {
        FailingFiles files;
        files.failAt = call;
        files.code = EINTR;
        files.shortWrites = true;
        const auto saved = saveFile(path, text, FileAccess::Private, files);
        CAPTURE(call);
        if (saved)
            CHECK(contentOf(path) == text);
        CHECK(filesIn(folder).size() <= 1);
    }
    CHECK(contentOf(path) == text);
}

TEST_CASE("Saving: kill -9 at any moment leaves the old or the new file, and no acknowledged one is lost", "[collection][saving]")
{
    const auto [kind, size, access] = GENERATE(table<const char *, int, FileAccess>(
        {{"request", 300, FileAccess::Shared}, {"large request", 400'000, FileAccess::Shared}, {"side-car", 20'000, FileAccess::Private}}));
    CAPTURE(kind);
    const int rounds = std::max(qEnvironmentVariableIntValue("KEYHOLE_KILL_ROUNDS"), 60);
    const QTemporaryDir folder;
    const QString path = folder.filePath("saved.yml");
    REQUIRE(saveFile(path, numbered(0, size), access));
    int number = 0, acknowledgedInAll = 0;
    for (int round = 0; round < rounds; ++round) {
        int told[2];
        REQUIRE(::pipe(told) == 0);
        const pid_t child = ::fork();
        if (child == 0)
            saveForEver(path, number + 1, size, access, told[1]);
        ::close(told[1]);
        pollfd first{told[0], POLLIN, 0};
        if (round % 2 == 0)
            ::poll(&first, 1, 5000);
        ::usleep(useconds_t(QRandomGenerator::global()->bounded(size > 100'000 ? 40'000 : 6'000)));
        ::kill(child, SIGKILL);
        ::waitpid(child, nullptr, 0);
        int acknowledged = number;
        while (::read(told[0], &acknowledged, sizeof acknowledged) == ssize_t(sizeof acknowledged))
            ++acknowledgedInAll;
        ::close(told[0]);
        const auto there = numberOf(contentOf(path));
        REQUIRE(there);
        REQUIRE(*there >= acknowledged);
        REQUIRE(*there <= acknowledged + 1);
        number = *there;
        removeStrayTemporaries(folder.path());
        REQUIRE(filesIn(folder).size() == 1);
    }
    CHECK(acknowledgedInAll > 0);
}
