#pragma once

#include "core/yaml/yaml.h"

#include <QDataStream>

namespace keyhole {

/// A value with its places, as bytes that are read back many times as fast as YAML; for the program's own files alone. The status of the
/// stream tells whether it came whole.
QDataStream &operator<<(QDataStream &stream, const YamlValue &value);
QDataStream &operator>>(QDataStream &stream, YamlValue &value);

}
