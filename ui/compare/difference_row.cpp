#include "ui/compare/difference_row.h"

#include "ui/text/text_flow.h"
#include "ui/theme/rounded_frame.h"

#include <QPainter>

namespace keyhole {

namespace {

using Kind = ExchangeDifference::Kind;

constexpr int kPadding = 12, kIndent = 24, kGap = 6, kIcon = 14, kCell = 7, kStackedBelow = 460;

QString iconOf(Kind kind)
{
    switch (kind) {
    case Kind::Added:
        return QStringLiteral("plus");
    case Kind::Removed:
        return QStringLiteral("minus");
    case Kind::Moved:
        return QStringLiteral("arrow-down");
    case Kind::Changed:
        break;
    }
    return QStringLiteral("circle-dot");
}

ColorToken colorOf(DifferenceWeight weight)
{
    switch (weight) {
    case DifferenceWeight::Explains:
        return ColorToken::Danger;
    case DifferenceWeight::Outcome:
        return ColorToken::Info;
    default:
        return ColorToken::Text3;
    }
}

}

DifferenceRow::DifferenceRow(const Theme &theme, const ExchangeDifference &difference, QWidget *parent)
    : PaintedButton(theme, parent), m_difference(difference)
{
    const auto told = [](const QString &side) { return side.isEmpty() ? tr("not there") : side; };
    setAccessibleName(tr("%1; left: %2; right: %3").arg(difference.says, told(difference.left), told(difference.right)));
    setAccessibleDescription(difference.why);
    connect(this, &QAbstractButton::clicked, this, [this] { emit placeRequested(m_difference); });
}

TextFlow DifferenceRow::words() const
{
    const bool telling = m_difference.weight == DifferenceWeight::Explains;
    std::vector<TextRun> runs{{m_difference.says, telling ? FontRole::SmallMedium : FontRole::Small, ColorToken::Text}};
    if (!m_difference.why.isEmpty())
        runs.push_back({QStringLiteral("  ") + m_difference.why, FontRole::Small, ColorToken::Text3});
    return {theme(), runs};
}

TextFlow DifferenceRow::side(const QString &text) const
{
    if (text.isEmpty())
        return {theme(), {{tr("not there"), FontRole::Small, ColorToken::Text3}}};
    return {theme(), {{text, FontRole::CodeSmall, ColorToken::Text}}};
}

DifferenceRow::Measures DifferenceRow::measure(int width) const
{
    Measures is{};
    const int inner = width - theme().px(2 * kPadding + kIndent);
    is.stacked = width < theme().px(kStackedBelow);
    is.wordsWidth = std::max(inner, 1);
    is.wordsHeight = words().heightFor(is.wordsWidth);
    is.sideWidth = is.stacked ? inner : (inner - theme().px(kGap)) / 2;
    const int text = std::max(is.sideWidth - theme().px(2 * kCell), 1);
    is.leftHeight = side(m_difference.left).heightFor(text) + theme().px(2 * kCell - 4);
    is.rightHeight = side(m_difference.right).heightFor(text) + theme().px(2 * kCell - 4);
    if (!is.stacked)
        is.leftHeight = is.rightHeight = std::max(is.leftHeight, is.rightHeight);
    return is;
}

int DifferenceRow::heightForWidth(int width) const
{
    const Measures is = measure(width);
    const int sides = is.stacked ? is.leftHeight + theme().px(kGap) + is.rightHeight : is.leftHeight;
    return theme().px(kPadding - 4) * 2 + is.wordsHeight + theme().px(kGap) + sides;
}

void DifferenceRow::paintSide(QPainter &painter, const QRect &place, const QString &text, bool isRight) const
{
    const bool absent = text.isEmpty();
    const ColorToken fill = absent || m_difference.weight != DifferenceWeight::Explains ? ColorToken::Sunken
        : isRight                                                                       ? ColorToken::OkSoft
                                                                                        : ColorToken::DangerSoft;
    const ColorToken line = fill == ColorToken::Sunken ? ColorToken::Border : isRight ? ColorToken::OkLine : ColorToken::DangerLine;
    drawRoundedFrame(painter, placed(place), theme().px(5), theme().color(fill), theme().color(line));
    const int pad = theme().px(kCell);
    side(text).draw(painter, placed(place).adjusted(pad, pad - theme().px(2), -pad, 0));
}

void DifferenceRow::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    if (isHot()) {
        const QColor hover = theme().color(ColorToken::Hover);
        drawRoundedFrame(painter, rect().adjusted(1, 1, -1, -1), theme().px(7), hover, hover);
    }
    const Measures is = measure(width());
    const int left = theme().px(kPadding), top = theme().px(kPadding - 4), indent = left + theme().px(kIndent), icon = theme().px(kIcon);
    const int line = QFontMetrics(theme().font(FontRole::Small)).height();
    painter.drawPixmap(placed({left, top + (line - icon) / 2, icon, icon}).topLeft(),
                       theme().pixmap(iconOf(m_difference.kind), colorOf(m_difference.weight), kIcon, devicePixelRatioF()));
    words().draw(painter, placed({indent, top, is.wordsWidth, is.wordsHeight}));
    const int sides = top + is.wordsHeight + theme().px(kGap);
    const QRect first(indent, sides, is.sideWidth, is.leftHeight);
    const QRect second = is.stacked ? QRect(indent, sides + is.leftHeight + theme().px(kGap), is.sideWidth, is.rightHeight)
                                    : QRect(indent + is.sideWidth + theme().px(kGap), sides, is.sideWidth, is.rightHeight);
    paintSide(painter, first, m_difference.left, false);
    paintSide(painter, second, m_difference.right, true);
}

}
