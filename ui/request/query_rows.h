#pragma once

#include "core/collection/request_draft.h"

namespace keyhole {

/// The rows of an address's query, as written: nothing is decoded, so that what is sent stays what was typed.
std::vector<DraftRow> queryRows(QByteArrayView address);

/// The address with these rows as its query. Characters that would end a name, a value or the query are percent-encoded (RFC 3986, 3.4),
/// and blanks and letters outside ASCII with them; {{variables}} and what is already encoded stay.
QByteArray withQuery(QByteArrayView address, const std::vector<DraftRow> &rows);

}
