#include "core/diagnosis/texts/texts.h"

namespace keyhole {

namespace {

constexpr TextAction kAuth{"edit-auth", "Change the credential…"};
constexpr TextAction kPlace{"show-place", "Show the place"};

constexpr CauseTexts kTexts[] = {
    {"apikey.invalid", "The server does not know this key", "The server does not accept the key",
     "The key may be unknown, revoked or mistyped",
     "The key arrived and was refused. A mistyped, a revoked and an unknown key look the same from outside.",
     "Compare it with the key in the service’s console, to the last character; make a new one if in doubt.", kAuth, kPlace},
    {"apikey.environment-wrong", "The key is not one of {service}", "This is {what}, sent to {service}",
     "The key may be of another service", "Keys show by their looks where they belong. This one is {what}; {service} does not know it.",
     "Send it to its own service, or use a key of {service}.", kAuth, kPlace},
};

}

std::span<const CauseTexts> apikeyTexts()
{
    return kTexts;
}

}
