#pragma once

#include "core/result.h"

#include <QByteArray>
#include <optional>

namespace keyhole {

/// The first place where a text stops being JSON. RFC 8259.
struct JsonFault {
    SyntaxError error;
    bool endsEarly = false;  ///< the text is JSON as far as it goes, and stops in the middle
};

/// Slow and exact: for telling where a text is broken after a quick parser has refused it. Absent when the text is JSON.
std::optional<JsonFault> findJsonFault(QByteArrayView text);

}
