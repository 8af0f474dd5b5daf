#pragma once

#include "ui/response/viewer/row_filler.h"

namespace keyhole {

/// Finds where one row of re-indented JSON ends: after an opener or a comma, before a closer, between values at the top. White space
/// outside strings is left out, one blank put after a colon. Trusts that the text fits JSON up to `brokenAt`.
class PrettyRow {
public:
    PrettyRow(QByteArrayView text, const RowRules &rules, const RowStart &start, const RowScanner::Sink &sink);
    Row scan();

private:
    enum class Step { GoOn, EndRow, Continue };
    Step take(char c);
    Step afterToken(char c);
    bool endsBefore(char c);
    bool closesEmpty() const;
    qsizetype plainFrom(qsizetype offset) const;
    void skipSpace();
    Row finish(bool continues);

    QByteArrayView m_text;
    qsizetype m_limit;
    RowStart m_at;
    Row m_row;
    RowFiller m_filler;
    bool m_shown;  // something of the line has been shown
    bool m_spaced = false;  // white space came since
};

}
