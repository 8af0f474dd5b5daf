#pragma once

#include "ui/response/viewer/document.h"

#include <QString>

namespace keyhole {

/// Bytes and how they are to be read.
struct ViewerContent {
    enum class Charset { Utf8, Latin1, Utf16Le, Utf16Be, Binary };

    QByteArray bytes;
    Charset charset = Charset::Utf8;
    Language language = Language::Plain;
    bool isJson = false;  ///< has a pretty form

    friend bool operator==(const ViewerContent &, const ViewerContent &) = default;
};

/// Decides by the Content-Type (which may be empty or wrong) and the bytes: a byte order mark first, then the charset parameter, then what
/// the first 64 KB look like. Bytes that are no text are shown as hex.
ViewerContent recognise(const QByteArray &bytes, const QByteArray &contentType);
/// "JSON", "HTML", "XML", "Text", "Binary"; with the charset where it is not UTF-8.
QString contentKind(const ViewerContent &content, const QByteArray &contentType);

/// The content as a document: converted to UTF-8, broken JSON found, indexed; each for the first `bytes` of the text, or all of it. Long
/// work for large bodies: made for a thread of the pool.
ViewerDocument prepare(const ViewerContent &content, RowRules rules, qsizetype bytes, const ViewerDocument::GoOn &goOn = {});

}
