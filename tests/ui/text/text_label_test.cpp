#include "catch.h"
#include "ui/text/text_label.h"

#include <QFrame>
#include <QImage>
#include <QVBoxLayout>

using namespace keyhole;

namespace {

/// Whether a picture has a pixel that is near this colour; text has many of the pen's own.
bool hasPixelNear(const QImage &picture, const QColor &color)
{
    for (int y = 0; y < picture.height(); ++y) {
        for (int x = 0; x < picture.width(); ++x) {
            const QColor pixel = picture.pixelColor(x, y);
            if (std::abs(pixel.red() - color.red()) + std::abs(pixel.green() - color.green()) + std::abs(pixel.blue() - color.blue()) < 24)
                return true;
        }
    }
    return false;
}

}

TEST_CASE("ElidedLabel: its text has the theme's colour, also when the theme was chosen after it was made", "[ui][text]")
{
    Theme theme;
    theme.setChoice(ThemeChoice::Light);
    QFrame frame;
    frame.setProperty("box", "status");
    auto *label = new ElidedLabel(theme, QStringLiteral("MMMMMMMM"), FontRole::Strong, ColorToken::Text);
    (new QVBoxLayout(&frame))->addWidget(label);
    frame.resize(200, 60);
    for (const ThemeChoice choice : {ThemeChoice::Dark, ThemeChoice::Light}) {
        theme.setChoice(choice);
        CHECK(hasPixelNear(frame.grab().toImage(), theme.color(ColorToken::Text)));
    }
}

TEST_CASE("PlainLabel: its height follows a new text and a new font, whatever was asked before", "[ui][text]")
{
    PlainLabel label(QStringLiteral("one two three four five six seven eight nine ten"));
    label.setWordWrap(true);
    const int narrow = label.heightForWidth(80);
    CHECK(label.heightForWidth(80) == narrow);
    CHECK(label.heightForWidth(800) < narrow);
    label.setText(QStringLiteral("one"));
    CHECK(label.heightForWidth(80) < narrow);
    const int small = label.heightForWidth(80);
    QFont font = label.font();
    font.setPixelSize(60);
    label.setFont(font);
    CHECK(label.heightForWidth(80) > small);
}

TEST_CASE("Tool tips: what a screen reader reads of one has no mark-up, and goes with it", "[ui][text]")
{
    QWidget widget;
    setPlainToolTip(&widget, "Reveal <b>all</b>");
    CHECK(widget.accessibleDescription() == "Reveal <b>all</b>");
    setPlainToolTip(&widget, "Hide");
    CHECK(widget.accessibleDescription() == "Hide");
    widget.setAccessibleDescription("its own words");
    setPlainToolTip(&widget, "Reveal");
    CHECK(widget.accessibleDescription() == "its own words");
}
