#include "catch.h"
#include "core/transport/route.h"
#include "core/transport/send_and_wait.h"
#include "core/transport/test_proxy.h"
#include "core/transport/tls_server.h"

#include <QFile>
#include <QLocalServer>
#include <QLocalSocket>
#include <QTcpSocket>
#include <QTemporaryDir>

using namespace keyhole;

namespace {

const SystemClock kClock;
const QByteArray kOk = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

TransportOptions through(const QByteArray &proxy)
{
    TransportOptions options;
    options.proxy = ProxyChoice::Custom;
    options.proxyAddress = proxy;
    return options;
}

Hop sendWithin(Network farthest, BoundedTransport &transport, const QByteArray &address, const TransportOptions &options)
{
    const QFuture<Hop> future = transport.sendWithin(farthest, get(address), options);
    REQUIRE(waitUntil([&] { return future.isFinished(); }));
    return future.result();
}

}

TEST_CASE("CurlTransport: asks an HTTP proxy with the whole address", "[transport][proxy]")
{
    RecordingServer server(RecordingServer::answer(kOk));
    TestProxy proxy(TestProxy::Kind::Http, server.serverPort());
    CurlTransport transport(kClock);
    TransportOptions options = through(proxy.address());
    SECTION("without credentials")
    {
        const Hop hop = sendAndWait(transport, get("http://api.example:8080/a?b"), options);
        REQUIRE(hop.response);
        CHECK(hop.sentBytes == "GET http://api.example:8080/a?b HTTP/1.1\r\nHost: api.example:8080\r\n\r\n");
        CHECK(hop.sentBytes == proxy.arrived());
        CHECK(hop.connection.proxy == proxy.address());
    }
    SECTION("with credentials, which are shown as a field with its origin")
    {
        options.proxyUser = "user";
        options.proxyPassword = Secret("pass");
        Request request = get("http://api.example/");
        request.origins = {FieldOrigin::Automatic};
        const Hop hop = sendAndWait(transport, request, options);
        REQUIRE(hop.response);
        CHECK(hop.request.fields.value("Proxy-Authorization") == "Basic dXNlcjpwYXNz");
        CHECK(hop.request.originOf(1) == FieldOrigin::Auth);
        CHECK(hop.sentBytes == proxy.arrived());
        CHECK_FALSE(hop.connection.proxy.contains("user"));
    }
}

TEST_CASE("CurlTransport: reaches an IPv6 address, and names its host in brackets", "[transport][routes]")
{
    RecordingServer server(RecordingServer::answer(kOk));
    server.close();
    if (!server.listen(QHostAddress::LocalHostIPv6)) {
        WARN("this computer has no IPv6");
        return;
    }
    CurlTransport transport(kClock);
    const QByteArray host = "[::1]:" + QByteArray::number(server.serverPort());
    const Hop hop = sendAndWait(transport, get("http://" + host + "/six"), direct());
    REQUIRE(hop.response);
    CHECK(hop.connection.address == "::1");
    CHECK(server.arrived() == "GET /six HTTP/1.1\r\nHost: " + host + "\r\n\r\n");
    SECTION("and does not when IPv4 alone is wanted")
    {
        TransportOptions options = direct();
        options.family = TransportOptions::Family::IPv4;
        const Hop refused = sendAndWait(transport, get("http://" + host + "/four"), options);
        CHECK_FALSE(refused.response);
        CHECK(refused.error);
        CHECK(server.connections() == 1);
    }
}

TEST_CASE("CurlTransport: goes through a tunnel to an https address", "[transport][proxy]")
{
    TlsServer server(makeCertificate({"api.example", "DNS:api.example"}), RecordingServer::answer(kOk));
    CurlTransport transport(kClock);
    SECTION("of an HTTP proxy")
    {
        TestProxy proxy(TestProxy::Kind::Http, server.serverPort());
        TransportOptions options = through(proxy.address());
        options.verifyCertificate = false;
        const Hop hop = sendAndWait(transport, get("https://api.example/x"), options);
        REQUIRE(hop.response);
        CHECK(hop.response->body == "ok");
        CHECK(proxy.arrived().startsWith("CONNECT api.example:443 HTTP/1.1\r\n"));
        CHECK(hop.sentBytes == "GET /x HTTP/1.1\r\nHost: api.example\r\n\r\n");
        CHECK(hop.sentBytes == server.arrived());
        CHECK(hop.connection.proxy == proxy.address());
        CHECK(hop.tls->chain.front().subject == "CN=api.example");
    }
    SECTION("of a SOCKS proxy, which looks the name up")
    {
        TestProxy proxy(TestProxy::Kind::Socks5, server.serverPort());
        TransportOptions options = through(proxy.address());
        options.verifyCertificate = false;
        const Hop hop = sendAndWait(transport, get("https://api.example/x"), options);
        REQUIRE(hop.response);
        CHECK(proxy.arrived().contains("api.example"));
        CHECK(hop.sentBytes == server.arrived());
    }
}

