#include "core/oauth/stored_server.h"

#include "core/oauth/discovery.h"

namespace keyhole {

namespace {

/// Tokens of an earlier version lack the reach; the keys serve for nothing where the server gives no ID token.
bool lacksSomething(const StoredTokens &tokens)
{
    return !tokens.issuer.isEmpty() && (!tokens.reach || (!tokens.keys && !tokens.tokens.id.isEmpty()));
}

StoredTokens completed(StoredTokens tokens, const Discovered &found)
{
    tokens.reach = found.reach;
    if (!tokens.keys) {
        tokens.keys = found.server.keys;
        tokens.idTokenAlgorithms = found.server.idTokenAlgorithms;
    }
    return tokens;
}

}

QObject *completeTokens(Transport &transport, const Clock &clock, const StoredTokens &tokens, const TransportOptions &options,
                        QObject *parent, std::function<void(const CompletedTokens &)> done)
{
    if (!lacksSomething(tokens)) {
        done({tokens});
        return nullptr;
    }
    auto *discovery = new Discovery(transport, clock, tokens.issuer, options, parent);
    QObject::connect(discovery, &Discovery::finished, discovery, [discovery, tokens, done = std::move(done)] {
        discovery->deleteLater();
        const auto &found = discovery->result();
        done(found ? CompletedTokens{completed(tokens, *found)} : CompletedTokens{tokens, found.error()});
    });
    discovery->start();
    return discovery;
}

Network reachOf(const StoredTokens &tokens)
{
    if (tokens.reach)
        return *tokens.reach;
    const auto issuer = Url::parse(tokens.issuer);
    return issuer && !tokens.issuer.isEmpty() ? whereIs(*issuer, Network::Public) : Network::ThisComputer;
}

EndpointRequest toStoredEndpoint(const StoredTokens &tokens, const QByteArray &step, const Url &endpoint, std::vector<FormPair> form,
                                 const TransportOptions &options)
{
    EndpointRequest request{step, endpoint, std::move(form), tokens.client};
    request.audience = tokens.issuer.isEmpty() ? tokens.tokenEndpoint.toString() : tokens.issuer;
    request.namedBy = tokens.issuer;
    request.farthest = reachOf(tokens);
    request.transport = options;
    return request;
}

}
