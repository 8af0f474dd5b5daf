#pragma once

#include "core/http/challenge.h"
#include "core/http/exchange.h"

#include <map>

namespace keyhole {

/// What servers said that the next request to them must know. By origin, for at most 200 of them.
class AuthMemory {
public:
    void noteSent(const Request &request);
    void take(const Hop &hop);

    /// The Digest challenges of the last 401, with the nonce of a later Authentication-Info. RFC 7616, 3.3 and 3.5.
    std::vector<Challenge> digestChallenges(const Origin &origin) const;
    /// How often a nonce was used. RFC 7616, 3.4: nc.
    quint32 uses(const Origin &origin, const QByteArray &nonce) const;
    /// The last DPoP-Nonce; empty when there was none. RFC 9449, 8.
    QByteArray dpopNonce(const Origin &origin) const;
    /// Whether Basic credentials in UTF-8 were refused by a challenge that does not ask for UTF-8. RFC 7617, 2.1.
    bool wantsLatin1(const Origin &origin) const;

private:
    struct Server {
        std::vector<Challenge> digest;
        std::map<QByteArray, quint32> uses;  ///< by nonce
        QByteArray dpopNonce;
        bool latin1 = false;
    };
    Server &serverOf(const Origin &origin);
    const Server *find(const Origin &origin) const;

    std::map<QByteArray, Server> m_servers;
};

/// The challenges of an answer: WWW-Authenticate, all fields of it in order.
std::vector<Challenge> challengesOf(const Response &response);

}
