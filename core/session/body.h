#pragma once

#include "core/collection/request_draft.h"

namespace keyhole {

/// The content of a request: its bytes, or the file that the transport reads them from.
struct BodyContent {
    QByteArray bytes;
    QString file;
    qint64 size = 0;
    QByteArray contentType;  ///< empty when there is no body
};

/// Form: application/x-www-form-urlencoded of the URL standard. Multipart: RFC 7578, with a boundary that stands nowhere in the content;
/// the same parts always give the same bytes. Fails for a file that cannot be read, and for parts of more than 64 MB together.
Result<BodyContent> makeBody(const BodyDraft &draft);

}
