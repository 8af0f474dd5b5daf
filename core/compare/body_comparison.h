#pragma once

#include <QByteArray>
#include <QString>

namespace keyhole {

/// What a content is for a comparison.
enum class BodyKind { Empty, Json, Form, Text, Binary };

/// By its media type, and by what it holds where that is absent or wrong. JSON of more than 16 MB is a text, texts of more than 32 MB are
/// taken as binary: they are compared by size and hash alone.
BodyKind bodyKindOf(const QByteArray &body, const QByteArray &contentType);

/// "JSON, 12.4 KB", "(empty)"; binary content with the beginning of its SHA-256.
QString bodyText(const QByteArray &body, BodyKind kind);

/// A JSON text with a member or an item a line, to be compared by lines; any other text as it is.
QByteArray indentedJson(const QByteArray &text);

}
