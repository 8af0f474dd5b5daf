#include "catch.h"
#include "core/transport/nginx.h"
#include "core/transport/send_and_wait.h"
#include "core/transport/tls_server.h"

#include <QTcpSocket>
#include <QTemporaryFile>

using namespace keyhole;

namespace {

const SystemClock kClock;
const QByteArray kOk = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

/// A PEM file with these contents, for as long as it lives.
class PemFile {
public:
    explicit PemFile(const QByteArray &contents)
    {
        REQUIRE(m_file.open());
        m_file.write(contents);
        m_file.flush();
    }
    QString name() const { return m_file.fileName(); }

private:
    QTemporaryFile m_file;
};

const TestCertificate &authority()
{
    static const TestCertificate made = makeCertificate({"Test Authority", "", -1, 30, true});
    return made;
}

TransportOptions trusting(const PemFile &file)
{
    TransportOptions options = direct();
    options.caFile = file.name();
    return options;
}

std::string names(const std::vector<CertificateFault> &faults)
{
    std::string text;
    for (CertificateFault fault : faults)
        text += std::to_string(int(fault)) + ' ';
    return text;
}

}

TEST_CASE("CurlTransport: tells version, cipher and chain of a TLS connection, and what went through it", "[transport][tls]")
{
    const PemFile trust(authority().certificatePem());
    TlsServer server(makeCertificate({}, &authority()), RecordingServer::answer(kOk, false), {authority()});
    CurlTransport transport(kClock);
    const Hop hop = sendAndWait(transport, get(server.secureAddress("localhost", "/x")), trusting(trust));
    REQUIRE_FALSE(hop.error);
    CHECK(hop.response->body == "ok");
    CHECK(hop.sentBytes == server.arrived());
    CHECK(hop.receivedBytes == kOk);
    REQUIRE(hop.tls);
    CHECK(hop.tls->version == "TLSv1.3");
    CHECK(hop.tls->cipher.startsWith("TLS_"));
    CHECK(hop.tls->faults.empty());
    REQUIRE(hop.tls->chain.size() == 2);
    const Certificate &leaf = hop.tls->chain.front();
    CHECK(leaf.subject == "CN=localhost");
    CHECK(leaf.issuer == "CN=Test Authority");
    CHECK(leaf.alternativeNames == QStringList{"localhost", "127.0.0.1"});
    CHECK(leaf.sha256.size() == 64);
    CHECK(leaf.pem.startsWith("-----BEGIN CERTIFICATE-----"));
    REQUIRE(leaf.notBefore);
    REQUIRE(leaf.notAfter);
    CHECK(*leaf.notAfter - *leaf.notBefore == std::chrono::hours(31 * 24));
    REQUIRE(hop.times.tlsDone);
    CHECK(*hop.times.connected <= *hop.times.tlsDone);
    CHECK(*hop.times.tlsDone <= *hop.times.sent);
    const Hop second = sendAndWait(transport, get(server.secureAddress()), trusting(trust));
    CHECK(second.connection.reused);
    CHECK(second.tls->chain.size() == 2);
}

