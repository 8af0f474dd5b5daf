#include "ui/diagnosis/evidence_line.h"

#include "ui/diagnosis/appearance.h"
#include "ui/text/text_flow.h"

#include <QFontMetricsF>
#include <QPainter>

namespace keyhole {

namespace {

constexpr int kIndent = 2;
constexpr qsizetype kBefore = 400, kAfter = 1200;
constexpr int kGutter = 72, kRow = 20, kPadding = 10;

/// Where a row that must end at `most` ends best: behind the last blank or comma, else before the mark if that begins on this row, else
/// just there. A mark that fits a row is not torn.
qsizetype breakAt(const Evidence &evidence, qsizetype from, qsizetype most)
{
    const qsizetype mark = evidence.markFrom, markEnd = mark + evidence.markLength;
    const bool fits = evidence.markLength <= most - from - kIndent;
    if (fits && mark > from && mark < most && markEnd > most)
        most = mark;
    for (qsizetype i = most; i > from + (most - from) / 3; --i) {
        const QChar before = evidence.text.at(i - 1);
        const bool insideMark = fits && i > mark && i < markEnd;
        if (!insideMark && (before == u' ' || before == u','))
            return i;
    }
    return evidence.text.at(most - 1).isHighSurrogate() ? most - 1 : most;
}

}

std::vector<EvidenceRow> wrapEvidence(const Evidence &evidence, int columns)
{
    std::vector<EvidenceRow> rows;
    const qsizetype end = evidence.text.size();
    qsizetype from = 0;
    do {
        const int indent = from == 0 ? 0 : kIndent;
        const qsizetype room = qMax(8, columns - indent);
        const qsizetype to = end - from <= room ? end : breakAt(evidence, from, from + room);
        rows.push_back({from, to - from, indent});
        from = to;
    } while (from < end);
    return rows;
}

Evidence shortened(Evidence evidence)
{
    const qsizetype length = evidence.text.size();
    evidence.markFrom = qBound<qsizetype>(0, evidence.markFrom, length);
    evidence.markLength = qBound<qsizetype>(0, evidence.markLength, length - evidence.markFrom);
    if (length <= kBefore + kAfter)
        return evidence;
    const qsizetype from = qMax<qsizetype>(0, evidence.markFrom - kBefore);
    const qsizetype to = qMin(length, from + kBefore + kAfter);
    const auto left = [](qsizetype count) {
        return count > 0 ? EvidenceLine::tr("[… %n characters …]", nullptr, int(qMin<qsizetype>(count, INT_MAX))) : QString();
    };
    const QString before = left(from);
    evidence.text = before + evidence.text.mid(from, to - from) + left(length - to);
    evidence.markFrom += before.size() - from;
    evidence.markLength = qMin(evidence.markLength, before.size() + (to - from) - evidence.markFrom);
    return evidence;
}

namespace {

/// The same text with control characters written out, and the mark moved with them.
Evidence visibleEvidence(Evidence evidence)
{
    const QString before = visibleText(evidence.text.left(evidence.markFrom));
    const QString mark = visibleText(evidence.text.mid(evidence.markFrom, evidence.markLength));
    evidence.text = before + mark + visibleText(evidence.text.mid(evidence.markFrom + evidence.markLength));
    evidence.markFrom = before.size();
    evidence.markLength = mark.size();
    return evidence;
}

}

EvidenceLine::EvidenceLine(const Theme &theme, const Evidence &evidence, FindingRole role, QWidget *parent)
    : PaintedButton(theme, parent), m_evidence(visibleEvidence(shortened(evidence))), m_role(role)
{
    const QString line = tr("%1, %2").arg(gutterText(m_evidence.where), m_evidence.text);
    setAccessibleName(m_evidence.says.isEmpty() ? line : tr("%1: %2").arg(line, visibleText(m_evidence.says)));
    setAccessibleDescription(tr("Goes to this place"));
    connect(this, &QAbstractButton::clicked, this, [this] { emit placeRequested(m_evidence.where); });
}

ColorToken EvidenceLine::toneColor() const
{
    switch (m_evidence.tone) {
    case Evidence::Tone::Plain:
        return ColorToken::Text3;
    case Evidence::Tone::Context:
        return ColorToken::Info;
    case Evidence::Tone::Decisive:
        break;
    }
    return appearanceOf(m_role).color;
}

int EvidenceLine::columnWidth() const
{
    return qMax(1, qRound(QFontMetricsF(theme().font(FontRole::CodeSmall)).horizontalAdvance(u'0')));
}

int EvidenceLine::textWidth(int width) const
{
    return qMax(columnWidth() * 8, width - theme().px(kGutter) - 2 * theme().px(kPadding));
}

bool EvidenceLine::carriesLabel(const EvidenceRow &row) const
{
    const qsizetype last = m_evidence.markFrom + qMax<qsizetype>(m_evidence.markLength, 1) - 1;
    const bool isLast = row.from + row.length >= m_evidence.text.size();
    return !m_evidence.says.isEmpty() && ((last >= row.from && last < row.from + row.length) || (isLast && last >= row.from));
}

EvidenceLine::Label EvidenceLine::labelBelow(const EvidenceRow &row, int width) const
{
    const TextFlow says(theme(), {{m_evidence.says, FontRole::SmallMedium, toneColor()}});
    const int elbow = theme().px(17);
    const qsizetype column = row.indent + qMax<qsizetype>(0, m_evidence.markFrom - row.from);
    const int wanted = int(column) * columnWidth() + elbow;
    const int room = textWidth(width);
    const int least = qMin(says.naturalWidth(), qMax(room - elbow, 1));
    const int x = qBound(elbow, qMin(wanted, room - least), room);
    return {x, qMax(theme().px(kRow), says.heightFor(room - x) + theme().px(3))};
}

int EvidenceLine::heightForWidth(int width) const
{
    int height = 0;
    for (const EvidenceRow &row : wrapEvidence(m_evidence, textWidth(width) / columnWidth()))
        height += theme().px(kRow) + (carriesLabel(row) ? labelBelow(row, width).height : 0);
    return height;
}

void EvidenceLine::drawMark(QPainter &painter, const EvidenceRow &row, int y) const
{
    const qsizetype from = qMax(row.from, m_evidence.markFrom);
    const qsizetype to = qMin(row.from + row.length, m_evidence.markFrom + m_evidence.markLength);
    if (from >= to)
        return;
    const int left = theme().px(kGutter + kPadding) + int(row.indent + from - row.from) * columnWidth();
    QColor tint = theme().color(toneColor());
    const QRectF box(left - 1, y + theme().px(2), double(to - from) * columnWidth() + 2, theme().px(kRow - 5));
    painter.setPen(QPen(tint, 1.5));
    painter.drawLine(QPointF(box.left(), box.bottom() + 0.75), QPointF(box.right(), box.bottom() + 0.75));
    tint.setAlphaF(theme().isDark() ? 0.26f : 0.12f);
    painter.fillRect(box, tint);
}

void EvidenceLine::drawRow(QPainter &painter, const EvidenceRow &row, int y) const
{
    drawMark(painter, row, y);
    painter.setFont(theme().font(FontRole::CodeSmall));
    painter.setPen(theme().color(ColorToken::Text));
    const int left = theme().px(kGutter + kPadding), height = theme().px(kRow);
    // Character by character, so that columns hold whatever the fallback font of a foreign script is as wide as.
    for (qsizetype i = 0; i < row.length; ++i) {
        const QChar c = m_evidence.text.at(row.from + i);
        const bool pair = c.isHighSurrogate() && i + 1 < row.length;
        const QString glyph = pair ? m_evidence.text.mid(row.from + i, 2) : QString(c);
        const QRect cell(left + int(row.indent + i) * columnWidth(), y, 3 * columnWidth(), height);
        painter.drawText(cell, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine, glyph);
        i += pair ? 1 : 0;
    }
}

void EvidenceLine::drawLabel(QPainter &painter, int y, const Label &label) const
{
    const int left = theme().px(kGutter + kPadding);
    const int middle = y + theme().px(kRow) / 2;
    const double end = left + label.x - theme().px(5);
    const double start = end - theme().px(9);
    painter.setPen(QPen(theme().color(toneColor()), 1));
    painter.drawPolyline(QPolygonF({{start + 0.5, y - theme().px(2) + 0.5}, {start + 0.5, middle + 0.5}, {end, middle + 0.5}}));
    const TextFlow says(theme(), {{m_evidence.says, FontRole::SmallMedium, toneColor()}});
    const int room = textWidth(width()) - label.x;
    const int first = qMin(QFontMetrics(theme().font(FontRole::SmallMedium)).height(), theme().px(kRow));
    says.draw(painter, QRect(left + label.x, y + (theme().px(kRow) - first) / 2, room, label.height));
}

void EvidenceLine::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setLayoutDirection(Qt::LeftToRight);  // bytes are read so in every language
    if (isHot()) {
        const int gutter = theme().px(kGutter) + 1;
        painter.fillRect(rect().adjusted(gutter, 0, -1, 0), theme().color(ColorToken::Hover));
    }
    const TextFlow gutter(theme(), {{gutterText(m_evidence.where), FontRole::Micro, ColorToken::Text3}});
    const int gutterWidth = theme().px(kGutter - kPadding);
    gutter.draw(painter, QRect(0, (theme().px(kRow) - gutter.heightFor(gutterWidth)) / 2, gutterWidth, theme().px(kRow)), Qt::AlignRight);

    int y = 0;
    for (const EvidenceRow &row : wrapEvidence(m_evidence, textWidth(width()) / columnWidth())) {
        drawRow(painter, row, y);
        y += theme().px(kRow);
        if (!carriesLabel(row))
            continue;
        const Label label = labelBelow(row, width());
        drawLabel(painter, y, label);
        y += label.height;
    }
}

}
