#include "core/oauth/loopback_redirect.h"
#include "signing_in.h"

using namespace keyhole;

namespace {

struct Waiting {
    LoopbackRedirect redirect;
    QByteArray address, host, path;
    std::vector<QByteArray> answers;
    quint16 port = 0;
    int timeouts = 0;

    explicit Waiting(const RedirectSettings &settings = {})
    {
        QObject::connect(&redirect, &LoopbackRedirect::answered, [this](const QByteArray &query) { answers.push_back(query); });
        QObject::connect(&redirect, &LoopbackRedirect::timedOut, [this] { ++timeouts; });
        address = *redirect.open(settings);
        const Url url = *Url::parse(address);
        host = url.host + ':' + QByteArray::number(url.effectivePort());
        path = url.path;
        port = quint16(url.effectivePort());
    }

    QByteArray get(const QByteArray &target, const QByteArray &hostField, const QByteArray &method = "GET") const
    {
        return sendRaw(port, method + ' ' + target + " HTTP/1.1\r\nHost: " + hostField + "\r\n\r\n");
    }
};

}

TEST_CASE("Loopback redirect: the browser's answer is taken once, and then nothing listens any more", "[oauth]")
{
    Waiting waiting;
    CHECK(waiting.address.startsWith("http://127.0.0.1:"));
    CHECK(waiting.path.size() == 1 + 22);
    const QByteArray page = waiting.get(waiting.path + "?code=c&state=<script>", waiting.host);
    CHECK(page.startsWith("HTTP/1.1 200 "));
    CHECK_FALSE(page.contains("script"));
    CHECK(page.contains("Content-Security-Policy: default-src 'none'"));
    CHECK(page.contains("Cache-Control: no-store"));
    REQUIRE(waiting.answers.size() == 1);
    CHECK(waiting.answers[0] == "code=c&state=<script>");
    CHECK(waiting.get(waiting.path + "?code=second", waiting.host) == "(refused)");
    CHECK(waiting.answers.size() == 1);
}

TEST_CASE("Loopback redirect: whatever else comes is refused, told, and does not end the wait", "[oauth]")
{
    Waiting waiting;
    const auto refuses = [&](const QByteArray &answer, const QByteArray &status, const QString &told) {
        CAPTURE(answer.left(60).toStdString());
        CHECK(answer.startsWith("HTTP/1.1 " + status));
        CHECK(answer.endsWith("Refused.\n"));
        REQUIRE_FALSE(waiting.redirect.refused().empty());
        CHECK(waiting.redirect.refused().back().contains(told));
        CHECK(waiting.answers.empty());
        CHECK(waiting.redirect.isOpen());
    };
    refuses(waiting.get("/favicon.ico", waiting.host), "404", "another path");
    refuses(waiting.get(waiting.path + "/x?code=c", waiting.host), "404", "another path");
    refuses(waiting.get(waiting.path + "?code=c", "evil.example"), "421", "another host (evil.example)");
    refuses(waiting.get(waiting.path + "?code=c", "localhost:" + QByteArray::number(waiting.port)), "421", "another host");
    refuses(waiting.get(waiting.path + "?code=c", waiting.host + "\r\nHost: evil.example"), "421", "another host");
    refuses(waiting.get(waiting.path + "?code=c", waiting.host, "POST"), "405", "POST instead of GET");
    refuses(waiting.get(waiting.path + "?code=c", waiting.host, "HEAD"), "405", "HEAD instead of GET");
    refuses(sendRaw(waiting.port, "hello\r\n\r\n"), "400", "no HTTP");
    CHECK(waiting.get(waiting.path + "?code=c", waiting.host).startsWith("HTTP/1.1 200"));
}

TEST_CASE("Loopback redirect: a query of 1 MB is cut off at 8 KB", "[oauth]")
{
    Waiting waiting;
    waiting.get(waiting.path + "?code=" + QByteArray(1 << 20, 'x'), waiting.host);
    CHECK(waiting.answers.empty());
    REQUIRE(waiting.redirect.refused().size() == 1);
    CHECK(waiting.redirect.refused()[0].contains("8 KB"));
    CHECK(waiting.redirect.isOpen());
}

TEST_CASE("Loopback redirect: somebody who tries all ports without the path learns and gets nothing", "[oauth]")
{
    Waiting waiting;
    for (int i = 0; i < 40; ++i)
        CHECK(waiting.get("/?code=" + QByteArray::number(i), waiting.host).startsWith("HTTP/1.1 404"));
    CHECK(waiting.answers.empty());
    CHECK(waiting.redirect.refused().size() <= 20);
    CHECK(waiting.redirect.isOpen());
}

TEST_CASE("Loopback redirect: connections that say nothing do not keep the browser out for ever", "[oauth]")
{
    Waiting waiting;
    std::vector<std::unique_ptr<QTcpSocket>> silent;
    for (int i = 0; i < 10; ++i) {
        silent.push_back(std::make_unique<QTcpSocket>());
        silent.back()->connectToHost(QHostAddress::LocalHost, waiting.port);
    }
    REQUIRE(becomesTrue([&] { return silent.back()->state() == QAbstractSocket::ConnectedState; }));
    CHECK(waiting.get(waiting.path, waiting.host).startsWith("HTTP/1.1 200"));
}

TEST_CASE("Loopback redirect: the registered port and path are used as they are", "[oauth]")
{
    QTcpServer free;
    REQUIRE(free.listen(QHostAddress::LocalHost));
    const quint16 port = free.serverPort();
    LoopbackRedirect redirect;
    const auto taken = redirect.open({"localhost", port, "callback"});
    REQUIRE_FALSE(taken);
    CHECK(taken.error().id == "redirect.port");
    CHECK(taken.error().error.what.contains(QString::number(port)));
    free.close();
    const auto address = redirect.open({"localhost", port, "callback"});
    REQUIRE(address);
    CHECK(*address == "http://localhost:" + QByteArray::number(port) + "/callback");
}

TEST_CASE("Loopback redirect: it is reached by IPv6 as well, and by no other address", "[oauth]")
{
    Waiting waiting;
    QTcpServer probe;
    if (probe.listen(QHostAddress::LocalHostIPv6))
        CHECK(sendRaw(waiting.port, "GET " + waiting.path + "?code=c HTTP/1.1\r\nHost: " + waiting.host + "\r\n\r\n",
                      QHostAddress::LocalHostIPv6)
                  .startsWith("HTTP/1.1 200"));
    Waiting other;
    CHECK(sendRaw(other.port, "GET / HTTP/1.1\r\n\r\n", QHostAddress("127.0.0.2")) == "(refused)");
}

TEST_CASE("Loopback redirect: the wait ends after its time", "[oauth]")
{
    Waiting waiting({"127.0.0.1", 0, {}, std::chrono::milliseconds(30)});
    REQUIRE(becomesTrue([&] { return waiting.timeouts == 1; }));
    CHECK_FALSE(waiting.redirect.isOpen());
    CHECK(waiting.get(waiting.path, waiting.host) == "(refused)");
    CHECK(RedirectSettings{}.limit == std::chrono::seconds(120));
}
