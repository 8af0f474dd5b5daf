#pragma once

#include "core/result.h"

#include <QByteArray>
#include <optional>

namespace keyhole {

/// Where a text stops being JSON: the first byte that does not fit, and what should stand there. None when the whole text is JSON of at
/// most `depth` levels. A text that was cut off has its fault at its end. RFC 8259, 2 to 8.1.
std::optional<SyntaxError> findJsonFault(QByteArrayView text, int depth);

/// The bytes that the UTF-8 character at the front of `text` takes, or 0 when it is none: overlong forms, surrogates and values over
/// U+10FFFF are none. RFC 3629, 4.
int utf8Length(QByteArrayView text);

}
