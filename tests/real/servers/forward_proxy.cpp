#include "real/servers/forward_proxy.h"

#include "real/servers/apache.h"

#include <QDir>

namespace keyhole {

ForwardProxy::ForwardProxy(Asks asks, quint16 tunnelPort)
{
    const bool digest = asks == Asks::Digest;
    const QByteArray folder = m_folder.path().toUtf8();
    writePasswords(m_folder, kUser, kPassword, kRealm);
    QDir(m_folder.path()).mkpath("pages");
    QByteArray text = loadModules({"mpm_event", "authn_core", "authn_file", "authz_core", "authz_user", "auth_basic", "auth_digest", "mime",
                                   "proxy", "proxy_http", "proxy_connect"});
    text += serverBasics(m_folder, m_port) + "ProxyRequests On\nAllowCONNECT " + QByteArray::number(tunnelPort)
        + "\n<Proxy \"*\">\nAuthName \"" + kRealm + "\"\n";
    text += digest ? "AuthType Digest\nAuthDigestProvider file\nAuthUserFile " + folder + "/digest.passwords\n"
                   : "AuthType Basic\nAuthUserFile " + folder + "/basic.passwords\n";
    writeTo(m_folder.filePath("httpd.conf"), text + "Require valid-user\n</Proxy>\n");
    m_daemon.start(apacheProgram(), {"-D", "FOREGROUND", "-f", m_folder.filePath("httpd.conf")});
    m_daemon.waitForPort(m_port);
}

QByteArray ForwardProxy::address() const
{
    return "http://127.0.0.1:" + QByteArray::number(m_port);
}

}
