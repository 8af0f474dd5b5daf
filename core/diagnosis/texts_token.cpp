#include "core/diagnosis/texts.h"

namespace keyhole {

namespace {

constexpr CauseTexts kTexts[] = {
    {"token.malformed",
     "The token is not whole",
     "The token is not whole",
     "The token may not be whole",
     "What was sent is no complete token: {what}. It was cut, quoted or encoded on its way.",
     "Copy it again from where it was issued, whole and as it is.",
     {"edit-auth", "Replace the token…"},
     {"show-token", "Show token"}},
    {"token.expired",
     "Token expired {rough} ago by\u00A0the\u00A0server’s\u00A0clock",
     "The token was {overdue} past its expiry",
     "The token may have expired",
     "A server refuses a token once its own clock passes **exp** (RFC 7519, 4.1.4). {life}",
     "Get a new token and send again.",
     {"edit-auth", "Enter a new token…"},
     {"show-token", "Show token"}},
    {"token.not-yet-valid",
     "The token is not valid for another {early}",
     "The token is not valid for another {early}",
     "The token may not be valid yet",
     "The issuer stamped **nbf** by a clock that is ahead of this server’s. The server’s clock is the one that counts here.",
     "Wait, or let the operator of the issuer set its clock.",
     {"send-again", "Send again"},
     {"show-token", "Show token"}},
    {"token.issued-in-future",
     "The token was issued {ahead} in the future",
     "The token was issued {ahead} ahead of the server’s clock",
     "The token may be issued in the future",
     "**iat** lies ahead of the server’s clock. Some servers refuse that, with little or no leeway.",
     "Wait a moment and send again; then set the clock of the issuer, or let it date **iat** back by some seconds.",
     {"send-again", "Send again"},
     {"show-token", "Show token"}},
    {"token.type-wrong",
     "The wrong kind of token was sent: {kind}",
     "{kind} was sent where another kind is taken",
     "It may be the wrong kind of token: {kind}",
     "{why}",
     "Send the other token of the same sign-in.",
     {"edit-auth", "Replace the token…"},
     {"show-token", "Show token"}},
    {"token.audience-wrong",
     "The token is meant for another API",
     "The token is meant for {audience}",
     "The token may be meant for another API",
     "A server refuses tokens whose **aud** does not name it, to the letter (RFC 7519, 4.1.3). This one names {audience}; wanted is "
     "{wanted}.",
     "Ask the issuer for a token with the audience that this server wants.",
     {"edit-auth", "Replace the token…"},
     {"show-token", "Show token"}},
    {"token.scope-missing",
     "The token lacks the scope {scope}",
     "The token lacks the scope {scope}",
     "The token may lack the scope {scope}",
     "The token is accepted and was not granted what this address needs.",
     "Ask for the scope at the next sign-in; an administrator may have to allow it.",
     {"edit-auth", "Replace the token…"},
     {"show-token", "Show token"}},
    {"token.timestamp-unit",
     "{claim} is written in {unit}, not in seconds",
     "**{claim}** is written in {unit}, not in seconds",
     "**{claim}** may be in {unit}",
     "The times of a token are seconds since 1970, as a number (RFC 7519, 2). {why}",
     "Let the issuer write seconds: divide by 1000, and write a number.",
     {"show-token", "Show token"},
     {"explain", "Read about this"}},
    {"token.rejected",
     "Refused, and the answer does not say why",
     "The token was refused, and nothing seen says why",
     "The token was refused, and nothing seen says why",
     "The token reads well and is in time as far as can be seen. It may be revoked, signed with another key, or meant for another server.",
     "Compare it with a token that works, check its signature against the issuer’s keys, and ask the server’s log.",
     {"show-token", "Show token"},
     {"explain", "Read about this"}},
};

}

std::span<const CauseTexts> tokenTexts()
{
    return kTexts;
}

}
