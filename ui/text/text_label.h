#pragma once

#include "ui/text/plain_label.h"
#include "ui/theme/theme.h"

namespace keyhole {

/// A plain label in a font and a colour of the theme. Fonts of code are laid out left to right whatever the language.
class TextLabel : public PlainLabel {
    Q_OBJECT
public:
    explicit TextLabel(const Theme &theme, const QString &text = {}, FontRole font = FontRole::Body, ColorToken color = ColorToken::Text,
                       QWidget *parent = nullptr);
    void setColor(ColorToken color);
    void setFontRole(FontRole role);

protected:
    QColor shownColor() const;

private:
    void applyColor();

    const Theme &m_theme;
    ColorToken m_color;
};

/// One line that is cut with "…" where it does not fit; the whole text is then its tool tip and always its accessible name.
class ElidedLabel : public TextLabel {
    Q_OBJECT
public:
    explicit ElidedLabel(const Theme &theme, const QString &text = {}, FontRole font = FontRole::Body, ColorToken color = ColorToken::Text,
                         QWidget *parent = nullptr);
    void setElideMode(Qt::TextElideMode mode);

    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    bool event(QEvent *event) override;

private:
    Qt::TextElideMode m_mode = Qt::ElideRight;
};

}
