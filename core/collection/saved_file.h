#pragma once

#include "core/result.h"

#include <QByteArray>
#include <sys/types.h>

namespace keyhole {

/// What saving asks of the system. Each call fails as its namesake does, with errno. Tests put failing ones in its place.
class FileOperations {
public:
    virtual ~FileOperations() = default;
    virtual int open(const char *path, int flags, mode_t mode);
    virtual ssize_t write(int file, const char *bytes, size_t size);
    virtual int chmod(int file, mode_t mode);
    virtual int sync(int file);
    virtual int close(int file);
    virtual int rename(const char *from, const char *to);
    virtual int remove(const char *path);
};
FileOperations &systemFiles();

/// Private: for the owner alone (0600). Shared: as the file that is there; a new one as the umask says.
enum class FileAccess { Shared, Private };

/// Puts the bytes in the place of a file's, at once or not at all: a temporary file in the same folder is written, synced and renamed, then
/// the folder is synced. Whenever it is interrupted, the old or the new file is there, whole. Fails with what is wrong and the path; then
/// the old file is there and no temporary one. A link is not followed.
Result<void> saveFile(const QString &path, QByteArrayView bytes, FileAccess access = FileAccess::Shared,
                      FileOperations &files = systemFiles());

/// Tells a file from itself before it was changed, without reading it.
struct FileStamp {
    qint64 size = -1, changedAt = 0;  ///< nanoseconds
    quint64 inode = 0;
    friend bool operator==(const FileStamp &, const FileStamp &) = default;
};
FileStamp stampOf(const QString &path);

/// The whole of a file. Refuses links, what is no file (a pipe, a device), and more than `limit` bytes, before anything is read. `stamp`
/// gets that of the file that was opened.
Result<QByteArray> loadFile(const QString &path, qint64 limit, FileStamp *stamp = nullptr);

/// Whether a file of this name is what an interrupted save left.
bool isStrayTemporary(const QString &name);
/// Removes those from a folder; gives how many there were.
int removeStrayTemporaries(const QString &folder);

}
