#pragma once

#include "core/collection/request_draft.h"
#include "core/json/json.h"

namespace keyhole {

/// What a draft says of the request that it stands for: method, address, the fields that it shapes, content. Without what every program
/// adds in its own way (Host, User-Agent, Accept, Content-Length). Nothing is read: where a file belongs, "@its name" stands. Variables
/// stay as they are written. Secrets are in it.
struct DraftedRequest {
    QByteArray method, url;
    std::vector<DraftRow> fields;
    QByteArray body;
    std::vector<Error> notes;  ///< what cannot be said beforehand
};
DraftedRequest draftedRequest(const RequestDraft &draft);

/// {"method", "url", "headers": [[name, value], …], "body", "warnings": […]}. A body that is no UTF-8 is base64, and "bodyEncoding" says
/// so.
JsonValue draftedRequestJson(const DraftedRequest &request);

}
