#pragma once

#include "core/http/instant.h"
#include "core/http/message.h"
#include "core/http/url.h"
#include "core/oauth/oauth_fault.h"
#include "core/secrets/secret.h"

namespace keyhole {

/// What a person enters on another device, and where. RFC 8628, 3.2.
struct DeviceCode {
    Secret deviceCode;
    QByteArray userCode;
    Url verification;  ///< the host is to be shown: it is where the person is about to sign in
    std::optional<Url> complete = {};  ///< with the code in it
    Instant expiry;
    Seconds interval{5};
};

/// Refuses a verification address that is not https (or on this computer), and codes that cannot be shown. An interval that is missing is
/// 5 s, and never less than 1 s or more than 60 s; an `expires_in` that is missing or absurd is half an hour.
OAuthResult<DeviceCode> readDeviceCode(const Response &response, Instant at, std::vector<OAuthFault> &doubts);

/// What to do after the token endpoint was asked about a device code. RFC 8628, 3.5.
enum class DevicePoll { Wait, WaitLonger, Over };
DevicePoll devicePoll(const OAuthFault &fault);

}
