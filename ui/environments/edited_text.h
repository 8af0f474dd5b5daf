#pragma once

#include <QPointer>
#include <QString>
#include <functional>
#include <optional>

class QLineEdit;
class QPlainTextEdit;
class QRect;
class QWidget;

namespace keyhole {

/// The line that is being edited in a field or a text, and where in it the cursor stands.
class EditedText {
public:
    /// Nothing for other widgets, for what cannot be edited, and for fields that hide what is typed.
    static std::optional<EditedText> of(QWidget *widget);

    QWidget *widget() const;  ///< nullptr: it is gone
    QString line() const;
    int position() const;
    QString before() const { return line().left(position()); }
    QString behind() const { return line().mid(position()); }
    /// Of the widget.
    QRect cursorRect() const;
    /// Puts a text in the place of so many characters before the cursor, as if it had been typed: it can be undone.
    void replaceBefore(int count, const QString &text);

    /// Tells of each edit by a person, and of each step of the cursor, until the context goes.
    void follow(QObject *context, const std::function<void()> &edited, const std::function<void()> &moved) const;

private:
    QPointer<QLineEdit> m_field;
    QPointer<QPlainTextEdit> m_text;
};

}
