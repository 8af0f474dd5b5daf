#include "ui/response/viewer/viewer_accessible.h"

#include <algorithm>

namespace keyhole {

namespace {

QAccessibleInterface *makeInterface(const QString &, QObject *object)
{
    auto *viewer = qobject_cast<TextViewer *>(object);
    return viewer ? new ViewerAccessible(viewer) : nullptr;
}

}

ViewerAccessible::ViewerAccessible(TextViewer *viewer) : QAccessibleWidget(viewer, QAccessible::EditableText) { }

void ViewerAccessible::install()
{
    QAccessible::installFactory(&makeInterface);
}

void *ViewerAccessible::interface_cast(QAccessible::InterfaceType type)
{
    if (type == QAccessible::TextInterface)
        return static_cast<QAccessibleTextInterface *>(this);
    return QAccessibleWidget::interface_cast(type);
}

QString ViewerAccessible::text(QAccessible::Text which) const
{
    return which == QAccessible::Value ? viewer()->visibleText().text : QAccessibleWidget::text(which);
}

QAccessible::State ViewerAccessible::state() const
{
    QAccessible::State state = QAccessibleWidget::state();
    state.readOnly = true;
    state.multiLine = true;
    state.selectableText = true;
    return state;
}

int ViewerAccessible::positionOf(qsizetype offset) const
{
    const auto offsets = viewer()->visibleText().offsets;
    return int(std::lower_bound(offsets.begin(), offsets.end(), offset) - offsets.begin());
}

qsizetype ViewerAccessible::offsetOf(int position) const
{
    const auto offsets = viewer()->visibleText().offsets;
    if (offsets.empty())
        return 0;
    return position < int(offsets.size()) ? offsets[size_t(std::max(0, position))] : offsets.back() + 1;
}

void ViewerAccessible::selection(int index, int *start, int *end) const
{
    const bool selected = index == 0 && viewer()->hasSelection();
    *start = selected ? positionOf(viewer()->selectionFrom()) : 0;
    *end = selected ? positionOf(viewer()->selectionTo()) : 0;
}

int ViewerAccessible::selectionCount() const
{
    return viewer()->hasSelection() ? 1 : 0;
}

void ViewerAccessible::addSelection(int start, int end)
{
    setSelection(0, start, end);
}

void ViewerAccessible::removeSelection(int)
{
    viewer()->select(viewer()->cursor(), viewer()->cursor());
}

void ViewerAccessible::setSelection(int, int start, int end)
{
    viewer()->select(offsetOf(start), offsetOf(end));
}

int ViewerAccessible::cursorPosition() const
{
    return positionOf(viewer()->cursor());
}

void ViewerAccessible::setCursorPosition(int position)
{
    const qsizetype offset = offsetOf(position);
    viewer()->select(offset, offset);
}

QString ViewerAccessible::text(int start, int end) const
{
    const QString shown = viewer()->visibleText().text;
    return shown.mid(start, (end < 0 ? int(shown.size()) : end) - start);
}

int ViewerAccessible::characterCount() const
{
    return int(viewer()->visibleText().text.size());
}

QRect ViewerAccessible::characterRect(int offset) const
{
    const QRect rect = viewer()->rectOf(offsetOf(offset));
    return rect.isNull() ? rect : rect.translated(viewer()->viewport()->mapToGlobal(QPoint()));
}

int ViewerAccessible::offsetAtPoint(const QPoint &point) const
{
    return positionOf(viewer()->offsetAt(viewer()->viewport()->mapFromGlobal(point)));
}

void ViewerAccessible::scrollToSubstring(int start, int end)
{
    setSelection(0, start, end);
}

QString ViewerAccessible::attributes(int, int *start, int *end) const
{
    *start = 0;
    *end = characterCount();
    return {};
}

}
