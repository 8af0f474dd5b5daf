#include "real/servers/client_certificate_server.h"

namespace keyhole {

ClientCertificateServer::ClientCertificateServer()
{
    const TestCertificate authority = makeCertificate({.name = "Test authority", .alternativeNames = {}, .authority = true});
    const TestCertificate stranger = makeCertificate({.name = "Another authority", .alternativeNames = {}, .authority = true});
    write("authority", authority);
    write("server", makeCertificate({}, &authority));
    write("client", makeCertificate({.name = "ada", .alternativeNames = {}}, &authority));
    write("stranger", makeCertificate({.name = "mallory", .alternativeNames = {}}, &stranger));
    writeTo(file("nginx.conf"), configuration());
    m_daemon.start(programOf("nginx", "nginx-light"), {"-p", m_folder.path(), "-c", file("nginx.conf"), "-e", "stderr"});
    m_daemon.waitForPort(m_port);
}

void ClientCertificateServer::write(const QString &name, const TestCertificate &certificate) const
{
    writeTo(file(name + ".pem"), certificate.certificatePem());
    writeTo(file(name + ".key"), certificate.keyPem());
}

QByteArray ClientCertificateServer::configuration() const
{
    QByteArray paths;
    for (const char *kind : {"client_body", "proxy", "fastcgi", "uwsgi", "scgi"})
        paths += QByteArray(kind) + "_temp_path " + kind + ";\n";
    return "daemon off; master_process off; pid nginx.pid; error_log stderr;\nevents {}\nhttp {\naccess_log off;\n" + paths
        + "server {\nlisten 127.0.0.1:" + QByteArray::number(m_port)
        + " ssl;\nssl_certificate server.pem;\nssl_certificate_key server.key;\nssl_client_certificate authority.pem;\nssl_verify_client "
          "on;\n"
          "location / { return 200 \"welcome $ssl_client_s_dn\"; }\n}\n}\n";
}

}
