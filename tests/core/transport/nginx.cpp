#include "core/transport/nginx.h"

#include "catch.h"
#include "core/transport/send_and_wait.h"

#include <QFile>
#include <QStandardPaths>
#include <QTcpServer>
#include <QTcpSocket>

namespace keyhole {

Nginx::Nginx(const TestCertificate &authority, const TestCertificate &certificate, const QByteArray &ocspAnswer)
{
    write("authority.pem", authority.certificatePem());
    write("certificate.pem", certificate.certificatePem());
    write("key.pem", certificate.keyPem());
    write("ocsp.der", ocspAnswer);
    QTcpServer free;
    REQUIRE(free.listen(QHostAddress::LocalHost));
    m_port = free.serverPort();
    free.close();
    write("nginx.conf", configuration(!ocspAnswer.isEmpty()));
    const QString program = QStandardPaths::findExecutable("nginx", {"/usr/sbin", "/usr/local/sbin", "/usr/bin"});
    REQUIRE_FALSE(program.isEmpty());
    m_process.start(program, {"-p", m_folder.path(), "-c", m_folder.filePath("nginx.conf"), "-e", "stderr"});
    REQUIRE(m_process.waitForStarted());
    REQUIRE(waitUntil([this] {
        QTcpSocket probe;
        probe.connectToHost(QHostAddress::LocalHost, m_port);
        return probe.waitForConnected(100);
    }));
}

Nginx::~Nginx()
{
    m_process.terminate();
    m_process.waitForFinished();
}

QByteArray Nginx::address(const QByteArray &path) const
{
    return "https://localhost:" + QByteArray::number(m_port) + path;
}

void Nginx::write(const QString &name, const QByteArray &contents) const
{
    QFile file(m_folder.filePath(name));
    REQUIRE(file.open(QIODevice::WriteOnly));
    file.write(contents);
}

QByteArray Nginx::configuration(bool staples) const
{
    QByteArray paths;
    for (const char *kind : {"client_body", "proxy", "fastcgi", "uwsgi", "scgi"})
        paths += QByteArray(kind) + "_temp_path " + kind + ";\n";
    return "daemon off; master_process off; pid nginx.pid; error_log stderr;\nevents {}\nhttp {\naccess_log off;\n" + paths
        + "server {\nlisten 127.0.0.1:" + QByteArray::number(m_port)
        + " ssl http2;\nssl_protocols TLSv1.2 TLSv1.3;\nssl_certificate certificate.pem;\nssl_certificate_key key.pem;\n"
        + (staples ? "ssl_stapling on;\nssl_stapling_file ocsp.der;\n" : "")
        + "location / { add_header WWW-Authenticate 'Bearer realm=\"api\"' always; return 401 'no'; }\n}\n}\n";
}

}
