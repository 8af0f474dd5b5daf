#include "core/diagnosis/texts/texts.h"

namespace keyhole {

namespace {

constexpr TextAction kAuth{"edit-auth", "Change the credential…"};
constexpr TextAction kPlace{"show-place", "Show the place"};

constexpr CauseTexts kTexts[] = {
    {"apikey.invalid", "The server does not know this key", "The server does not accept the key",
     "The key may be unknown, revoked or mistyped", "The key arrived and was refused. {how}",
     "Compare it with the key in the service’s console, to the last character; make a new one if in doubt.", kAuth, kPlace},
    {"apikey.environment-wrong", "The key is not one of {service}", "This is {what}, sent to {service}",
     "The key may be of another service", "Keys show by their looks where they belong. This one is {what}; {service} does not know it.",
     "Send it to its own service, or use a key of {service}.", kAuth, kPlace},
    {"apikey.unsupported",
     "A key is not enough here, a token is wanted",
     "This address takes a token, and a key was sent",
     "This address may take a token, not a key",
     "A key names a project or an account; a token names who acts, for how long and with which rights. {how}",
     "Get a token for this call and send it in **Authorization** behind **Bearer**; or let the server’s owner allow keys again.",
     kAuth,
     {"explain", "Read about this"}},
};

}

std::span<const CauseTexts> apikeyTexts()
{
    return kTexts;
}

}
