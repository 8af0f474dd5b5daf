#include "core/transport/inward_guard.h"

#include <QHostAddress>

namespace keyhole {

InwardGuard::InwardGuard(CURL *easy, Network farthest) : m_farthest(farthest)
{
    curl_easy_setopt(easy, CURLOPT_OPENSOCKETFUNCTION, &InwardGuard::onOpen);
    curl_easy_setopt(easy, CURLOPT_OPENSOCKETDATA, this);
}

curl_socket_t InwardGuard::onOpen(void *self, curlsocktype, curl_sockaddr *address)
{
    auto *guard = static_cast<InwardGuard *>(self);
    const QHostAddress host(&address->addr);
    if (depthOf(networkOf(host)) > depthOf(guard->m_farthest)) {
        guard->m_refused = host.toString().toLatin1();
        return CURL_SOCKET_BAD;
    }
    return socket(address->family, address->socktype, address->protocol);
}

}
