#pragma once

#include <QByteArray>

class QHostAddress;

namespace keyhole {

enum class Network { Public, ThisComputer, Private };

/// Where a numeric address lies. IPv4 within IPv6 counts as what it is. RFC 6890.
Network networkOf(const QHostAddress &address);

/// What the host of an address tells before it is looked up: a name is public, unless it is of localhost (RFC 6761, 6.3).
Network networkOf(const QByteArray &host);

/// How far inside: 0 outside, 1 in a private network, 2 on this computer.
int depthOf(Network network);

}
