#pragma once

#include "core/http/exchange.h"

#include <random>

namespace keyhole {

/// Makes exchanges by chance, the same for the same seed, so that a failure can be seen again.
class Generated {
public:
    explicit Generated(unsigned seed) : m_random(seed) { }

    int number(int below) { return std::uniform_int_distribution<int>(0, below - 1)(m_random); }
    bool chance(int percent) { return number(100) < percent; }
    template <class T> const T &oneOf(const std::vector<T> &items) { return items.at(size_t(number(int(items.size())))); }

    /// Random letters and digits.
    QByteArray opaque(int length);
    /// A JWT of an authorization server: in time, whole, for this host.
    QByteArray token(Instant now, const QByteArray &host);
    /// A request with sound credentials, or none, and an accepted answer in step with the local clock.
    Exchange healthy();
    /// A sound opaque credential, and a 401 that says nothing but that.
    Exchange unexplained();

private:
    Hop request();
    void answer(Hop &hop, int status, const QByteArray &reason);
    void addCredential(Hop &hop);
    void addCookies(Hop &hop);
    QByteArray body(QByteArray &type);

    std::mt19937 m_random;
};

}
