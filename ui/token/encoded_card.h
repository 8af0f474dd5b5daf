#pragma once

#include "ui/theme/rounded_frame.h"
#include "ui/token/claim_places.h"

namespace keyhole {

class EncodedView;
class FlowLabel;
class IconButton;

/// The encoded text with its length, the button that reveals the hidden part, the legend, and what does not fit.
class EncodedCard : public RoundedFrame {
    Q_OBJECT
public:
    explicit EncodedCard(const Theme &theme, QWidget *parent = nullptr);
    void setToken(const Token &token);
    void underline(const std::optional<ClaimPlace> &place);
    EncodedView *view() const { return m_view; }

signals:
    void offsetSelected(qsizetype offset);

private:
    void showLegend();
    void showReveal();
    void applyTheme();

    Token m_token;
    FlowLabel *m_title, *m_legend, *m_problems;
    IconButton *m_reveal;
    EncodedView *m_view;
};

}
