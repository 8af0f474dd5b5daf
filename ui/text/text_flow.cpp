#include "ui/text/text_flow.h"

#include "core/diagnosis/report.h"

#include <QPainter>
#include <QRegularExpression>
#include <QStyle>
#include <cmath>

namespace keyhole {

namespace {

const QRegularExpression &mark()
{
    static const QRegularExpression expression(QStringLiteral("\\*\\*([A-Za-z0-9_.-]{1,40})\\*\\*"));
    return expression;
}

/// Line breaks inside a sentence become the layout's own; everything else that is unseen is written out.
QString shownText(const QString &text)
{
    QStringList lines;
    for (const QString &line : text.split(u'\n'))
        lines << visibleText(line);
    return lines.join(QChar::LineSeparator);
}

}

std::vector<TextRun> runsOf(const QString &sentence, FontRole font, FontRole strong, ColorToken color)
{
    std::vector<TextRun> runs;
    qsizetype from = 0;
    for (auto found = mark().globalMatch(sentence); found.hasNext();) {
        const QRegularExpressionMatch match = found.next();
        runs.push_back({sentence.mid(from, match.capturedStart() - from), font, color});
        runs.push_back({match.captured(1), strong, color});
        from = match.capturedEnd();
    }
    runs.push_back({sentence.mid(from), font, color});
    return runs;
}

QString withoutMarks(const QString &sentence)
{
    return QString(sentence).replace(mark(), QStringLiteral("\\1"));
}

TextFlow::TextFlow(const Theme &theme, const std::vector<TextRun> &runs)
{
    if (!runs.empty())
        m_font = theme.font(runs.front().font);
    for (const TextRun &run : runs) {
        const QString text = shownText(run.text);
        QTextCharFormat format;
        format.setFont(theme.font(run.font));
        format.setForeground(theme.color(run.color));
        m_formats.append({int(m_text.size()), int(text.size()), format});
        m_text += text;
    }
}

void TextFlow::layOut(QTextLayout &layout, qreal width, Qt::Alignment alignment) const
{
    QTextOption option(alignment | Qt::AlignAbsolute);
    // A sentence is read in its own direction, whatever that of the window is.
    option.setTextDirection(m_text.isRightToLeft() ? Qt::RightToLeft : Qt::LeftToRight);
    option.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    layout.setTextOption(option);
    layout.setFormats(m_formats);
    layout.beginLayout();
    qreal y = 0;
    for (QTextLine line = layout.createLine(); line.isValid(); line = layout.createLine()) {
        line.setLineWidth(width);
        line.setPosition({0, y});
        y += std::ceil(line.height());
    }
    layout.endLayout();
}

int TextFlow::heightFor(int width) const
{
    QTextLayout layout(m_text, m_font);
    layOut(layout, qMax(1, width), Qt::AlignLeft);
    int height = 0;
    for (int i = 0; i < layout.lineCount(); ++i)
        height += int(std::ceil(layout.lineAt(i).height()));
    return height;
}

int TextFlow::naturalWidth() const
{
    QTextLayout layout(m_text, m_font);
    layOut(layout, 1e6, Qt::AlignLeft);
    qreal widest = 0;
    for (int i = 0; i < layout.lineCount(); ++i)
        widest = qMax(widest, layout.lineAt(i).naturalTextWidth());
    return int(std::ceil(widest));
}

void TextFlow::draw(QPainter &painter, const QRect &place, Qt::Alignment alignment) const
{
    QTextLayout layout(m_text, m_font);
    layOut(layout, qMax(1, place.width()), QStyle::visualAlignment(painter.layoutDirection(), alignment));
    layout.draw(&painter, place.topLeft());
}

}
