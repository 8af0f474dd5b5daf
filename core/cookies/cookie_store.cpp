#include "core/cookies/cookie_store.h"

#include "core/cookies/sealing.h"

#include <QDataStream>
#include <QFileInfo>
#include <QIODevice>

namespace keyhole {

namespace {

const std::vector<QStringList> &schema()
{
    // A row that cannot be read goes to `unreadable` as it is.
    static const std::vector<QStringList> steps{{
        "CREATE TABLE cookie (id INTEGER PRIMARY KEY, environment TEXT NOT NULL, name BLOB NOT NULL, domain BLOB NOT NULL, "
        "host_only INTEGER NOT NULL, path BLOB NOT NULL, partition BLOB NOT NULL, flags INTEGER NOT NULL, expires INTEGER, "
        "created INTEGER NOT NULL, last_used INTEGER NOT NULL, sealed BLOB NOT NULL, "
        "UNIQUE (environment, name, domain, host_only, path, partition))",
        "CREATE TABLE unreadable AS SELECT * FROM cookie",
        "CREATE TABLE key_check (sealed BLOB NOT NULL)",
    }};
    return steps;
}

constexpr const char *kCheckIdentity = "keyhole cookies: key check";

qint64 stored(Instant instant)
{
    return instant.time_since_epoch().count();
}

Instant instantOf(const QVariant &value)
{
    return Instant(Milliseconds(value.toLongLong()));
}

/// Empty ones that are not NULL, which nothing equals.
QVariant blob(const QByteArray &bytes)
{
    return bytes.isNull() ? QByteArray("") : bytes;
}
QVariant name(const QString &environment)
{
    return environment.isNull() ? QString("") : environment;
}

/// Bit 0 Secure, 1 HttpOnly, 2 Partitioned, from 3 on SameSite.
int flagsOf(const Cookie &cookie)
{
    return int(cookie.secure) | int(cookie.httpOnly) << 1 | int(cookie.partitioned) << 2 | int(cookie.sameSite) << 3;
}

QByteArray packed(const QList<QByteArray> &parts)
{
    QByteArray bytes;
    QDataStream stream(&bytes, QIODevice::WriteOnly);
    stream.setVersion(QDataStream::Qt_6_0);
    for (const QByteArray &part : parts)
        stream << (part.isNull() ? QByteArray("") : part);  // which the stream would tell from an empty one
    return bytes;
}

/// All that a row says openly, so that none of it can be changed without being noticed.
QByteArray identityOf(const QString &environment, const Cookie &cookie)
{
    return packed({environment.toUtf8(), cookie.name, cookie.domain, cookie.hostOnly ? "1" : "0", cookie.path, cookie.partition,
                   QByteArray::number(flagsOf(cookie)), cookie.expires ? QByteArray::number(stored(*cookie.expires)) : QByteArray(),
                   QByteArray::number(stored(cookie.created))});
}

Cookie cookieOf(const DatabaseRow &row)
{
    Cookie cookie;
    cookie.name = row.value(1).toByteArray();
    cookie.domain = row.value(2).toByteArray();
    cookie.hostOnly = row.value(3).toInt() != 0;
    cookie.path = row.value(4).toByteArray();
    cookie.partition = row.value(5).toByteArray();
    const int flags = row.value(6).toInt();
    cookie.secure = flags & 1;
    cookie.httpOnly = flags & 2;
    cookie.partitioned = flags & 4;
    cookie.sameSite = SameSite(std::clamp(flags >> 3, 0, int(SameSite::Unknown)));
    if (!row.value(7).isNull())
        cookie.expires = instantOf(row.value(7));
    cookie.created = instantOf(row.value(8));
    cookie.lastUsed = instantOf(row.value(9));
    return cookie;
}

bool unsealInto(Cookie &cookie, const QByteArray &sealed, const Secret &key, const QString &environment)
{
    const auto plain = unseal(sealed, key, identityOf(environment, cookie));
    if (!plain)
        return false;
    QDataStream stream(*plain);
    stream.setVersion(QDataStream::Qt_6_0);
    stream >> cookie.value >> cookie.setCookie >> cookie.setBy;
    return stream.status() == QDataStream::Ok;
}

std::optional<QVariantList> rowOf(const QString &environment, const Cookie &cookie, const Secret &key)
{
    const auto sealed = seal(packed({cookie.value, cookie.setCookie, cookie.setBy}), key, identityOf(environment, cookie));
    if (!sealed)
        return std::nullopt;
    return QVariantList{name(environment),
                        blob(cookie.name),
                        blob(cookie.domain),
                        int(cookie.hostOnly),
                        blob(cookie.path),
                        blob(cookie.partition),
                        flagsOf(cookie),
                        cookie.expires ? QVariant(stored(*cookie.expires)) : QVariant(QMetaType::fromType<qint64>()),
                        stored(cookie.created),
                        stored(cookie.lastUsed),
                        *sealed};
}

QVariantList keyOf(const QString &environment, const Cookie &cookie)
{
    return {name(environment), blob(cookie.name), blob(cookie.domain), int(cookie.hostOnly), blob(cookie.path), blob(cookie.partition)};
}

template <class T> Result<T> told(const DatabaseResult<T> &result)
{
    if (!result)
        return failure(result.error().error);
    if constexpr (std::is_void_v<T>)
        return {};
    else
        return *result;
}

const Cookie *find(const std::vector<Cookie> &cookies, const Cookie &wanted)
{
    const auto found = std::find_if(cookies.begin(), cookies.end(), [&](const Cookie &each) { return isSameCookie(each, wanted); });
    return found == cookies.end() ? nullptr : &*found;
}

}

DatabaseResult<bool> CookieStore::checkKey()
{
    const auto rows = m_database.select("SELECT sealed FROM key_check");
    if (!rows)
        return failure(rows.error());
    if (!rows->empty())
        return unseal(rows->front().value(0).toByteArray(), m_key, kCheckIdentity).has_value();
    const auto sealed = seal({}, m_key, kCheckIdentity);
    if (!sealed)
        return false;
    if (auto written = m_database.run("INSERT INTO key_check VALUES (?)", {*sealed}); !written)
        return failure(written.error());
    return true;
}

DatabaseResult<CookieStore> CookieStore::openAsItIs(const QString &file, const Secret &key, bool &keyFits)
{
    auto database = Database::open(file, schema());
    if (!database)
        return failure(database.error());
    CookieStore store(std::move(*database), key);
    const auto fits = store.checkKey();
    if (!fits)
        return failure(fits.error());
    keyFits = *fits;
    return store;
}

Result<CookieStore> CookieStore::open(const QString &file, const Secret &key)
{
    if (key.reveal().size() != kSealingKeySize)
        return failure(Error{"The key for the stored cookies is not 32 bytes long.", file, "Cookies are kept in memory."});
    bool keyFits = false;
    {
        auto store = openAsItIs(file, key, keyFits);
        if (store && keyFits)
            return std::move(*store);
        if (!store && store.error().fault != DatabaseFault::Damaged)
            return failure(store.error().error);
    }
    const auto aside = setAside(file);
    if (!aside)
        return failure(aside.error());
    auto store = openAsItIs(file, key, keyFits);
    if (!store)
        return failure(store.error().error);
    const QString name = QFileInfo(*aside).fileName();
    store->m_notice = Error{QString("The stored cookies cannot be read: the file is damaged, or the keychain holds another key."), *aside,
                            QString("They are kept as %1; a new file was begun.").arg(name)};
    return std::move(*store);
}

DatabaseResult<void> CookieStore::putApart(const std::vector<qint64> &rows)
{
    return m_database.inTransaction([&]() -> DatabaseResult<void> {
        for (const qint64 id : rows) {
            if (auto copied = m_database.run("INSERT INTO unreadable SELECT * FROM cookie WHERE id = ?", {id}); !copied)
                return copied;
            if (auto removed = m_database.run("DELETE FROM cookie WHERE id = ?", {id}); !removed)
                return removed;
        }
        return {};
    });
}

Result<CookieStore::Loaded> CookieStore::load(const QString &environment, Instant now)
{
    const auto rows = m_database.select("SELECT id, name, domain, host_only, path, partition, flags, expires, created, last_used, sealed "
                                        "FROM cookie WHERE environment = ? ORDER BY created, id",
                                        {name(environment)});
    if (!rows)
        return failure(rows.error().error);
    Loaded loaded;
    std::vector<qint64> broken;
    std::vector<Cookie> written;
    for (const DatabaseRow &row : *rows) {
        Cookie cookie = cookieOf(row);
        if (!unsealInto(cookie, row.value(10).toByteArray(), m_key, environment)) {
            broken.push_back(row.value(0).toLongLong());
            continue;
        }
        written.push_back(cookie);
        if (!cookie.expires || *cookie.expires > now)
            loaded.cookies.push_back(std::move(cookie));
    }
    loaded.unreadable = int(broken.size());
    if (auto apart = putApart(broken); !apart)
        return failure(apart.error().error);
    std::erase_if(m_written, [&](const auto &each) { return each.first == environment; });
    m_written.emplace_back(environment, std::move(written));
    return loaded;
}

Result<void> CookieStore::save(const QString &environment, const std::vector<Cookie> &cookies, Keep keep)
{
    std::vector<Cookie> lasting;
    std::copy_if(cookies.begin(), cookies.end(), std::back_inserter(lasting),
                 [keep](const Cookie &cookie) { return cookie.expires || keep == Keep::SessionToo; });
    auto known = std::find_if(m_written.begin(), m_written.end(), [&](const auto &each) { return each.first == environment; });
    if (known == m_written.end()) {
        m_written.emplace_back(environment, std::vector<Cookie>());
        known = std::prev(m_written.end());
    }
    std::vector<QVariantList> gone, changed;
    for (const Cookie &cookie : known->second) {
        if (!find(lasting, cookie))
            gone.push_back(keyOf(environment, cookie));
    }
    for (const Cookie &cookie : lasting) {
        const Cookie *before = find(known->second, cookie);
        if (before && *before == cookie)
            continue;
        auto row = rowOf(environment, cookie, m_key);
        if (!row)
            return failure(Error{"The cookies cannot be encrypted.", {}, "They are kept in memory."});
        changed.push_back(std::move(*row));
    }
    if (gone.empty() && changed.empty())
        return {};
    const auto done = m_database.inTransaction([&]() -> DatabaseResult<void> {
        if (auto removed
            = m_database.runForEach("DELETE FROM cookie WHERE environment = ? AND name = ? AND domain = ? AND host_only = ? AND "
                                    "path = ? AND partition = ?",
                                    gone);
            !removed)
            return removed;
        // Not REPLACE: the row keeps its number, and the cookie its place among those of one moment.
        return m_database.runForEach(
            "INSERT INTO cookie (environment, name, domain, host_only, path, partition, flags, expires, created, "
            "last_used, sealed) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) "
            "ON CONFLICT (environment, name, domain, host_only, path, partition) DO UPDATE SET flags = excluded.flags, "
            "expires = excluded.expires, created = excluded.created, last_used = excluded.last_used, "
            "sealed = excluded.sealed",
            changed);
    });
    if (done)
        known->second = std::move(lasting);
    return told(done);
}

Result<void> CookieStore::remove(const QString &environment)
{
    std::erase_if(m_written, [&](const auto &each) { return each.first == environment; });
    return told(m_database.run("DELETE FROM cookie WHERE environment = ?", {name(environment)}));
}

}
