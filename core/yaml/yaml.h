#pragma once

#include "core/result.h"

#include <QByteArray>
#include <vector>

namespace keyhole {

struct YamlMember;

/// One document of YAML 1.2 as it was written: members in order, scalars as text, each with its place.
struct YamlValue {
    enum class Kind { Null, Scalar, Sequence, Mapping };
    Kind kind = Kind::Null;
    QByteArray text;  ///< Scalar: its content, UTF-8
    bool plain = false;  ///< Scalar: written without quotes, so that a schema may read a number or a boolean in it
    std::vector<YamlValue> items;  ///< Sequence
    std::vector<YamlMember> members;  ///< Mapping
    int line = 0;  ///< from 1
    int column = 0;  ///< from 1

    /// The member of this name, or nullptr.
    const YamlValue *find(QByteArrayView name) const;
};
struct YamlMember {
    QByteArray name;
    int line = 0;
    YamlValue value;
};

struct YamlLimits {
    qsizetype bytes = 4 << 20;
    int depth = 60;
    int values = 200'000;  ///< aliases are expanded, so that a small text may hold a great many
};

/// Parses a text of one document. Duplicate keys, anchors that point into themselves, and what is over a limit are faults; `place` says
/// where ("line 3, column 14").
Result<YamlValue> parseYaml(QByteArrayView text, const YamlLimits &limits = {});

}
