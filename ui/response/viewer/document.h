#pragma once

#include "ui/response/viewer/rows.h"

#include <QByteArray>
#include <functional>
#include <vector>

namespace keyhole {

/// A text and where its display rows begin: every 64th is kept, the ones between are found again when they are looked at. So the index of
/// 50 MB takes a megabyte at most, and the text itself is never copied.
class ViewerDocument {
public:
    using GoOn = std::function<bool()>;  ///< false ends the work; asked now and then

    ViewerDocument() = default;
    /// Nothing is indexed yet; the first rows can be had all the same, see index().
    ViewerDocument(QByteArray text, const RowRules &rules);

    /// Indexes up to `bytes` of the text, from the beginning. May run in any thread, on a copy.
    void index(qsizetype bytes, const GoOn &goOn = {});
    bool isComplete() const { return m_complete; }

    const QByteArray &text() const { return m_text; }
    const RowRules &rules() const { return m_rules; }
    qint64 rowCount() const { return m_rowCount; }  ///< of what is indexed
    qint64 lineCount() const { return m_lineCount; }
    int widest() const { return m_widest; }  ///< cells of the widest row of what is indexed

    Row row(qint64 number, const RowScanner::Sink &sink = {}) const;
    /// Rows one after another; fewer where the text ends.
    std::vector<Row> rows(qint64 first, int count) const;
    /// The row that holds a byte (or the last one).
    qint64 rowOf(qsizetype offset) const;
    /// The units of a row with their cells.
    std::vector<std::pair<TextUnit, int>> units(const Row &row) const;
    /// The rows' text as it is shown, for copying: indented, but control characters as they are. Hex gives the digits.
    QByteArray copied(qsizetype from, qsizetype to) const;

private:
    RowScanner scanner() const { return {m_text, m_rules}; }

    QByteArray m_text;
    RowRules m_rules;
    std::vector<RowStart> m_marks;
    RowStart m_reached;
    qint64 m_rowCount = 0, m_lineCount = 0;
    int m_widest = 0;
    bool m_complete = true;
};

}
