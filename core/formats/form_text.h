#pragma once

#include "core/collection/request_draft.h"

namespace keyhole {

/// The rows that are switched on as application/x-www-form-urlencoded; those of no name and no value are left out. URL standard, 5.2.
QByteArray formText(const std::vector<DraftRow> &rows);

/// A part of a multipart body, with what `fields` add to its head, up to the line end behind its content. "@" and its name stand in the
/// place of a file. RFC 7578, 4.
QByteArray formPart(const BodyPart &part, const QByteArray &disposition, const QByteArrayList &fields = {});
/// A boundary that follows from the parts, so that the same ones give the same text.
QByteArray boundaryFor(const QByteArrayList &parts);
QByteArray multipartText(const QByteArrayList &parts, const QByteArray &boundary);

}
