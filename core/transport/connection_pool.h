#pragma once

#include "core/transport/connection.h"

namespace keyhole {

/// The connections that wait for their next hop. One that the server closes, or speaks on unasked, goes at once.
class ConnectionPool {
public:
    /// An open connection along this route, if one waits.
    std::unique_ptr<Connection> take(const Route &route);
    void put(std::unique_ptr<Connection> connection);

private:
    struct Waiting {
        std::unique_ptr<Connection> connection;
        QElapsedTimer since;
    };

    void onReadable(Connection *connection);
    void removeOld();

    std::vector<Waiting> m_waiting;
};

}
