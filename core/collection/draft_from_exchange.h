#pragma once

#include "core/collection/request_draft.h"
#include "core/http/exchange.h"

namespace keyhole {

/// A draft that would send what the first hop of an exchange sent: method, address, typed fields, credential, cookies, body. Fields that
/// are made anew for each request (Host, Content-Length, Connection and the pseudo fields of HTTP/2) are left to be automatic. A redacted
/// or missing credential stays missing.
RequestDraft draftFromExchange(const Exchange &exchange);

/// Moves the one Authorization among the typed fields to the draft's credential, where it is masked and looked at before sending. Nothing
/// changes when there are several or when the draft has a credential already. A value that no scheme writes is kept whole.
void moveCredentialToAuth(RequestDraft &draft);

}
