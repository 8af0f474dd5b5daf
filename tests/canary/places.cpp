#include "canary/places.h"

#include "x11/x_display.h"

#include <QDir>
#include <unistd.h>

namespace keyhole {

namespace {

constexpr qint64 kLargestFile = 256 << 20;

QSet<QString> namesIn(const QString &folder)
{
    const QStringList names = QDir(folder).entryList(QDir::AllEntries | QDir::Hidden | QDir::System | QDir::NoDotAndDotDot);
    return {names.begin(), names.end()};
}

void searchNew(CanaryScan &scan, const QString &path)
{
    const QFileInfo info(path);
    if (info.isSymLink())
        return;
    scan.searchBytes(info.fileName().toUtf8(), "the name " + path);
    QFile file(path);
    if (info.isDir())
        scan.searchFolder(path);
    else if (info.isFile() && info.size() <= kLargestFile && file.open(QFile::ReadOnly))
        scan.searchBytes(file.readAll(), path);
}

}

Places::Places(const QString &home, const QStringList &own) : m_home(home), m_own(own)
{
    for (const QString &folder : {QString("/tmp"), QString("/var/tmp"), QString("/dev/shm"), QString("/run/user/%1").arg(getuid())})
        m_before.insert(folder, namesIn(folder));
}

void Places::search(CanaryScan &scan) const
{
    scan.searchFolder(m_home);
    for (auto folder = m_before.begin(); folder != m_before.end(); ++folder) {
        for (const QString &name : namesIn(folder.key()) - folder.value()) {
            const QString path = folder.key() + '/' + name;
            if (path != m_home && !m_own.contains(path))
                searchNew(scan, path);
        }
    }
    searchSelections(scan);
}

void Places::searchSelections(CanaryScan &scan)
{
    for (const QByteArray selection : {"CLIPBOARD", "PRIMARY"}) {
        for (const QByteArray &target : pasted(selection, "TARGETS").value_or(QByteArray()).split('\n')) {
            if (!target.isEmpty())
                scan.searchBytes(pasted(selection, target).value_or(QByteArray()), selection + " as " + target);
        }
    }
}

}
