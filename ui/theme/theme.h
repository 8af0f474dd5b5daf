#pragma once

#include <QColor>
#include <QFont>
#include <QIcon>
#include <QObject>
#include <QPalette>

namespace keyhole {

enum class ColorToken {
    Window,
    Sidebar,
    Surface,
    Panel,
    Sunken,
    Raised,
    Hover,
    Selected,
    Border,
    Control,
    Text,
    Text2,
    Text3,
    Accent,
    AccentFill,
    AccentFillHover,
    OnAccent,
    Danger,
    DangerSoft,
    DangerLine,
    Warn,
    WarnSoft,
    WarnLine,
    Ok,
    OkSoft,
    OkLine,
    Info,
    InfoSoft,
    InfoLine,
    SegHeader,
    SegPayload,
    SegSignature,
    Number,
    String,
    Count
};

enum class FontRole { Display, Headline, Body, Strong, Small, SmallMedium, Micro, MicroMono, Badge, Code, CodeSmall };
enum class ThemeChoice { System, Light, Dark };

/// Colours, fonts, sizes and icons; every widget takes them from here and repaints on changed(). One for the program: it sets the
/// application's style, font, palette and style sheet.
///
/// The style sheet knows these dynamic properties, to be set before a widget is shown:
///   QPushButton  "kind": "primary", "quiet" (no outline), "link"; none: outlined
///   QFrame       "box": "card", "sunken", "panel", "surface", "window", "sidebar"; "card" and "sunken" have a frame
///   QLineEdit, QPlainTextEdit, QAbstractScrollArea  "plain": true, without frame
class Theme : public QObject {
    Q_OBJECT
public:
    explicit Theme(QObject *parent = nullptr);
    ~Theme() override;

    ThemeChoice choice() const { return m_choice; }
    void setChoice(ThemeChoice choice);  ///< palette, style sheet, icons, changed(), in this order
    bool isDark() const { return m_dark; }
    /// The system forces its colours (high contrast): color() then gives those of the system's palette, and there is no style sheet.
    bool isForced() const { return m_forced; }

    QColor color(ColorToken token) const;
    static QColor color(ColorToken token, bool dark);
    QFont font(FontRole role) const;
    /// A length given for a base text size of 13 px, in pixels for the present one.
    int px(double at13) const;
    /// One of resources/icons, in the colour of the token, sharp at every device pixel ratio; disabled and selected modes included.
    QIcon icon(const QString &name, ColorToken token = ColorToken::Text2) const;
    QPixmap pixmap(const QString &name, ColorToken token, int sizeAt13, qreal devicePixelRatio) const;
    /// The program's own icon.
    QIcon applicationIcon() const;

signals:
    void changed();

private:
    void apply();
    void followSystem(bool dark);

    ThemeChoice m_choice = ThemeChoice::System;
    bool m_dark = false;
    bool m_systemDark = false;
    bool m_forced = false;
    QPalette m_systemPalette;
    QFont m_uiFont;
    QString m_monoFamily;
    int m_base = 13;
};

}
