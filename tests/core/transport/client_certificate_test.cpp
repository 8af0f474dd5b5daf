#include "catch.h"
#include "core/transport/client_certificate.h"
#include "core/transport/curl_transport.h"
#include "core/transport/send_and_wait.h"
#include "core/transport/tls_server.h"

#include <QTemporaryFile>
#include <openssl/pem.h>
#include <openssl/pkcs12.h>

using namespace keyhole;

namespace {

const SystemClock kClock;
const QByteArray kOk = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

const TestCertificate &authority()
{
    static const TestCertificate made = makeCertificate({"Test Authority", "", -1, 30, true});
    return made;
}

const TestCertificate &client()
{
    static const TestCertificate made = makeCertificate({"the client", ""}, &authority());
    return made;
}

template <class Write> QByteArray written(const Write &write)
{
    const std::unique_ptr<BIO, decltype(&BIO_free)> bio(BIO_new(BIO_s_mem()), &BIO_free);
    REQUIRE(write(bio.get()) == 1);
    char *data = nullptr;
    const long size = BIO_get_mem_data(bio.get(), &data);
    return {data, qsizetype(size)};
}

QByteArray lockedKey(const TestCertificate &certificate, QByteArray passphrase)
{
    return written([&](BIO *bio) {
        return PEM_write_bio_PKCS8PrivateKey(bio, certificate.key.get(), EVP_aes_256_cbc(), passphrase.data(), int(passphrase.size()),
                                             nullptr, nullptr);
    });
}

QByteArray pkcs12(const TestCertificate &certificate, const char *passphrase, bool withKey = true)
{
    const std::unique_ptr<PKCS12, decltype(&PKCS12_free)> container(PKCS12_create(passphrase, "client",
                                                                                  withKey ? certificate.key.get() : nullptr,
                                                                                  certificate.certificate.get(), nullptr, 0, 0, 0, 0, 0),
                                                                    &PKCS12_free);
    REQUIRE(container);
    return written([&](BIO *bio) { return i2d_PKCS12_bio(bio, container.get()); });
}

TransportOptions with(const QByteArray &certificate, const QByteArray &key = {}, const char *passphrase = "")
{
    TransportOptions options = direct();
    options.clientCertificateData = Secret(certificate);
    options.clientKeyData = Secret(key);
    options.clientKeyPassphrase = Secret(passphrase);
    return options;
}

QString refusal(const TransportOptions &options)
{
    const auto refused = refuseClientCertificate(options);
    if (!refused)
        return "taken";
    CHECK_FALSE(refused->error.remedy.isEmpty());
    return refused->error.what;
}

}

TEST_CASE("Client certificate: PEM and PKCS #12, from the keychain or from files, with a passphrase and without", "[transport][tls]")
{
    const TestCertificate &own = client();
    const QByteArray certificate = own.certificatePem();
    const TransportOptions given = GENERATE_COPY(values<TransportOptions>({
        with(certificate, own.keyPem()),
        with(certificate + own.keyPem()),
        with(own.keyPem() + certificate),
        with(certificate, lockedKey(own, "open sesame"), "open sesame"),
        with(certificate + lockedKey(own, "open sesame"), {}, "open sesame"),
        with(pkcs12(own, "open sesame"), {}, "open sesame"),
        with(pkcs12(own, "")),
    }));
    CHECK(refusal(given) == "taken");

    QTemporaryFile trust, certificateFile, keyFile;
    const auto fill = [](QTemporaryFile &file, const QByteArray &bytes) {
        REQUIRE(file.open());
        file.write(bytes);
        file.flush();
    };
    fill(trust, authority().certificatePem());
    TransportOptions options = given;
    if (GENERATE(false, true)) {
        fill(certificateFile, given.clientCertificateData.reveal());
        options.clientCertificate = certificateFile.fileName();
        if (!given.clientKeyData.isEmpty()) {
            fill(keyFile, given.clientKeyData.reveal());
            options.clientKey = keyFile.fileName();
        }
        options.clientCertificateData = options.clientKeyData = {};
    }
    options.caFile = trust.fileName();
    TlsServer server(makeCertificate({}, &authority()), RecordingServer::answer(kOk));
    server.wantClientCertificate(authority());
    CurlTransport transport(kClock);
    const Hop hop = sendAndWait(transport, get(server.secureAddress()), options);
    REQUIRE(hop.response);
    CHECK(hop.response->status == 200);
    CHECK(server.clientName() == "the client");
}

TEST_CASE("Client certificate: what cannot be used is told before anything is sent", "[transport][tls]")
{
    const TestCertificate &own = client();
    const TestCertificate other = makeCertificate({"another", ""}, &authority());
    const QByteArray certificate = own.certificatePem(), locked = lockedKey(own, "open sesame"), container = pkcs12(own, "open sesame");
    struct Case {
        const char *name;
        TransportOptions options;
        const char *word;
    };
    const Case each = GENERATE_COPY(values<Case>({
        {"a wrong passphrase", with(certificate, locked, "Open Sesame"), "passphrase of the client key is wrong"},
        {"no passphrase", with(certificate, locked), "locked"},
        {"a wrong passphrase of PKCS #12", with(container, {}, "Open Sesame"), "passphrase of the client key is wrong"},
        {"no passphrase of PKCS #12", with(container), "locked"},
        {"a PKCS #12 that is torn", with(container.left(container.size() / 2), {}, "open sesame"), "damaged"},
        {"a PKCS #12 without a key", with(pkcs12(own, "p", false), {}, "p"), "no private key"},
        {"a key that is torn", with(certificate, own.keyPem().left(80)), "damaged"},
        {"no key", with(certificate), "no private key"},
        {"another's key", with(certificate, other.keyPem()), "not that of the certificate"},
        {"no certificate", with(own.keyPem()), "no certificate"},
        {"no certificate at all", with("hello"), "no certificate"},
    }));
    CAPTURE(each.name);
    CHECK(refusal(each.options).contains(each.word));

    TlsServer server(makeCertificate({}, &authority()), RecordingServer::answer(kOk));
    CurlTransport transport(kClock);
    const Hop hop = sendAndWait(transport, get(server.secureAddress()), each.options);
    REQUIRE(hop.error);
    CHECK(hop.error->error.what.contains(each.word));
    CHECK_FALSE(hop.error->error.what.contains("sesame"));
    CHECK(server.connections() == 0);
}
