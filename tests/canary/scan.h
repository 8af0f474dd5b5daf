#pragma once

#include "canary/spellings.h"

#include <QString>

namespace keyhole {

/// Looks for secrets, in every spelling, wherever a program may have left them.
class CanaryScan {
public:
    explicit CanaryScan(const std::vector<CanarySecret> &secrets);
    /// One that became known only now; what was searched before is not searched again.
    void add(const CanarySecret &secret);

    /// What was found: where, which secret, how it is written.
    struct Hit {
        QString where;
        QByteArray kind;
        QByteArray encoding;
    };

    /// Bytes, and what is inside where they are compressed (zip, gzip, Zstandard).
    void searchBytes(const QByteArray &bytes, const QString &where);
    /// Every file below, links not followed, the names of the files, and every value in databases.
    void searchFolder(const QString &folder);
    /// Command line and environment of a process and of all that it started (Linux).
    void searchProcess(qint64 processId);

    const std::vector<Hit> &hits() const { return m_hits; }
    /// One line a hit; without the secrets.
    QString told() const;
    int files() const { return m_files; }

private:
    void searchArchive(const QByteArray &bytes, const QString &where);

    struct Wanted {
        QByteArray kind;
        Spelling spelling;
    };
    std::vector<Wanted> m_wanted;
    std::vector<Hit> m_hits;
    int m_files = 0;
    int m_depth = 0;
};

}
