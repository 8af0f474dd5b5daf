#include "catch.h"

#include "ui/controls/button.h"
#include "ui/controls/chip.h"
#include "ui/controls/icon_button.h"
#include "ui/controls/tab_strip.h"
#include "ui/text/text_label.h"

#include <QAccessible>
#include <QSignalSpy>
#include <QTest>

using namespace keyhole;

TEST_CASE("IconButton: has a name, a tool tip with its shortcut and a target of 28 px", "[controls]")
{
    const Theme theme;
    IconButton button(theme, "copy", "Copy as curl");
    button.setName("Copy as curl", QKeySequence("Ctrl+Shift+C"));
    CHECK(QAccessible::queryAccessibleInterface(&button)->text(QAccessible::Name) == "Copy as curl");
    CHECK(button.toolTip().contains("Ctrl+Shift+C"));
    CHECK(button.width() == theme.px(28));
    CHECK(button.height() == theme.px(28));
}

TEST_CASE("TabStrip: a count makes the tab wider and is said with its name", "[controls]")
{
    const Theme theme;
    TabStrip tabs(theme);
    tabs.addTab("Headers");
    tabs.addTab("Body");
    tabs.resize(400, tabs.sizeHint().height());
    const int before = tabs.tabRect(0).width();
    tabs.setCount(0, 14);
    CHECK(tabs.tabRect(0).width() > before);
    CHECK(tabs.accessibleTabName(0) == "Headers, 14");
    tabs.setCount(0, 0);
    CHECK(tabs.tabRect(0).width() == before);
    CHECK(tabs.accessibleTabName(0) == "Headers");
}

TEST_CASE("TabStrip: a dot is said in words", "[controls]")
{
    const Theme theme;
    TabStrip tabs(theme);
    tabs.addTab("Auth");
    tabs.setDot(0, ColorToken::Danger, "expired");
    CHECK(tabs.accessibleTabName(0) == "Auth, expired");
    tabs.setDot(0, std::nullopt);
    CHECK(tabs.accessibleTabName(0) == "Auth");
}

TEST_CASE("TabStrip: arrows move between tabs", "[controls]")
{
    const Theme theme;
    TabStrip tabs(theme, GENERATE(TabStrip::Look::Underlined, TabStrip::Look::Segments));
    for (const char *name : {"UTC", "Local", "Unix"})
        tabs.addTab(name);
    QTest::keyClick(&tabs, Qt::Key_Right);
    CHECK(tabs.currentIndex() == 1);
    QTest::keyClick(&tabs, Qt::Key_Left);
    CHECK(tabs.currentIndex() == 0);
}

TEST_CASE("Chip: shows a direction mark from outside as an escape, and is named by its text", "[controls]")
{
    const Theme theme;
    Chip chip(theme);
    chip.setState(ChipTone::Danger, QString("401 ") + QChar(0x202E) + "Unauthorized", "circle-x");
    CHECK_FALSE(chip.text().contains(QChar(0x202E)));
    CHECK(chip.accessibleName() == chip.text());
    CHECK(chip.sizeHint().height() == theme.px(22));
}

TEST_CASE("Button: is as wide as its words and its icon need", "[controls]")
{
    const Theme theme;
    const Button plain(theme, "Send"), withIcon(theme, "Send", Button::Kind::Outlined, "send-horizontal"), mnemonic(theme, "&Send");
    CHECK(withIcon.sizeHint().width() > plain.sizeHint().width() + theme.px(16));
    CHECK(mnemonic.sizeHint().width() == plain.sizeHint().width());
    CHECK(plain.sizeHint().height() == theme.px(30));
}

TEST_CASE("TextLabel: shows mark-up as text and follows the theme", "[controls]")
{
    Theme theme;
    theme.setChoice(ThemeChoice::Light);
    TextLabel label(theme, "<b>401</b>", FontRole::Strong, ColorToken::Danger);
    CHECK(label.textFormat() == Qt::PlainText);
    CHECK(label.palette().color(QPalette::WindowText) == Theme::color(ColorToken::Danger, false));
    theme.setChoice(ThemeChoice::Dark);
    CHECK(label.palette().color(QPalette::WindowText) == Theme::color(ColorToken::Danger, true));
}

TEST_CASE("ElidedLabel: may become narrower than its text", "[controls]")
{
    const Theme theme;
    const ElidedLabel label(theme, "a very long name of a request that nobody can read to its end");
    CHECK(label.minimumSizeHint().width() < label.sizeHint().width() / 4);
}
