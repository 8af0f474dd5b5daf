#include "ui/theme/theme.h"

#include "ui/theme/contrast.h"
#include "ui/theme/focus_ring.h"
#include "ui/theme/fonts.h"
#include "ui/theme/icon_engine.h"
#include "ui/theme/style.h"
#include "ui/theme/style_sheet.h"
#include "ui/theme/system_scheme.h"

#include <QApplication>
#include <QFontInfo>
#include <QPixmapCache>

namespace keyhole {

namespace {

constexpr double kForcedContrast = 20.5;  // black on white is 21; no ordinary palette goes that far

bool isDarkPalette(const QPalette &palette)
{
    return palette.color(QPalette::Window).lightness() < palette.color(QPalette::WindowText).lightness();
}

void setAll(QPalette &palette, const Theme &theme, std::initializer_list<std::pair<QPalette::ColorRole, ColorToken>> roles)
{
    for (const auto &[role, token] : roles)
        palette.setColor(role, theme.color(token));
}

QPalette paletteOf(const Theme &theme)
{
    QPalette palette;
    setAll(palette, theme,
           {{QPalette::Window, ColorToken::Window},
            {QPalette::WindowText, ColorToken::Text},
            {QPalette::Base, ColorToken::Surface},
            {QPalette::AlternateBase, ColorToken::Sunken},
            {QPalette::Text, ColorToken::Text},
            {QPalette::PlaceholderText, ColorToken::Text3},
            {QPalette::Button, ColorToken::Raised},
            {QPalette::ButtonText, ColorToken::Text},
            {QPalette::BrightText, ColorToken::Danger},
            {QPalette::Highlight, ColorToken::AccentFill},
            {QPalette::HighlightedText, ColorToken::OnAccent},
            {QPalette::Link, ColorToken::Accent},
            {QPalette::LinkVisited, ColorToken::Accent},
            {QPalette::ToolTipBase, ColorToken::Raised},
            {QPalette::ToolTipText, ColorToken::Text},
            {QPalette::Light, ColorToken::Raised},
            {QPalette::Midlight, ColorToken::Hover},
            {QPalette::Mid, ColorToken::Border},
            {QPalette::Dark, ColorToken::Control},
            {QPalette::Shadow, ColorToken::Border}});
    for (const QPalette::ColorRole role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText})
        palette.setColor(QPalette::Disabled, role, theme.color(ColorToken::Text3));
    return palette;
}

}

Theme::Theme(QObject *parent) : QObject(parent), m_systemPalette(QApplication::palette()), m_monoFamily(codeFamily())
{
    m_uiFont = interfaceFont(QApplication::font());
    m_base = m_uiFont.pixelSize();
    m_systemDark = isDarkPalette(m_systemPalette);
    m_forced = contrastRatio(m_systemPalette.color(QPalette::Window), m_systemPalette.color(QPalette::WindowText)) > kForcedContrast;
    QApplication::setFont(m_uiFont);
    QApplication::setStyle(new Style(*this));
    new FocusRing(*this, this);
    apply();

    auto *scheme = new SystemScheme(this);
    connect(scheme, &SystemScheme::darkAsked, this, &Theme::followSystem);
    scheme->ask();
}

Theme::~Theme()
{
    qApp->setStyleSheet({});
    QApplication::setStyle("Fusion");
}

void Theme::setChoice(ThemeChoice choice)
{
    if (m_choice == choice)
        return;
    m_choice = choice;
    apply();
}

void Theme::followSystem(bool dark)
{
    if (m_systemDark == dark)
        return;
    m_systemDark = dark;
    if (m_choice == ThemeChoice::System)
        apply();
}

void Theme::apply()
{
    m_dark = m_choice == ThemeChoice::System ? m_systemDark : m_choice == ThemeChoice::Dark;
    QApplication::setPalette(m_forced ? m_systemPalette : paletteOf(*this));
    qApp->setStyleSheet(m_forced ? QString() : styleSheet(*this));
    QPixmapCache::clear();
    emit changed();
    for (QWidget *window : QApplication::topLevelWidgets())
        window->update();
}

QIcon Theme::icon(const QString &name, ColorToken token) const
{
    return QIcon(new IconEngine(*this, name, token));
}

QPixmap Theme::pixmap(const QString &name, ColorToken token, int sizeAt13, qreal devicePixelRatio) const
{
    const int size = qRound(px(sizeAt13) * devicePixelRatio);
    QPixmap pixmap = renderIcon(name, color(token), {size, size});
    pixmap.setDevicePixelRatio(devicePixelRatio);
    return pixmap;
}

QIcon Theme::applicationIcon() const
{
    return icon(":/app/keyhole.svg");
}

}