TEST_CASE("CurlTransport: speaks TLS to a proxy that wants it, and TLS to the server inside of it", "[transport][proxy][tls]")
{
    const TestCertificate authority = makeCertificate({"Test Authority", "", -1, 30, true});
    QTemporaryDir folder;
    QFile trust(folder.filePath("authority.pem"));
    REQUIRE(trust.open(QIODevice::WriteOnly));
    trust.write(authority.certificatePem());
    trust.close();
    CurlTransport transport(kClock);
    const auto send = [&](const QByteArray &address, RecordingServer &server) {
        TestProxy proxy(TestProxy::Kind::Http, server.serverPort());
        proxy.encrypt(makeCertificate({}, &authority));
        TransportOptions options = through(proxy.address());
        options.caFile = trust.fileName();
        const Hop hop = sendAndWait(transport, get(address), options);
        REQUIRE(hop.response);
        CHECK(hop.response->body == "ok");
        CHECK(hop.connection.proxy == proxy.address());
        CHECK(server.arrived().startsWith("GET "));
        return hop;
    };
    SECTION("http")
    {
        RecordingServer server(RecordingServer::answer(kOk));
        CHECK_FALSE(send("http://api.example/", server).tls);
    }
    SECTION("https")
    {
        TlsServer server(makeCertificate({"api.example", "DNS:api.example"}, &authority), RecordingServer::answer(kOk));
        const Hop hop = send("https://api.example/", server);
        REQUIRE(hop.tls);
        CHECK(hop.tls->chain.front().subject == "CN=api.example");
        CHECK(hop.tls->faults.empty());
    }
}

TEST_CASE("CurlTransport: shows what a proxy answers that does not let it through", "[transport][proxy]")
{
    TestProxy proxy(TestProxy::Kind::Http, 1);
    CurlTransport transport(kClock);
    SECTION("407")
    {
        const QByteArray refusal
            = "HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm=\"p\"\r\nContent-Length: 0\r\n\r\n";
        proxy.refuseWith(refusal);
        const Hop hop = sendAndWait(transport, get("https://api.example/"), through(proxy.address()));
        REQUIRE(hop.error);
        CHECK(hop.error->fault == TransportFault::ProxyAuthentication);
        REQUIRE(hop.response);
        CHECK(hop.response->status == 407);
        CHECK(hop.response->fields.value("proxy-authenticate") == "Basic realm=\"p\"");
        CHECK(hop.receivedBytes == refusal);
        CHECK(hop.sentBytes == proxy.arrived());
        CHECK_FALSE(hop.sentBytes.contains("GET "));
    }
    SECTION("403")
    {
        proxy.refuseWith("HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n");
        const Hop hop = sendAndWait(transport, get("https://api.example/"), through(proxy.address()));
        REQUIRE(hop.error);
        CHECK(hop.error->fault == TransportFault::Proxy);
        CHECK(hop.error->error.what.contains("403"));
        CHECK(hop.response->status == 403);
    }
    SECTION("nobody listens")
    {
        const QByteArray address = proxy.address();
        proxy.close();
        const Hop hop = sendAndWait(transport, get("http://api.example/"), through(address));
        REQUIRE(hop.error);
        CHECK(hop.error->fault == TransportFault::Proxy);
        CHECK(hop.error->error.what.contains(QString::fromLatin1(address)));
    }
    SECTION("an address that is none")
    {
        const Hop hop = sendAndWait(transport, get("http://api.example/"), through("ftp://proxy"));
        REQUIRE(hop.error);
        CHECK(hop.error->fault == TransportFault::Proxy);
        CHECK_FALSE(hop.error->error.remedy.isEmpty());
    }
}

TEST_CASE("CurlTransport: tells a faulty certificate of the proxy from one of the server", "[transport][proxy][tls]")
{
    TlsServer proxy(makeCertificate({"localhost", "DNS:localhost", -30, -1}), {});
    CurlTransport transport(kClock);
    const Hop hop = sendAndWait(transport, get("https://api.example/"), through(proxy.secureAddress().chopped(1)));
    REQUIRE(hop.error);
    CHECK(hop.error->fault == TransportFault::Proxy);
    CHECK(hop.error->error.what.contains("certificate of the proxy localhost"));
    REQUIRE(hop.tls);
    CHECK(hop.tls->chain.front().subject == "CN=localhost");
}

