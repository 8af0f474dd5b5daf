#pragma once

#include "core/yaml/yaml.h"

namespace keyhole {

/// The text with `wanted` as its value, changed only where its value differs: comments, blank lines, order, quotes, indentation and line
/// ends of everything else stay as they are. What is added looks like what stands around it; a moved item takes its comments along. New
/// members stand where `wanted` has them; members that are there already are not moved.
///
/// After each edit the text is parsed again; what does not read as intended is written as a larger part instead, and refused when
/// only the whole document would be left. Fails with what parseYaml() says of a text that cannot be read, and for a value that YAML cannot
/// hold.
Result<QByteArray> patchYaml(const QByteArray &text, const YamlValue &wanted, const YamlLimits &limits = {});

/// A new document.
Result<QByteArray> writeYaml(const YamlValue &value);

}
