#pragma once

#include "core/cookies/jar.h"
#include "core/database/database.h"
#include "core/secrets/secret.h"

namespace keyhole {

/// Cookies between two runs: one jar an environment, in a file of SQLite. Value, field and address of each are encrypted and bound to the
/// cookie's identity; names, domains, paths and times stand in it as they are.
class CookieStore {
public:
    /// Opens the file, or makes it. A file that is damaged, or that another key was used for, is set aside and a new one begun; notice()
    /// tells. Fails when the key has another size than 32 bytes, or no file can be had.
    static Result<CookieStore> open(const QString &file, const Secret &key);

    /// What had to be done when it was opened, and where the old file is.
    const std::optional<Error> &notice() const { return m_notice; }

    struct Loaded {
        std::vector<Cookie> cookies;  ///< in the order in which they were set; those whose time is past by `now` are left out
        int unreadable = 0;  ///< rows that were changed from outside; they are kept apart in the file
    };
    Result<Loaded> load(const QString &environment, Instant now);

    enum class Keep { Lasting, SessionToo };
    /// Makes the file hold these cookies for the environment; writes only what differs from what was loaded or saved last. Cookies without
    /// an end stay in memory, unless they are to be kept too.
    Result<void> save(const QString &environment, const std::vector<Cookie> &cookies, Keep keep = Keep::Lasting);
    /// Forgets an environment.
    Result<void> remove(const QString &environment);

private:
    CookieStore(Database database, Secret key) : m_database(std::move(database)), m_key(std::move(key)) { }
    DatabaseResult<bool> checkKey();
    DatabaseResult<void> putApart(const std::vector<qint64> &rows);
    static DatabaseResult<CookieStore> openAsItIs(const QString &file, const Secret &key, bool &keyFits);

    Database m_database;
    Secret m_key;
    std::optional<Error> m_notice;
    std::vector<std::pair<QString, std::vector<Cookie>>> m_written;  ///< what the file holds, by environment
};

}
