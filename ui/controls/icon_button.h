#pragma once

#include "ui/theme/theme.h"

#include <QToolButton>

namespace keyhole {

/// A button of one icon, 28 × 28. Its name is said by screen readers and shown as its tool tip, with the shortcut where there is one.
class IconButton : public QToolButton {
    Q_OBJECT
public:
    IconButton(const Theme &theme, const QString &icon, const QString &name, QWidget *parent = nullptr);
    void setIconName(const QString &icon, ColorToken color = ColorToken::Text2);
    void setName(const QString &name, const QKeySequence &shortcut = {});

private:
    const Theme &m_theme;
};

}
