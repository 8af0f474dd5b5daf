#include "ui/text/plain_label.h"

#include "core/diagnosis/report.h"

namespace keyhole {

PlainLabel::PlainLabel(const QString &text, QWidget *parent) : QLabel(parent)
{
    setTextFormat(Qt::PlainText);
    setText(text);
}

void PlainLabel::setForeignText(const QString &text)
{
    setText(visibleText(text));
}

void setPlainToolTip(QWidget *widget, const QString &text)
{
    // A tool tip guesses whether its text is mark-up; converted text leaves it no choice.
    widget->setToolTip(text.isEmpty() ? QString() : Qt::convertFromPlainText(visibleText(text), Qt::WhiteSpaceNormal));
}

}
