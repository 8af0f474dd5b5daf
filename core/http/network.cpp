#include "core/http/network.h"

#include <QHostAddress>
#include <algorithm>

namespace keyhole {

Network networkOf(const QHostAddress &address)
{
    bool isV4 = false;
    const quint32 v4 = address.toIPv4Address(&isV4);
    const QHostAddress plain = isV4 ? QHostAddress(v4) : address;
    if (plain.isLoopback())
        return Network::ThisComputer;
    static const std::pair<QHostAddress, int> kPrivate[] = {
        QHostAddress::parseSubnet("10.0.0.0/8"),     QHostAddress::parseSubnet("172.16.0.0/12"),
        QHostAddress::parseSubnet("192.168.0.0/16"), QHostAddress::parseSubnet("100.64.0.0/10"),
        QHostAddress::parseSubnet("169.254.0.0/16"), QHostAddress::parseSubnet("0.0.0.0/8"),
        QHostAddress::parseSubnet("fc00::/7"),       QHostAddress::parseSubnet("fe80::/10"),
    };
    const bool isPrivate = std::any_of(std::begin(kPrivate), std::end(kPrivate), [&](const auto &net) { return plain.isInSubnet(net); });
    return isPrivate ? Network::Private : Network::Public;
}

Network networkOf(const QByteArray &host)
{
    if (host == "localhost" || host.endsWith(".localhost"))
        return Network::ThisComputer;
    QByteArray literal = host;
    if (literal.startsWith('['))
        literal = literal.sliced(1, literal.size() - 2);
    const QHostAddress address(QString::fromLatin1(literal));
    return address.isNull() ? Network::Public : networkOf(address);
}

int depthOf(Network network)
{
    return network == Network::ThisComputer ? 2 : network == Network::Private ? 1 : 0;
}

}
