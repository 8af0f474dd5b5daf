#include "core/diagnosis/texts/texts.h"

namespace keyhole {

namespace {

constexpr CauseTexts kTexts[] = {
    {"status.forbidden",
     "Known, and not allowed: 403",
     "403: the server knows who asks, and does not allow it",
     "It may be known, and not allowed",
     "With 403 a server says that another credential of the same user would not help (RFC 9110, 15.5.4). Some servers send it for an "
     "unknown user as well.",
     "Ask for the right, or use an account that has it.",
     {"show-place", "Show the answer"},
     {"explain", "Read about this"}},
    {"status.proxy-authentication",
     "The proxy asks for a credential, not the server",
     "407: the proxy asks for a credential",
     "The proxy may ask for a credential",
     "The request never reached the server (RFC 9110, 15.5.8). {what}",
     "Give the proxy its own credential in the settings of this request, or go around it.",
     {"edit-settings", "Change the proxy…"},
     {"explain", "Read about this"}},
    {"status.login-page",
     "A sign-in page came in place of a 401",
     "The server {how} in place of a 401",
     "The server may have {how}",
     "A server made for browsers sends the visitor to its sign-in form. For a program that is a refusal in disguise.",
     "Send the session cookie or a token that this address takes; ask for JSON, so that the server answers with a status.",
     {"edit-auth", "Choose a credential…"},
     {"show-place", "Show the answer"}},
};

}

std::span<const CauseTexts> statusTexts()
{
    return kTexts;
}

}
