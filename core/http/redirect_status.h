#pragma once

namespace keyhole {

/// Whether a status sends the client on to the address in Location. RFC 9110, 15.4; 300 and 304 do not.
constexpr bool isRedirectStatus(int status)
{
    return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
}

}
