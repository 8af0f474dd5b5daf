#pragma once

#include "core/http/exchange.h"
#include "core/token/token.h"

namespace keyhole {

/// The tokens of a message.
struct TokensFound {
    std::vector<FoundToken> tokens;  ///< in the order of the message; one inside of another follows it
    QStringList notSearched;  ///< "the body behind its first megabyte": what a limit left out
};

/// Every token of a request: its Authorization (an opaque one as well, where the scheme is one of tokens), other fields, cookies (also one
/// that is split over several), address, and body as form, JSON or text.
TokensFound findTokens(const Request &request);
/// Every token of an answer: fields, Location with its query and fragment, Set-Cookie, and body as JSON or text.
TokensFound findTokens(const Response &response);
/// Both, of the last hop.
TokensFound findTokens(const Exchange &exchange);
/// Every token of a text that somebody pasted; `where` is "text".
TokensFound findTokens(QByteArrayView text);

/// Whether what stands behind this scheme of Authorization is a token, or may be one: Bearer, DPoP, Token, ApiKey and unknown ones, but not
/// Basic, Digest and others that have a form of their own.
bool isTokenScheme(QByteArrayView scheme);

}
