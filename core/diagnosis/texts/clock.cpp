#include "core/diagnosis/texts/texts.h"

namespace keyhole {

namespace {

constexpr TextAction kToken{"show-token", "Show token"};
constexpr TextAction kClock{"show-clock", "Show the clocks"};
constexpr TextAction kAgain{"send-again", "Send again"};

constexpr CauseTexts kTexts[] = {
    {"clock.client-drift",
     "This computer’s clock is {size} {direction}",
     "This computer’s clock is {size} {direction}",
     "This computer’s clock may be {size} {direction}",
     "What was signed or dated here carries this computer’s time, and the server compares it with its own ({uncertainty}).",
     "Set the clock by a time server (NTP), and send again.",
     {"show-clock", "Show the clocks"},
     {"send-again", "Send again"}},
    {"clock.server-drift",
     "The server’s clock {is} {size} {direction}",
     "The server’s clock {is} {size} {direction}",
     "The server’s clock may be {size} {direction}",
     "What else was asked agrees with this computer, and this server does not. Tokens and cookies that are in time for everybody else are "
     "not for it.",
     "Let its operator set the clock by a time server (NTP).",
     {"show-clock", "Show the clocks"},
     {"explain", "Read about this"}},
    {"clock.timezone", "A time is off by {size}: local time taken for UTC", "**{claim}** is off by {size}, like local time for UTC",
     "**{claim}** may be local time",
     "The clocks agree, and the time that was written is off by whole hours or quarters of one. Local time was taken for UTC when it was "
     "made.",
     "Compute the times from UTC seconds since 1970.", kToken, kClock},
    {"clock.signature-skew", "{what}", "{what}", "The signature’s time may be off", "{why}", "{help}.", kClock, kAgain},
};

}

std::span<const CauseTexts> clockTexts()
{
    return kTexts;
}

}
