#pragma once

#include "core/token/token.h"
#include "ui/theme/theme.h"
#include "ui/token/claim_places.h"

#include <QTextEdit>

namespace keyhole {

class Reveal;

/// The encoded text in the colours of its segments, wrapped anywhere. The signature (of an opaque token, everything) is hidden until it is
/// revealed; it hides again after 30 s, or when the window loses the focus. Text that is copied is what is shown;
/// while it is revealed, that is concealed from clipboard managers, and does not stay in the clipboard.
class EncodedView : public QTextEdit {
    Q_OBJECT
public:
    explicit EncodedView(const Theme &theme, QWidget *parent = nullptr);
    void setToken(const Token &token);
    /// Underlines the characters that carry a member; none takes the line away.
    void underline(const std::optional<ClaimPlace> &place);
    /// Where a text stands in what is shown, whatever its case; what is hidden is not looked at.
    std::vector<qsizetype> find(const QString &text) const;
    /// Selects characters without a word to anybody; none takes the selection away.
    void select(qsizetype from, qsizetype length);
    void setRevealed(bool revealed);
    bool isRevealed() const;
    bool hasHiddenPart() const { return m_hiddenLength > 0; }

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

signals:
    /// The user selected text that begins here, in Token::text.
    void offsetSelected(qsizetype offset);
    void revealedChanged(bool revealed);

protected:
    QMimeData *createMimeDataFromSelection() const override;

private:
    void showText();
    void showReveal();
    void colour();
    QString shownText() const;
    void applyTheme();
    QTextEdit::ExtraSelection selection(qsizetype from, qsizetype length) const;

    const Theme &m_theme;
    Token m_token;
    qsizetype m_hiddenFrom = 0, m_hiddenLength = 0;
    std::optional<ClaimPlace> m_underlined;
    Reveal *m_revealed;  // while the hidden part is shown
    bool m_setting = false;
};

/// The colour of a segment: header, payload and signature; the encrypted parts of a JWE have the payload's, its tag the signature's.
ColorToken segmentColor(const Token &token, qsizetype index);

}
