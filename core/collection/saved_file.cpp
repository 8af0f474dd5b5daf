#include "core/collection/saved_file.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QUuid>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace keyhole {

namespace {

constexpr char kTemporaryMark[] = ".keyhole-";
constexpr char kTemporaryEnd[] = ".tmp";

QString reasonOf(int code)
{
    switch (code) {
    case ENOSPC:
    case EDQUOT:
        return QStringLiteral("the disk is full");
    case EACCES:
    case EPERM:
        return QStringLiteral("there is no permission");
    case EROFS:
        return QStringLiteral("the folder is read-only");
    case ENOENT:
        return QStringLiteral("it is not there");
    case ELOOP:
        return QStringLiteral("it is a link");
    default:
        return QString::fromLocal8Bit(std::strerror(code));
    }
}

Error failed(const QString &path, const char *what, int code)
{
    return {QStringLiteral("the file cannot be %1: %2").arg(QLatin1String(what), reasonOf(code)), path,
            QStringLiteral("Check the folder and its permissions, then try again; what was there is unchanged.")};
}

template <class Call> auto untilNotInterrupted(Call call)
{
    auto result = call();
    while (result < 0 && errno == EINTR)
        result = call();
    return result;
}

/// A file that is being written: closed and removed unless it was given its name.
class Temporary {
public:
    Temporary(FileOperations &files, const QString &target) : m_files(files), m_target(QFile::encodeName(target))
    {
        const QFileInfo info(target);
        const QString mark = QUuid::createUuid().toString(QUuid::Id128).left(16);
        m_path = QFile::encodeName(info.path() + QStringLiteral("/.") + info.fileName() + QLatin1String(kTemporaryMark) + mark
                                   + QLatin1String(kTemporaryEnd));
    }
    ~Temporary()
    {
        close();
        if (m_there)
            m_files.remove(m_path.constData());
    }
    Q_DISABLE_COPY_MOVE(Temporary)

