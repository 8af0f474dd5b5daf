#include "core/transport/curl_transport.h"
#include "core/transport/client_certificate.h"
#include "core/transport/hop_run.h"
#include "core/transport/request_text.h"
#include "core/transport/stepwise_run.h"

#include <QFile>
#include <QNetworkProxyFactory>
#include <QThreadPool>
#include <QUrl>

namespace keyhole {

namespace {
constexpr qint64 kSystemProxyHolds = 10'000;  // milliseconds
}

class CurlTransport::Private : public QObject {
public:
    explicit Private(const Clock &c) : clock(c) { }
    ~Private() override
    {
        for (const QString &file : bodyFiles)
            QFile::remove(file);
    }

    void run(Request request, Route route, HopRun::ProgressFunction progress, QPromise<Hop> promise);
    Result<std::shared_ptr<TrustStore>> trust(const QString &caFile);
    Result<std::optional<ProxyRoute>, Error> proxyFor(const Origin &origin, const TransportOptions &options) const;
    void askSystem(Request request, Route route, HopRun::ProgressFunction progress, QPromise<Hop> promise);

    struct SystemProxy {
        ProxyRoute route;
        QElapsedTimer since;
    };

    const Clock &clock;
    ConnectionPool pool;
    std::map<QString, std::shared_ptr<TrustStore>> stores;
    QStringList bodyFiles;  ///< bodies too large for memory; they go with the transport
    std::map<QByteArray, SystemProxy> systemProxies;  ///< by origin
};

namespace {

void fail(QPromise<Hop> &promise, const Request &request, TransportFault fault, const Error &error)
{
    Hop hop;
    hop.request = request;
    hop.error = TransportError{fault, error, QString("sending")};
    promise.addResult(std::move(hop));
    promise.finish();
}

}

CurlTransport::CurlTransport(const Clock &clock) : d(std::make_unique<Private>(clock)) { }

CurlTransport::~CurlTransport() = default;

QFuture<Hop> CurlTransport::send(const Request &request, const TransportOptions &options, std::function<void(const Progress &)> progress)
{
    return sendAlong({request.url.origin(), options, {}}, request, std::move(progress));
}

QFuture<Hop> CurlTransport::sendWithin(Network farthest, const Request &request, const TransportOptions &options)
{
    return sendAlong({request.url.origin(), options, {}, farthest}, request, {});
}

QFuture<Hop> CurlTransport::sendAlong(Route route, const Request &request, std::function<void(const Progress &)> progress)
{
    QPromise<Hop> promise;
    promise.start();
    QFuture<Hop> future = promise.future();
    if (const auto error = unsendable(request)) {
        fail(promise, request, TransportFault::BadRequest, *error);
        return future;
    }
    if (!route.origin.isValid() || (route.origin.scheme != "http" && route.origin.scheme != "https")) {
        fail(promise, request, TransportFault::BadRequest,
             {QString("The address cannot be sent to."), QString("The address"), QString("Use an http or https address with a host.")});
        return future;
    }
    const auto proxy = d->proxyFor(route.origin, route.options);
    if (!proxy) {
        fail(promise, request, TransportFault::Proxy, proxy.error());
    } else if (*proxy) {
        route.proxy = **proxy;
        d->run(request, std::move(route), std::move(progress), std::move(promise));
    } else {
        d->askSystem(request, std::move(route), std::move(progress), std::move(promise));
    }
    return future;
}

void CurlTransport::Private::run(Request request, Route route, HopRun::ProgressFunction progress, QPromise<Hop> promise)
{
    // Reading the authorities of this computer takes tens of milliseconds; plain http needs none of them.
    const bool needsTrust = route.isTls() || route.proxy.isTls();
    if (auto refused = needsTrust ? refuseClientCertificate(route.options) : std::nullopt)
        return fail(promise, request, refused->fault, refused->error);
    const auto store = needsTrust ? trust(route.options.caFile) : Result<std::shared_ptr<TrustStore>>(nullptr);
    if (!store)
        return fail(promise, request, TransportFault::FileUnreadable, store.error());
    if (route.options.connectionAuth != ConnectionAuth::None) {
        (new StepwiseRun(std::move(request), std::move(route), *store, clock, std::move(promise), this))->start();
        return;
    }
    auto *hop = new HopRun(std::move(request), std::move(route), *store, clock, pool, std::move(progress), std::move(promise), this);
    connect(hop, &HopRun::madeBodyFile, this, [this](const QString &file) { bodyFiles << file; });
    hop->start();
}

Result<std::shared_ptr<TrustStore>> CurlTransport::Private::trust(const QString &caFile)
{
    if (const auto known = stores.find(caFile); known != stores.end())
        return known->second;
    auto loaded = TrustStore::load(caFile);
    if (loaded)
        stores[caFile] = *loaded;
    return loaded;
}

/// Nothing: the system has to be asked.
Result<std::optional<ProxyRoute>, Error> CurlTransport::Private::proxyFor(const Origin &origin, const TransportOptions &options) const
{
    const bool direct = options.proxy == ProxyChoice::None || !options.unixSocket.isEmpty() || goesDirect(options.noProxy, origin.host);
    if (direct)
        return ProxyRoute();
    if (options.proxy == ProxyChoice::Custom) {
        auto route = parseProxy(options.proxyAddress);
        if (!route)
            return failure(route.error());
        if (!options.proxyUser.isEmpty()) {
            route->user = options.proxyUser;
            route->password = options.proxyPassword;
        }
        return std::optional(*route);
    }
    const auto known = systemProxies.find(origin.toString());
    if (known == systemProxies.end() || known->second.since.hasExpired(kSystemProxyHolds))
        return std::optional<ProxyRoute>();
    return std::optional(known->second.route);
}

void CurlTransport::Private::askSystem(Request request, Route route, HopRun::ProgressFunction progress, QPromise<Hop> promise)
{
    // Asking may mean fetching and running a PAC file, so it is done in the pool; the answer comes back through the event loop.
    const QUrl address(QString::fromLatin1(route.origin.toString()));
    auto *watcher = new QFutureWatcher<ProxyRoute>(this);
    auto answer = std::make_shared<QPromise<ProxyRoute>>();
    auto waiting = std::make_shared<QPromise<Hop>>(std::move(promise));
    connect(watcher, &QFutureWatcherBase::finished, this,
            [this, watcher, waiting, request = std::move(request), route = std::move(route), progress = std::move(progress)]() mutable {
                watcher->deleteLater();
                route.proxy = watcher->result();
                SystemProxy &known = systemProxies[route.origin.toString()];
                known.route = route.proxy;
                known.since.start();
                run(std::move(request), std::move(route), std::move(progress), std::move(*waiting));
            });
    auto *cancelled = new QFutureWatcher<Hop>(watcher);
    connect(cancelled, &QFutureWatcherBase::canceled, watcher, [watcher, waiting] {
        watcher->disconnect();
        watcher->deleteLater();
        waiting->finish();
    });
    cancelled->setFuture(waiting->future());
    answer->start();
    watcher->setFuture(answer->future());
    QThreadPool::globalInstance()->start([answer, address] {
        answer->addResult(systemRoute(QNetworkProxyFactory::systemProxyForQuery(QNetworkProxyQuery(address))));
        answer->finish();
    });
}

}
