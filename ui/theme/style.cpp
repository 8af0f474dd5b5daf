#include "ui/theme/style.h"

#include "ui/theme/theme.h"

#include <QApplication>
#include <QComboBox>
#include <QKeyEvent>
#include <QMenuBar>
#include <QPainter>
#include <QStyleOption>

namespace keyhole {

Style::Style(const Theme &theme) : QProxyStyle("Fusion"), m_theme(theme) { }

void Style::polish(QApplication *application)
{
    QProxyStyle::polish(application);
    application->installEventFilter(this);
}

bool Style::eventFilter(QObject *watched, QEvent *event)
{
    switch (event->type()) {
    case QEvent::KeyPress:
    case QEvent::KeyRelease:
        if (static_cast<QKeyEvent *>(event)->key() == Qt::Key_Alt)
            showMnemonics(event->type() == QEvent::KeyPress);
        break;
    case QEvent::ApplicationDeactivate:
        showMnemonics(false);
        break;
    default:
        break;
    }
    return QProxyStyle::eventFilter(watched, event);
}

void Style::showMnemonics(bool show)
{
    if (m_mnemonics == show)
        return;
    m_mnemonics = show;
    for (QWidget *window : QApplication::topLevelWidgets())
        window->update();
    for (QWidget *window : QApplication::topLevelWidgets()) {
        for (QMenuBar *bar : window->findChildren<QMenuBar *>())
            bar->update();
    }
}

int Style::pixelMetric(PixelMetric metric, const QStyleOption *option, const QWidget *widget) const
{
    switch (metric) {
    case PM_SmallIconSize:
    case PM_ButtonIconSize:
    case PM_ToolBarIconSize:
    case PM_ListViewIconSize:
    case PM_TabBarIconSize:
    case PM_IndicatorWidth:
    case PM_IndicatorHeight:
    case PM_ExclusiveIndicatorWidth:
    case PM_ExclusiveIndicatorHeight:
        return m_theme.px(16);
    case PM_ScrollBarExtent:
        return m_theme.px(10);
    case PM_ScrollBarSliderMin:
        return m_theme.px(32);
    case PM_SplitterWidth:
        return 1;
    case PM_TreeViewIndentation:
        return m_theme.px(14);
    case PM_CheckBoxLabelSpacing:
    case PM_RadioButtonLabelSpacing:
        return m_theme.px(8);
    case PM_ButtonShiftHorizontal:
    case PM_ButtonShiftVertical:
        return 0;
    default:
        return QProxyStyle::pixelMetric(metric, option, widget);
    }
}

int Style::styleHint(StyleHint hint, const QStyleOption *option, const QWidget *widget, QStyleHintReturn *data) const
{
    switch (hint) {
    case SH_UnderlineShortcut:
        return m_mnemonics;
    case SH_ScrollBar_Transient:
    case SH_ComboBox_Popup:
    case SH_EtchDisabledText:
    case SH_DitherDisabledText:
        return 0;
    case SH_ItemView_ActivateItemOnSingleClick:
        return 0;
    default:
        return QProxyStyle::styleHint(hint, option, widget, data);
    }
}

QSize Style::sizeFromContents(ContentsType type, const QStyleOption *option, const QSize &size, const QWidget *widget) const
{
    QSize result = QProxyStyle::sizeFromContents(type, option, size, widget);
    if (type == CT_ComboBox)
        result = {size.width() + m_theme.px(44), m_theme.px(30)};
    else if (type == CT_CheckBox || type == CT_RadioButton || type == CT_SpinBox)
        result.setHeight(std::max(result.height(), m_theme.px(type == CT_SpinBox ? 30 : 24)));
    return result;
}

// No step buttons: the groove is the whole bar.
QRect Style::scrollBarPart(const QStyleOptionSlider &bar, SubControl part) const
{
    const bool across = bar.orientation == Qt::Horizontal;
    const int length = across ? bar.rect.width() : bar.rect.height();
    const qint64 range = qint64(bar.maximum) - bar.minimum;
    const int least = std::min(length, m_theme.px(32));
    const int slider = range > 0 ? std::clamp(int(qint64(length) * bar.pageStep / (range + bar.pageStep)), least, length) : length;
    const int start = sliderPositionFromValue(bar.minimum, bar.maximum, bar.sliderPosition, length - slider, bar.upsideDown);
    const auto along = [&](int from, int size) {
        return across ? QRect(bar.rect.x() + from, bar.rect.y(), size, bar.rect.height())
                      : QRect(bar.rect.x(), bar.rect.y() + from, bar.rect.width(), size);
    };
    switch (part) {
    case SC_ScrollBarGroove:
        return bar.rect;
    case SC_ScrollBarSlider:
        return along(start, slider);
    case SC_ScrollBarSubPage:
        return along(0, start);
    case SC_ScrollBarAddPage:
        return along(start + slider, length - start - slider);
    default:
        return {};
    }
}

QRect Style::subControlRect(ComplexControl control, const QStyleOptionComplex *option, SubControl part, const QWidget *widget) const
{
    if (control == CC_ComboBox && part == SC_ComboBoxEditField) {
        const int margin = m_theme.px(8);
        return visualRect(option->direction, option->rect, option->rect.adjusted(margin, 0, -margin - m_theme.px(20), 0));
    }
    if (const auto *bar = qstyleoption_cast<const QStyleOptionSlider *>(option); bar && control == CC_ScrollBar)
        return scrollBarPart(*bar, part);
    return QProxyStyle::subControlRect(control, option, part, widget);
}

void Style::drawIcon(const QString &name, const QRect &rect, bool enabled, QPainter &painter) const
{
    const int side = std::min({m_theme.px(16), rect.width(), rect.height()});
    QRect square(0, 0, side, side);
    square.moveCenter(rect.center());
    m_theme.icon(name).paint(&painter, square, Qt::AlignCenter, enabled ? QIcon::Normal : QIcon::Disabled);
}

void Style::drawCheck(const QStyleOption &option, QPainter &painter, bool round) const
{
    const bool enabled = option.state & State_Enabled, on = option.state & (State_On | State_NoChange);
    const QColor line = m_theme.color(enabled ? (on ? ColorToken::AccentFill : ColorToken::Control) : ColorToken::Border);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF box = QRectF(option.rect).adjusted(0.5, 0.5, -0.5, -0.5);
    painter.setPen(line);
    painter.setBrush(on ? line : m_theme.color(ColorToken::Surface));
    const double radius = round ? box.height() / 2 : m_theme.px(4);
    painter.drawRoundedRect(box, radius, radius);
    if (on && round) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(m_theme.color(ColorToken::OnAccent));
        painter.drawEllipse(box.center(), box.width() / 5, box.width() / 5);
    } else if (on) {
        m_theme.icon(option.state & State_NoChange ? "minus" : "check", ColorToken::OnAccent)
            .paint(&painter, option.rect.adjusted(1, 1, -1, -1));
    }
    painter.restore();
}