TEST_CASE("CurlTransport: takes the system's proxy when nothing else is said", "[transport][proxy]")
{
    RecordingServer server(RecordingServer::answer(kOk));
    TestProxy proxy(TestProxy::Kind::Http, server.serverPort());
    qputenv("http_proxy", proxy.address());
    CurlTransport transport(kClock);
    const Hop hop = sendAndWait(transport, get("http://api.example/"), {});
    qunsetenv("http_proxy");
    REQUIRE(hop.response);
    CHECK(hop.connection.proxy == proxy.address());
}

TEST_CASE("CurlTransport: goes direct to the hosts of noProxy", "[transport][proxy]")
{
    RecordingServer server(RecordingServer::answer(kOk));
    TestProxy proxy(TestProxy::Kind::Http, 1);
    CurlTransport transport(kClock);
    TransportOptions options = through(proxy.address());
    options.noProxy = {"127.0.0.0/8"};
    const Hop hop = sendAndWait(transport, get(server.address()), options);
    REQUIRE(hop.response);
    CHECK(hop.connection.proxy.isEmpty());
    CHECK(proxy.arrived().isEmpty());
}

TEST_CASE("goesDirect: compares hosts, domains, addresses and ranges", "[transport][proxy]")
{
    const auto [entry, host, expected] = GENERATE(table<const char *, const char *, bool>({{"*", "a.example", true},
                                                                                           {"a.example", "a.example", true},
                                                                                           {"A.Example", "a.example", true},
                                                                                           {"example", "a.example", true},
                                                                                           {".example", "a.example", true},
                                                                                           {".a.example", "a.example", true},
                                                                                           {"a.example", "ba.example", false},
                                                                                           {"a.example", "example", false},
                                                                                           {"", "a.example", false},
                                                                                           {"10.0.0.0/8", "10.1.2.3", true},
                                                                                           {"10.0.0.0/8", "11.1.2.3", false},
                                                                                           {"10.1.2.3", "10.1.2.3", true},
                                                                                           {"::1", "[::1]", true},
                                                                                           {"fe80::/10", "[fe80::1]", true},
                                                                                           {"10.0.0.0/8", "[::1]", false}}));
    CAPTURE(entry, host);
    CHECK(goesDirect({entry}, host) == expected);
}

TEST_CASE("parseProxy: takes user information out and knows each kind", "[transport][proxy]")
{
    const auto route = parseProxy("http://us%40er:p%3Ass@proxy.example:3128");
    REQUIRE(route);
    CHECK(route->address == "http://proxy.example:3128");
    CHECK(route->user == "us@er");
    CHECK(route->password.reveal() == "p:ss");
    CHECK(parseProxy("proxy.example:3128")->address == "http://proxy.example:3128");
    CHECK(parseProxy("socks5://[::1]:1080")->address == "socks5://[::1]:1080");
    CHECK_FALSE(parseProxy(""));
    CHECK_FALSE(parseProxy("gopher://x"));
}

TEST_CASE("CurlTransport: takes given addresses for names, as --resolve and --connect-to do", "[transport]")
{
    RecordingServer server(RecordingServer::answer(kOk));
    const QByteArray port = QByteArray::number(server.serverPort());
    CurlTransport transport(kClock);
    TransportOptions options = direct();
    QByteArray address = "http://api.example:" + port + "/";
    SECTION("resolve")
    {
        options.resolve = {"api.example:" + port + ":127.0.0.1"};
    }
    SECTION("connect to")
    {
        address = "http://api.example/";
        options.connectTo = {"api.example:80:127.0.0.1:" + port};
    }
    const Hop hop = sendAndWait(transport, get(address), options);
    REQUIRE(hop.response);
    CHECK(hop.connection.address == "127.0.0.1");
    CHECK(hop.connection.port == server.serverPort());
    CHECK(server.arrived().contains("\r\nHost: api.example"));
}

