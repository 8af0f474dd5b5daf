#pragma once

#include "core/oauth/endpoint_call.h"
#include "core/oauth/stored_tokens.h"

namespace keyhole {

/// What came of revoking.
struct Revoked {
    OAuthResult<void> result = {};
    QString besides = {};  ///< what a person has to know of tokens that were revoked; empty: nothing
    std::vector<std::shared_ptr<const Exchange>> exchanges = {};
};

/// Makes tokens worthless at the server that gave them: the refresh token, then the access token; at the endpoint that is stored beside
/// them, and nowhere else. Fails where the server has none, and at the first token that it does not revoke; a server that revokes refresh
/// tokens alone has done its part with that. A token that the server does not know is revoked already. RFC 7009, 2. Deleting what it gives,
/// or its parent, ends it.
QObject *revokeTokens(Transport &transport, const Clock &clock, const StoredTokens &tokens, const TransportOptions &options,
                      QObject *parent, std::function<void(const Revoked &)> done);

/// What to ask about a token: whether the server still takes it. RFC 7662, 2.1.
EndpointRequest introspectionRequest(const Url &endpoint, const Secret &token, const OAuthClient &client, const QByteArray &audience);

/// What a server says of a token that it was asked about. RFC 7662, 2.2.
struct Introspection {
    bool active = false;
    JsonValue claims;  ///< the whole answer
};
OAuthResult<Introspection> readIntrospection(const Response &response, std::vector<OAuthFault> &doubts);

}
