#include "core/formats/import/folder_files.h"

#include <QDirIterator>
#include <QFile>
#include <algorithm>

namespace keyhole {

namespace {

constexpr size_t kMostFiles = 100'000;
constexpr qint64 kLargest = 100LL << 20, kLargestFile = 16LL << 20;

Error tooMuch()
{
    return {QStringLiteral("The folder holds more than %1 files or 100 MB to import.").arg(kMostFiles),
            {},
            QStringLiteral("Import a part of it.")};
}

bool endsWithOneOf(const QString &name, const std::vector<QString> &endings)
{
    return std::any_of(endings.begin(), endings.end(),
                       [&name](const QString &ending) { return name.endsWith(ending, Qt::CaseInsensitive); });
}

}

QString FolderFile::folder() const
{
    const qsizetype slash = path.lastIndexOf('/');
    return slash < 0 ? QString() : path.first(slash);
}

QString FolderFile::name() const
{
    return path.mid(path.lastIndexOf('/') + 1);
}

Result<FolderFiles> readFolderFiles(const QString &folder, const std::vector<QString> &endings)
{
    FolderFiles read;
    qint64 size = 0;
    const QDir root(folder);
    QDirIterator entries(folder, QDir::Files | QDir::Dirs | QDir::NoDotAndDotDot | QDir::Hidden | QDir::System,
                         QDirIterator::Subdirectories);
    while (entries.hasNext()) {
        const QFileInfo info(entries.next());
        const QString path = root.relativeFilePath(info.filePath());
        if (path.startsWith(QLatin1String(".git/")) || path.contains(QLatin1String("node_modules/")))
            continue;
        if (info.isSymLink()) {
            read.notes.push_back({QStringLiteral("The link is not followed."), path, QStringLiteral("Copy the file into the folder.")});
            continue;
        }
        if (!info.isFile() || !endsWithOneOf(info.fileName(), endings))
            continue;
        if (info.size() > kLargestFile) {
            read.notes.push_back({QStringLiteral("The file is larger than 16 MB, and is left out."), path, QStringLiteral("Split it.")});
            continue;
        }
        QFile file(info.filePath());
        size += info.size();
        if (read.files.size() == kMostFiles || size > kLargest)
            return failure(tooMuch());
        if (file.open(QIODevice::ReadOnly))
            read.files.push_back({path, file.readAll()});
        else
            read.notes.push_back({QStringLiteral("The file cannot be read: %1").arg(file.errorString()), path, {}});
    }
    std::sort(read.files.begin(), read.files.end(), [](const FolderFile &a, const FolderFile &b) { return a.path < b.path; });
    return read;
}

}
