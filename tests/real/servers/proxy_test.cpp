#include "core/secrets/session_store.h"
#include "core/transport/tls_server.h"
#include "real/servers/forward_proxy.h"
#include "real/servers/sending.h"

using namespace keyhole;

namespace {

const QByteArray kAnswer = "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 8\r\n\r\nbehind it";

RequestDraft through(const ForwardProxy &proxy, const QByteArray &address, ProxyAuth auth, const QByteArray &password)
{
    RequestDraft draft;
    draft.address = address;
    draft.transport.proxy = ProxyChoice::Custom;
    draft.transport.proxyAddress = proxy.address();
    draft.transport.proxyAuth = auth;
    draft.transport.proxyUser = ForwardProxy::kUser;
    draft.transport.proxyPassword = Secret(password);
    return draft;
}

struct ProxiedSending : Sending {
    Diagnosed sendThrough(const RequestDraft &draft)
    {
        auto sent = session.send(draft);
        REQUIRE(sent);
        return await(*sent);
    }
};

/// Nothing of the proxy's credential came to the server, in any form.
void checkUnknownTo(const RecordingServer &server)
{
    for (int i = 0; i < server.connections(); ++i) {
        CHECK_FALSE(server.arrived(i).toLower().contains("proxy-authorization"));
        CHECK_FALSE(server.arrived(i).contains(ForwardProxy::kUser));
        CHECK_FALSE(server.arrived(i).contains(ForwardProxy::kPassword));
    }
}

}

TEST_CASE("Apache as proxy: each scheme that it asks for is answered, and the server does not learn it", "[real][proxy]")
{
    const auto [asks, gives, hops] = GENERATE(table<ForwardProxy::Asks, ProxyAuth, size_t>({
        {ForwardProxy::Asks::Basic, ProxyAuth::Basic, 1},
        {ForwardProxy::Asks::Basic, ProxyAuth::AsAsked, 2},
        {ForwardProxy::Asks::Digest, ProxyAuth::Digest, 2},
        {ForwardProxy::Asks::Digest, ProxyAuth::AsAsked, 2},
    }));
    CAPTURE(int(asks), int(gives));
    const ForwardProxy proxy(asks);
    RecordingServer server(RecordingServer::answer(kAnswer));
    ProxiedSending sending;
    const Diagnosed done = sending.sendThrough(through(proxy, server.address("/orders?open=1"), gives, ForwardProxy::kPassword));
    REQUIRE(done.exchange->last().response);
    CHECK(done.exchange->last().response->status == 200);
    CHECK(server.connections() == 1);
    CHECK(done.exchange->hops.size() == hops);
    if (hops == 2) {
        CHECK(done.exchange->first().response->status == 407);
        CHECK_FALSE(done.exchange->first().request.fields.contains("Proxy-Authorization"));
        CHECK(done.exchange->last().whyFollowed.contains("proxy"));
    }
    checkUnknownTo(server);
}

TEST_CASE("Apache as proxy: a wrong password is not tried twice, and it is the proxy that is told to refuse", "[real][proxy]")
{
    const auto [asks, gives] = GENERATE(table<ForwardProxy::Asks, ProxyAuth>({
        {ForwardProxy::Asks::Basic, ProxyAuth::AsAsked},
        {ForwardProxy::Asks::Digest, ProxyAuth::Digest},
    }));
    const ForwardProxy proxy(asks);
    RecordingServer server(RecordingServer::answer(kAnswer));
    ProxiedSending sending;
    const Diagnosed done = sending.sendThrough(through(proxy, server.address(), gives, "another"));
    CHECK(done.exchange->hops.size() == 2);
    CHECK(done.exchange->last().response->status == 407);
    CHECK(done.report.verdict.id == "status.proxy-authentication");
    CHECK(server.connections() == 0);
}

TEST_CASE("Apache as proxy: a tunnel is opened by each scheme, and the server inside does not learn it", "[real][proxy]")
{
    const auto [asks, gives] = GENERATE(table<ForwardProxy::Asks, ProxyAuth>({
        {ForwardProxy::Asks::Basic, ProxyAuth::Basic},
        {ForwardProxy::Asks::Digest, ProxyAuth::Digest},
        {ForwardProxy::Asks::Digest, ProxyAuth::AsAsked},
    }));
    CAPTURE(int(asks), int(gives));
    TlsServer server(makeCertificate({}), RecordingServer::answer(kAnswer));
    const ForwardProxy proxy(asks, server.serverPort());
    ProxiedSending sending;
    RequestDraft draft = through(proxy, server.secureAddress("127.0.0.1"), gives, ForwardProxy::kPassword);
    draft.transport.verifyCertificate = false;
    const Diagnosed done = sending.sendThrough(draft);
    REQUIRE(done.exchange->last().response);
    CHECK(done.exchange->last().response->status == 200);
    const auto &notes = done.exchange->last().droppedNotes;
    REQUIRE(notes.size() == 1);
    CHECK(notes[0].contains(asks == ForwardProxy::Asks::Basic ? "Basic" : "Digest"));
    CHECK(notes[0].contains(QString::fromUtf8(proxy.address())));
    CHECK(notes[0].contains("the server does not get them"));
    checkUnknownTo(server);
    // A wrong password: no tunnel, and the fault is the proxy's.
    draft.transport.proxyPassword = Secret("another");
    const Diagnosed refused = sending.sendThrough(draft);
    REQUIRE(refused.exchange->last().error);
    CHECK(refused.exchange->last().error->fault == TransportFault::ProxyAuthentication);
    CHECK(server.connections() == 1);
}

TEST_CASE("Apache as proxy: a stored credential goes to the proxy that it names, and to no other", "[real][proxy]")
{
    const ForwardProxy proxy(ForwardProxy::Asks::Digest);
    RecordingServer server(RecordingServer::answer(kAnswer));
    ProxiedSending sending;
    SessionStore store;
    const CredentialInfo info{
        QByteArray(32, 'a'), CredentialKind::Basic, {"Gate", {}, {}}, {Url::parse(proxy.address())->origin()}, {}, {}};
    REQUIRE(await(store.write({info, {{"user", Secret(ForwardProxy::kUser)}, {"password", Secret(ForwardProxy::kPassword)}}})));
    sending.session.setCredentials(&store);
    RequestDraft draft = through(proxy, server.address(), ProxyAuth::Digest, {});
    draft.transport.proxyUser.clear();
    draft.transport.proxyCredential = info.id;
    CHECK_FALSE(sending.session.send(draft));
    const auto read = await(sending.session.withCredential(draft));
    REQUIRE(read);
    CHECK(sending.sendThrough(*read).exchange->last().response->status == 200);
    checkUnknownTo(server);

    const ForwardProxy other(ForwardProxy::Asks::Digest);
    draft.transport.proxyAddress = other.address();
    const auto refused = await(sending.session.withCredential(draft));
    REQUIRE_FALSE(refused);
    CHECK(refused.error().fault == StoreFault::OtherOrigin);
    CHECK(refused.error().error.what.contains(QString::fromUtf8(proxy.address())));
    CHECK(refused.error().error.what.contains(QString::fromUtf8(other.address())));
    draft.transport.proxy = ProxyChoice::None;
    CHECK_FALSE(await(sending.session.withCredential(draft)));
}
