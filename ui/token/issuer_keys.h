#pragma once

#include "core/token/key_source.h"
#include "ui/token/key_fetcher.h"

namespace keyhole {

/// Fetches the keys of a token's issuer over the program's own transport. An issuer in a private network is not asked.
class IssuerKeys final : public KeyFetcher {
public:
    IssuerKeys(Transport &transport, const Clock &clock) : m_source(transport, clock) { }

    Result<Plan> plan(const Token &token) const override;
    QFuture<Result<Fetched>> fetch(const Token &token) override;

private:
    KeySource m_source;
};

}
