#include "core/diagnosis/texts/texts.h"

namespace keyhole {

namespace {

constexpr TextAction kRead{"explain", "Read about this"};
constexpr TextAction kPlace{"show-place", "Show the place"};

constexpr CauseTexts kTexts[] = {
    {"account.locked", "The account is locked or disabled", "The account is locked or disabled", "The account may be locked or disabled",
     "The credential may be right; the account behind it may not be used. {words}",
     "Ask an administrator to unlock it, or wait until it unlocks by itself.", kRead, kPlace},
    {"account.second-factor", "A second factor or single sign-on is wanted", "A second factor or single sign-on is wanted",
     "A second factor may be wanted", "The credential is not enough by itself for this account or organization. {words}",
     "Sign in with the second factor, or authorize the token for single sign-on.", kRead, kPlace},
};

}

std::span<const CauseTexts> accountTexts()
{
    return kTexts;
}

}
