#pragma once

#include <QByteArray>
#include <QString>
#include <vector>

namespace keyhole {

/// Everything that a database of SQLite holds, value by value, its log included, and the words of its full-text indexes: in the file itself
/// values are cut into pages, and words leave out what they share with those before.
/// Empty where the file is no such database; fails the case where it cannot be read. The file is not touched.
std::vector<QByteArray> databaseContents(const QString &path);

}