    bool open(mode_t mode)
    {
        m_file = untilNotInterrupted(
            [this, mode] { return m_files.open(m_path.constData(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, mode); });
        m_there = m_file >= 0;
        return m_there;
    }
    bool chmod(mode_t mode) { return m_files.chmod(m_file, mode) == 0; }
    bool write(QByteArrayView bytes)
    {
        while (!bytes.isEmpty()) {
            const ssize_t written
                = untilNotInterrupted([this, bytes] { return m_files.write(m_file, bytes.data(), size_t(bytes.size())); });
            if (written <= 0) {
                errno = written == 0 ? EIO : errno;
                return false;
            }
            bytes = bytes.sliced(written);
        }
        return true;
    }
    bool sync()
    {
        return untilNotInterrupted([this] { return m_files.sync(m_file); }) == 0;
    }
    bool close()
    {
        const int file = std::exchange(m_file, -1);
        return file < 0 || m_files.close(file) == 0 || errno == EINTR;
    }
    bool rename()
    {
        m_there = m_files.rename(m_path.constData(), m_target.constData()) != 0;
        return !m_there;
    }

private:
    FileOperations &m_files;
    QByteArray m_target, m_path;
    int m_file = -1;
    bool m_there = false;
};

FileStamp stampOf(const struct stat &there)
{
    return {there.st_size, qint64(there.st_mtim.tv_sec) * 1'000'000'000 + there.st_mtim.tv_nsec, quint64(there.st_ino)};
}

bool syncFolder(FileOperations &files, const QString &file)
{
    const QByteArray folder = QFile::encodeName(QFileInfo(file).path());
    const int opened = untilNotInterrupted([&] { return files.open(folder.constData(), O_RDONLY | O_DIRECTORY | O_CLOEXEC, 0); });
    if (opened < 0)
        return false;
    const bool synced = untilNotInterrupted([&] { return files.sync(opened); }) == 0;
    const int code = errno;
    files.close(opened);
    errno = code;
    return synced;
}

}

int FileOperations::open(const char *path, int flags, mode_t mode)
{
    return ::open(path, flags, mode);
}
ssize_t FileOperations::write(int file, const char *bytes, size_t size)
{
    return ::write(file, bytes, size);
}
int FileOperations::chmod(int file, mode_t mode)
{
    return ::fchmod(file, mode);
}
int FileOperations::sync(int file)
{
    return ::fsync(file);
}
int FileOperations::close(int file)
{
    return ::close(file);
}
int FileOperations::rename(const char *from, const char *to)
{
    return ::rename(from, to);
}
int FileOperations::remove(const char *path)
{
    return ::unlink(path);
}

FileOperations &systemFiles()
{
    static FileOperations files;
    return files;
}

Result<void> saveFile(const QString &path, QByteArrayView bytes, FileAccess access, FileOperations &files)
{
    struct stat there { };
    const bool exists = ::lstat(QFile::encodeName(path).constData(), &there) == 0;
    if (exists && !S_ISREG(there.st_mode))
        return failure(failed(path, "saved", S_ISLNK(there.st_mode) ? ELOOP : EISDIR));
    Temporary temporary(files, path);
    const bool isPrivate = access == FileAccess::Private;
    if (!temporary.open(isPrivate ? 0600 : 0666))
        return failure(failed(path, "saved", errno));
    if (isPrivate ? !temporary.chmod(0600) : exists && !temporary.chmod(there.st_mode & 07777))
        return failure(failed(path, "saved", errno));
    if (!temporary.write(bytes) || !temporary.sync() || !temporary.close() || !temporary.rename())
        return failure(failed(path, "saved", errno));
    if (!syncFolder(files, path))
        return failure(failed(path, "kept", errno));
    return {};
}

FileStamp stampOf(const QString &path)
{
    struct stat there { };
    return ::lstat(QFile::encodeName(path).constData(), &there) == 0 ? stampOf(there) : FileStamp();
}

Result<QByteArray> loadFile(const QString &path, qint64 limit, FileStamp *stamp)
{
    const int file = untilNotInterrupted(
        [&path] { return ::open(QFile::encodeName(path).constData(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK); });
    if (file < 0)
        return failure(failed(path, "read", errno));
    const auto closing = qScopeGuard([file] { ::close(file); });
    struct stat there { };
    if (::fstat(file, &there) != 0)
        return failure(failed(path, "read", errno));
    if (stamp)
        *stamp = stampOf(there);
    if (!S_ISREG(there.st_mode))
        return failure(Error{QStringLiteral("this is no file"), path, QStringLiteral("Remove it from the folder.")});
    if (there.st_size > limit)
        return failure(Error{QStringLiteral("the file has %1 bytes, more than %2").arg(there.st_size).arg(limit), path,
                             QStringLiteral("Keep large bodies in files of their own.")});
    QByteArray bytes(qsizetype(there.st_size), Qt::Uninitialized);
    qsizetype have = 0;
    while (have < bytes.size()) {
        const ssize_t got = untilNotInterrupted([&] { return ::read(file, bytes.data() + have, size_t(bytes.size() - have)); });
        if (got < 0)
            return failure(failed(path, "read", errno));
        if (got == 0)
            break;
        have += got;
    }
    bytes.truncate(have);
    return bytes;
}

bool isStrayTemporary(const QString &name)
{
    return name.startsWith('.') && name.endsWith(QLatin1String(kTemporaryEnd)) && name.contains(QLatin1String(kTemporaryMark));
}

int removeStrayTemporaries(const QString &folder)
{
    int removed = 0;
    const QDir dir(folder);
    for (const QString &name : dir.entryList(QDir::Files | QDir::Hidden | QDir::System | QDir::NoSymLinks, QDir::Unsorted))
        removed += isStrayTemporary(name) && QFile::remove(dir.filePath(name));
    return removed;
}

}
