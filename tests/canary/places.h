#pragma once

#include "canary/scan.h"

#include <QMap>
#include <QSet>

namespace keyhole {

/// Everywhere that a program may leave something behind, as it was when this was made, so that what is new can be told.
class Places {
public:
    /// `own`: folders of the test itself in the places for temporary files, which are not searched.
    Places(const QString &home, const QStringList &own);

    /// The home with the XDG folders, exports and temporary files in it; what is new in the system's folders for temporary files; what
    /// other programs on the X display could paste.
    void search(CanaryScan &scan) const;

    /// The two selections, in each form in which they are offered, by a program of its own.
    static void searchSelections(CanaryScan &scan);

private:
    const QString m_home;
    const QStringList m_own;
    QMap<QString, QSet<QString>> m_before;  ///< the names in each shared folder
};

}
