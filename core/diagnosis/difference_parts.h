#pragma once

#include "core/diagnosis/difference.h"

namespace keyhole {

/// Two hops, and what is found to differ between them.
class Comparison {
public:
    Comparison(const Hop &then, const Hop &now) : m_then(then), m_now(now) { }

    const Hop &then() const { return m_then; }
    const Hop &now() const { return m_now; }
    void add(const QByteArray &what, const QString &then, const QString &now, const QString &says)
    {
        m_items.push_back({what, then, now, says});
    }
    /// How a secret is shown where two must be told apart: dots, a number that equal values share, the length. "•••••••• #2, 32
    /// characters".
    QString mark(const QByteArray &secret);
    std::vector<Difference> take() { return std::move(m_items); }

private:
    const Hop &m_then, &m_now;
    std::vector<Difference> m_items;
    std::vector<QByteArray> m_secrets;
};

// The parts, nearest to the credential first.
void compareCredentials(Comparison &comparison);  ///< Authorization and key fields; a token claim by claim
void compareCookies(Comparison &comparison);  ///< by name
void compareAddresses(Comparison &comparison);  ///< method, scheme, host, port, path, query
void compareFields(Comparison &comparison);
void compareBodies(Comparison &comparison);  ///< JSON and forms by member
void compareConnections(Comparison &comparison);  ///< clocks, address, protocol, proxy, answering server

}
