#include "catch.h"
#include "command_line.h"

#include <QFile>
#include <QProcess>
#include <QTcpServer>

using namespace keyhole;

#ifdef __linux__
TEST_CASE("keyhole-cli send: no argument can be read in the list of processes while the server lets it wait", "[cli]")
{
    QTcpServer silent;
    REQUIRE(silent.listen(QHostAddress::LocalHost));
    const QString address = QStringLiteral("http://user:secret-in-address@127.0.0.1:%1/?key=secret-in-query").arg(silent.serverPort());
    QProcess cli;
    cli.start(QStringLiteral(KEYHOLE_CLI),
              {"send", "--noproxy", "*", "-H", "Authorization: Bearer secret-in-field", "-d", "password=secret-in-body", address});
    REQUIRE(silent.waitForNewConnection(30'000));

    QFile list(QStringLiteral("/proc/%1/cmdline").arg(cli.processId()));
    REQUIRE(list.open(QIODevice::ReadOnly));
    const QByteArray seen = list.readAll();
    CHECK(seen.contains("keyhole-cli"));
    CHECK(seen.contains("send"));
    CHECK_FALSE(seen.contains("secret"));
    CHECK_FALSE(seen.contains("Bearer"));
    cli.kill();
    cli.waitForFinished();
}
#endif
