#pragma once

#include "ui/token/claim_line.h"

class QLineEdit;

namespace keyhole {

class ClaimTable;
class EncodedView;
class TextLabel;

/// Finds in a token as one types: in the names, values and meanings of its members, then in the encoded text as it is shown. "3 of 17",
/// next (F3, Enter), previous (Shift+F3), Esc closes.
class TokenFind : public QWidget {
    Q_OBJECT
public:
    TokenFind(const Theme &theme, ClaimTable *claims, EncodedView *encoded, QWidget *parent = nullptr);
    void open();
    void close();
    void step(int direction);
    /// Another token is shown, or the same one anew.
    void search();
    int matchCount() const { return int(m_lines.size() + m_offsets.size()); }
    int currentMatch() const { return m_current; }  ///< from 0; -1 when there is none
    QLineEdit *field() const { return m_text; }

signals:
    void lineFound(keyhole::ClaimLine *line);
    /// In the encoded text.
    void textFound();
    void left();

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    void show(int match);
    void showCount();

    ClaimTable *m_claims;
    EncodedView *m_encoded;
    QLineEdit *m_text;
    TextLabel *m_count;
    std::vector<ClaimLine *> m_lines;
    std::vector<qsizetype> m_offsets;  ///< in the encoded text
    int m_current = -1;
};

}
