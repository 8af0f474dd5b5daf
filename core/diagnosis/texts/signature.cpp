#include "core/diagnosis/texts/texts.h"

namespace keyhole {

namespace {

constexpr TextAction kRead{"explain", "Read about this"};
constexpr TextAction kPlace{"show-place", "Show the place"};

constexpr CauseTexts kTexts[] = {
    {"signature.mismatch", "The server computes another signature", "The signature does not match what the server computes",
     "The signature may not match", "Both sides sign the same bytes with the same secret, or the signatures differ. {why}",
     "Compare the string that was signed with the one the server expects, byte by byte.", kRead, kPlace},
    {"signature.scope-wrong", "Signed for another region, service or right", "The request is signed for another region, service or right",
     "The request may be signed for another region or service",
     "A signature names what it is for, and the server takes it for that alone. {why}",
     "Sign for the region, the service, the date and the right that this address needs.", kRead, kPlace},
    {"signature.incomplete", "A part of the signature is missing", "A part that the signature needs is missing",
     "A part that the signature needs may be missing", "A server does not compute a signature from which a part is missing. {why}",
     "Send that part, and sign it where the scheme wants it signed.", kRead, kPlace},
};

}

std::span<const CauseTexts> signatureTexts()
{
    return kTexts;
}

}
