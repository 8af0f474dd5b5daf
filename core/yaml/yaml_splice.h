#pragma once

#include "core/yaml/yaml_writer.h"

#include <optional>

namespace keyhole {

/// Bytes of a text that give way to others.
struct YamlSplice {
    qsizetype begin = 0, end = 0;
    QByteArray text;
};
using YamlSplices = std::vector<YamlSplice>;
QByteArray spliced(QByteArray text, YamlSplices splices);

/// Edits of one place of a text, as splices. Nothing where an edit cannot be made in place.
class YamlEditor {
public:
    YamlEditor(QByteArrayView text, const YamlNode &root) : m_text(text), m_writer(habitsOf(text, root)), m_root(&root) { }

    std::optional<YamlSplices> replace(const YamlNode &parent, size_t index, const YamlValue &value) const;
    std::optional<YamlSplices> insert(const YamlNode &parent, size_t index, const QByteArray *name, const YamlValue &value) const;
    /// Not the only entry of its parent.
    std::optional<YamlSplices> remove(const YamlNode &parent, size_t index) const;
    /// An item of a block, with its comments, to the place before the item `to` (or behind the last).
    std::optional<YamlSplices> move(const YamlNode &parent, size_t from, size_t to) const;

private:
    bool startsItsLine(const YamlEntry &entry) const;
    qsizetype withComments(const YamlNode &parent, const YamlEntry &entry) const;
    YamlSplice lines(qsizetype at, QByteArray text) const;
    bool blankBefore(const YamlNode &parent, size_t index) const;
    std::optional<YamlSplices> insertInFlow(const YamlNode &parent, size_t index, const QByteArray *name, const YamlValue &value) const;
    std::optional<YamlSplices> removeInFlow(const YamlNode &parent, size_t index) const;

    QByteArrayView m_text;
    YamlWriter m_writer;
    const YamlNode *m_root;
};

}
