#pragma once

#include "ui/response/viewer/lexer.h"
#include "ui/response/viewer/text_unit.h"

#include <functional>
#include <optional>
#include <vector>

namespace keyhole {

enum class RowLayout {
    Raw,  ///< a row a line
    PrettyJson,  ///< a row a member or item, indented; the bytes stay where they are, so numbers, order and duplicates are as they came
    Hex,  ///< sixteen bytes a row
};

struct RowRules {
    RowLayout layout = RowLayout::Raw;
    Language language = Language::Plain;
    int breakAt = 4096;  ///< cells after which a line goes on in another row
    qsizetype brokenAt = -1;  ///< PrettyJson: from here on rows are raw, since it is no JSON; -1: nowhere
    bool marksLineEnds = false;  ///< CR and LF are drawn
    friend bool operator==(const RowRules &, const RowRules &) = default;
};

/// Where a display row begins, with all that is needed to read on from there.
struct RowStart {
    qsizetype offset = 0;
    qint64 line = 1;  ///< number of the line that the row belongs to
    int depth = 0;  ///< PrettyJson: open containers
    LexState lex = LexState::Outside;
    bool continues = false;  ///< the line began in a row above
    friend bool operator==(const RowStart &, const RowStart &) = default;
};

struct Row {
    RowStart start;
    qsizetype end = 0;  ///< behind its last byte; a line end is not part of it
    int indent = 0;  ///< cells before the first unit
    int width = 0;  ///< cells, indent included
    RowStart next;
    bool isLast = false;
};

/// Cuts a text into display rows, one after another. Only looks at the text, which must outlive it.
class RowScanner {
public:
    using Sink = std::function<void(const TextUnit &unit, int column)>;

    RowScanner(QByteArrayView text, const RowRules &rules) : m_text(text), m_rules(rules) { }

    /// The row that begins there. `sink`, where given, gets each of its units.
    Row scan(const RowStart &start, const Sink &sink = {}) const;
    /// Whether the text ends there: no further row.
    bool atEnd(const RowStart &start) const;

private:
    Row scanRaw(const RowStart &start, const Sink &sink) const;
    Row scanHex(const RowStart &start, const Sink &sink) const;
    bool isBroken(qsizetype offset) const { return m_rules.brokenAt >= 0 && offset >= m_rules.brokenAt; }

    QByteArrayView m_text;
    RowRules m_rules;
};

}
