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
     "{who} asks for a credential, not the server",
     "407: {who} asks for a credential",
     "A proxy may ask for a credential",
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
    {"status.session-timeout",
     "{status}: the server says {what}",
     "{status}: the server says {what}",
     "{status}: the server may say {what}",
     "The status is not in the registry of HTTP. Some servers took it for a session or a token that had its time, in place of 401.",
     "Sign in anew, and send the form or the call once more with what that gave.",
     {"edit-auth", "Choose a credential…"},
     {"explain", "Read about this"}},
    {"status.error-in-success",
     "The status is {status}, the body says that it was refused",
     "{status}, and the body says that the call was refused",
     "{status}, and the body may tell a refusal",
     "The status speaks of the transport alone here; whether the call went well stands in the body. What looks at the status takes it for "
     "a "
     "success.",
     "Look at the body as well as at the status, and take its code for a 401: renew the credential and send again.",
     {"show-place", "Show the answer"},
     {"explain", "Read about this"}},
    {"status.forbidden-as-401",
     "Known, and not allowed: 401 where 403 is meant",
     "401 where 403 is meant: known, and not allowed",
     "It may be known, and not allowed",
     "The answer speaks of rights. 401 says that who asks is not known (RFC 9110, 15.5.2); this server seems to know, and says no. Another "
     "credential of the same user would not help.",
     "Ask for the right, or use an account that has it; do not sign in again and again.",
     {"show-place", "Show the answer"},
     {"explain", "Read about this"}},
};

}

std::span<const CauseTexts> statusTexts()
{
    return kTexts;
}

}
