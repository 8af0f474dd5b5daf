#include "real/servers/apache.h"

#include <QCryptographicHash>
#include <QDir>
#include <unistd.h>

namespace keyhole {

namespace {

QString modulesFolder()
{
    for (const char *folder : {"/usr/lib/apache2/modules", "/usr/lib64/httpd/modules", "/usr/lib/httpd/modules"}) {
        if (QDir(folder).exists())
            return folder;
    }
    FAIL("Apache's modules are not installed. packaging/test installs them; on Debian: apt-get install apache2-bin");
    return {};
}

QByteArray location(const QByteArray &path, const QByteArray &directives)
{
    return "<Location " + path + ">\n" + directives + "Require valid-user\n</Location>\n";
}

}

QString apacheProgram()
{
    return QStandardPaths::findExecutable("httpd").isEmpty() ? programOf("apache2", "apache2-bin") : programOf("httpd", "httpd");
}

QByteArray loadModules(const QList<QByteArray> &names)
{
    const QString folder = modulesFolder();
    QByteArray lines;
    for (const QByteArray &name : names) {
        const QString file = folder + "/mod_" + name + ".so";
        if (!QFile::exists(file))
            FAIL(file.toStdString() << " is not installed. packaging/test installs it.");
        lines += "LoadModule " + name + "_module " + file.toUtf8() + '\n';
    }
    return lines;
}

QByteArray serverBasics(const QTemporaryDir &folder, quint16 port)
{
    const QByteArray path = folder.path().toUtf8();
    QByteArray text = "ServerName localhost\nListen 127.0.0.1:" + QByteArray::number(port) + "\nPidFile " + path
        + "/pid\nDefaultRuntimeDir " + path + "\nDocumentRoot " + path
        + "/pages\nErrorLog /dev/stderr\nTypesConfig /dev/null\nStartServers 1\n";
    // As root it serves by an account that may do nothing, which must be able to come here.
    QFile::setPermissions(folder.path(), QFile::Permissions(0x7755));
    if (geteuid() == 0)
        text += "User nobody\nGroup nogroup\n";
    return text;
}

void writePasswords(const QTemporaryDir &folder, const QByteArray &user, const QByteArray &password, const QByteArray &realm)
{
    const QByteArray sha = QCryptographicHash::hash(password, QCryptographicHash::Sha1).toBase64();
    const QByteArray md5 = QCryptographicHash::hash(user + ':' + realm + ':' + password, QCryptographicHash::Md5).toHex();
    writeTo(folder.filePath("basic.passwords"), user + ":{SHA}" + sha + '\n');
    writeTo(folder.filePath("digest.passwords"), user + ':' + realm + ':' + md5 + '\n');
}

Apache::Apache(const QString &keytab, const QProcessEnvironment &environment)
{
    writePasswords(m_folder, kUser, kPassword, kRealm);
    writeTo(m_folder.filePath("httpd.conf"), configuration(keytab));
    for (const char *path : {"basic", "digest", "negotiate"}) {
        QDir(m_folder.path()).mkpath(QString("pages/") + path);
        writeTo(m_folder.filePath(QString("pages/%1/index.html").arg(path)), "welcome\n");
    }
    m_daemon.start(apacheProgram(), {"-D", "FOREGROUND", "-f", m_folder.filePath("httpd.conf")}, environment);
    m_daemon.waitForPort(m_port);
}

QString Apache::address(const QString &path) const
{
    return QString("http://localhost:%1%2").arg(m_port).arg(path);
}

QByteArray Apache::configuration(const QString &keytab) const
{
    const QByteArray folder = m_folder.path().toUtf8();
    const QByteArray name = "AuthName \"" + QByteArray(kRealm) + "\"\n";
    QByteArray text
        = loadModules({"mpm_event", "authn_core", "authn_file", "authz_core", "authz_user", "auth_basic", "auth_digest", "dir", "mime"});
    text += serverBasics(m_folder, m_port) + "DirectoryIndex index.html\n";
    text += location("/basic", "AuthType Basic\n" + name + "AuthUserFile " + folder + "/basic.passwords\n");
    text += location("/digest", "AuthType Digest\n" + name + "AuthDigestProvider file\nAuthUserFile " + folder + "/digest.passwords\n");
    if (!keytab.isEmpty())
        text += loadModules({"auth_gssapi"})
            + location("/negotiate", "AuthType GSSAPI\n" + name + "GssapiCredStore keytab:" + keytab.toUtf8() + "\n");
    return text;
}

}
