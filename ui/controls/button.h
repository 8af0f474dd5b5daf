#pragma once

#include "ui/theme/theme.h"

#include <QPushButton>

namespace keyhole {

/// A button with words, 30 high. One primary at most in a place; Link looks like a link and is a button all the same.
class Button : public QPushButton {
    Q_OBJECT
public:
    enum class Kind { Outlined, Primary, Quiet, Link };
    Button(const Theme &theme, const QString &text, Kind kind = Kind::Outlined, const QString &icon = {}, QWidget *parent = nullptr);
    void setIconName(const QString &icon);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

private:
    const Theme &m_theme;
    Kind m_kind;
};

}
