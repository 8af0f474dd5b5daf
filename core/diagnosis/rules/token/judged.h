#pragma once

#include "core/diagnosis/facts.h"

namespace keyhole {

/// How sure it is that the server judged the main token and nothing else that came along: Certain in Authorization or as the only
/// credential, Likely in a cookie that is named for it, Possible where something else may have been read.
Certainty sureOfToken(const Facts &facts);

/// Whether the answer's own words name another cause than this one: beyond doubt, or another fault of the token itself.
bool saysAnother(const Facts &facts, QByteArrayView cause);

/// Whether an endpoint of the token's own issuer was asked, at another address than the one that the issuer wrote into iss.
bool asksIssuerElsewhere(const Facts &facts);

/// The known service that the token names as its audience, where another host was asked: nobody but that service can judge it. nullptr
/// without one.
const Profile *meantForService(const Facts &facts);

/// Whether the sender itself made the token just now: its iat is the local time of sending, it names no web address as its issuer, and no
/// earlier answer handed it out.
bool isMadeBySender(const Facts &facts);

}
