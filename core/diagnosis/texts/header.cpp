#include "core/diagnosis/texts/texts.h"

namespace keyhole {

namespace {

constexpr TextAction kRead{"explain", "Read about this"};
constexpr TextAction kPlace{"show-place", "Show the place"};

constexpr CauseTexts kTexts[] = {
    {"header.missing",
     "No credential was sent",
     "No credential of any kind was sent",
     "No credential may have been sent",
     "The request brings no **Authorization**, no key field, no key parameter and no session cookie, so the server cannot tell who asks.",
     "Choose a scheme and a credential for this request.",
     {"edit-auth", "Choose a credential…"},
     {"explain", "Read about this"}},
    {"header.empty",
     "The credential field is empty",
     "{field} was sent with no credential in it",
     "{field} may hold no credential",
     "The field holds {what}; what should follow was lost before sending. A variable without a value is the usual reason.",
     "Fill in the credential, or look where its value comes from.",
     {"edit-auth", "Fill in the credential…"},
     {"show-place", "Show the field"}},
    {"header.placeholder",
     "A placeholder was sent in place of the credential",
     "The credential is an unfilled placeholder",
     "The credential may be an unfilled placeholder",
     "The server got the {count} characters “{placeholder}” and no credential. They were to be replaced before sending.",
     "Put the real value there, or define the variable in the environment that is used.",
     {"edit-auth", "Fill in the credential…"},
     {"show-place", "Show the field"}},
    {"header.scheme-missing",
     "The scheme before the credential is missing",
     "The credential was sent without “{scheme}” before it",
     "The credential may need “{scheme}” before it",
     "**Authorization** is a scheme, a blank and the credential (RFC 9110, 11.4). The server reads the first word as the scheme, and finds "
     "none that it knows.",
     "Send “{scheme}”, one blank, and then the credential.",
     {"edit-auth", "Put “{scheme}” before it"},
     {"show-place", "Show the field"}},
    {"header.scheme-wrong",
     "The server does not offer the scheme “{sent}”",
     "“{sent}” was sent where {wanted} is wanted",
     "“{sent}” may be the wrong scheme here",
     "A server reads only credentials of a scheme that it offers (RFC 9110, 11.6.1). It asks for {wanted}, and got “{sent}”.",
     "Send the credential as {wanted}; it may have to be another kind of credential.",
     {"edit-auth", "Change the scheme…"},
     {"show-place", "Show the field"}},
    {"header.scheme-repeated",
     "The scheme “{scheme}” stands twice",
     "The scheme “{scheme}” stands twice",
     "The scheme “{scheme}” may stand twice",
     "The stored value begins with “{scheme}” already, and the scheme was added again. The server takes the second one for a part of the "
     "credential.",
     "Store the credential without its scheme.",
     {"edit-auth", "Remove one “{scheme}”"},
     {"show-place", "Show the field"}},
    {"header.malformed",
     "The credential field cannot be read: {what}",
     "{field} cannot be parsed: {what}",
     "{field} may not parse: {what}",
     "The value has {what}. A server that parses strictly refuses it before it looks at the credential.",
     "Remove it. Quotation marks often come from a file or an environment entry where they are part of the value.",
     {"edit-auth", "Correct the value…"},
     {"show-place", "Show the field"}},
    {"header.name-wrong",
     "The credential is in a field that is not read",
     "Credential in {sent}, read from {wanted}",
     "The credential may belong into {wanted}",
     "The server looks for the credential in **{wanted}** and does not see what stands in **{sent}**.",
     "Send it in {wanted}.",
     {"edit-auth", "Send it in {wanted}"},
     {"show-place", "Show the field"}},
    {"header.location-wrong",
     "The credential stands in {place}, where it is not read",
     "The credential was sent in {place}, not in {wanted}",
     "The credential may belong into {wanted}",
     "**{name}** carries the credential in {place}. This server reads it from {wanted} and does not see it elsewhere.",
     "Send it in {wanted}, and take it out of {place}. A token goes into the header as **Authorization**: Bearer (RFC 6750, 2.1).",
     {"edit-auth", "Move it to {wanted}"},
     {"show-place", "Show the parameter"}},
    {"header.duplicated",
     "Conflicting credentials were sent: {what}",
     "Several credentials were sent: {what}",
     "Several credentials may conflict: {what}",
     "The server takes one of them and does not weigh the others; which one is its own choice (RFC 9110, 11.6.2 allows one).",
     "Send the one that is meant, and leave the others out.",
     {"edit-auth", "Keep one…"},
     {"show-place", "Show them"}},
    {"header.dropped-on-redirect",
     "The redirect lost the credential",
     "The credential was not sent to the address redirected to",
     "The redirect may have lost the credential",
     "{rule}. The second address answered without having seen it.",
     "Ask the final address directly: {host}.",
     {"use-address", "Use the final address"},
     {"show-timeline", "Show the chain"}},
    {"header.stripped-upstream", "The credential was removed on its way to the application",
     "The credential was removed before the application saw it", "The credential may have been removed on its way",
     "It went over the wire, and the application says that none came. What stands between takes it away: a CDN’s cache rules, CGI or "
     "FastCGI, a proxy’s own sign-in.",
     "Let the proxy, CDN or web server pass **Authorization** on.", kRead, kPlace},
    {"header.too-large",
     "The header is too large: {size}",
     "The request’s header is larger than the server takes",
     "The request’s header may be too large: {size}",
     "A server reads a header into a buffer of fixed size, mostly 8 KB, and refuses what does not fit. The largest field is **{name}**; "
     "the "
     "header has {size}.",
     "Delete cookies that are not needed, or send a smaller token: fewer groups, roles and claims. On the server raise the limit.",
     {"show-cookies", "Show cookies"},
     kPlace},
};

}

std::span<const CauseTexts> headerTexts()
{
    return kTexts;
}

}
