#include "core/diagnosis/texts.h"

namespace keyhole {

namespace {

constexpr TextAction kAuth{"edit-auth", "Change the credential…"};
constexpr TextAction kToken{"show-token", "Show token"};
constexpr TextAction kRead{"explain", "Read about this"};
constexpr TextAction kPlace{"show-place", "Show the place"};
constexpr TextAction kClock{"show-clock", "Show the clocks"};
constexpr TextAction kAgain{"send-again", "Send again"};

constexpr CauseTexts kTexts[] = {
    {"header.stripped-upstream", "The credential was removed on its way to the application",
     "The credential was removed before the application saw it", "The credential may have been removed on its way",
     "It went over the wire, and the application says that none came. What stands between takes it away: a CDN’s cache rules, CGI or "
     "FastCGI, a proxy’s own sign-in.",
     "Let the proxy, CDN or web server pass **Authorization** on.", kRead, kPlace},
    {"basic.password-unsupported", "This service takes no account password", "This service wants a token or a key, not a password",
     "This service may want a token, not a password",
     "The address takes keys, tokens or app passwords alone; the password of the account is refused even when it is right.",
     "Make a key or a token in the account’s settings and send that.", kAuth, kRead},
    {"apikey.invalid", "The server does not know this key", "The server does not accept the key",
     "The key may be unknown, revoked or mistyped",
     "The key arrived and was refused. A mistyped, a revoked and an unknown key look the same from outside.",
     "Compare it with the key in the service’s console, to the last character; make a new one if in doubt.", kAuth, kPlace},
    {"apikey.environment-wrong", "The key is not one of {service}", "This is {what}, sent to {service}",
     "The key may be of another service", "Keys show by their looks where they belong. This one is {what}; {service} does not know it.",
     "Send it to its own service, or use a key of {service}.", kAuth, kPlace},
    {"token.issuer-wrong", "The server does not take tokens of this issuer", "The token names an issuer that the server does not take",
     "The token may be of an issuer that is not taken",
     "**iss** must be, letter for letter, the issuer that the server is set up for (RFC 7519, 4.1.1). Another host name for the same "
     "issuer is another issuer.",
     "Get the token by the address that the server knows, or let the server accept this issuer.", kAuth, kToken},
    {"token.signature-invalid", "The token’s signature does not verify", "The token’s signature does not verify",
     "The token’s signature may not verify",
     "The server computed the signature with its own key and got another one. The token was signed with another key, or changed since.",
     "Sign with the key that the server verifies with, in the same form: plain text and base64 of it are two keys.", kAuth, kToken},
    {"token.key-unknown", "The server has no key of this token’s id", "The key that the token names is not known to the server",
     "The token’s key may not be known",
     "**kid** names none of the keys that the server holds. Keys were rotated, or the token is of another issuer.",
     "Get a new token; let the server fetch the issuer’s keys again.", kAuth, kToken},
    {"token.algorithm-rejected", "The server does not take this signature algorithm", "The token’s algorithm is not accepted",
     "The token’s algorithm may not be accepted", "A server takes the algorithms that it is set up for, and no other (RFC 8725, 3.1).",
     "Sign with the algorithm that the server expects.", kAuth, kToken},
    {"token.encrypted", "The token is encrypted, and not for this server", "The token is encrypted, the server looks for a signed one",
     "The token is encrypted; it may not be for this server",
     "It has five parts (RFC 7516): only its audience can read it. An issuer gives such a token when no API was named as audience.",
     "Name the API as audience when asking for the token.", kAuth, kToken},
    {"token.revoked", "The token was withdrawn", "The token was withdrawn since it was issued", "The token may have been withdrawn",
     "It reads well and may be in time, and its issuer has ended it: by a sign-out, a new password, or a new account of the same name.",
     "Sign in again, or take the token of the account that exists now.", kAuth, kToken},
    {"token.sender-constrained", "The token is bound to a key: {what}", "The token is bound to a key, and {what}",
     "The token may be bound to a key, and {what}",
     "A token with **cnf**, or of the scheme DPoP, is taken only with a fresh proof of its key for this very request (RFC 9449, 4.3 and "
     "8).",
     "Make a new proof, with the nonce of the last answer where it gave one, and send again.", kRead, kToken},
    {"clock.timezone", "A time is off by {size}: local time taken for UTC", "**{claim}** is off by {size}, like local time for UTC",
     "**{claim}** may be local time",
     "The clocks agree, and the time in the token is off by whole hours or quarters of one. Local time was taken for UTC when it was made.",
     "Compute the times from UTC seconds since 1970.", kToken, kClock},
    {"clock.signature-skew", "The signature’s time is outside the server’s window", "The signature’s time is outside the server’s window",
     "The signature’s time may be off", "A signed request carries its time, and the server takes it only for some minutes around its own.",
     "Set this computer’s clock, sign anew, and send at once.", kClock, kAgain},
    {"cookie.stripped-upstream",
     "{who} removed the cookie on its way",
     "The cookie was removed before the application saw it",
     "The cookie may have been removed on its way",
     "It went over the wire as “{name}”. {how}",
     "{help}.",
     {"show-cookies", "Show cookies"},
     kRead},
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
    {"signature.mismatch", "The server computes another signature", "The signature does not match what the server computes",
     "The signature may not match", "Both sides sign the same bytes with the same secret, or the signatures differ. {why}",
     "Compare the string that was signed with the one the server expects, byte by byte.", kRead, kPlace},
    {"oauth.client-rejected", "The authorization server refuses the client", "The client’s id, secret or method was refused",
     "The client may have been refused",
     "At the token endpoint the client itself signs in first (RFC 6749, 2.3). It did not get so far as the user’s grant.",
     "Check id and secret, and how they are sent: in the header, where both are percent-encoded first, or in the body.", kAuth, kRead},
    {"oauth.grant-rejected", "The refresh token or code was refused", "The code or refresh token was refused",
     "The code or refresh token may have been refused",
     "The token endpoint answered **invalid_grant**: used up, withdrawn, too old, or made for another client or address (RFC 6749, 5.2).",
     "Sign in again to get a new grant.", kAuth, kRead},
    {"account.locked", "The account is locked or disabled", "The account is locked or disabled", "The account may be locked or disabled",
     "The credential may be right; the account behind it may not be used.",
     "Ask an administrator to unlock it, or wait until it unlocks by itself.", kRead, kPlace},
    {"account.second-factor", "A second factor or single sign-on is wanted", "A second factor or single sign-on is wanted",
     "A second factor may be wanted", "The credential is not enough by itself for this account or organization.",
     "Sign in with the second factor, or authorize the token for single sign-on.", kRead, kPlace},
    {"server.cached", "A stored 401 was handed out", "A stored 401 was handed out", "A stored 401 may have been handed out",
     "A cache answered with a refusal that it had kept from another request; the server has not seen this one.",
     "Purge the entry, and let the cache store no refusals. Another query gets past it.", kAgain, kRead},
    {"server.cors-preflight", "The preflight was refused", "The preflight was refused, the request was never sent",
     "The preflight may have been refused",
     "Before a cross-origin request with **Authorization** a browser asks with **OPTIONS**, without any credential (Fetch, CORS "
     "preflight). A server that asks for one there refuses every page.",
     "Let the server answer **OPTIONS** without a credential.", kRead, kPlace},
    {"server.address-blocked", "The address that asks is not allowed", "The credential is not allowed from this address",
     "This address may not be allowed", "The credential, or the server, takes requests from certain addresses alone.",
     "Add this computer’s public address to the list, or ask from one that is on it.", kRead, kPlace},
    {"server.misconfigured", "The server’s own set-up is at fault", "The server’s own authentication set-up is at fault",
     "The server’s own set-up may be at fault",
     "The fault lies behind the address that was asked: a key or a set-up of the server’s own does not work.",
     "Nothing in this request changes that. Tell the operator what the answer says.", kRead, kPlace},
    {"server.endpoint-wrong", "There is nothing at this address", "There is no such path and method at this host",
     "Another address may be meant", "The host answers so for every path or method that is not deployed, whatever credential comes.",
     "Compare the path, the stage and the method with what is deployed.", kPlace, kRead},
    {"server.hidden-resource", "{service} tells no difference between absent and hidden", "The resource does not exist, or is hidden",
     "The resource may not exist under this name",
     "{service} answers in this way for what does not exist and for what one may not see, so as not to tell which.",
     "Check the name, its spelling and its kind; sign in only if it is private.", kPlace, kRead},
};

}

std::span<const CauseTexts> moreTexts()
{
    return kTexts;
}

}
