#include "core/diagnosis/texts/texts.h"

namespace keyhole {

namespace {

constexpr TextAction kAgain{"send-again", "Send again"};
constexpr TextAction kRead{"explain", "Read about this"};
constexpr TextAction kPlace{"show-place", "Show the place"};

constexpr CauseTexts kTexts[] = {
    {"server.challenge-missing",
     "Refused, and the answer does not say why",
     "The 401 has no WWW-Authenticate",
     "The 401 has no WWW-Authenticate",
     "A 401 must tell which credentials would be taken (RFC 9110, 15.5.2). Without it nothing but the body can say what is wanted.",
     "Tell the operator of the server; it is a fault of its own, and seldom the cause.",
     {"more-evidence", "Ask for more evidence…"},
     {"explain", "Read about this"}},
    {"server.gateway",
     "{who} answered, not the application",
     "{who} answered, not the application",
     "{who} may have answered, not the application",
     "The refusal may have been made before the request reached the application, so the application’s own checks did not run.",
     "Look at the rules of {who} for this path.",
     {"show-place", "Show the answer"},
     {"explain", "Read about this"}},
    {"server.cached", "A stored 401 was handed out", "A stored 401 was handed out", "A stored 401 may have been handed out",
     "A cache answered with a refusal that it had kept from another request; the server has not seen this one.",
     "Purge the entry, and let the cache store no refusals. Another query gets past it.", kAgain, kRead},
    {"server.cors-preflight", "The preflight was refused", "The preflight was refused, the request was never sent",
     "The preflight may have been refused",
     "Before a cross-origin request with **Authorization** a browser asks with **OPTIONS**, without any credential (Fetch, CORS "
     "preflight). A server that asks for one there refuses every page.",
     "Let the server answer **OPTIONS** without a credential.", kRead, kPlace},
    {"server.rate-limited", "A temporary block, told as a refusal", "A temporary block, told as a refusal", "This may be a temporary block",
     "After too many requests or refusals the server answers so to whatever credential comes, the right one included; **429** would say it "
     "(RFC 6585, 4).",
     "{wait}, then send once. Let the client heed **Retry-After** and wait longer after each refusal.", kAgain, kRead},
    {"server.address-blocked", "The address that asks is not allowed", "The credential is not allowed from this address",
     "This address may not be allowed", "{who} takes requests, or those with this credential, from certain addresses alone.",
     "Add this computer’s public address to the list, or ask from one that is on it.", kRead, kPlace},
    {"server.misconfigured", "The server’s own set-up is at fault", "The server’s own authentication set-up is at fault",
     "The server’s own set-up may be at fault",
     "The fault lies behind the address that was asked: a key or a set-up of the server’s own does not work.",
     "Nothing in this request changes that. Tell the operator what the answer says.", kRead, kPlace},
    {"server.endpoint-wrong", "There is nothing at this address", "There is no such path and method at this host",
     "Another address may be meant", "The host answers so for every path or method that is not deployed, whatever credential comes.",
     "Compare the path, the stage and the method with what is deployed.", kPlace, kRead},
    {"server.stale-keys", "The server holds an old copy of the issuer’s keys", "The issuer’s set has the key, the server’s copy does not",
     "The server may hold an old copy of the issuer’s keys",
     "A server that checks tokens keeps the issuer’s keys for a while. The issuer has begun to sign with a new one, **{kid}**, which is in "
     "its set and not yet in that copy.",
     "Let the server fetch the set anew when it meets a key that it does not know; until then, restart it or wait.", kAgain, kRead},
    {"server.proxy-url-mismatch", "The server takes another address for its own",
     "Behind a proxy the server takes another address for its own", "Behind a proxy the server may take another address for its own",
     "{what}, and the server compares it with the address under which its proxy asks it.",
     "Let the proxy tell scheme, host and port of the request, and the server believe it: **Forwarded** (RFC 7239) or "
     "**X-Forwarded-Proto** "
     "and **X-Forwarded-Host**.",
     kRead, kPlace},
    {"server.hidden-resource", "{service} tells no difference between absent and hidden", "The resource does not exist, or is hidden",
     "The resource may not exist under this name",
     "{service} answers in this way for what does not exist and for what one may not see, so as not to tell which.",
     "Check the name, its spelling and its kind; sign in only if it is private.", kPlace, kRead},
};

}

std::span<const CauseTexts> serverTexts()
{
    return kTexts;
}

}
