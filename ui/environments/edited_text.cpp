#include "ui/environments/edited_text.h"

#include <QLineEdit>
#include <QPlainTextEdit>
#include <QTextBlock>

namespace keyhole {

std::optional<EditedText> EditedText::of(QWidget *widget)
{
    EditedText edited;
    edited.m_field = qobject_cast<QLineEdit *>(widget);
    edited.m_text = qobject_cast<QPlainTextEdit *>(widget);
    const bool isOpen = edited.m_field && edited.m_field->echoMode() == QLineEdit::Normal && !edited.m_field->isReadOnly();
    return isOpen || (edited.m_text && !edited.m_text->isReadOnly()) ? std::optional(edited) : std::nullopt;
}

QWidget *EditedText::widget() const
{
    return m_field ? static_cast<QWidget *>(m_field.data()) : m_text.data();
}

QString EditedText::line() const
{
    return m_field ? m_field->text() : m_text ? m_text->textCursor().block().text() : QString();
}

int EditedText::position() const
{
    return m_field ? m_field->cursorPosition() : m_text ? m_text->textCursor().positionInBlock() : 0;
}

QRect EditedText::cursorRect() const
{
    if (m_field)
        return m_field->inputMethodQuery(Qt::ImCursorRectangle).toRect();
    return m_text ? m_text->cursorRect().translated(m_text->viewport()->pos()) : QRect();
}

void EditedText::replaceBefore(int count, const QString &text)
{
    if (m_field) {
        m_field->setSelection(m_field->cursorPosition() - count, count);
        m_field->insert(text);
        emit m_field->textEdited(m_field->text());
    } else if (m_text) {
        QTextCursor cursor = m_text->textCursor();
        cursor.movePosition(QTextCursor::Left, QTextCursor::KeepAnchor, count);
        cursor.insertText(text);
        m_text->setTextCursor(cursor);
    }
}

void EditedText::follow(QObject *context, const std::function<void()> &edited, const std::function<void()> &moved) const
{
    if (m_field) {
        QObject::connect(m_field, &QLineEdit::textEdited, context, edited);
        QObject::connect(m_field, &QLineEdit::cursorPositionChanged, context, moved);
    } else if (m_text) {
        QObject::connect(m_text, &QPlainTextEdit::textChanged, context, edited);
        QObject::connect(m_text, &QPlainTextEdit::cursorPositionChanged, context, moved);
    }
}

}
