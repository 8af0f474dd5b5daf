#pragma once

#include "core/yaml/yaml_layout.h"
#include "core/yaml/yaml_value.h"

namespace keyhole {

/// How a text is laid out, so that what is added looks like what is there.
struct YamlHabits {
    int step = 2;  ///< columns from a mapping to the mapping in it
    int dash = 2;  ///< columns from a mapping to the dashes of a sequence in it
    bool blankLines = false;  ///< between the members of the document
    QByteArray lineEnd = "\n";
};
YamlHabits habitsOf(QByteArrayView text, const YamlNode &root);

/// A value as it stands behind a colon or a dash: what goes on that line, and the lines that follow it, each with its line end.
struct YamlWritten {
    QByteArray head;
    QByteArray lines;
};

/// Writes values that every reader of YAML 1.2 reads as they are.
class YamlWriter {
public:
    explicit YamlWriter(YamlHabits habits) : m_habits(std::move(habits)) { }

    const YamlHabits &habits() const { return m_habits; }
    /// On one line; `style` is kept where the value allows it.
    QByteArray inFlow(const YamlValue &value, YamlStyle style = YamlStyle::Plain) const;
    /// The value of a member (`inDash`: of an item) of a block at `column`.
    YamlWritten inBlock(const YamlValue &value, int column, bool inDash, YamlStyle style = YamlStyle::Plain) const;
    /// A whole member or item, from its key or dash on, with its line end.
    QByteArray entry(const QByteArray *name, const YamlValue &value, int column) const;
    /// A whole document.
    QByteArray document(const YamlValue &value) const;

private:
    QByteArray key(const QByteArray &name) const;
    QByteArray block(const YamlValue &value, int column) const;
    YamlWritten literal(const QByteArray &text, int parent, YamlStyle style) const;

    YamlHabits m_habits;
};

/// Whether the bytes can stand in YAML at all: UTF-8 without surrogates.
bool isYamlText(QByteArrayView text);

}
