#pragma once

#include <QByteArrayView>

namespace keyhole {

/// The offset of the first byte that does not fit JSON (RFC 8259; several values one after another are allowed, as in JSON lines), or the
/// size when all of it does. A text that merely ends too early fits. Needs one bit of memory for each level of nesting.
qsizetype jsonFault(QByteArrayView text);

}
