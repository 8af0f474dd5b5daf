#pragma once

#include "ui/theme/rounded_frame.h"
#include "ui/token/signature_facts.h"

namespace keyhole {

class Button;
class FetchBox;
class FlowLabel;
class KeyFetcher;
class KeyForm;

/// The signature: checked with which key, or not, and why. A key is given in place, pasted or from a file, or fetched from the issuer once
/// the user has seen from where; none is kept.
class SignatureCard : public RoundedFrame {
    Q_OBJECT
public:
    explicit SignatureCard(const Theme &theme, QWidget *parent = nullptr);
    /// By whom keys can be fetched; without, they are not offered.
    void setFetcher(KeyFetcher *fetcher) { m_fetcher = fetcher; }
    void setToken(const Token &token);
    const SignatureFacts &facts() const { return m_facts; }
    /// Checks with what a person gave; the card says what came of it.
    void useKey(const QByteArray &keyText);
    /// `source` says where the keys are from.
    void checkWith(const KeysRead &keys, const QString &source);
    /// Tries the keys of the person's own on an encrypted token.
    void openWith(const std::vector<EncryptionKey> &keys, const QString &source);

signals:
    void checked();
    void opened(const QByteArray &content);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    enum class Asked { Nothing, Key, Fetch };
    void ask(Asked asked);
    void showFacts();
    void tellResult();
    void applyTheme();

    Token m_token;
    SignatureFacts m_facts;
    FlowLabel *m_title, *m_text;
    KeyForm *m_form;
    FetchBox *m_fetchBox;
    Button *m_fetch, *m_useKey;
    KeyFetcher *m_fetcher = nullptr;
};

}
