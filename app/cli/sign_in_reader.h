#pragma once

#include "app/cli/sign_in_options.h"

#include <map>

namespace keyhole {

/// "… tells how it is used" behind what is wrong.
Error wrongSignIn(const QString &what);

/// Steps through the arguments; the first fault stays.
class SignInReader {
public:
    explicit SignInReader(const QStringList &arguments) : m_rest(arguments) { }
    Result<SignInOptions, SignInRefusal> read();

private:
    using Authentication = OAuth2Settings::ClientAuthentication;

    void refuse(const Error &error);
    void refuse(const Error &error, int exitStatus) { m_fault = SignInRefusal{error, exitStatus}; }
    QString value(const QString &option);
    /// Of names with what each stands for.
    template <class Names> auto choice(const QString &option, const Names &known);
    void readOne(const QString &each);
    bool readHow(const QString &each);
    bool readWhere(const QString &each);
    void readRedirect(const QByteArray &address);
    void readParameter(const QByteArray &pair);
    void readOrigin(const QByteArray &text);
    void keepConnection(const QString &name, int values);
    void readConnection();

    // sign_in_secrets.cpp
    bool readSecret(const QString &each);
    Secret secret(const QString &option);
    void readKey(const Secret &text, std::optional<SigningKey> &into);
    void readAccount(const QString &file);

    // sign_in_together.cpp
    void readProvider(const QByteArray &name);
    void readField(const QByteArray &pair);
    void applyProvider();
    Authentication usualAuthentication() const;
    void checkTogether();

    QStringList m_rest, m_connection;
    SignInOptions m_options;
    std::optional<SignInRefusal> m_fault;
    std::map<QByteArray, QByteArray> m_fields;
    bool m_authenticationGiven = false;
};

}
