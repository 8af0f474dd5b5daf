#include "ui/controls/button.h"

#include <QRegularExpression>

namespace keyhole {

Button::Button(const Theme &theme, const QString &text, Kind kind, const QString &icon, QWidget *parent)
    : QPushButton(text, parent), m_theme(theme), m_kind(kind)
{
    const char *const kinds[] = {"", "primary", "quiet", "link"};
    setProperty("kind", kinds[int(kind)]);
    setIconSize({theme.px(16), theme.px(16)});
    setFont(theme.font(kind == Kind::Primary ? FontRole::Strong : FontRole::Body));
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    setAutoDefault(false);
    if (kind == Kind::Link)
        setCursor(Qt::PointingHandCursor);
    if (!icon.isEmpty())
        setIconName(icon);
}

void Button::setIconName(const QString &icon)
{
    setIcon(m_theme.icon(icon,
                         m_kind == Kind::Primary    ? ColorToken::OnAccent
                             : m_kind == Kind::Link ? ColorToken::Accent
                                                    : ColorToken::Text2));
}

// The style sheet's own hint does not count the icon's gap, and "&&" is one character.
QSize Button::sizeHint() const
{
    ensurePolished();
    QString shown = text();
    shown.remove(QRegularExpression("&(?!&)"));
    const int padding = m_kind == Kind::Link ? 4 : m_kind == Kind::Quiet ? 8 : 12;
    const int icon = QPushButton::icon().isNull() ? 0 : iconSize().width() + m_theme.px(6);
    QFont widest = font();
    if (m_kind == Kind::Link)
        widest.setWeight(QFont::Medium);
    const int width = QFontMetrics(widest).horizontalAdvance(shown) + icon + 2 * m_theme.px(padding) + 4;
    return {width, m_theme.px(m_kind == Kind::Link ? 24 : 30)};
}

}
