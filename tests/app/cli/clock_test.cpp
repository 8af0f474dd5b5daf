#include "catch.h"
#include "clock_server.h"
#include "command_line.h"
#include "core/clock/sntp.h"

#include <QCoreApplication>
#include <QDeadlineTimer>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QNetworkDatagram>
#include <QProcess>
#include <QUdpSocket>
#include <QtEndian>

using namespace keyhole;
using namespace std::chrono_literals;

namespace {

/// Runs keyhole-cli beside the servers of this process, whose event loop goes on meanwhile.
CommandResult clock(const QStringList &arguments)
{
    QProcess process;
    process.start(KEYHOLE_CLI, QStringList{"clock", "--noproxy", "*"} + arguments);
    const QDeadlineTimer deadline(60'000);
    while (process.state() != QProcess::NotRunning && !deadline.hasExpired())
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents, 50);
    REQUIRE(process.state() == QProcess::NotRunning);
    return {process.exitCode(), process.readAllStandardOutput(), process.readAllStandardError()};
}

QJsonObject clockJson(const QStringList &arguments)
{
    const CommandResult result = clock(QStringList{"--format", "json"} + arguments);
    CAPTURE(result.out.toStdString(), result.err.toStdString());
    CHECK(result.status == 0);
    const QJsonObject report = QJsonDocument::fromJson(result.out).object();
    REQUIRE(report["schema"] == "keyhole.clock/1");
    return report;
}

QJsonObject serverOf(const QJsonObject &report, int index = 0)
{
    return report["servers"].toArray().at(index).toObject();
}

ClockOffset offsetOf(const QJsonObject &server)
{
    const QJsonArray pair = server["offset_ms"].toArray();
    REQUIRE(pair.size() == 2);
    return {Milliseconds(pair[0].toInteger()), Milliseconds(pair[1].toInteger())};
}

/// A time server on this computer whose clock is off; spoofed answers may come before the true one.
struct FakeTimeServer : QUdpSocket {
    Milliseconds shift{0};
    int spoofed = 0, stratum = 1;
    QByteArray code = "GPS";

    explicit FakeTimeServer(Milliseconds offset) : shift(offset)
    {
        bind(QHostAddress::LocalHost, 0);
        connect(this, &QUdpSocket::readyRead, this, [this] {
            while (hasPendingDatagrams())
                answer(receiveDatagram());
        });
    }
    QString name() const { return QStringLiteral("127.0.0.1:%1").arg(localPort()); }

    void answer(const QNetworkDatagram &question)
    {
        const auto now = std::chrono::floor<std::chrono::microseconds>(std::chrono::system_clock::now()) + shift;
        QByteArray bytes(48, '\0');
        bytes[0] = char(0x24);
        bytes[1] = char(stratum);
        bytes.replace(12, code.size(), code);
        qToBigEndian(ntpTimestamp(now), bytes.data() + 32);
        qToBigEndian(ntpTimestamp(now), bytes.data() + 40);
        for (int i = 0; i < spoofed; ++i)
            writeDatagram(question.makeReply(bytes));  // without the nonce
        bytes.replace(24, 8, question.data().mid(40, 8));
        writeDatagram(question.makeReply(bytes));
    }
};

}

