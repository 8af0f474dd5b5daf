#pragma once

#include "core/yaml/yaml.h"

namespace keyhole {

/// What the core schema reads in a value: a scalar in quotes or in a block is always a text. YAML 1.2.2, 10.3.2.
enum class YamlType { Null, Bool, Number, Text, Sequence, Mapping };
YamlType typeOf(const YamlValue &value);
/// The type of a scalar that is written without quotes.
YamlType typeOfPlain(QByteArrayView text);

/// Whether every reader would see the same: kinds, texts and types. Places, quotes and the order of members do not count.
bool sameYaml(const YamlValue &a, const YamlValue &b);

YamlValue yamlText(const QByteArray &utf8);
/// A number, `true`, `false`: what is written without quotes.
YamlValue yamlPlain(const QByteArray &text);
YamlValue yamlBool(bool value);
YamlValue yamlMapping(std::vector<YamlMember> members = {});
YamlValue yamlSequence(std::vector<YamlValue> items = {});

/// The text of the scalar there; empty when there is none.
QByteArray textOf(const YamlValue &mapping, QByteArrayView name);
/// The value of this name in a mapping; made, behind the others, where there is none. What is no mapping becomes one.
YamlValue &memberOf(YamlValue &mapping, const QByteArray &name);
void removeMember(YamlValue &mapping, QByteArrayView name);

}
