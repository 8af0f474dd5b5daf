#include "core/session/cookie_keeper.h"

#include "core/session/storage_key.h"

#include <QFile>

namespace keyhole {

namespace {

// What changes within this time is written at once.
constexpr std::chrono::milliseconds kTogether{500};
constexpr const char *kName = "cookies";

}

CookieKeeper::CookieKeeper(Session &session, CredentialStore &credentials, const QString &file, QObject *parent)
    : QObject(parent), m_session(session), m_credentials(credentials), m_file(file),
      m_says(QStringLiteral("Cookies are kept in memory until the first one that lasts."))
{
    m_session.setJarKeeping(m_says);
    m_later.setSingleShot(true);
    m_later.setInterval(kTogether);
    connect(&m_later, &QTimer::timeout, this, &CookieKeeper::saveAll);
    connect(&m_session, &Session::jarChanged, this, &CookieKeeper::jarChanged);
    connect(&m_session, &Session::jarUsed, this, &CookieKeeper::load);
    connect(&m_session, &Session::keepsSessionCookiesChanged, this, &CookieKeeper::setKeepsSessionCookies);
    setKeepsSessionCookies(m_session.keepsSessionCookies());
    connect(&m_credentials, &CredentialStore::stateChanged, this, [this](StoreState state) {
        if (m_refused && isUsable(state))
            askForKey();
    });
    if (QFile::exists(m_file))
        askForKey();
}

CookieKeeper::~CookieKeeper()
{
    if (m_later.isActive())
        saveAll();
}

void CookieKeeper::setKeepsSessionCookies(bool keeps)
{
    m_keep = keeps ? CookieStore::Keep::SessionToo : CookieStore::Keep::Lasting;
    jarChanged();
}

void CookieKeeper::jarChanged()
{
    if (m_store) {
        m_later.start();
        return;
    }
    const auto &cookies = m_session.jar().cookies();
    const auto lasts = [this](const Cookie &cookie) { return cookie.expires || m_keep == CookieStore::Keep::SessionToo; };
    if (!m_asking && !m_refused && std::any_of(cookies.begin(), cookies.end(), lasts))
        askForKey();
}

void CookieKeeper::askForKey()
{
    if (m_asking || m_store)
        return;
    m_asking = true;
    m_refused = false;
    withStorageKey(m_credentials, QLatin1String(kName), m_session.now(), this, [this](const Result<Secret> &key) {
        if (key)
            takeKey(*key);
        else
            stayInMemory(key.error());
    });
}

void CookieKeeper::takeKey(const Secret &key)
{
    m_asking = false;
    auto store = CookieStore::open(m_file, key);
    if (!store) {
        stayInMemory(store.error());
        return;
    }
    m_store = std::move(*store);
    if (m_store->notice())
        emit noticed(*m_store->notice());
    say(QStringLiteral("Cookies that last are stored, encrypted with a key in the keychain."));
    followRenames();
    load(m_session.jarName());
    for (const QString &name : std::exchange(m_awaited, {}))
        load(name);
    m_later.start();
}

void CookieKeeper::renamed(const QString &from, const QString &to)
{
    if (!m_store)
        m_renamed.emplace_back(from, to);
}

void CookieKeeper::followRenames()
{
    for (const auto &[from, to] : std::exchange(m_renamed, {})) {
        const auto kept = m_store->load(from, m_session.now());
        auto moved = kept ? m_store->remove(to) : failure(kept.error());
        if (moved)
            moved = m_store->save(to, kept->cookies, CookieStore::Keep::SessionToo);
        if (moved)
            moved = m_store->remove(from);
        if (!moved)
            emit noticed(moved.error());
    }
}

void CookieKeeper::stayInMemory(const Error &why)
{
    m_asking = false;
    m_refused = true;
    say(QStringLiteral("Cookies are kept in memory until the program ends. %1").arg(why.what));
}

void CookieKeeper::say(const QString &text)
{
    m_says = text;
    m_session.setJarKeeping(text);
    emit saysChanged();
}

/// What the session holds already is newer than what the file has.
void CookieKeeper::load(const QString &name)
{
    if (!m_store)
        m_awaited.insert(name);
    if (!m_store || !m_loaded.insert(name).second)
        return;
    const auto loaded = m_store->load(name, m_session.now());
    if (!loaded) {
        emit noticed(loaded.error());
        return;
    }
    CookieJar &jar = m_session.jarOf(name);
    const std::vector<Cookie> newer = jar.cookies();
    jar.clear();
    for (const auto *cookies : {&loaded->cookies, &newer}) {
        for (const Cookie &cookie : *cookies)
            jar.add(cookie);
    }
    if (loaded->unreadable > 0)
        emit noticed({QStringLiteral("%1 stored cookies cannot be read: they were changed from outside.").arg(loaded->unreadable), m_file,
                      QStringLiteral("They are kept apart in the file.")});
    if (!loaded->cookies.empty() && name == m_session.jarName())
        m_session.editJar([](CookieJar &) {});
}

void CookieKeeper::saveAll()
{
    m_later.stop();
    if (!m_store)
        return;
    for (const QString &name : m_loaded) {
        if (const auto saved = m_store->save(name, m_session.jarOf(name).cookies(), m_keep); !saved)
            emit noticed(saved.error());
    }
}

}
