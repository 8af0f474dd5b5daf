// 1,000 small GETs one after another over loopback through Session, each diagnosed, against one curl process that fetches the same
// addresses. Prints both times and their ratio.
#include "core/session/session.h"
#include "core/transport/curl_transport.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QProcess>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTemporaryFile>
#include <QThread>

using namespace keyhole;

namespace {

constexpr int kRequests = 1000;
constexpr int kRounds = 5;
constexpr double kLimit = 2;

/// Answers every request with the same small 401, on kept connections, in a thread of its own.
class SmallServer : public QThread {
public:
    quint16 port = 0;

    ~SmallServer() override
    {
        quit();
        wait();
    }

protected:
    void run() override
    {
        QTcpServer server;
        server.listen(QHostAddress::LocalHost, port);
        QObject::connect(&server, &QTcpServer::newConnection, &server, [&server] {
            QTcpSocket *socket = server.nextPendingConnection();
            socket->setSocketOption(QAbstractSocket::LowDelayOption, 1);
            QObject::connect(socket, &QTcpSocket::readyRead, socket, [socket] {
                for (int request = socket->readAll().count("\r\n\r\n"); request > 0; --request)
                    socket->write("HTTP/1.1 401 Unauthorized\r\nDate: Sat, 21 Nov 2026 09:43:12 GMT\r\n"
                                  "WWW-Authenticate: Bearer realm=\"bench\"\r\nContent-Type: application/json\r\nContent-Length: 24\r\n\r\n"
                                  "{\"error\":\"unauthorized\"}");
            });
        });
        exec();
    }
};

quint16 freePort()
{
    QTcpServer probe;
    probe.listen(QHostAddress::LocalHost);
    return probe.serverPort();
}

QByteArray address(quint16 port, int request)
{
    return "http://127.0.0.1:" + QByteArray::number(port) + "/item/" + QByteArray::number(request);
}

/// Milliseconds for all requests; negative when one failed.
double throughSession(quint16 port)
{
    const SystemClock clock;
    CurlTransport transport(clock);
    Session session(transport, clock);
    RequestDraft draft;
    draft.transport.proxy = ProxyChoice::None;
    QElapsedTimer timer;
    timer.start();
    for (int request = 0; request < kRequests; ++request) {
        draft.address = address(port, request);
        const auto future = session.send(draft);
        while (future && !future->isFinished())
            QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
        if (!future || future->result().report.status != 401)
            return -1;
    }
    return double(timer.nsecsElapsed()) / 1e6;
}

double throughCurl(quint16 port)
{
    QTemporaryFile config;
    if (!config.open())
        return -1;
    for (int request = 0; request < kRequests; ++request)
        config.write("url = \"" + address(port, request) + "\"\noutput = \"/dev/null\"\n");
    config.flush();
    QElapsedTimer timer;
    timer.start();
    if (QProcess::execute("curl", {"-q", "-s", "--noproxy", "*", "-K", config.fileName()}) != 0)
        return -1;
    return double(timer.nsecsElapsed()) / 1e6;
}

}

int main(int argc, char *argv[])
{
    const QCoreApplication application(argc, argv);
    SmallServer server;
    server.port = freePort();
    server.start();
    throughCurl(server.port);  // both begin with a server that runs
    throughSession(server.port);

    std::vector<double> session, curl;
    for (int round = 0; round < kRounds; ++round) {
        session.push_back(throughSession(server.port));
        curl.push_back(throughCurl(server.port));
    }
    std::sort(session.begin(), session.end());
    std::sort(curl.begin(), curl.end());
    if (session.front() < 0 || curl.front() < 0) {
        qCritical("A request failed; is curl installed?");
        return 1;
    }
    const double ratio = session[kRounds / 2] / curl[kRounds / 2];
    printf("session: %d GETs %.0f ms, one curl process %.0f ms, ratio %.2f (limit %.0f)\n", kRequests, session[kRounds / 2],
           curl[kRounds / 2], ratio, kLimit);
    return ratio <= kLimit ? 0 : 1;
}
