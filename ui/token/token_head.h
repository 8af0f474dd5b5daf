#pragma once

#include "core/token/token.h"
#include "ui/token/signature_card.h"
#include "ui/token/token_timing.h"

class QBoxLayout;
class QComboBox;

namespace keyhole {

class Button;
class Chip;
class FlowLabel;
class PasteBox;

/// What kind of token it is, its state in two chips, where it comes from, and what can be done with it. Where the buttons do not fit beside
/// the title, they stand below it.
class TokenHead : public QWidget {
    Q_OBJECT
public:
    explicit TokenHead(const Theme &theme, QWidget *parent = nullptr);
    void setToken(const Token &token, const QString &from);
    void setStates(const Token &token, const TokenTiming &timing, const SignatureFacts &signature);
    /// The places in which the exchange has tokens; shown when there is more than one.
    void setPlaces(const QStringList &names, int current);
    /// Whether the token stands in a place that can be shown.
    void setCanShowPlace(bool can);
    void openPasteBox();
    QString title() const;
    Button *compareButton() const { return m_compare; }

signals:
    void pasted(const QByteArray &token);
    void copyRequested();
    void compareRequested();
    void editRequested();
    void placeChosen(int index);
    void showPlaceRequested();

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    bool event(QEvent *event) override;

private:
    void build();
    QLayout *wordsLayout();
    void placeButtons();
    void applyTheme();

    const Theme &m_theme;
    FlowLabel *m_title, *m_from;
    Chip *m_time, *m_signature;
    QComboBox *m_places;
    Button *m_showPlace, *m_paste, *m_compare, *m_edit, *m_copy;
    QBoxLayout *m_top = nullptr, *m_titleRow = nullptr, *m_buttons = nullptr;
    PasteBox *m_pasteBox;
};

/// "Access token", "ID token", "Token", by what it says it is.
QString kindTitle(TokenKind kind);

/// Says in a chip whether a token is in time; hidden for what has no times.
void showTimeState(Chip *chip, const Token &token, const TokenTiming &timing);

}
