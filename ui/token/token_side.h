#pragma once

#include "ui/theme/rounded_frame.h"
#include "ui/token/shown_token.h"

namespace keyhole {

class Chip;
class FlowLabel;
struct Token;

/// One of two tokens that are compared: which it is, where it comes from, whether it is in time.
class TokenSide : public RoundedFrame {
    Q_OBJECT
public:
    TokenSide(const Theme &theme, const QString &which, QWidget *parent = nullptr);
    void setToken(const Token &token, const QString &from, const TokenCircumstances &circumstances);

private:
    void applyTheme();

    QString m_which;
    FlowLabel *m_title, *m_from;
    Chip *m_time;
};

}
