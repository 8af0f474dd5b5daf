#include "catch.h"
#include "core/transport/curl_transport.h"
#include "origin_server.h"
#include "redirect_cases.h"

#include <QCoreApplication>
#include <QDeadlineTimer>

using namespace keyhole;

namespace {

std::shared_ptr<const Exchange> sendAndWait(Session &session, RequestDraft draft)
{
    draft.transport.proxy = ProxyChoice::None;
    draft.transport.clientCertificate.clear();  // nothing on loopback without TLS reads it
    auto future = session.send(draft);
    REQUIRE(future);
    const QDeadlineTimer deadline(20'000);
    while (!future->isFinished() && !deadline.hasExpired())
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents, 50);
    REQUIRE(future->resultCount() == 1);
    return future->result().exchange;
}

}

TEST_CASE("Redirects on the wire: the second origin sees no byte of a credential", "[session][redirects]")
{
    const SystemClock clock;
    CurlTransport transport(clock);
    Session session(transport, clock);
    for (const int status : kRedirectStatuses) {
        for (const Carrier carrier : kCarriers) {
            if (!isPlain(carrier))
                continue;
            CAPTURE(status, int(carrier));
            OriginServer first, second;
            first.status = QByteArray::number(status) + " Elsewhere";
            first.location = second.origin() + "/end";
            const auto exchange = sendAndWait(session, draftWith(carrier, first.origin() + "/start"));
            CHECK(exchange->hops.size() == 2);
            CHECK(first.arrived.contains(kCarried));
            CHECK(second.arrived.startsWith("GET /end HTTP/1.1\r\n"));
            CHECK_FALSE(second.arrived.contains(kCarried));
        }
    }
}

TEST_CASE("Redirects on the wire: an allowed origin gets the credential", "[session][redirects]")
{
    const SystemClock clock;
    CurlTransport transport(clock);
    Session session(transport, clock);
    OriginServer first, second;
    first.status = "308 Elsewhere";
    first.location = second.origin() + "/end";
    RequestDraft draft = draftWith(Carrier::AuthHeader, first.origin() + "/start");
    draft.allowedOrigins = {second.origin()};
    sendAndWait(session, draft);
    CHECK(second.arrived.contains("Authorization: Bearer " + kCarried + "\r\n"));
}

TEST_CASE("Session on the wire: what is previewed is what arrives, byte for byte", "[session]")
{
    const SystemClock clock;
    CurlTransport transport(clock);
    Session session(transport, clock);
    OriginServer server;
    RequestDraft draft;
    draft.address = server.origin() + "/a%20b?c=d";
    draft.method = "POST";
    draft.fields = {{true, "x-Twice", "1", {}}, {true, "X-Twice", "", {}}, {true, "Accept", "text/x", {}}};
    draft.automatic = {{"Accept", AutomaticMode::Always}, {"User-Agent", AutomaticMode::Off}};
    draft.cookies = {{true, "c", "1", {}}};
    draft.body = {BodyKind::Form, {}, {{true, "a", "b c", {}}}, {}, {}};
    const Request request = session.preview(draft)->request;
    QByteArray expected = request.method + ' ' + request.url.requestTarget() + " HTTP/1.1\r\n";
    for (const Field &field : request.fields)
        expected += field.name + (field.value.isEmpty() ? ":" : ": ") + field.value + "\r\n";
    const auto exchange = sendAndWait(session, draft);
    CHECK(server.arrived == expected + "\r\na=b+c");
    CHECK(exchange->last().sentBytes == server.arrived);
}
