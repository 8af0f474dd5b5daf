#include "ui/theme/style_sheet.h"

#include <QRegularExpression>

namespace keyhole {

namespace {

// @name is a token, n@ a length at 13 px.
constexpr auto kSheet = R"(
QToolTip { background: @raised; color: @text; border: 1px solid @border; padding: 4@ 6@; }
QMenuBar { background: @window; border: none; padding: 0 8@; }
QMenuBar::item { background: transparent; color: @text; padding: 5@ 11@; border-radius: 5@; }
QMenuBar::item:selected { background: @hover; }
QMenu { background: @raised; color: @text; border: 1px solid @border; padding: 4@; }
QMenu::item { padding: 6@ 28@ 6@ 12@; border-radius: 5@; }
QMenu::item:selected { background: @hover; }
QMenu::item:disabled { color: @text3; }
QMenu::separator { height: 1px; background: @border; margin: 4@ 8@; }
QMenu::icon { padding-left: 8@; }
QPushButton { background: @raised; color: @text; border: 1px solid @control; border-radius: 6@; padding: 0 12@; min-height: 28@; }
QPushButton:hover { background: @hover; }
QPushButton:disabled { color: @text3; border-color: @border; background: transparent; }
QPushButton[kind="primary"] { background: @accentFill; color: @onAccent; border: none; font-weight: 600; min-height: 30@; }
QPushButton[kind="primary"]:hover { background: @accentFillHover; }
QPushButton[kind="primary"]:disabled { background: @hover; color: @text3; }
QPushButton[kind="quiet"] { background: transparent; border: none; padding: 0 8@; }
QPushButton[kind="quiet"]:hover { background: @hover; }
QPushButton[kind="link"] { background: transparent; color: @accent; border: none; padding: 0 4@; font-weight: 500; min-height: 24@; }
QPushButton[kind="link"]:hover { text-decoration: underline; }
QToolButton { background: transparent; border: none; border-radius: 5@; padding: 2@; color: @text2; }
QToolButton:hover { background: @hover; }
QToolButton:pressed, QToolButton:checked { background: @selected; }
QToolButton[tone="warn"] { color: @warn; }
QToolButton[tone="danger"] { color: @danger; }
QToolButton::menu-indicator { image: none; }
QLineEdit, QPlainTextEdit { background: @surface; border: 1px solid @control; border-radius: 6@; padding: 0 8@;
    selection-background-color: @accentFill; selection-color: @onAccent; }
QLineEdit { min-height: 28@; }
QLineEdit:focus, QPlainTextEdit:focus { border: 2px solid @accent; padding: 0 7@; }
QLineEdit:focus { min-height: 26@; }
QLineEdit:disabled, QPlainTextEdit:disabled { border-color: @border; }
QPlainTextEdit { padding: 6@ 4@; }
QPlainTextEdit:focus { padding: 5@ 3@; }
QLineEdit[plain="true"], QPlainTextEdit[plain="true"], QAbstractScrollArea[plain="true"] { background: transparent; border: none; padding: 0; }
QFrame[box="card"] { background: @raised; border: 1px solid @border; border-radius: 8@; }
QFrame[box="sunken"] { background: @sunken; border: 1px solid @border; border-radius: 6@; }
QFrame[box="panel"] { background: @panel; border: none; }
QFrame[box="surface"] { background: @surface; border: none; }
QFrame[box="window"] { background: @window; border: none; }
QFrame[box="status"] { background: @window; border: none; border-top: 1px solid @border; }
QFrame[box="rule"] { background: @border; border: none; }
QFrame[box="sidebar"] { background: @sidebar; border: none; }
QHeaderView { background: transparent; border: none; }
QHeaderView::section { background: transparent; color: @text3; border: none; border-bottom: 1px solid @border; padding: 4@ 8@; }
QTreeView, QTableView, QListView { background: transparent; border: none; outline: none; }
QTreeView[offers="true"] { background: @raised; color: @text; border: 1px solid @border; padding: 4@; }
QSplitter::handle { background: @border; }
)";

// "accentFillHover" for AccentFillHover; read off the enumeration's order in theme.h.
constexpr const char *kNames[] = {
    "window",     "sidebar",    "surface",   "panel",      "sunken",       "raised",     "hover",           "selected", "border",
    "control",    "text",       "text2",     "text3",      "accent",       "accentFill", "accentFillHover", "onAccent", "danger",
    "dangerSoft", "dangerLine", "warn",      "warnSoft",   "warnLine",     "ok",         "okSoft",          "okLine",   "info",
    "infoSoft",   "infoLine",   "segHeader", "segPayload", "segSignature", "number",     "string",
};
static_assert(std::size(kNames) == size_t(ColorToken::Count));

QColor colorNamed(const Theme &theme, QStringView name)
{
    const auto found = std::find_if(std::begin(kNames), std::end(kNames), [name](const char *each) { return name == QLatin1String(each); });
    Q_ASSERT(found != std::end(kNames));
    return theme.color(ColorToken(found - std::begin(kNames)));
}

}

QString styleSheet(const Theme &theme)
{
    static const QRegularExpression placeholder("(\\d+)@|@(\\w+)");
    const QString sheet = kSheet;
    QString filled;
    qsizetype done = 0;
    for (auto matches = placeholder.globalMatch(sheet); matches.hasNext();) {
        const auto match = matches.next();
        filled += QStringView(sheet).sliced(done, match.capturedStart() - done);
        filled += match.hasCaptured(1) ? QString::number(theme.px(match.capturedView(1).toInt())) + "px"
                                       : colorNamed(theme, match.capturedView(2)).name();
        done = match.capturedEnd();
    }
    filled += QStringView(sheet).sliced(done);
    return filled;
}

}
