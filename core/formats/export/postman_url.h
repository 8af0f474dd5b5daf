#pragma once

#include "core/collection/request_draft.h"
#include "core/json/json.h"

namespace keyhole {

/// "url" of a request of Postman's format 2.1: the text, and its parts, which the programs that run collections send it by. Parameters that
/// are switched off stand among the others, and in the text they do not. {{variables}} stay whole.
JsonValue postmanUrl(const RequestDraft &draft);

}