void Style::drawRow(const QStyleOption &option, QPainter &painter) const
{
    const auto *item = qstyleoption_cast<const QStyleOptionViewItem *>(&option);
    if (item && item->backgroundBrush.style() != Qt::NoBrush)
        painter.fillRect(option.rect, item->backgroundBrush);
    if (option.state & State_Selected)
        painter.fillRect(option.rect, m_theme.color(ColorToken::Selected));
    else if (option.state & State_MouseOver)
        painter.fillRect(option.rect, m_theme.color(ColorToken::Hover));
}

/// A line between two rows (Qt gives it no height), or a frame around the one that takes what is dropped.
void Style::drawDropPlace(const QRect &place, QPainter &painter) const
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(m_theme.color(ColorToken::Accent), 2));
    if (place.height() == 0)
        painter.drawLine(place.topLeft(), place.topRight());
    else
        painter.drawRoundedRect(QRectF(place).adjusted(1, 1, -1, -1), m_theme.px(5), m_theme.px(5));
    painter.restore();
}

void Style::drawPrimitive(PrimitiveElement element, const QStyleOption *option, QPainter *painter, const QWidget *widget) const
{
    const bool enabled = option->state & State_Enabled;
    switch (element) {
    case PE_FrameFocusRect:
    case PE_PanelItemViewRow:
        return;
    case PE_PanelItemViewItem:
        return drawRow(*option, *painter);
    case PE_IndicatorCheckBox:
    case PE_IndicatorItemViewItemCheck:
        return drawCheck(*option, *painter, false);
    case PE_IndicatorRadioButton:
        return drawCheck(*option, *painter, true);
    case PE_IndicatorBranch:
        if (option->state & State_Children)
            drawIcon(option->state & State_Open ? "chevron-down" : "chevron-right", option->rect, enabled, *painter);
        return;
    case PE_IndicatorItemViewItemDrop:
        return drawDropPlace(option->rect, *painter);
    case PE_IndicatorArrowDown:
    case PE_IndicatorHeaderArrow:
        return drawIcon("chevron-down", option->rect, enabled, *painter);
    case PE_IndicatorArrowUp:
        return drawIcon("chevron-up", option->rect, enabled, *painter);
    case PE_IndicatorArrowRight:
        return drawIcon("chevron-right", option->rect, enabled, *painter);
    case PE_IndicatorArrowLeft:
        return drawIcon("chevron-left", option->rect, enabled, *painter);
    default:
        QProxyStyle::drawPrimitive(element, option, painter, widget);
    }
}

