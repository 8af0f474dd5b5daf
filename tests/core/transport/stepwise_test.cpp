#include "catch.h"
#include "core/auth/hashing.h"
#include "core/transport/curl_transport.h"
#include "core/transport/recording_server.h"
#include "core/transport/send_and_wait.h"

#include <QCryptographicHash>
#include <QTcpSocket>
#include <QtEndian>

using namespace keyhole;

namespace {

const SystemClock kClock;
const QByteArray kChallenge = QByteArray::fromHex("0123456789abcdef");

QByteArray utf16(const QString &text)
{
    return {reinterpret_cast<const char *>(text.utf16()), text.size() * 2};
}

template <class T> QByteArray little(T number)
{
    QByteArray bytes(qsizetype(sizeof number), '\0');
    qToLittleEndian(number, bytes.data());
    return bytes;
}

/// The CHALLENGE_MESSAGE. [MS-NLMP], 2.2.1.2.
QByteArray challengeMessage()
{
    constexpr quint32 kFlags = 0x1 | 0x4 | 0x200 | 0x80000 | 0x800000;  // Unicode, target, NTLM, extended security, target info
    const QByteArray target = utf16("LAB");
    const QByteArray info = little<quint16>(2) + little(quint16(target.size())) + target + little<quint16>(0) + little<quint16>(0);
    constexpr quint32 kHead = 48;
    return QByteArray("NTLMSSP\0", 8) + little<quint32>(2) + little(quint16(target.size())) + little(quint16(target.size())) + little(kHead)
        + little(kFlags) + kChallenge + QByteArray(8, '\0') + little(quint16(info.size())) + little(quint16(info.size()))
        + little(quint32(kHead + target.size())) + target + info;
}

/// The bytes that a field of an NTLM message points to.
QByteArray partAt(const QByteArray &message, qsizetype field)
{
    REQUIRE(message.size() >= field + 8);
    const auto length = qFromLittleEndian<quint16>(message.constData() + field);
    const auto offset = qFromLittleEndian<quint32>(message.constData() + field + 4);
    return message.mid(qsizetype(offset), length);
}

/// Whether an AUTHENTICATE_MESSAGE proves the password. [MS-NLMP], 3.3.2.
bool proves(const QByteArray &message, const QString &password)
{
    const QByteArray response = partAt(message, 20), domain = partAt(message, 28), user = partAt(message, 36);
    const QString upper = QString(reinterpret_cast<const QChar *>(user.constData()), user.size() / 2).toUpper();
    const QByteArray key
        = hmacOf(HashAlgorithm::Md5, QCryptographicHash::hash(utf16(password), QCryptographicHash::Md4), utf16(upper) + domain);
    return response.size() > 16 && response.first(16) == hmacOf(HashAlgorithm::Md5, key, kChallenge + response.mid(16));
}

QByteArray authorizationIn(const QByteArray &request)
{
    for (const QByteArray &line : request.split('\n')) {
        if (line.startsWith("Authorization: "))
            return line.mid(15).trimmed();
    }
    return {};
}

/// A server that plays its part of NTLM for one password.
RecordingServer::Script ntlm(const QString &password)
{
    return [password](QTcpSocket &socket, const QByteArray &arrived) {
        if (requestLength(arrived) == 0)
            return;
        const QByteArray message = QByteArray::fromBase64(authorizationIn(arrived).mid(5));
        const char type = message.size() > 8 ? message[8] : '\0';
        if (type == 1)
            socket.write("HTTP/1.1 401 Unauthorized\r\nWWW-Authenticate: NTLM " + challengeMessage().toBase64()
                         + "\r\nContent-Length: 4\r\n\r\nwait");
        else if (type == 3 && proves(message, password))
            socket.write("HTTP/1.1 200 OK\r\nContent-Length: 7\r\n\r\nwelcome");
        else
            socket.write("HTTP/1.1 401 Unauthorized\r\nWWW-Authenticate: NTLM\r\nContent-Length: 2\r\n\r\nno");
    };
}

std::vector<Hop> hopsOf(Transport &transport, const Request &request, const TransportOptions &options)
{
    const QFuture<Hop> future = transport.send(request, options);
    REQUIRE(waitUntil([&] { return future.isFinished(); }, std::chrono::seconds(20)));
    const QList<Hop> hops = future.results();
    return {hops.begin(), hops.end()};
}

TransportOptions ntlmOptions(const char *password)
{
    TransportOptions options = direct();
    options.connectionAuth = ConnectionAuth::Ntlm;
    options.connectionUser = "LAB\\alice";
    options.connectionPassword = Secret(password);
    return options;
}

}

