#pragma once

#include "core/formats/cookie_file.h"

namespace keyhole {

/// Takes the cookies of a foreign text one by one, and leaves out what no jar would hold.
class CookieCollector {
public:
    explicit CookieCollector(Instant now) : m_now(now) { }

    void add(Cookie cookie, const QString &place);
    void refuse(const QString &place, const QString &why);
    CookieFile take() { return std::move(m_file); }

private:
    static constexpr size_t kMost = 10'000;
    bool takes(const QString &place);

    Instant m_now;
    CookieFile m_file;
    bool m_full = false;
};

}
