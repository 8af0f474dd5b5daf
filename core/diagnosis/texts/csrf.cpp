#include "core/diagnosis/texts/texts.h"

namespace keyhole {

namespace {

constexpr TextAction kRead{"explain", "Read about this"};
constexpr TextAction kPlace{"show-place", "Show the place"};

constexpr CauseTexts kTexts[] = {
    {"csrf.missing",
     "The anti-forgery token was not sent",
     "The anti-forgery token was not sent",
     "The anti-forgery token may not have been sent",
     "The session is there. For a method that changes data the server wants, beside the cookie, a token that another site cannot know.",
     "Send it in its field. A script on another origin must be told to (axios: **withXSRFToken**).",
     {"edit-header", "Add the field…"},
     kRead},
    {"csrf.mismatch", "The anti-forgery token does not fit the session", "The anti-forgery token does not fit the session",
     "The anti-forgery token may not fit the session", "It was sent, and is stale, still percent-encoded, or of another session.",
     "Fetch a new one with this session, decode it, and send again.", kRead, kPlace},
    {"csrf.origin-rejected", "The server does not trust where the request comes from", "The server does not trust the request’s {field}",
     "The server may not trust the request’s {field}",
     "Beside the session it looks at **Origin**, **Referer** or **Host**, and takes only those on its list. {how}",
     "Add the page’s origin to the server’s list of trusted ones, and let the proxy pass on **Host** and **X-Forwarded-Proto**. A program "
     "that "
     "is no page sends no **Origin** at all.",
     kPlace, kRead},
};

}

std::span<const CauseTexts> csrfTexts()
{
    return kTexts;
}

}
