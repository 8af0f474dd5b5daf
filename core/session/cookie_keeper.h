#pragma once

#include "core/cookies/cookie_store.h"
#include "core/secrets/credential_store.h"
#include "core/session/session.h"

#include <QTimer>
#include <set>

namespace keyhole {

/// Keeps the jars of a session in a file between two runs, under a key of its own in the keychain. Without that key the cookies stay in
/// memory, and why is told. A keychain is asked when the program starts only if there is a file already, and is never made to ask its user.
class CookieKeeper : public QObject {
    Q_OBJECT
public:
    /// The session and the credentials must outlive it.
    CookieKeeper(Session &session, CredentialStore &credentials, const QString &file, QObject *parent = nullptr);
    ~CookieKeeper() override;  ///< writes what is not written yet

    bool isLasting() const { return m_store.has_value(); }
    /// Where the cookies are, as a sentence for a person: "Cookies are kept in memory: the keychain is locked."
    const QString &says() const { return m_says; }
    /// Whether cookies without an end are kept as well.
    void setKeepsSessionCookies(bool keeps);
    /// A jar of the session has another name now. While the file is not open (a keychain that is locked), it follows when it is.
    void renamed(const QString &from, const QString &to);

signals:
    void saysChanged();
    /// Something was found that cannot be read and was put apart, or cannot be written.
    void noticed(const keyhole::Error &error);

private:
    void askForKey();
    void takeKey(const Secret &key);
    void stayInMemory(const Error &why);
    void say(const QString &text);
    void jarChanged();
    void load(const QString &name);
    void followRenames();
    void saveAll();

    Session &m_session;
    CredentialStore &m_credentials;
    const QString m_file;
    std::optional<CookieStore> m_store;
    std::vector<std::pair<QString, QString>> m_renamed;  ///< before the file was open
    std::set<QString> m_awaited;  ///< jars that were used before the file was open
    std::set<QString> m_loaded;  ///< jars that came out of the file
    bool m_asking = false;
    bool m_refused = false;  ///< asked in vain; again when the keychain's state changes
    CookieStore::Keep m_keep = CookieStore::Keep::Lasting;
    QString m_says;
    QTimer m_later;
};

}
