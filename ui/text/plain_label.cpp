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

int PlainLabel::heightForWidth(int width) const
{
    constexpr size_t kMost = 8;
    if (m_heights.text != text() || m_heights.font != font() || m_heights.margins != contentsMargins())
        m_heights = {text(), font(), contentsMargins(), {}};
    for (const auto &[known, height] : m_heights.known) {
        if (known == width)
            return height;
    }
    if (m_heights.known.size() == kMost)
        m_heights.known.clear();
    const int height = QLabel::heightForWidth(width);
    m_heights.known.emplace_back(width, height);
    return height;
}

void setPlainToolTip(QWidget *widget, const QString &text)
{
    // A tool tip guesses whether its text is mark-up; converted text leaves it no choice.
    const QString shown = visibleText(text);
    widget->setToolTip(text.isEmpty() ? QString() : Qt::convertFromPlainText(shown, Qt::WhiteSpaceNormal));
    // A widget without a description is described by its tool tip, mark-up and all.
    static constexpr const char *kSpoken = "spokenToolTip";
    if (widget->accessibleDescription() == widget->property(kSpoken).toString())
        widget->setAccessibleDescription(shown);
    widget->setProperty(kSpoken, shown);
}

}