/// The chosen row has a soft fill, on which text keeps its colour; forced colours have a pair of their own.
void Style::drawControl(ControlElement element, const QStyleOption *option, QPainter *painter, const QWidget *widget) const
{
    const auto *cell
        = element == CE_ItemViewItem && !m_theme.isForced() ? qstyleoption_cast<const QStyleOptionViewItem *>(option) : nullptr;
    if (!cell)
        return QProxyStyle::drawControl(element, option, painter, widget);
    QStyleOptionViewItem shown = *cell;
    shown.palette.setColor(QPalette::HighlightedText, shown.palette.color(QPalette::Text));
    QProxyStyle::drawControl(element, &shown, painter, widget);
}

void Style::drawChooser(const QStyleOptionComplex &option, QPainter &painter, const QWidget *widget) const
{
    const bool plain = widget && widget->property("plain").toBool();
    const bool focused = option.state & State_HasFocus, hovered = option.state & State_MouseOver;
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    if (!plain || hovered) {
        const double half = focused && !plain ? 1 : 0.5;
        const ColorToken line = plain ? ColorToken::Hover : focused ? ColorToken::Accent : ColorToken::Control;
        painter.setPen(QPen(m_theme.color(line), half * 2));
        painter.setBrush(m_theme.color(hovered ? ColorToken::Hover : ColorToken::Raised));
        painter.drawRoundedRect(QRectF(option.rect).adjusted(half, half, -half, -half), m_theme.px(6), m_theme.px(6));
    }
    painter.restore();
    const int side = m_theme.px(28);
    QRect arrow = option.rect;
    arrow.setLeft(arrow.right() - side);
    drawIcon("chevron-down", visualRect(option.direction, option.rect, arrow), option.state & State_Enabled, painter);
}

void Style::drawScrollBar(const QStyleOptionComplex &option, QPainter &painter, const QWidget *widget) const
{
    const QRect slider = subControlRect(CC_ScrollBar, &option, SC_ScrollBarSlider, widget);
    const auto *bar = qstyleoption_cast<const QStyleOptionSlider *>(&option);
    if (!bar || bar->maximum <= bar->minimum)
        return;
    const bool active = option.state & (State_MouseOver | State_Sunken);
    QColor color = m_theme.color(ColorToken::Control);
    color.setAlphaF(active ? 0.9f : 0.55f);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(color);
    const QRectF thumb = QRectF(slider).adjusted(2, 2, -2, -2);
    const double radius = std::min(thumb.width(), thumb.height()) / 2;
    painter.drawRoundedRect(thumb, radius, radius);
    painter.restore();
}

void Style::drawComplexControl(ComplexControl control, const QStyleOptionComplex *option, QPainter *painter, const QWidget *widget) const
{
    if (control == CC_ComboBox)
        return drawChooser(*option, *painter, widget);
    if (control == CC_ScrollBar)
        return drawScrollBar(*option, *painter, widget);
    QProxyStyle::drawComplexControl(control, option, painter, widget);
}

}
