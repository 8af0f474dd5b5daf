#include "catch.h"

#include "ui/theme/theme.h"

#include <QApplication>
#include <QDir>
#include <QFontInfo>
#include <QPainter>
#include <QSignalSpy>

using namespace keyhole;

namespace {

QFont pixelFont(int size)
{
    QFont font("Inter");
    font.setPixelSize(size);
    return font;
}

/// Puts the application's font and palette back, so that the cases do not depend on each other.
struct ApplicationLook {
    QFont font = QApplication::font();
    QPalette palette = QApplication::palette();
    ~ApplicationLook()
    {
        QApplication::setFont(font);
        QApplication::setPalette(palette);
    }
};

QColor strokeOf(const QPixmap &pixmap)
{
    const QImage image = pixmap.toImage().convertToFormat(QImage::Format_ARGB32);
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x) {
            if (qAlpha(image.pixel(x, y)) == 255)
                return QColor::fromRgb(image.pixel(x, y));
        }
    }
    return {};
}

}

TEST_CASE("Theme: a choice changes colours, palette and sheet at once and tells it", "[theme]")
{
    const ApplicationLook look;
    Theme theme;
    theme.setChoice(ThemeChoice::Light);
    QSignalSpy changed(&theme, &Theme::changed);
    theme.setChoice(ThemeChoice::Dark);
    CHECK(changed.count() == 1);
    CHECK(theme.isDark());
    CHECK(theme.color(ColorToken::Surface) == QColor("#1D2026"));
    CHECK(QApplication::palette().color(QPalette::Base) == QColor("#1D2026"));
    CHECK(qApp->styleSheet().contains("#486be3"));
    theme.setChoice(ThemeChoice::Light);
    CHECK(QApplication::palette().color(QPalette::Base) == QColor(Qt::white));
}

TEST_CASE("Theme: the style sheet has no place left unfilled", "[theme]")
{
    const ApplicationLook look;
    const Theme theme;
    CHECK_FALSE(qApp->styleSheet().contains('@'));
    CHECK(qApp->styleSheet().contains("border-radius"));
}

TEST_CASE("Theme: lengths and fonts grow with the base size", "[theme]")
{
    const ApplicationLook look;
    const auto [base, headline, row] = GENERATE(table<int, int, int>({{13, 17, 28}, {16, 21, 34}, {20, 26, 43}, {26, 34, 56}}));
    QApplication::setFont(pixelFont(base));
    const Theme theme;
    CAPTURE(base);
    CHECK(theme.font(FontRole::Body).pixelSize() == base);
    CHECK(theme.font(FontRole::Headline).pixelSize() == headline);
    CHECK(theme.px(28) == row);
}

TEST_CASE("Theme: no text is smaller than 10 px", "[theme]")
{
    const ApplicationLook look;
    QApplication::setFont(pixelFont(9));
    const Theme theme;
    for (int role = 0; role <= int(FontRole::CodeSmall); ++role)
        CHECK(theme.font(FontRole(role)).pixelSize() >= 10);
}

TEST_CASE("Theme: code is fixed in width and never joined into ligatures", "[theme]")
{
    const ApplicationLook look;
    const Theme theme;
    for (const FontRole role : {FontRole::Code, FontRole::CodeSmall, FontRole::MicroMono}) {
        CHECK(theme.font(role).styleStrategy() & QFont::PreferNoShaping);
        CHECK(QFontInfo(theme.font(role)).fixedPitch());
    }
    CHECK_FALSE(theme.font(FontRole::Body).styleStrategy() & QFont::PreferNoShaping);
}

TEST_CASE("Theme: forced colours of the system win over the tokens", "[theme]")
{
    const ApplicationLook look;
    QPalette forced(Qt::white, Qt::black);
    forced.setColor(QPalette::Window, Qt::black);
    forced.setColor(QPalette::WindowText, Qt::white);
    forced.setColor(QPalette::Highlight, Qt::yellow);
    QApplication::setPalette(forced);
    const Theme theme;
    CHECK(theme.isForced());
    CHECK(qApp->styleSheet().isEmpty());
    CHECK(theme.color(ColorToken::Danger) == QColor(Qt::white));
    CHECK(theme.color(ColorToken::Window) == QColor(Qt::black));
    CHECK(QApplication::palette().color(QPalette::Highlight) == QColor(Qt::yellow));
}

TEST_CASE("Icons: each file draws in the colour that is asked for, outlined on a grid of 24", "[theme]")
{
    const ApplicationLook look;
    const Theme theme;
    const QStringList files = QDir(":/icons").entryList({"*.svg"});
    CHECK(files.size() >= 70);
    for (const QString &file : files) {
        CAPTURE(file);
        QFile svg(":/icons/" + file);
        REQUIRE(svg.open(QIODevice::ReadOnly));
        const QByteArray text = svg.readAll();
        CHECK(text.contains("viewBox=\"0 0 24 24\""));
        CHECK(text.contains("stroke=\"currentColor\""));
        const QPixmap pixmap = theme.pixmap(file.chopped(4), ColorToken::Danger, 24, 2);
        CHECK(pixmap.width() == theme.px(24) * 2);
        CHECK(strokeOf(pixmap) == theme.color(ColorToken::Danger));
    }
}

TEST_CASE("Icons: follow the theme without being made anew, and fade when disabled", "[theme]")
{
    const ApplicationLook look;
    Theme theme;
    theme.setChoice(ThemeChoice::Light);
    const QIcon icon = theme.icon("x", ColorToken::Text);
    const QColor light = strokeOf(icon.pixmap(QSize(24, 24), 1.0));
    theme.setChoice(ThemeChoice::Dark);
    const QColor dark = strokeOf(icon.pixmap(QSize(24, 24), 1.0));
    CHECK(light == Theme::color(ColorToken::Text, false));
    CHECK(dark == Theme::color(ColorToken::Text, true));
    CHECK_FALSE(strokeOf(icon.pixmap(QSize(24, 24), 1.0, QIcon::Disabled)).isValid());
}