TEST_CASE("NTLM: both steps are shown as they went over one connection, and the password is proved", "[transport]")
{
    RecordingServer server(ntlm("open sesame"));
    CurlTransport transport(kClock);
    Request request = get(server.address("/a/./b?c=d"));
    request.fields.append("X-Own", "1");
    request.origins = {FieldOrigin::Automatic, FieldOrigin::Typed};
    const auto hops = hopsOf(transport, request, ntlmOptions("open sesame"));
    REQUIRE(hops.size() == 2);
    CHECK(server.connections() == 1);
    REQUIRE(hops[0].response);
    CHECK(hops[0].response->status == 401);
    CHECK(hops[0].response->body == "wait");
    CHECK(hops[0].whyFollowed.isEmpty());
    REQUIRE(hops[1].response);
    CHECK(hops[1].response->status == 200);
    CHECK(hops[1].response->body == "welcome");
    CHECK(hops[1].whyFollowed.contains("NTLM"));
    CHECK(hops[0].sentBytes + hops[1].sentBytes == server.arrived());
    CHECK(hops[1].sentBytes.startsWith("GET /a/./b?c=d HTTP/1.1\r\n"));
    CHECK(hops[1].receivedBytes.startsWith("HTTP/1.1 200 OK\r\n"));
    CHECK(hops[1].connection.reused);

    const FieldList &fields = hops[1].request.fields;
    CHECK(fields.value("X-Own") == QByteArray("1"));
    CHECK(fields.value("Authorization")->startsWith("NTLM TlRMTVNTUAAD"));
    CHECK_FALSE(fields.contains("User-Agent"));
    CHECK_FALSE(fields.contains("Accept"));
    for (int i = 0; i < fields.size(); ++i) {
        if (fields.at(i).name == "Authorization")
            CHECK(hops[1].request.originOf(i) == FieldOrigin::Auth);
        if (fields.at(i).name == "X-Own")
            CHECK(hops[1].request.originOf(i) == FieldOrigin::Typed);
    }
}

TEST_CASE("NTLM: a body goes with the last step", "[transport]")
{
    RecordingServer server(ntlm("open sesame"));
    CurlTransport transport(kClock);
    Request request = get(server.address());
    request.method = "PUT";
    request.body = "{\"a\":1}";
    request.fields.append("Content-Type", "application/json");
    request.fields.append("Content-Length", "7");
    const auto hops = hopsOf(transport, request, ntlmOptions("open sesame"));
    REQUIRE(hops.size() == 2);
    CHECK(hops[1].response->status == 200);
    CHECK(hops[1].sentBytes.startsWith("PUT / HTTP/1.1\r\n"));
    CHECK(hops[1].sentBytes.endsWith("\r\n\r\n{\"a\":1}"));
    CHECK(hops[1].request.fields.count("Content-Length") == 1);
}

TEST_CASE("NTLM: a wrong password ends with the server's refusal", "[transport]")
{
    RecordingServer server(ntlm("open sesame"));
    CurlTransport transport(kClock);
    const auto hops = hopsOf(transport, get(server.address()), ntlmOptions("wrong"));
    REQUIRE(hops.size() == 2);
    CHECK(hops.back().response->status == 401);
    CHECK_FALSE(hops.back().error);
}

TEST_CASE("NTLM: a message that is none, and a server that closes, are told", "[transport]")
{
    CurlTransport transport(kClock);
    const bool closes = GENERATE(false, true);
    RecordingServer server([closes](QTcpSocket &socket, const QByteArray &arrived) {
        if (requestLength(arrived) == 0)
            return;
        if (!closes)
            socket.write("HTTP/1.1 401 Unauthorized\r\nWWW-Authenticate: NTLM AAAA\r\nContent-Length: 0\r\n\r\n");
        socket.disconnectFromHost();
    });
    const auto hops = hopsOf(transport, get(server.address()), ntlmOptions("open sesame"));
    REQUIRE_FALSE(hops.empty());
    const Hop &last = hops.back();
    CHECK((last.error.has_value() || last.response->status == 401));
    if (closes)
        CHECK(last.error);
}

TEST_CASE("Negotiate: without a ticket the request goes on without a token, and why is told", "[transport]")
{
    qputenv("KRB5CCNAME", "FILE:/nonexistent/ticket");
    RecordingServer server([](QTcpSocket &socket, const QByteArray &arrived) {
        if (requestLength(arrived) > 0)
            socket.write("HTTP/1.1 401 Unauthorized\r\nWWW-Authenticate: Negotiate\r\nContent-Length: 0\r\n\r\n");
    });
    CurlTransport transport(kClock);
    TransportOptions options = direct();
    options.connectionAuth = ConnectionAuth::Negotiate;
    const auto hops = hopsOf(transport, get(server.address()), options);
    REQUIRE_FALSE(hops.empty());
    REQUIRE(hops.back().response);
    CHECK(hops.back().response->status == 401);
    const auto &defects = hops.back().response->defects;
    REQUIRE_FALSE(defects.empty());
    CHECK(defects.back().id == "auth.no-token");
    CHECK(defects.back().text.contains("Negotiate"));
    qunsetenv("KRB5CCNAME");
}

TEST_CASE("NTLM: cancelling ends it, and a server that never answers runs into the limit", "[transport]")
{
    RecordingServer server;
    CurlTransport transport(kClock);
    TransportOptions options = ntlmOptions("open sesame");
    SECTION("cancelled")
    {
        QFuture<Hop> future = transport.send(get(server.address()), options);
        REQUIRE(waitUntil([&] { return server.connections() == 1; }, std::chrono::seconds(10)));
        future.cancel();
        CHECK(waitUntil([&] { return future.isFinished(); }, std::chrono::milliseconds(500)));
    }
    SECTION("no answer")
    {
        options.answerLimit = std::chrono::milliseconds(200);
        const auto hops = hopsOf(transport, get(server.address()), options);
        REQUIRE(hops.size() == 1);
        REQUIRE(hops[0].error);
        CHECK(hops[0].error->fault == TransportFault::TimedOut);
    }
}
