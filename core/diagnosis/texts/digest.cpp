#include "core/diagnosis/texts/texts.h"

namespace keyhole {

namespace {

constexpr TextAction kRead{"explain", "Read about this"};
constexpr TextAction kPlace{"show-place", "Show the place"};
constexpr TextAction kAgain{"send-again", "Send again"};

constexpr CauseTexts kTexts[] = {
    {"digest.stale", "The Digest nonce was used up", "The nonce of the Digest credential was used up",
     "The Digest nonce may have been used up",
     "User and password were right. A server takes a nonce for a while, or a number of times, and then gives a new one (RFC 7616, 3.3).",
     "Compute the response anew with the nonce of this answer and **nc** from 1, without asking for the password.", kAgain, kRead},
    {"digest.mismatch", "The Digest credential does not fit its challenge", "The Digest credential does not fit its challenge",
     "The Digest credential may not fit its challenge",
     "{why} The server computes the response from what stands in the challenge and the request; another value gives another response, "
     "whatever the "
     "password. The response itself cannot be checked without the password.",
     "Compute the response from the newest challenge and the request as it is sent.", kRead, kPlace},
};

}

std::span<const CauseTexts> digestTexts()
{
    return kTexts;
}

}
