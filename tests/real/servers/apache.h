#pragma once

#include "real/daemon.h"

#include <QTemporaryDir>

namespace keyhole {

// What any Apache of the tests is configured with.
QString apacheProgram();
QByteArray loadModules(const QList<QByteArray> &names);
QByteArray serverBasics(const QTemporaryDir &folder, quint16 port);
/// The files "basic.passwords" and "digest.passwords", with one user.
void writePasswords(const QTemporaryDir &folder, const QByteArray &user, const QByteArray &password, const QByteArray &realm);

/// Apache httpd on a free port of loopback, in a folder of its own: /basic and /digest ask for a password, /negotiate for a Kerberos ticket
/// when it has a keytab. The file "index.html" below each says who came in.
class Apache {
public:
    static constexpr const char *kUser = "ada";
    static constexpr const char *kPassword = "lovelace-1843";
    static constexpr const char *kRealm = "Engine room";

    /// `keytab` is the file with the key of HTTP/localhost.
    explicit Apache(const QString &keytab = {}, const QProcessEnvironment &environment = QProcessEnvironment::systemEnvironment());

    QString address(const QString &path) const;

private:
    QByteArray configuration(const QString &keytab) const;

    QTemporaryDir m_folder;
    quint16 m_port = freePort();
    Daemon m_daemon;
};

}
