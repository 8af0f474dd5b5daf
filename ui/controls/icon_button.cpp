#include "ui/controls/icon_button.h"

#include "ui/text/plain_label.h"

namespace keyhole {

IconButton::IconButton(const Theme &theme, const QString &icon, const QString &name, QWidget *parent) : QToolButton(parent), m_theme(theme)
{
    setFixedSize(theme.px(28), theme.px(28));
    setIconSize({theme.px(16), theme.px(16)});
    setFocusPolicy(Qt::TabFocus);
    setIconName(icon);
    setName(name);
}

void IconButton::setIconName(const QString &icon, ColorToken color)
{
    setIcon(m_theme.icon(icon, color));
}

void IconButton::setName(const QString &name, const QKeySequence &shortcut)
{
    setAccessibleName(name);
    setPlainToolTip(this, shortcut.isEmpty() ? name : tr("%1 (%2)").arg(name, shortcut.toString(QKeySequence::NativeText)));
}

}
