#pragma once

#include "core/http/message.h"
#include "core/json/json.h"
#include "core/oauth/oauth_fault.h"

namespace keyhole {

constexpr qsizetype kLargestJsonAnswer = 1 << 20;

/// The JSON object that an endpoint answered, or the fault that it reports. `step` begins the fault's id ("token"). What can be read all
/// the same (a byte order mark, another media type) is told in `doubts`. Members that stand twice are refused: which of them counts is
/// anybody's guess. A redirect is never followed. RFC 6749, 5.
OAuthResult<JsonValue> readJsonAnswer(const QByteArray &step, const Response &response, std::vector<OAuthFault> &doubts);

}
