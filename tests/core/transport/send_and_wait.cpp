#include "core/transport/send_and_wait.h"

#include "catch.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QTimer>

namespace keyhole {

bool waitUntil(const std::function<bool()> &done, std::chrono::milliseconds limit)
{
    QElapsedTimer timer;
    timer.start();
    QTimer wake;
    wake.start(10);
    while (!done() && !timer.hasExpired(limit.count()))
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
    QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    return done();
}

Hop sendAndWait(Transport &transport, const Request &request, const TransportOptions &options, std::chrono::milliseconds limit)
{
    const QFuture<Hop> future = transport.send(request, options);
    REQUIRE(waitUntil([&] { return future.isFinished(); }, limit));
    REQUIRE(future.resultCount() == 1);
    return future.result();
}

Request get(const QByteArray &address)
{
    Request request;
    request.method = "GET";
    request.url = *Url::parse(address);
    request.fields.append("Host", request.url.hostField());
    return request;
}

TransportOptions direct()
{
    TransportOptions options;
    options.proxy = ProxyChoice::None;
    return options;
}

}
