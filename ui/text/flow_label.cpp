#include "ui/text/flow_label.h"

#include <QPainter>
#include <QStyle>

namespace keyhole {

FlowLabel::FlowLabel(const Theme &theme, QWidget *parent) : PlainLabel({}, parent), m_theme(theme)
{
    QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Minimum);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
    connect(&theme, &Theme::changed, this, [this] {
        updateGeometry();
        update();
    });
}

void FlowLabel::setRuns(std::vector<TextRun> runs)
{
    m_runs = std::move(runs);
    setText(TextFlow(m_theme, m_runs).text());
    updateGeometry();
    update();
}

void FlowLabel::setSentence(const QString &sentence, FontRole font, ColorToken color)
{
    const bool small = font == FontRole::Small || font == FontRole::SmallMedium;
    setRuns(runsOf(sentence, font, small ? FontRole::SmallMedium : FontRole::Strong, color));
}

void FlowLabel::setPadding(const QMargins &padding)
{
    m_padding = padding;
    updateGeometry();
    update();
}

int FlowLabel::heightForWidth(int width) const
{
    if (text().isEmpty())
        return 0;
    const int inner = width - m_padding.left() - m_padding.right();
    return TextFlow(m_theme, m_runs).heightFor(inner) + m_padding.top() + m_padding.bottom();
}

QSize FlowLabel::sizeHint() const
{
    const int width = TextFlow(m_theme, m_runs).naturalWidth() + m_padding.left() + m_padding.right();
    return {width, heightForWidth(width)};
}

QSize FlowLabel::minimumSizeHint() const
{
    return {m_theme.px(24), 0};
}

void FlowLabel::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const QRect place = QStyle::visualRect(layoutDirection(), rect(), rect().marginsRemoved(m_padding));
    TextFlow(m_theme, m_runs).draw(painter, place);
}

}
