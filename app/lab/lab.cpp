#include "app/lab/lab.h"

#include "app/lab/addresses.h"
#include "app/lab/loopback_server.h"
#include "core/clock/clock.h"

namespace keyhole {

namespace {

QByteArray originOf(const QTcpServer &server)
{
    return "http://127.0.0.1:" + QByteArray::number(server.serverPort());
}

CollectionItem sampleOf(const lab::Site &site, const lab::Address &address)
{
    CollectionItem item;
    item.name = item.request.name = QString::fromUtf8(address.name);
    item.expectedCause = address.cause;
    item.request.address = site.here + address.path;
    // The lab is on this computer; a proxy could not reach it.
    item.request.transport.proxy = ProxyChoice::None;
    if (address.ask)
        address.ask(site, item.request);
    return item;
}

lab::Answer answerOf(const lab::Site &site, const Request &request)
{
    static const std::vector<lab::Address> addresses = lab::allAddresses();
    const auto found
        = std::find_if(addresses.begin(), addresses.end(), [&](const lab::Address &each) { return request.url.path == each.path; });
    return found == addresses.end() ? lab::json(404, "{\"message\": \"The lab has no such address\"}") : found->answer(site, request);
}

}

struct Lab::Private {
    lab::Issuer issuer;
    lab::LoopbackServer here{[this](const Request &request) { return answerOf(site(), request); }};
    lab::LoopbackServer there{[this](const Request &request) { return answerOf(site(), request); }};

    lab::Site site() const { return {originOf(here), originOf(there), here.serverPort(), issuer, SystemClock().now()}; }
};

Lab::Lab(QObject *parent) : QObject(parent) { }

Lab::~Lab() = default;

Result<bool> Lab::start(quint16 port)
{
    auto started = std::make_unique<Private>();
    if (const auto opened = started->here.open(port); !opened)
        return failure(opened.error());
    if (const auto opened = started->there.open(0); !opened)
        return failure(opened.error());
    d = std::move(started);
    return true;
}

QByteArray Lab::address() const
{
    return d ? originOf(d->here) : QByteArray();
}

Collection Lab::collection() const
{
    Collection collection{QStringLiteral("401 lab"), {}, {QStringLiteral("401 lab"), {}}};
    if (!d)
        return collection;
    const lab::Site site = d->site();
    for (const lab::Address &address : lab::allAddresses()) {
        if (!address.name)
            continue;
        if (collection.items.empty() || collection.items.back().name != QLatin1String(address.folder))
            collection.items.push_back({QString::fromUtf8(address.folder), true, {}, {}, {}});
        collection.items.back().children.push_back(sampleOf(site, address));
    }
    return collection;
}

}
