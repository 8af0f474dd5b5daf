#include "real/servers/kerberos.h"

namespace keyhole {

namespace {
constexpr const char *kRealm = "KEYHOLE.TEST";
}

KerberosRealm::KerberosRealm()
{
    QFile::setPermissions(m_folder.path(), QFile::Permissions(0x7755));  // the web server reads the keytab by another account
    writeConfiguration();
    m_environment.insert("KRB5_CONFIG", m_folder.filePath("krb5.conf"));
    m_environment.insert("KRB5_KDC_PROFILE", m_folder.filePath("kdc.conf"));
    m_environment.insert("KRB5CCNAME", "FILE:" + m_folder.filePath("tickets"));
    m_environment.insert("KRB5RCACHEDIR", m_folder.path());
    m_environment.insert("KRB5RCACHETYPE", "none");
    const QString admin = programOf("kadmin.local", "krb5-admin-server");
    runTool(programOf("kdb5_util", "krb5-kdc"), {"-r", kRealm, "-P", "master", "create", "-s"}, m_environment);
    runTool(admin, {"-r", kRealm}, m_environment,
            "addprinc -pw " + QByteArray(kPassword) + " ada\naddprinc -randkey HTTP/localhost\nktadd -k " + keytab().toUtf8()
                + " HTTP/localhost\n");
    REQUIRE(QFile::exists(keytab()));
    QFile::setPermissions(keytab(), QFile::Permissions(0x6644));
    m_centre.start(programOf("krb5kdc", "krb5-kdc"), {"-n", "-r", kRealm}, m_environment);
    m_centre.waitForPort(m_port);
}

void KerberosRealm::signIn() const
{
    runTool(programOf("kinit", "krb5-user"), {"ada@" + QString(kRealm)}, m_environment, QByteArray(kPassword) + '\n');
}

void KerberosRealm::signOut() const
{
    QFile::remove(m_folder.filePath("tickets"));
}

void KerberosRealm::writeConfiguration() const
{
    const QByteArray folder = m_folder.path().toUtf8();
    const QByteArray realm = kRealm;
    const QByteArray port = QByteArray::number(m_port);
    writeTo(m_folder.filePath("krb5.conf"),
            "[libdefaults]\ndefault_realm = " + realm
                + "\ndns_lookup_kdc = false\ndns_lookup_realm = false\nrdns = false\ndns_canonicalize_hostname = "
                  "false\nudp_preference_limit = 1\n"
                  "[realms]\n"
                + realm + " = {\nkdc = 127.0.0.1:" + port + "\n}\n[domain_realm]\nlocalhost = " + realm + "\n");
    writeTo(m_folder.filePath("kdc.conf"),
            "[kdcdefaults]\nkdc_listen = \"\"\nkdc_tcp_listen = 127.0.0.1:" + port + "\n[realms]\n" + realm
                + " = {\ndatabase_name = " + folder + "/principals\nkey_stash_file = " + folder + "/stash\nacl_file = " + folder
                + "/acl\nmax_life = 1h\n}\n[logging]\nkdc = FILE:" + folder + "/log\n");
    writeTo(m_folder.filePath("acl"), {});
}

}