TEST_CASE("CurlTransport: tells the faults of a certificate apart, shows the chain, and sends nothing", "[transport][tls]")
{
    using Fault = CertificateFault;
    struct Case {
        const char *name;
        TestCertificate certificate;
        QByteArray trusted;
        std::vector<Fault> faults;
        QString says;
    };
    const TestCertificate stranger = makeCertificate({"Stranger", "", -1, 30, true});
    const TestCertificate weak = makeCertificate({"Weak Authority", "", -1, 30, true, 1024});
    const TestCertificate revoked = makeCertificate({}, &authority());
    const QByteArray trusted = authority().certificatePem();
    const std::vector<Case> cases{
        {"expired", makeCertificate({"localhost", "DNS:localhost", -30, -1}, &authority()), trusted, {Fault::Expired}, "has expired"},
        {"not yet valid",
         makeCertificate({"localhost", "DNS:localhost", 2, 30}, &authority()),
         trusted,
         {Fault::NotYetValid},
         "is not valid yet"},
        {"for another host",
         makeCertificate({"other.example", "DNS:other.example"}, &authority()),
         trusted,
         {Fault::WrongHost},
         "is for another host"},
        {"self-signed", makeCertificate({}), trusted, {Fault::SelfSigned}, "is signed by itself"},
        {"of an unknown issuer", makeCertificate({}, &stranger), trusted, {Fault::UnknownIssuer}, "authority that is not trusted"},
        {"revoked", revoked, trusted + revocationList(authority(), revoked), {Fault::Revoked}, "was revoked"},
        {"of a weak authority", makeCertificate({}, &weak), weak.certificatePem(), {Fault::WeakKey}, "too weak"},
        {"expired and for another host",
         makeCertificate({"a", "DNS:a.example", -30, -1}, &authority()),
         trusted,
         {Fault::Expired, Fault::WrongHost},
         "has expired and is for another host"},
    };
    for (const Case &each : cases) {
        CAPTURE(each.name);
        const PemFile trust(each.trusted);
        TlsServer server(each.certificate, RecordingServer::answer(kOk));
        CurlTransport transport(kClock);
        const Hop hop = sendAndWait(transport, get(server.secureAddress()), trusting(trust));
        REQUIRE(hop.error);
        CAPTURE(hop.error->error.what);
        CHECK(hop.error->fault == TransportFault::Tls);
        CHECK(hop.error->phase == "TLS");
        CHECK(hop.error->error.what.contains(each.says));
        REQUIRE(hop.tls);
        CHECK(names(hop.tls->faults) == names(each.faults));
        CHECK_FALSE(hop.tls->faultText.isEmpty());
        CHECK(hop.tls->chain.size() == 1);
        CHECK_FALSE(hop.response);
        CHECK(hop.sentBytes.isEmpty());
        CHECK(server.arrived().isEmpty());
    }
}

TEST_CASE("CurlTransport: goes on past a faulty certificate when the check is off, and tells the fault all the same", "[transport][tls]")
{
    TlsServer server(makeCertificate({"other.example", "DNS:other.example", -30, -1}), RecordingServer::answer(kOk));
    CurlTransport transport(kClock);
    TransportOptions options = direct();
    options.verifyCertificate = false;
    const Hop hop = sendAndWait(transport, get(server.secureAddress()), options);
    REQUIRE(hop.response);
    CHECK_FALSE(hop.error);
    CHECK(names(hop.tls->faults) == names({CertificateFault::SelfSigned, CertificateFault::Expired, CertificateFault::WrongHost}));
}

TEST_CASE("CurlTransport: a connection made without a check is not used for a request with one", "[transport][tls]")
{
    TlsServer server(makeCertificate({}), RecordingServer::answer(kOk, false));
    CurlTransport transport(kClock);
    TransportOptions options = direct();
    options.verifyCertificate = false;
    REQUIRE(sendAndWait(transport, get(server.secureAddress()), options).response);
    const Hop hop = sendAndWait(transport, get(server.secureAddress()), direct());
    REQUIRE(hop.error);
    CHECK(hop.error->fault == TransportFault::Tls);
}

TEST_CASE("CurlTransport: shows a client certificate to a server that asks for one", "[transport][tls]")
{
    const PemFile trust(authority().certificatePem());
    const TestCertificate client = makeCertificate({"the client", ""}, &authority());
    const PemFile certificate(client.certificatePem()), key(client.keyPem());
    TlsServer server(makeCertificate({}, &authority()), RecordingServer::answer(kOk));
    server.wantClientCertificate(authority());
    CurlTransport transport(kClock);
    TransportOptions options = trusting(trust);
    SECTION("given")
    {
        options.clientCertificate = certificate.name();
        options.clientKey = key.name();
        const Hop hop = sendAndWait(transport, get(server.secureAddress()), options);
        REQUIRE(hop.response);
        CHECK(server.clientName() == "the client");
    }
    SECTION("missing")
    {
        const Hop hop = sendAndWait(transport, get(server.secureAddress()), options);
        REQUIRE(hop.error);
        CHECK(hop.error->fault == TransportFault::Tls);
        CHECK(hop.error->error.remedy.contains("client certificate"));
        CHECK_FALSE(hop.response);
    }
    SECTION("unreadable")
    {
        options.clientCertificate = "/nonexistent/client.pem";
        const Hop hop = sendAndWait(transport, get(server.secureAddress()), options);
        REQUIRE(hop.error);
        CHECK(hop.error->fault == TransportFault::FileUnreadable);
        CHECK(hop.error->error.place == options.clientCertificate);
    }
}

