#pragma once

#include "core/token/key_text.h"

#include <QFuture>
#include <QStringList>

namespace keyhole {

/// Fetches the keys of a token's issuer. Whoever shows it asks the user first, with the addresses.
class KeyFetcher {
public:
    virtual ~KeyFetcher() = default;

    struct Plan {
        QString issuer;  ///< host, for the button: "id.example.com"
        QStringList addresses;  ///< what would be asked, one after the other; a later one may depend on what the first says
    };
    /// Fails where nothing can be fetched: no issuer, one that is no https address.
    virtual Result<Plan> plan(const Token &token) const = 0;

    struct Fetched {
        KeysRead keys;
        QString source;  ///< "https://id.example.com/jwks, fetched at 09:43:12 UTC"
    };
    /// Cancelling the future ends the transfer.
    virtual QFuture<Result<Fetched>> fetch(const Token &token) = 0;
};

}
