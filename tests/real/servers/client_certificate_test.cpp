#include "real/servers/client_certificate_server.h"
#include "real/servers/sending.h"

using namespace keyhole;

namespace {

RequestDraft withCertificate(const ClientCertificateServer &server, const QString &certificate)
{
    RequestDraft draft = request(QString::fromLatin1(server.address()), AuthKind::None, {}, {});
    draft.transport.caFile = server.file("authority.pem");
    if (!certificate.isEmpty()) {
        draft.transport.clientCertificate = server.file(certificate + ".pem");
        draft.transport.clientKey = server.file(certificate + ".key");
    }
    return draft;
}

}

TEST_CASE("nginx that asks for a client certificate: the right one is let in", "[real]")
{
    const ClientCertificateServer server;
    Sending sending;
    const Diagnosed done = sending.send(withCertificate(server, "client"));
    REQUIRE(done.exchange->last().response);
    CHECK(done.exchange->last().response->status == 200);
    CHECK(done.exchange->last().response->body == "welcome CN=ada");
}

TEST_CASE("nginx that asks for a client certificate: without one, the missing certificate is the cause", "[real]")
{
    const ClientCertificateServer server;
    Sending sending;
    const Diagnosed none = sending.send(withCertificate(server, {}));
    REQUIRE(none.exchange->last().response);
    CHECK(none.exchange->last().response->status == 400);
    CHECK(none.report.verdict.id == "tls.client-certificate-missing");
}

TEST_CASE("nginx that asks for a client certificate: one of another authority is refused, and that is told", "[real]")
{
    const ClientCertificateServer server;
    Sending sending;
    const Diagnosed wrong = sending.send(withCertificate(server, "stranger"));
    REQUIRE(wrong.exchange->last().response);
    CHECK(wrong.exchange->last().response->status == 400);
    CHECK(wrong.report.verdict.outcome != Outcome::Accepted);
}
