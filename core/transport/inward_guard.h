#pragma once

#include "core/http/network.h"

#include <QByteArray>
#include <curl/curl.h>

namespace keyhole {

/// Keeps a connection from leading further inside than it may. Asked for each address that a name stands for, after the look-up and before
/// a packet goes there; an address that is refused is passed over, and the next one tried.
class InwardGuard {
public:
    /// Stands in the way of `easy`, which it has to outlive.
    InwardGuard(CURL *easy, Network farthest);
    InwardGuard(const InwardGuard &) = delete;
    InwardGuard &operator=(const InwardGuard &) = delete;

    /// The address that was refused last; empty: none was.
    const QByteArray &refused() const { return m_refused; }

private:
    static curl_socket_t onOpen(void *self, curlsocktype purpose, curl_sockaddr *address);

    Network m_farthest;
    QByteArray m_refused;
};

}