TEST_CASE("keyhole-cli clock: the true offset is inside an interval below 50 ms, after at most 20 polite requests", "[cli][clock]")
{
    const auto shift = GENERATE(as<Milliseconds>(), 840'437ms, -3'600'205ms);
    ShiftedServer server(shift);
    const QJsonObject found = serverOf(clockJson({server.address()}));
    const ClockOffset offset = offsetOf(found);
    CAPTURE(offset.low.count(), offset.high.count());
    CHECK(offset.contains(shift));
    CHECK(offset.high - offset.low < 50ms);
    CHECK(found["ended"] == "narrow");
    CHECK(found["requests"].toInt() == int(server.asked.size()));
    CHECK(server.asked.size() <= 20);
    CHECK(server.connections == 1);
    for (size_t i = 0; i < server.asked.size(); ++i) {
        CHECK(server.asked[i].head.startsWith("HEAD / HTTP/1.1"));
        CHECK(server.asked[i].head.contains("\r\nUser-Agent: keyhole/"));
        CHECK_FALSE(server.asked[i].head.contains("\r\nAuthorization:"));
        CHECK((i == 0 || server.asked[i].at - server.asked[i - 1].at >= 199));
    }
}

TEST_CASE("keyhole-cli clock: three hosts settle that this computer is off, and the whole hours are named", "[cli][clock]")
{
    ShiftedServer server(2h);
    const QJsonObject report = clockJson(server.resolve("a.example") + server.resolve("b.example") + server.resolve("c.example")
                                         + QStringList{server.named("a.example"), server.named("b.example"), server.named("c.example")});
    CHECK(report["verdict"].toObject()["whose"] == "local");
    CHECK(report["verdict"].toObject()["settled"].toBool());
    CHECK(serverOf(report)["shift"] == "zone");
}

TEST_CASE("keyhole-cli clock: one server alone cannot tell, and a time server settles it", "[cli][clock]")
{
    const auto [truth, whose] = GENERATE(table<Milliseconds, const char *>({{0ms, "server"}, {90'300ms, "local"}}));
    ShiftedServer server(90'300ms);
    const QJsonObject alone = clockJson({server.address()});
    CHECK(alone["verdict"].toObject()["whose"] == "unknown");
    CHECK_FALSE(alone["verdict"].toObject()["settled"].toBool());

    FakeTimeServer time(truth);
    time.spoofed = 2;
    const QJsonObject report = clockJson({"--ntp", time.name(), server.address()});
    CHECK(report["verdict"].toObject()["whose"] == whose);
    CHECK(report["verdict"].toObject()["settled"].toBool());
    const ClockOffset offset = offsetOf(report["time_server"].toObject());
    CHECK(offset.contains(truth));
    CHECK(offset.high - offset.low < 500ms);
}

TEST_CASE("keyhole-cli clock: a time server alone is enough, and its refusal is told", "[cli][clock]")
{
    FakeTimeServer slow(-12'345ms);
    const CommandResult told = clock({"--ntp", slow.name()});
    CHECK(told.status == 0);
    CHECK(told.out.startsWith("This computer’s clock is 12.3"));

    FakeTimeServer refuses(0ms);
    refuses.stratum = 0;
    refuses.code = "RATE";
    const QJsonObject report = clockJson({"--ntp", refuses.name()});
    CHECK(report["verdict"].toObject()["whose"] == "unknown");
    CHECK(report["time_server"].toObject()["problem"].toString().contains("too often"));
}

TEST_CASE("keyhole-cli clock: GET is used where HEAD is refused", "[cli][clock]")
{
    ShiftedServer server(5s);
    server.answer = [](const QByteArray &method, Instant now) {
        return (method == "HEAD" ? QByteArray("HTTP/1.1 405 Method Not Allowed") : QByteArray("HTTP/1.1 200 OK"))
            + "\r\nDate: " + formatHttpDate(now);
    };
    const QJsonObject found = serverOf(clockJson({server.address()}));
    CHECK(offsetOf(found).contains(5s));
    CHECK(server.asked.at(0).head.startsWith("HEAD "));
    CHECK(server.asked.at(1).head.startsWith("GET "));
}

TEST_CASE("keyhole-cli clock: 429 and 503 end it at once, with the time to wait", "[cli][clock]")
{
    const auto status = GENERATE(as<QByteArray>(), "429 Too Many Requests", "503 Service Unavailable");
    ShiftedServer server(0s);
    server.answer = [status](const QByteArray &, Instant now) {
        return "HTTP/1.1 " + status + "\r\nRetry-After: 120\r\nDate: " + formatHttpDate(now);
    };
    const QJsonObject found = serverOf(clockJson({server.address()}));
    CHECK(server.asked.size() == 1);
    CHECK(found["ended"] == "asked-to-wait");
    CHECK(found["why"].toString().replace(QChar::Nbsp, ' ').contains("2 min"));
    CHECK(offsetOf(found).contains(0s));
}

TEST_CASE("keyhole-cli clock: what tells no time is told, and not asked again and again", "[cli][clock]")
{
    const auto [fields, word] = GENERATE(table<QByteArray, const char *>({
        {"", "no Date"},
        {"\r\nDate: yesterday", "cannot be read"},
        {"\r\nAge: 37\r\nDate: Sat, 21 Nov 2026 09:43:12 GMT", "cache (Age)"},
        {"\r\nX-Cache: Hit from cloudfront\r\nDate: Sat, 21 Nov 2026 09:43:12 GMT", "cache (X-Cache)"},
    }));
    ShiftedServer server(0s);
    server.answer = [fields = fields](const QByteArray &, Instant) { return "HTTP/1.1 200 OK" + fields; };
    const QJsonObject report = clockJson({server.address()});
    CHECK(server.asked.size() <= 3);
    CHECK(serverOf(report)["ended"] == "no-time");
    CHECK(serverOf(report)["offset_ms"].isNull());
    CHECK(serverOf(report)["why"].toString().contains(word));
    CHECK(report["verdict"].toObject()["whose"] == "unknown");
}

TEST_CASE("keyhole-cli clock: machines of one name whose clocks differ contradict each other, and that is said", "[cli][clock]")
{
    ShiftedServer server(0s);
    server.answer = [turn = 0](const QByteArray &, Instant now) mutable {
        return "HTTP/1.1 200 OK\r\nDate: " + formatHttpDate(now + (++turn % 2 == 0 ? 30s : 0s));
    };
    const QJsonObject found = serverOf(clockJson({server.address()}));
    CHECK(found["ended"] == "contradiction");
    CHECK(offsetOf(found).contains(0s));
    CHECK(offsetOf(found).contains(30s));
    CHECK(server.asked.size() <= 4);
}

TEST_CASE("keyhole-cli clock: a server that is not there is told, and the others are asked", "[cli][clock]")
{
    QTcpServer gone;
    gone.listen(QHostAddress::LocalHost, 0);
    const QString nobody = QStringLiteral("http://127.0.0.1:%1/").arg(gone.serverPort());
    gone.close();
    ShiftedServer server(0s);
    const QJsonObject report = clockJson({nobody, server.address()});
    CHECK(serverOf(report, 0)["ended"] == "no-answer");
    CHECK(serverOf(report, 1)["ended"] == "narrow");
}

TEST_CASE("keyhole-cli clock: text says the verdict first, and the page explains it", "[cli][clock]")
{
    ShiftedServer server(0s);
    const CommandResult text = clock({server.address()});
    CHECK(text.status == 0);
    CHECK(text.out.startsWith("No clock is off"));
    CHECK(text.out.contains("agrees with this computer, ± "));
    const CommandResult page = runCli({"explain", "clock"});
    CHECK(page.status == 0);
    CHECK(page.out.startsWith("# How Keyhole reads a server’s clock"));
}

TEST_CASE("keyhole-cli clock: wrong use is told, and nobody is asked", "[cli][clock]")
{
    ShiftedServer server(0s);
    const QString address = server.address();
    const auto arguments
        = GENERATE_COPY(as<QStringList>(), QStringList{}, QStringList{"--format", "yaml", "http://x.example"},
                        QStringList{"-d", "x", address}, QStringList{"--ntp", "time.example:0"}, QStringList{"--ntp"},
                        QStringList{"-u", "a:b", address}, QStringList{"ftp://x.example/", address}, QStringList{address, "--resolve"});
    const CommandResult result = clock(arguments);
    CHECK(result.status == 2);
    CHECK(result.out.isEmpty());
    CHECK(result.err.startsWith("keyhole-cli: "));
    CHECK(server.asked.empty());
}
