#pragma once

#include "core/token/token.h"
#include "ui/theme/rounded_frame.h"
#include "ui/token/signature_card.h"
#include "ui/token/token_timing.h"

class QPlainTextEdit;

namespace keyhole {

class Button;
class Chip;
class FlowLabel;

/// What kind of token it is, its state in two chips, where it comes from, and what can be done with it.
class TokenHead : public QWidget {
    Q_OBJECT
public:
    explicit TokenHead(const Theme &theme, QWidget *parent = nullptr);
    void setToken(const Token &token, const QString &from);
    void setStates(const Token &token, const TokenTiming &timing, const SignatureFacts &signature);
    QString title() const;

signals:
    void pasted(const QByteArray &token);
    void copyRequested();

protected:
    void paintEvent(QPaintEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void build(const Theme &theme);
    void showPaste(bool shown);
    void takePasted();
    void applyTheme();

    const Theme &m_theme;
    FlowLabel *m_title, *m_from;
    Chip *m_time, *m_signature;
    Button *m_paste, *m_copy;
    QWidget *m_pasteBox;
    QPlainTextEdit *m_pasteField;
};

/// "Access token", "ID token", "Token", by what it says it is.
QString kindTitle(TokenKind kind);

}
