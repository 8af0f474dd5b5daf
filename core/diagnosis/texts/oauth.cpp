#include "core/diagnosis/texts/texts.h"

namespace keyhole {

namespace {

constexpr TextAction kAuth{"edit-auth", "Change the credential…"};
constexpr TextAction kRead{"explain", "Read about this"};

constexpr CauseTexts kTexts[] = {
    {"oauth.client-rejected", "The authorization server refuses the client", "The client’s id, secret or method was refused",
     "The client may have been refused",
     "At the token endpoint the client itself signs in first (RFC 6749, 2.3). It did not get so far as the user’s grant. {words}",
     "Check id and secret, and how they are sent. {how} The server may want another way.", kAuth, kRead},
    {"oauth.grant-rejected", "The refresh token or code was refused", "The code or refresh token was refused",
     "The code or refresh token may have been refused",
     "The token endpoint answered **invalid_grant**: used up, withdrawn, too old, or made for another client or address (RFC 6749, 5.2). "
     "{words}",
     "Sign in again to get a new grant.", kAuth, kRead},
    {"oauth.consent-withdrawn", "The consent for this application is not there", "The consent for this application is gone",
     "The consent may have been withdrawn",
     "The user, or an administrator for all, must allow the application what it asks for, and can take that back at any time. Tokens and "
     "refresh tokens end with it. {words}",
     "Send the user through the sign-in again with the consent page, or ask an administrator to consent.", kAuth, kRead},
};

}

std::span<const CauseTexts> oauthTexts()
{
    return kTexts;
}

}
