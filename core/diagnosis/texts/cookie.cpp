#include "core/diagnosis/texts/texts.h"

namespace keyhole {

namespace {

constexpr TextAction kRead{"explain", "Read about this"};

constexpr CauseTexts kTexts[] = {
    {"cookie.missing",
     "No session cookie was sent, and none is held",
     "No session cookie was sent, and none is held",
     "A session cookie may be missing",
     "The server knows its users by a cookie, and no answer has set one that could be sent. A sign-in that sets none is refused at the "
     "next step.",
     "Sign in first. When the sign-in answers without **Set-Cookie**, the server holds it back: often since it believes that the "
     "connection is not secure.",
     {"show-cookies", "Show cookies"},
     {"explain", "Read about this"}},
    {"cookie.not-sent",
     "The cookie “{name}” was held back",
     "The cookie “{name}” was held back by the rule “{rule}”",
     "The cookie “{name}” may have been held back",
     "{reason} So the server saw no session (RFC 6265bis, 5.8.3).",
     "Ask an address that the cookie fits, or let the server set it with a wider **Path**, **Domain** or **SameSite**.",
     {"show-cookies", "Show cookies"},
     {"show-place", "Show the address"}},
    {"cookie.expired",
     "The session cookie “{name}” is past its time",
     "The cookie “{name}” is past its time",
     "The cookie “{name}” may be past its time",
     "A session ends with the time of its cookie: {how}. What is past it is not sent, or not taken.",
     "Sign in again. When a new cookie is dead at once, the server computes its **Expires** wrongly; **Max-Age** does not depend on "
     "clocks.",
     {"show-cookies", "Show cookies"},
     {"explain", "Read about this"}},
    {"cookie.rejected",
     "The cookie “{name}” was refused when it was set",
     "The Set-Cookie of “{name}” was refused",
     "The Set-Cookie of “{name}” may have been refused",
     "{reason} It was never kept, so it could not be sent.",
     "Let the server set the cookie so that the rules allow it.",
     {"show-cookies", "Show cookies"},
     {"explain", "Read about this"}},
    {"cookie.cleared",
     "The server ended the session “{name}”",
     "The answer deletes the session cookie “{name}”",
     "The answer may end the session “{name}”",
     "The cookie was sent, and the refusal deletes it: the server does not know this session any longer.",
     "Sign in again.",
     {"show-cookies", "Show cookies"},
     {"explain", "Read about this"}},
    {"cookie.malformed",
     "The cookie “{name}” is not as it was set",
     "The cookie “{name}” cannot be read: {what}",
     "The cookie “{name}” may have been changed on its way",
     "Servers look a session up by its exact value, in pairs of name=value with “; ” between them (RFC 6265, 4.2.1); {what}.",
     "Send the value as **Set-Cookie** gave it, up to its first semicolon, without encoding, decoding or quoting it.",
     {"show-cookies", "Show cookies"},
     {"show-place", "Show the field"}},
    {"cookie.duplicated",
     "The cookie “{name}” was sent twice",
     "The cookie “{name}” was sent twice, with two values",
     "Two cookies “{name}” may be mistaken for each other",
     "Two cookies share the name; which one a server reads is its own affair (RFC 6265, 4.2.2). {how}",
     "Delete the older one; let the server set the cookie with one **Path** and one **Domain** only.",
     {"show-cookies", "Show cookies"},
     {"show-place", "Show the field"}},
    {"cookie.session-invalid",
     "The server no longer knows the session “{name}”",
     "The session of the cookie “{name}” is not known any longer",
     "The session of “{name}” may not be known any longer",
     "The cookie was sent, and what it stands for is gone on the server: the session ran out, was ended elsewhere, or went with a restart.",
     "Sign in again. When it comes back after each restart, let the server keep its sessions, and the key that signs them, outside of the "
     "process.",
     {"show-cookies", "Show cookies"},
     kRead},
    {"cookie.overwritten",
     "{who} replaced the cookie “{name}”",
     "Another application replaced the cookie “{name}”",
     "Another application may have replaced “{name}”",
     "Cookies know no port: **{who}** set a cookie of the same name, and so took the place of this application’s (RFC 6265, 8.5).",
     "Give each application a cookie name or a host of its own, such as 127.0.0.1 for one and localhost for the other; then sign in again.",
     {"show-cookies", "Show cookies"},
     kRead},
    {"cookie.credentials-omitted",
     "The page’s script sent no cookies to {origin}",
     "The page’s script asked for no credentials",
     "The page’s script may have asked for no credentials",
     "A script that asks another origin sends cookies, and keeps those of the answer, only when it says so (Fetch, credentials mode). This "
     "one sent not a single one.",
     "Set **credentials** to “include” (fetch) or **withCredentials** (XMLHttpRequest, axios), for the sign-in as well. The server answers "
     "with **Access-Control-Allow-Credentials** and the page’s origin by name.",
     kRead,
     {"show-cookies", "Show cookies"}},
    {"cookie.stripped-upstream",
     "{who} removed the cookie on its way",
     "The cookie was removed before the application saw it",
     "The cookie may have been removed on its way",
     "It went over the wire as “{name}”. {how}",
     "{help}.",
     {"show-cookies", "Show cookies"},
     kRead},
};

}

std::span<const CauseTexts> cookieTexts()
{
    return kTexts;
}

}
