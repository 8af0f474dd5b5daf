#pragma once

#include "core/token/claim_check.h"
#include "core/token/signature.h"
#include "ui/theme/theme.h"
#include "ui/token/decoding.h"
#include "ui/token/shown_token.h"
#include "ui/token/token_timing.h"

#include <QFutureWatcher>
#include <QWidget>

namespace keyhole {

class ClaimTable;
class EncodedCard;
class FlowLabel;
class KeyFetcher;
class PageScroll;
class RoundedFrame;
class SignatureCard;
class SignedBar;
class TokenFind;
class TokenHead;
class ValidityLine;

/// One token, decoded: what it says, when it holds by both clocks, who signed it; where an exchange has several, one at a time. Needs no
/// network and keeps nothing. Not modal; deletes itself when it is closed.
class TokenWindow : public QWidget {
    Q_OBJECT
public:
    explicit TokenWindow(const Theme &theme, QWidget *parent = nullptr);
    ~TokenWindow() override;

    /// By whom an issuer's keys can be fetched, after a question; none: they are not offered. To be set before the tokens.
    void setFetcher(KeyFetcher *fetcher);
    /// `tokens` are those of one exchange, or a single one. None, or an empty one, asks for one to be pasted.
    void setTokens(std::vector<ShownToken> tokens, const TokenCircumstances &circumstances);
    /// For a token that was signed here: says so, and checks it with that key.
    void setSignedWith(const SigningKey &key, const QString &keyName);
    const ShownToken &shown() const { return m_tokens[size_t(m_current)]; }
    const TokenCircumstances &circumstances() const { return m_circumstances; }
    /// As decoded; still that of the one before while a long one is being decoded.
    const Token &token() const { return m_decoded.token; }

signals:
    void placeRequested(const keyhole::ShownToken &shown);
    /// Below this button a choice is wanted.
    void compareRequested(QWidget *below);
    void editRequested();
    void sendRequested(const QByteArray &token);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void build();
    void buildValidity();
    void connectParts();
    void choose(int index);
    void install(DecodedToken decoded);
    void checkSigned();
    void showContent(const QByteArray &content);
    QStringList placesInWords() const;
    std::vector<MemberCheck> checks() const;
    void showValidity();
    void placeParts(bool stacked);
    void chooseMember(bool inHeader, const QByteArray &name);
    void chooseAt(qsizetype offset);
    void copyWithoutSignature();

    const Theme &m_theme;
    std::vector<ShownToken> m_tokens{{}};
    int m_current = 0;
    TokenCircumstances m_circumstances;
    DecodedToken m_decoded;
    QFutureWatcher<DecodedToken> m_decoding;
    TokenTiming m_timing;
    std::optional<std::pair<SigningKey, QString>> m_signedWith;  ///< the key that signed it here, and its name
    TokenHead *m_head;
    SignedBar *m_signedBar;
    PageScroll *m_scroll;
    EncodedCard *m_encoded;
    SignatureCard *m_signature;
    ClaimTable *m_claims;
    TokenFind *m_find;
    RoundedFrame *m_validity;
    FlowLabel *m_sentence;
    ValidityLine *m_line;
    std::optional<bool> m_stacked;
};

}
