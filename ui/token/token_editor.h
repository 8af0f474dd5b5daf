#pragma once

#include "core/token/editing.h"
#include "ui/theme/theme.h"

#include <QWidget>

namespace keyhole {

class Button;
class ClaimsEditor;
class FlowLabel;
class PageScroll;
class SigningKeyCard;

/// A token changed and signed again with a key of one's own, or a new one. The token that is signed goes to whoever listens; nothing is
/// sent and no key is kept. Not modal; deletes itself when it is closed.
class TokenEditor : public QWidget {
    Q_OBJECT
public:
    /// Times by relative words count from `now`. `from` says which token is edited; empty: a new one.
    TokenEditor(const Theme &theme, const TokenDraft &draft, const QString &from, Instant now, QWidget *parent = nullptr);
    ClaimsEditor *claims() const { return m_claims; }
    SigningKeyCard *key() const { return m_key; }

signals:
    /// `keyName` for sentences: "the new P-256 key".
    void tokenSigned(const QByteArray &token, const keyhole::SigningKey &key, const QString &keyName);

private slots:
    void sign();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void build(const QString &from);
    QLayout *buildHead(const QString &from);
    void placeParts(bool stacked);
    void showState();

    const Theme &m_theme;
    PageScroll *m_scroll;
    ClaimsEditor *m_claims;
    SigningKeyCard *m_key;
    Button *m_sign;
    FlowLabel *m_title, *m_state;
    std::optional<bool> m_stacked;
};

}
