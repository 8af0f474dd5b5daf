#pragma once

#include <QByteArray>

namespace keyhole {

/// A member's name as a step of a JSON pointer: "~" and "/" escaped. RFC 6901, 3.
QByteArray pointerStep(QByteArrayView name);

/// The name that a step stands for. RFC 6901, 4.
QByteArray memberName(QByteArrayView step);

}
