#pragma once

#include "core/result.h"

#include <QByteArray>
#include <vector>

namespace keyhole {

/// A file of a folder that is imported: its path below the folder, with slashes, and its content.
struct FolderFile {
    QString path;
    QByteArray content;

    QString folder() const;  ///< "orders/old" of "orders/old/get.bru"; empty at the top
    QString name() const;
};

struct FolderFiles {
    std::vector<FolderFile> files;  ///< by path
    std::vector<Error> notes;  ///< links that are not followed, files that cannot be read
};

/// The files of a folder whose names end with one of these. Links are not followed, so that nothing outside the folder is read. Fails when
/// there are more than 100,000 files or 100 MB.
Result<FolderFiles> readFolderFiles(const QString &folder, const std::vector<QString> &endings);

}
