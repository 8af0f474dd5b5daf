#pragma once

#include "core/oauth/endpoint_call.h"
#include "core/oauth/stored_tokens.h"

namespace keyhole {

/// Stored tokens with what is known of the server that gave them.
struct CompletedTokens {
    StoredTokens tokens;
    std::optional<OAuthFault> notFound = {};  ///< why its issuer could not be asked for what was missing
};

/// Asks the issuer for what is not stored beside the tokens: where its keys are, and how far inside its endpoints may lie. Nothing is asked
/// where nothing is missing, and where there is no issuer. An endpoint that is stored stays, whatever the issuer says now. Tells once;
/// deleting what it gives, or its parent, ends it. Null: it was told at once.
QObject *completeTokens(Transport &transport, const Clock &clock, const StoredTokens &tokens, const TransportOptions &options,
                        QObject *parent, std::function<void(const CompletedTokens &)> done);

/// How far inside the endpoints may lie that are stored beside the tokens: as far as the issuer that named them, and anywhere where a
/// person typed them.
Network reachOf(const StoredTokens &tokens);

/// What its client sends to an endpoint that is stored beside the tokens.
EndpointRequest toStoredEndpoint(const StoredTokens &tokens, const QByteArray &step, const Url &endpoint, std::vector<FormPair> form,
                                 const TransportOptions &options);

}
