#pragma once

#include "core/http/exchange.h"

namespace keyhole {

// An exchange as curl shows one: for a terminal, secrets masked, control characters escaped.

/// "> GET /path HTTP/1.1" and the fields that went out.
QByteArray requestHeadText(const Request &request, const QByteArray &lead);
/// "< HTTP/1.1 401 Unauthorized" and the fields that came.
QByteArray responseHeadText(const Response &response, const QByteArray &lead);
/// The body, as far as 64 KB; what is cut, or is no text, is told.
QByteArray bodyText(const Response &response);

}
