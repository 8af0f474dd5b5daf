#pragma once

#include "core/http/instant.h"
#include "core/token/token.h"

namespace keyhole {

/// What the token is, in a few sentences, a line each; then its kind with the reason.
QByteArray tokenExplanation(const Token &token, Instant now);
/// What an SD-JWT discloses, what the checks of its members found wrong, and what else cannot be told here.
QByteArray tokenChecks(const Token &token, Instant now);
/// The tokens inside of a text that is not one itself: where each begins, how it is wrapped, and whose it is. Empty where there is none.
QByteArray foundTokensText(const Token &text);

/// The same for the JSON: "kind", "kind_reason", "explanation", "checks", "disclosures", "found".
std::vector<JsonMember> tokenDetails(const Token &token, Instant now);

}
