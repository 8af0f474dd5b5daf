#pragma once

#include "core/formats/curl_command.h"

namespace keyhole {

/// Invoke-WebRequest and Invoke-RestMethod, with the $session that Chrome writes before them.
bool looksLikePowerShellRequest(QByteArrayView text);
Result<CurlCommand> parsePowerShellRequest(QByteArrayView text);
Result<std::vector<CurlCommand>> parsePowerShellRequests(QByteArrayView text);

}
