#pragma once

#include "real/daemon.h"

#include <QTemporaryDir>

namespace keyhole {

/// A Kerberos realm on loopback, in a folder of its own, with a person "ada" and the service HTTP/localhost.
class KerberosRealm {
public:
    static constexpr const char *kPassword = "lovelace-1843";

    KerberosRealm();

    /// For the processes that belong to the realm: KRB5_CONFIG, KRB5CCNAME (no ticket yet) and what the server needs.
    const QProcessEnvironment &environment() const { return m_environment; }
    /// The key of HTTP/localhost.
    QString keytab() const { return m_folder.filePath("keytab"); }

    /// Gets ada a ticket.
    void signIn() const;
    void signOut() const;

private:
    void writeConfiguration() const;

    QTemporaryDir m_folder;
    quint16 m_port = freePort();
    QProcessEnvironment m_environment = QProcessEnvironment::systemEnvironment();
    Daemon m_centre;
};

}
