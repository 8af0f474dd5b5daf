#pragma once

#include "core/http/url.h"

#include <vector>

namespace keyhole {

/// Requests to one host go to another one. What is not said of the old host may be anything; what is not said of the new one stays.
struct HostMapping {
    struct Side {
        QByteArray scheme = {};  ///< empty: not said
        QByteArray host = {};
        std::optional<int> port = {};
        friend bool operator==(const Side &, const Side &) = default;
    };
    Side from, to;
    friend bool operator==(const HostMapping &, const HostMapping &) = default;
};

/// "api.example.com=localhost:8080", "https://api.example.com=http://127.0.0.1:8080". Each side is a host, with a port or a scheme where
/// they matter, and nothing else. Fails with the place of what does not fit.
Result<HostMapping> parseHostMapping(const QString &text);

/// The address by the first mapping that fits; the same where none does.
Url mapped(const Url &address, const std::vector<HostMapping> &mappings);

}
