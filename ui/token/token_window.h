#pragma once

#include "core/clock/offset.h"
#include "core/token/token.h"
#include "ui/theme/theme.h"
#include "ui/token/claim_places.h"
#include "ui/token/token_timing.h"

#include <QWidget>

class QGridLayout;
class QScrollArea;

namespace keyhole {

class ClaimTable;
class EncodedCard;
class FlowLabel;
class RoundedFrame;
class SignatureCard;
class TokenHead;
class ValidityLine;

/// One token, decoded: what it says, when it holds by both clocks, who signed it. Needs no network and keeps nothing. Not modal; deletes
/// itself when it is closed.
class TokenWindow : public QWidget {
    Q_OBJECT
public:
    /// `from` says where the token comes from, without any secret. `offset` is that of the server it was sent to, `now` this computer's
    /// time at which it is judged: of the answer where there is one.
    TokenWindow(const Theme &theme, const QByteArray &token, const QString &from, std::optional<ClockOffset> offset, Instant now,
                QWidget *parent = nullptr);

protected:
    void paintEvent(QPaintEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void build(const Theme &theme);
    void connectParts();
    void setToken(const QByteArray &text, const QString &from);
    void showValidity();
    void placeParts(bool stacked);
    void fitContent();
    void chooseMember(bool inHeader, const QByteArray &name);
    void chooseAt(qsizetype offset);
    void copyWithoutSignature();

    const Theme &m_theme;
    std::optional<ClockOffset> m_offset;
    Instant m_now;
    Token m_token;
    TokenTiming m_timing;
    std::vector<ClaimPlace> m_places;
    TokenHead *m_head;
    QScrollArea *m_scroll;
    QWidget *m_content;
    EncodedCard *m_encoded;
    SignatureCard *m_signature;
    ClaimTable *m_claims;
    RoundedFrame *m_validity;
    FlowLabel *m_sentence;
    ValidityLine *m_line;
    std::optional<bool> m_stacked;
};

}