TEST_CASE("CurlTransport: names a file of authorities that cannot be read", "[transport][tls]")
{
    TlsServer server(makeCertificate({}), RecordingServer::answer(kOk));
    CurlTransport transport(kClock);
    TransportOptions options = direct();
    options.caFile = "/nonexistent/authorities.pem";
    const Hop hop = sendAndWait(transport, get(server.secureAddress()), options);
    REQUIRE(hop.error);
    CHECK(hop.error->fault == TransportFault::FileUnreadable);
    CHECK(server.connections() == 0);
}

TEST_CASE("CurlTransport: trusts the system's authorities when no file is named", "[transport][tls]")
{
    const PemFile trust(authority().certificatePem());
    TlsServer server(makeCertificate({}, &authority()), RecordingServer::answer(kOk));
    CurlTransport before(kClock);
    CHECK(sendAndWait(before, get(server.secureAddress()), direct()).error);
    qputenv("SSL_CERT_FILE", QFile::encodeName(trust.name()));
    CurlTransport after(kClock);
    const Hop hop = sendAndWait(after, get(server.secureAddress()), direct());
    qunsetenv("SSL_CERT_FILE");
    CHECK(hop.response);
}

TEST_CASE("CurlTransport: speaks TLS 1.2, and nothing older", "[transport][tls]")
{
    const PemFile trust(authority().certificatePem());
    TlsServer server(makeCertificate({}, &authority()), RecordingServer::answer(kOk));
    CurlTransport transport(kClock);
    server.setProtocol(QSsl::TlsV1_2);
    const Hop hop = sendAndWait(transport, get(server.secureAddress()), trusting(trust));
    REQUIRE(hop.tls);
    CHECK(hop.tls->version == "TLSv1.2");
    CHECK(hop.response);
    // The versions that a ClientHello offers (RFC 8446, 4.2.1): 1.3 and 1.2, in four bytes behind their length.
    RecordingServer listener;
    TransportOptions options = direct();
    options.connectLimit = std::chrono::milliseconds(200);
    sendAndWait(transport, get(listener.address().replace("http:", "https:")), options);
    CHECK(listener.arrived().contains(QByteArray("\x00\x2b\x00\x05\x04\x03\x04\x03\x03", 9)));
}

TEST_CASE("CurlTransport: says that a port speaks no TLS", "[transport][tls]")
{
    RecordingServer server([](QTcpSocket &socket, const QByteArray &) { socket.write("HTTP/1.1 400 Bad Request\r\n\r\n"); });
    CurlTransport transport(kClock);
    const Hop hop = sendAndWait(transport, get(server.address().replace("http:", "https:")), direct());
    REQUIRE(hop.error);
    CHECK(hop.error->fault == TransportFault::Tls);
    CHECK(hop.error->phase == "TLS");
}

TEST_CASE("CurlTransport: believes the OCSP answer that a server staples, when its authority signed it", "[transport][tls]")
{
    const TestCertificate certificate = makeCertificate({}, &authority());
    const TestCertificate stranger = makeCertificate({"Test Authority", "", -1, 30, true});
    CurlTransport transport(kClock);
    TransportOptions options = direct();
    const auto send = [&](const QByteArray &answer) {
        const Nginx nginx(authority(), certificate, answer);
        options.caFile = nginx.authorities();
        return sendAndWait(transport, get(nginx.address("/")), options);
    };
    SECTION("revoked")
    {
        const Hop hop = send(ocspAnswer(authority(), certificate, true));
        REQUIRE(hop.error);
        CHECK(hop.error->fault == TransportFault::Tls);
        REQUIRE(hop.tls);
        CHECK(names(hop.tls->faults) == names({CertificateFault::Revoked}));
        CHECK(hop.error->error.what.contains("was revoked"));
    }
    SECTION("good")
    {
        const Hop hop = send(ocspAnswer(authority(), certificate, false));
        REQUIRE(hop.response);
        CHECK(hop.tls->faults.empty());
    }
    SECTION("revoked, says a stranger")
    {
        CHECK(send(ocspAnswer(stranger, certificate, true)).response);
    }
}
