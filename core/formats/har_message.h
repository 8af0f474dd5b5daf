#pragma once

#include "core/formats/har_json.h"
#include "core/http/message.h"

namespace keyhole::har {

/// The address; where it has no query, with that of the list of parameters.
QByteArray readAddress(const Node &request);

/// Fields as listed, with the quirks of the recorders undone: pseudo fields of HTTP/2 left out, answers' values that a browser joined with
/// a line feed taken apart, cookies that only stand in the list of cookies put back into a field, and so is the media type of a body where
/// no field is listed at all.
FieldList readRequestFields(const Node &request);
FieldList readResponseFields(const Node &response);

/// The body from postData: its text, or its parameters put together again.
QByteArray readRequestBody(const Node &request);
/// Fills body, its size and a defect where the recording did not keep it.
void readResponseBody(const Node &response, Response &into);

}
