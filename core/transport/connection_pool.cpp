#include "core/transport/connection_pool.h"

namespace keyhole {

namespace {
constexpr size_t kMostWaiting = 8;
constexpr qint64 kLongestWait = 60'000;  // milliseconds; servers close after 5 to 75 seconds
}

std::unique_ptr<Connection> ConnectionPool::take(const Route &route)
{
    removeOld();
    const auto found
        = std::find_if(m_waiting.begin(), m_waiting.end(), [&](const Waiting &waiting) { return waiting.connection->route() == route; });
    if (found == m_waiting.end())
        return nullptr;
    std::unique_ptr<Connection> connection = std::move(found->connection);
    m_waiting.erase(found);
    QObject::disconnect(connection.get(), &Connection::readable, nullptr, nullptr);
    char byte = 0;
    qsizetype moved = 0;
    return connection->read(&byte, 1, moved) == Connection::Io::Blocked ? std::move(connection) : nullptr;
}

void ConnectionPool::put(std::unique_ptr<Connection> connection)
{
    Connection *waiting = connection.get();
    QObject::connect(waiting, &Connection::readable, waiting, [this, waiting] { onReadable(waiting); });
    m_waiting.push_back({std::move(connection), {}});
    m_waiting.back().since.start();
    removeOld();
}

void ConnectionPool::onReadable(Connection *connection)
{
    // A session ticket of TLS 1.3 wakes the socket too, and brings no byte.
    char byte = 0;
    qsizetype moved = 0;
    if (connection->read(&byte, 1, moved) == Connection::Io::Blocked)
        return;
    const auto found
        = std::find_if(m_waiting.begin(), m_waiting.end(), [=](const Waiting &each) { return each.connection.get() == connection; });
    found->connection->retire();
    found->connection.release()->deleteLater();
    m_waiting.erase(found);
}

void ConnectionPool::removeOld()
{
    std::erase_if(m_waiting, [](const Waiting &waiting) { return waiting.since.hasExpired(kLongestWait); });
    if (m_waiting.size() > kMostWaiting)
        m_waiting.erase(m_waiting.begin());
}

}