TEST_CASE("CurlTransport: keeps to one address family", "[transport]")
{
    RecordingServer server(RecordingServer::answer(kOk));
    CurlTransport transport(kClock);
    TransportOptions options = direct();
    options.family = TransportOptions::Family::IPv6;
    options.connectLimit = std::chrono::seconds(5);
    const Hop hop = sendAndWait(transport, get("http://localhost:" + QByteArray::number(server.serverPort()) + "/"), options);
    CHECK(hop.error);
    CHECK(server.connections() == 0);
    options.family = TransportOptions::Family::IPv4;
    CHECK(sendAndWait(transport, get("http://localhost:" + QByteArray::number(server.serverPort()) + "/"), options).connection.address
          == "127.0.0.1");
}

TEST_CASE("CurlTransport: says that a name has no address", "[transport]")
{
    CurlTransport transport(kClock);
    const QByteArray name = QByteArray(64, 'a') + ".test";  // no label may be that long, so nobody on the network is asked
    const Hop hop = sendAndWait(transport, get("http://" + name + "/"), direct());
    REQUIRE(hop.error);
    CHECK(hop.error->fault == TransportFault::NameUnknown);
    CHECK(hop.error->phase == "name look-up");
    CHECK(hop.error->error.what.contains(QString::fromLatin1(name)));
}

TEST_CASE("CurlTransport: speaks over a unix socket", "[transport]")
{
    QTemporaryDir folder;
    CurlTransport transport(kClock);
    TransportOptions options;
    options.unixSocket = folder.filePath("socket");
    SECTION("that is there")
    {
        QLocalServer server;
        QByteArray arrived;
        QObject::connect(&server, &QLocalServer::newConnection, &server, [&] {
            QLocalSocket *socket = server.nextPendingConnection();
            QObject::connect(socket, &QLocalSocket::readyRead, socket, [&arrived, socket] {
                arrived += socket->readAll();
                socket->write(kOk);
            });
        });
        REQUIRE(server.listen(options.unixSocket));
        const Hop hop = sendAndWait(transport, get("http://docker/info"), options);
        REQUIRE(hop.response);
        CHECK(hop.sentBytes == "GET /info HTTP/1.1\r\nHost: docker\r\n\r\n");
        CHECK(hop.sentBytes == arrived);
    }
    SECTION("that is not")
    {
        const Hop hop = sendAndWait(transport, get("http://docker/info"), options);
        REQUIRE(hop.error);
        CHECK(hop.error->fault == TransportFault::FileUnreadable);
        CHECK(hop.error->error.place == options.unixSocket);
    }
}

TEST_CASE("CurlTransport: connects to no address further inside than it may, and says which", "[transport][routes]")
{
    const auto [farthest, connects] = GENERATE(table<Network, bool>({
        {Network::Public, false},
        {Network::Private, false},
        {Network::ThisComputer, true},
    }));
    RecordingServer server(RecordingServer::answer(kOk));
    CurlTransport transport(kClock);
    const QByteArray host = "inside.example:" + QByteArray::number(server.serverPort());
    TransportOptions options = direct();
    options.resolve = {host + ":127.0.0.1"};
    const Hop hop = sendWithin(farthest, transport, "http://" + host + "/", options);
    CHECK(hop.response.has_value() == connects);
    CHECK(server.connections() == int(connects));
    CHECK(hop.connection.address == "127.0.0.1");
    if (!connects) {
        REQUIRE(hop.error);
        CHECK(hop.error->fault == TransportFault::Unreachable);
        CHECK(hop.error->error.what.contains("inside.example stands for 127.0.0.1"));
    }
}

TEST_CASE("CurlTransport: passes over the addresses that lie too far inside, in both families", "[transport][routes]")
{
    const QByteArray addresses = GENERATE("10.255.255.1,[::1],127.0.0.1", "[::ffff:127.0.0.1]", "[fe80::1]", "169.254.169.254", "0.0.0.0");
    CAPTURE(addresses);
    RecordingServer server(RecordingServer::answer(kOk));
    CurlTransport transport(kClock);
    const QByteArray host = "inside.example:" + QByteArray::number(server.serverPort());
    TransportOptions options = direct();
    options.resolve = {host + ':' + addresses};
    const Hop hop = sendWithin(Network::Public, transport, "http://" + host + "/", options);
    CHECK_FALSE(hop.response);
    CHECK(server.connections() == 0);
    CHECK(hop.error->error.what.contains("it was not connected to"));
}

TEST_CASE("CurlTransport: leaves it to a proxy where a name leads", "[transport][routes]")
{
    RecordingServer server(RecordingServer::answer(kOk));
    TestProxy proxy(TestProxy::Kind::Http, server.serverPort());
    CurlTransport transport(kClock);
    TransportOptions options = through(proxy.address());
    CHECK(sendWithin(Network::Public, transport, "http://api.example/", options).response);
}
