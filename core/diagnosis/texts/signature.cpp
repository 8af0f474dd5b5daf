#include "core/diagnosis/texts/texts.h"

namespace keyhole {

namespace {

constexpr TextAction kRead{"explain", "Read about this"};
constexpr TextAction kPlace{"show-place", "Show the place"};

constexpr CauseTexts kTexts[] = {
    {"signature.mismatch", "The server computes another signature", "The signature does not match what the server computes",
     "The signature may not match", "Both sides sign the same bytes with the same secret, or the signatures differ. {why}",
     "Compare the string that was signed with the one the server expects, byte by byte.", kRead, kPlace},
};

}

std::span<const CauseTexts> signatureTexts()
{
    return kTexts;
}

}
