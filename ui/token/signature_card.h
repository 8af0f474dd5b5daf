#pragma once

#include "core/token/key_text.h"
#include "ui/theme/rounded_frame.h"

class QPlainTextEdit;

namespace keyhole {

class Button;
class FlowLabel;

/// What is known of a token's signature, in the words of the card and of the chip.
struct SignatureFacts {
    enum class State { Verified, Wrong, NoKey, None, CannotBe };
    State state = State::NoKey;
    QString title, text;
    QString icon;
};
SignatureFacts signatureFacts(const Token &token, const std::optional<KeyCheck> &check);

/// The signature: checked with which key, or not, and why. A key is given in place, pasted or from a file, and is not kept.
class SignatureCard : public RoundedFrame {
    Q_OBJECT
public:
    explicit SignatureCard(const Theme &theme, QWidget *parent = nullptr);
    void setToken(const Token &token);
    const SignatureFacts &facts() const { return m_facts; }
    /// Checks with what a person gave; the card says what came of it.
    void useKey(const QByteArray &keyText);

signals:
    void checked();

protected:
    void paintEvent(QPaintEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void showFacts();
    void showForm(bool shown);
    void openFile();
    void readKeyFile(const QString &path);
    void applyTheme();

    Token m_token;
    SignatureFacts m_facts;
    FlowLabel *m_title, *m_text, *m_fault;
    QPlainTextEdit *m_key;
    QWidget *m_form;
    Button *m_useKey;
};

}
