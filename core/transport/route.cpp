#include "core/transport/route.h"

#include <QHostAddress>

namespace keyhole {

namespace {

QByteArray withoutBrackets(QByteArrayView host)
{
    return (host.startsWith('[') && host.endsWith(']') ? host.sliced(1, host.size() - 2) : host).toByteArray().toLower();
}

bool matches(QByteArrayView entry, const QByteArray &host)
{
    if (entry == "*")
        return true;
    const QHostAddress address(QString::fromLatin1(host));
    if (!address.isNull()) {
        const QString text = QString::fromLatin1(entry);
        if (text.contains('/')) {
            const auto range = QHostAddress::parseSubnet(text);
            return !range.first.isNull() && range.first.protocol() == address.protocol() && address.isInSubnet(range);
        }
        return QHostAddress(QString::fromLatin1(withoutBrackets(entry))) == address;
    }
    const QByteArray domain = (entry.startsWith('.') ? entry.sliced(1) : entry).toByteArray().toLower();
    return !domain.isEmpty() && (host == domain || host.endsWith('.' + domain));
}

}

QByteArray ProxyRoute::host() const
{
    const auto url = Url::parse(QByteArray(address).replace(0, address.indexOf(':'), "http"));
    return url ? withoutBrackets(url->host) : QByteArray();
}

bool goesDirect(const std::vector<QByteArray> &noProxy, QByteArrayView host)
{
    const QByteArray plain = withoutBrackets(host);
    return std::any_of(noProxy.begin(), noProxy.end(), [&](const QByteArray &entry) { return matches(entry.trimmed(), plain); });
}

Result<ProxyRoute, Error> parseProxy(const QByteArray &address)
{
    static constexpr QByteArrayView kSchemes[] = {"http", "https", "socks4", "socks4a", "socks5", "socks5h"};
    const qsizetype colon = address.indexOf("://");
    const QByteArray scheme = colon < 0 ? QByteArray("http") : address.left(colon).toLower();
    const auto url = Url::parse("http://" + address.mid(colon < 0 ? 0 : colon + 3));
    if (!url || url->host.isEmpty() || std::find(std::begin(kSchemes), std::end(kSchemes), scheme) == std::end(kSchemes))
        return failure(Error{QString("The address of the proxy cannot be read."),
                             {},
                             QString("Write it as http://host:port, https://host:port, socks5://host:port or socks5h://host:port.")});
    const int port = url->port.value_or(scheme == "https" ? 443 : 1080);  // curl's defaults
    ProxyRoute route{scheme + "://" + url->host + ':' + QByteArray::number(port), {}, {}};
    if (url->userInfo) {
        const qsizetype split = url->userInfo->indexOf(':');
        route.user = QByteArray::fromPercentEncoding(url->userInfo->left(split < 0 ? url->userInfo->size() : split));
        route.password = Secret(split < 0 ? QByteArray() : QByteArray::fromPercentEncoding(url->userInfo->mid(split + 1)));
    }
    return route;
}

ProxyRoute systemRoute(const QList<QNetworkProxy> &proxies)
{
    for (const QNetworkProxy &proxy : proxies) {
        if (proxy.type() == QNetworkProxy::NoProxy)
            return {};
        const bool socks = proxy.type() == QNetworkProxy::Socks5Proxy;
        if (!socks && proxy.type() != QNetworkProxy::HttpProxy)
            continue;
        const QByteArray host = proxy.hostName().toUtf8();
        const QByteArray written = host.contains(':') && !host.startsWith('[') ? '[' + host + ']' : host;
        return {(socks ? "socks5h://" : "http://") + written + ':' + QByteArray::number(proxy.port()), proxy.user().toUtf8(),
                Secret(proxy.password().toUtf8())};
    }
    return {};
}

}
