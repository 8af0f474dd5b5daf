#pragma once

#include "core/clock/clock.h"
#include "core/token/key_text.h"
#include "core/transport/transport.h"

#include <QObject>

namespace keyhole {

/// Keys that came from an address that a person named.
struct FetchedKeys {
    QByteArray text;  ///< the key set, for readKeys
    QByteArray from;  ///< the address that gave it
    std::vector<QByteArray> fetched;  ///< every address that was asked, in order
    Instant at;  ///< by this computer's clock
};

/// Whether keys may be fetched from there at all: https, or http on this computer; no user name in it; nothing in a private or link-local
/// network unless that is allowed. Fails with the reason and what to do.
Result<Url> keyAddress(const QByteArray &address, bool allowPrivate);

/// Where the metadata of an issuer stand: its path goes in front of the well-known name, or behind it. OpenID Connect Discovery 1.0, 4;
/// RFC 8414, 3.1.
std::vector<Url> discoveryAddresses(const Url &issuer);

/// What would be fetched first, to be shown before a person confirms: the address itself where it names a key set or a discovery
/// document, else the discovery document of an issuer. OpenID Connect Discovery 1.0, 4; RFC 8414, 3.1.
std::vector<Url> keyAddressesToTry(const Url &address);

/// Fetches key sets. Follows at most three redirects, and only to the same origin; where a discovery document leads elsewhere
/// (`jwks_uri`) the same rules hold there. 1 MB and 5 seconds an answer. Nothing is fetched that was not asked for, and no credential is
/// sent along.
class KeySource {
public:
    KeySource(Transport &transport, const Clock &clock) : m_transport(transport), m_clock(clock) { }

    /// The future brings the keys, or the reason why there are none. Gone with this object.
    QFuture<Result<FetchedKeys>> fetch(const QByteArray &address, bool allowPrivate = false);

private:
    Transport &m_transport;
    const Clock &m_clock;
    QObject m_context;
};

}
