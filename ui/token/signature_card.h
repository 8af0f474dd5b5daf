#pragma once

#include "ui/theme/rounded_frame.h"
#include "ui/token/signature_facts.h"

namespace keyhole {

class Button;
class FlowLabel;
class KeyForm;

/// The signature: checked with which key, or not, and why. A key is given in place, pasted or from a file, and is not kept.
class SignatureCard : public RoundedFrame {
    Q_OBJECT
public:
    explicit SignatureCard(const Theme &theme, QWidget *parent = nullptr);
    void setToken(const Token &token);
    const SignatureFacts &facts() const { return m_facts; }
    /// Checks with what a person gave; the card says what came of it.
    void useKey(const QByteArray &keyText);
    /// `source` says where the keys are from.
    void checkWith(const KeysRead &keys, const QString &source);

signals:
    void checked();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void openForm(bool open);
    void showFacts();
    void applyTheme();

    Token m_token;
    SignatureFacts m_facts;
    FlowLabel *m_title, *m_text;
    KeyForm *m_form;
    Button *m_useKey;
};

}
