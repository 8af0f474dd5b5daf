#pragma once

#include "core/oauth/sign_in.h"

namespace keyhole {

/// What came of a sign-in, for a person: tokens masked.
QString signedInText(const SignedIn &signedIn, const SignInSettings &settings, Instant now);
/// `keyhole.sign-in/1`, one line; tokens masked.
QByteArray signedInJson(const SignedIn &signedIn, const SignInSettings &settings);
/// "warning: what: remedy", and what the server says.
QString faultText(const OAuthFault &fault);

}
