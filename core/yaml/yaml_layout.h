#pragma once

#include "core/result.h"

#include <QByteArray>
#include <vector>

namespace keyhole {

struct YamlEntry;

/// How a node of a YAML text is written. Absent: a null of no characters. Odd: a form that is read and never edited in place
/// (a pair without braces in a flow sequence, a key with a question mark).
enum class YamlStyle { Absent, Plain, SingleQuoted, DoubleQuoted, Literal, Folded, Alias, Block, Flow, Odd };

/// A node with the bytes that it takes; offsets count from the start of the text.
struct YamlNode {
    YamlStyle style = YamlStyle::Absent;
    bool mapping = false;  ///< Block, Flow
    qsizetype begin = 0;  ///< its first byte, quotes and brackets included, tag and anchor not
    qsizetype end = 0;  ///< behind its last byte; Literal and Folded: the start of a line
    qsizetype contentBegin = 0;  ///< Literal and Folded: the start of the line behind the header
    int column = 0;  ///< Block: bytes between the start of the line and the keys or dashes
    std::vector<YamlEntry> entries;  ///< Block, Flow: members or items
};

struct YamlEntry {
    qsizetype begin = 0;  ///< of the key, of the dash; Flow sequence: of the item
    qsizetype headEnd = 0;  ///< behind the colon or the dash and the tag and anchor that follow it
    bool bare = false;  ///< a key without a colon, as in {a, b}
    YamlNode value;

    qsizetype end() const { return std::max(headEnd, value.end); }
};

/// Where each node of the first document stands. The text must be one that parseYaml() reads.
Result<YamlNode> layOutYaml(QByteArrayView text);

/// The start of the line that holds `offset`, and the start of the next one (or the end of the text); an offset at the start of a line is
/// taken to be behind the line before.
qsizetype lineBegin(QByteArrayView text, qsizetype offset);
qsizetype behindLine(QByteArrayView text, qsizetype offset);

}
