#include "ui/response/viewer/text_viewer.h"

#include <QAccessible>
#include <QContextMenuEvent>
#include <QKeyEvent>
#include <QMenu>
#include <QMouseEvent>
#include <QScrollBar>

namespace keyhole {

namespace {

bool isWordByte(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || uchar(c) >= 0x80;
}

qsizetype wordEdge(QByteArrayView text, qsizetype from, int direction)
{
    const auto at = [&](qsizetype i) { return direction > 0 ? text[i] : text[i - 1]; };
    const auto inside = [&](qsizetype i) { return direction > 0 ? i < text.size() : i > 0; };
    while (inside(from) && !isWordByte(at(from)))
        from += direction;
    while (inside(from) && isWordByte(at(from)))
        from += direction;
    return from;
}

}

void TextViewer::moveTo(qsizetype offset, bool select)
{
    m_cursor = offset;
    if (!select)
        m_anchor = offset;
    m_goalColumn = -1;
    ensureVisible(offset);
    viewport()->update();
    tellScreenReader();
    emit cursorMoved();
}

void TextViewer::tellScreenReader()
{
    if (!QAccessible::isActive())
        return;
    const auto offsets = visibleText().offsets;
    const auto position = int(std::lower_bound(offsets.begin(), offsets.end(), m_cursor) - offsets.begin());
    QAccessibleTextCursorEvent event(this, position);
    QAccessible::updateAccessibility(&event);
}

void TextViewer::ensureVisible(qsizetype offset)
{
    if (m_document.rowCount() == 0)
        return;
    const qint64 number = m_document.rowOf(offset);
    if (number < firstRow())
        verticalScrollBar()->setValue(int(number));
    else if (number >= firstRow() + visibleRows())
        verticalScrollBar()->setValue(int(number - visibleRows() + 1));
    const int column = columnOf(m_document.row(number), offset);
    QScrollBar *bar = horizontalScrollBar();
    if (column < bar->value())
        bar->setValue(std::max(0, column - 4));
    else if (column > bar->value() + columnsThatFit() - 2)
        bar->setValue(column - columnsThatFit() + 8);
}

void TextViewer::moveByUnit(int direction, bool select)
{
    const qint64 number = m_document.rowOf(m_cursor);
    const Row row = m_document.row(number);
    if (direction > 0) {
        qsizetype target = m_cursor >= row.end ? row.next.offset : row.end;
        for (const auto &[unit, column] : m_document.units(row)) {
            if (unit.length > 0 && unit.offset > m_cursor && unit.width > 0) {
                target = unit.offset;
                break;
            }
        }
        moveTo(target, select);
        return;
    }
    qsizetype target = number > 0 ? m_document.row(number - 1).end : 0;
    for (const auto &[unit, column] : m_document.units(row)) {
        if (unit.length > 0 && unit.offset < m_cursor && unit.width > 0)
            target = unit.offset;
    }
    moveTo(target, select);
}

void TextViewer::moveByWord(int direction, bool select)
{
    moveTo(wordEdge(m_document.text(), m_cursor, direction), select);
}

void TextViewer::moveByRows(qint64 rows, bool select)
{
    const qint64 number = m_document.rowOf(m_cursor);
    const int goal = m_goalColumn >= 0 ? m_goalColumn : columnOf(m_document.row(number), m_cursor);
    const qint64 target = std::clamp<qint64>(number + rows, 0, std::max<qint64>(0, m_document.rowCount() - 1));
    moveTo(offsetInRow(m_document.row(target), goal), select);
    m_goalColumn = goal;
}

bool TextViewer::handleNavigation(const QKeyEvent *event)
{
    const bool select = event->modifiers() & Qt::ShiftModifier;
    const bool control = event->modifiers() & Qt::ControlModifier;
    const Row row = m_document.row(m_document.rowOf(m_cursor));
    switch (event->key()) {
    case Qt::Key_Left:
    case Qt::Key_Right: {
        const int direction = event->key() == Qt::Key_Right ? 1 : -1;
        control ? moveByWord(direction, select) : moveByUnit(direction, select);
        return true;
    }
    case Qt::Key_Up:
    case Qt::Key_Down:
        moveByRows(event->key() == Qt::Key_Down ? 1 : -1, select);
        return true;
    case Qt::Key_PageUp:
    case Qt::Key_PageDown:
        moveByRows(event->key() == Qt::Key_PageDown ? visibleRows() : -visibleRows(), select);
        return true;
    case Qt::Key_Home:
        moveTo(control ? 0 : row.start.offset, select);
        return true;
    case Qt::Key_End:
        moveTo(control ? m_document.text().size() : std::max(row.start.offset, row.end), select);
        return true;
    default:
        return false;
    }
}

void TextViewer::keyPressEvent(QKeyEvent *event)
{
    if (event->matches(QKeySequence::Copy))
        copy();
    else if (event->matches(QKeySequence::SelectAll))
        selectAll();
    else if (m_document.rowCount() == 0 || event->modifiers() & Qt::AltModifier || !handleNavigation(event))
        QAbstractScrollArea::keyPressEvent(event);
}

void TextViewer::mousePressEvent(QMouseEvent *event)
{
    if (event->button() == Qt::LeftButton)
        moveTo(offsetAt(event->position().toPoint()), event->modifiers() & Qt::ShiftModifier);
}

void TextViewer::mouseMoveEvent(QMouseEvent *event)
{
    if (!(event->buttons() & Qt::LeftButton))
        return;
    const int y = int(event->position().y());
    if (y < 0 || y > viewport()->height())
        verticalScrollBar()->setValue(verticalScrollBar()->value() + (y < 0 ? -1 : 1));
    moveTo(offsetAt(event->position().toPoint()), true);
}

void TextViewer::mouseDoubleClickEvent(QMouseEvent *event)
{
    const qsizetype at = offsetAt(event->position().toPoint());
    const QByteArrayView text = m_document.text();
    qsizetype from = at, to = at;
    while (from > 0 && isWordByte(text[from - 1]))
        --from;
    while (to < text.size() && isWordByte(text[to]))
        ++to;
    m_anchor = from;
    moveTo(to, true);
}

void TextViewer::contextMenuEvent(QContextMenuEvent *event)
{
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addAction(tr("Copy"), this, &TextViewer::copy)->setEnabled(hasSelection());
    menu->addAction(tr("Select all"), this, &TextViewer::selectAll);
    menu->popup(event->globalPos());
}

void TextViewer::focusInEvent(QFocusEvent *event)
{
    QAbstractScrollArea::focusInEvent(event);
    viewport()->update();
}

void TextViewer::focusOutEvent(QFocusEvent *event)
{
    QAbstractScrollArea::focusOutEvent(event);
    viewport()->update();
}

}
