#pragma once

#include "real/daemon.h"

#include <QTemporaryDir>

namespace keyhole {

/// Apache httpd as a proxy on a free port of loopback, which asks who comes: for what it carries itself, and for tunnels.
class ForwardProxy {
public:
    static constexpr const char *kUser = "charles";
    static constexpr const char *kPassword = "babbage-1791";
    static constexpr const char *kRealm = "Gate";
    enum class Asks { Basic, Digest };

    /// Tunnels are allowed to `tunnelPort`.
    ForwardProxy(Asks asks, quint16 tunnelPort = 443);
    QByteArray address() const;

private:
    QTemporaryDir m_folder;
    quint16 m_port = freePort();
    Daemon m_daemon;
};

}
