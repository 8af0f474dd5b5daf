#include "ui/compare/lines_view.h"

#include "core/diagnosis/report.h"

#include <QKeyEvent>
#include <QPainter>
#include <QScrollBar>

namespace keyhole {

namespace {

using Kind = LineRun::Kind;

constexpr qsizetype kAround = 3;  // lines alike that are shown beside a difference
constexpr int kLongest = 4000;  // characters of a line that are drawn
constexpr int kNumber = 44, kPadding = 8;

}

LinesView::LinesView(const Theme &theme, QWidget *parent) : QAbstractScrollArea(parent), m_theme(theme)
{
    setFocusPolicy(Qt::StrongFocus);
    setAccessibleName(tr("Content, line by line"));
    setFrameShape(QFrame::NoFrame);
    connect(&theme, &Theme::changed, this, [this] {
        fitScrollBars();
        viewport()->update();
    });
}

void LinesView::setSides(BodySides sides)
{
    m_sides = std::move(sides);
    m_lines[0] = linesOf(m_sides.left);
    m_lines[1] = linesOf(m_sides.right);
    rebuild();
}

void LinesView::setUnified(bool unified)
{
    m_unified = unified;
    rebuild();
}

void LinesView::addSame(const LineRun &run, bool first, bool last)
{
    const auto add = [&](qsizetype from, qsizetype count) {
        for (qsizetype i = from; i < from + count; ++i)
            m_rows.push_back({Row::Kind::Same, run.left + i, run.right + i, 0});
    };
    const qsizetype head = first ? 0 : kAround, tail = last ? 0 : kAround;
    if (run.count <= head + tail + 1)
        return add(0, run.count);
    add(0, head);
    m_rows.push_back({Row::Kind::Skipped, -1, -1, run.count - head - tail});
    add(run.count - tail, tail);
}

void LinesView::addDiffering(const LineRun &removed, const LineRun &added)
{
    const qsizetype beside = m_unified ? 0 : std::min(removed.count, added.count);
    for (qsizetype i = 0; i < beside; ++i)
        m_rows.push_back({Row::Kind::Differs, removed.left + i, added.right + i, 0});
    for (qsizetype i = beside; i < removed.count; ++i)
        m_rows.push_back({Row::Kind::Differs, removed.left + i, -1, 0});
    for (qsizetype i = beside; i < added.count; ++i)
        m_rows.push_back({Row::Kind::Differs, -1, added.right + i, 0});
}

void LinesView::rebuild()
{
    m_rows.clear();
    const auto &runs = m_sides.runs;
    for (size_t i = 0; i < runs.size(); ++i) {
        if (runs[i].kind == Kind::Same) {
            addSame(runs[i], i == 0, i + 1 == runs.size());
        } else if (runs[i].kind == Kind::Removed && i + 1 < runs.size() && runs[i + 1].kind == Kind::Added) {
            addDiffering(runs[i], runs[i + 1]);
            ++i;
        } else {
            const LineRun none{};
            addDiffering(runs[i].kind == Kind::Removed ? runs[i] : none, runs[i].kind == Kind::Added ? runs[i] : none);
        }
    }
    fitScrollBars();
    viewport()->update();
}

int LinesView::rowHeight() const
{
    return QFontMetrics(m_theme.font(FontRole::CodeSmall)).height() + m_theme.px(3);
}

void LinesView::fitScrollBars()
{
    const int visible = std::max(1, viewport()->height() / rowHeight());
    verticalScrollBar()->setRange(0, std::max(0, int(m_rows.size()) - visible));
    verticalScrollBar()->setPageStep(visible);
    horizontalScrollBar()->setRange(0, 400);
    horizontalScrollBar()->setPageStep(80);
}

void LinesView::resizeEvent(QResizeEvent *)
{
    fitScrollBars();
}

QString LinesView::textOf(bool right, qsizetype line) const
{
    const QByteArrayView bytes = m_lines[right ? 1 : 0][size_t(line)];
    return visibleText(QString::fromUtf8(bytes.first(std::min<qsizetype>(bytes.size(), kLongest))).replace(u'\t', QStringLiteral("    ")));
}

QStringList LinesView::shownRows() const
{
    QStringList all;
    for (const Row &row : m_rows) {
        if (row.kind == Row::Kind::Skipped)
            all += tr("… %n lines alike", nullptr, int(row.skipped));
        else if (row.kind == Row::Kind::Same)
            all += QStringLiteral("  ") + textOf(false, row.left);
        else if (row.left >= 0 && row.right >= 0)
            all += QStringLiteral("~ %1 | %2").arg(textOf(false, row.left), textOf(true, row.right));
        else
            all += row.left >= 0 ? QStringLiteral("- ") + textOf(false, row.left) : QStringLiteral("+ ") + textOf(true, row.right);
    }
    return all;
}

void LinesView::paintLine(QPainter &painter, const QRect &place, bool right, qsizetype line, bool differs) const
{
    if (differs)
        painter.fillRect(place, m_theme.color(line < 0 ? ColorToken::Sunken : right ? ColorToken::OkSoft : ColorToken::DangerSoft));
    if (line < 0)
        return;
    const int number = m_theme.px(kNumber);
    painter.setFont(m_theme.font(FontRole::MicroMono));
    painter.setPen(m_theme.color(ColorToken::Text3));
    painter.drawText(QRect(place.left(), place.top(), number - m_theme.px(kPadding), place.height()), Qt::AlignRight | Qt::AlignVCenter,
                     QString::number(line + 1));
    painter.setFont(m_theme.font(FontRole::CodeSmall));
    painter.setPen(m_theme.color(ColorToken::Text));
    const QRect text = place.adjusted(number, 0, -m_theme.px(4), 0);
    painter.save();
    painter.setClipRect(text);
    const int shift = horizontalScrollBar()->value() * painter.fontMetrics().horizontalAdvance(u'0');
    painter.drawText(text.adjusted(-shift, 0, 1 << 20, 0), Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine, textOf(right, line));
    painter.restore();
}

void LinesView::paintRow(QPainter &painter, const Row &row, const QRect &place) const
{
    if (row.kind == Row::Kind::Skipped) {
        painter.fillRect(place, m_theme.color(ColorToken::Panel));
        painter.setFont(m_theme.font(FontRole::Small));
        painter.setPen(m_theme.color(ColorToken::Text3));
        painter.drawText(place, Qt::AlignCenter, tr("… %n lines alike", nullptr, int(row.skipped)));
        return;
    }
    const bool differs = row.kind == Row::Kind::Differs;
    if (m_unified)
        return paintLine(painter, place, row.left < 0, row.left < 0 ? row.right : row.left, differs);
    const int half = place.width() / 2;
    paintLine(painter, {place.left(), place.top(), half, place.height()}, false, row.left, differs);
    paintLine(painter, {place.left() + half, place.top(), place.width() - half, place.height()}, true, row.right, differs);
}

void LinesView::paintEvent(QPaintEvent *)
{
    QPainter painter(viewport());
    painter.fillRect(viewport()->rect(), m_theme.color(ColorToken::Surface));
    const int height = rowHeight();
    const auto first = size_t(verticalScrollBar()->value());
    for (size_t i = first; i < m_rows.size() && int(i - first) * height < viewport()->height(); ++i)
        paintRow(painter, m_rows[i], {0, int(i - first) * height, viewport()->width(), height});
    if (!m_unified) {
        painter.setPen(m_theme.color(ColorToken::Border));
        painter.drawLine(viewport()->width() / 2, 0, viewport()->width() / 2, viewport()->height());
    }
    if (!m_sides.unreadable.isEmpty()) {
        painter.setPen(m_theme.color(ColorToken::Text2));
        painter.setFont(m_theme.font(FontRole::Body));
        painter.drawText(viewport()->rect(), Qt::AlignCenter | Qt::TextWordWrap, m_sides.unreadable);
    }
}

void LinesView::step(int by)
{
    const auto differs = [this](qsizetype row) { return m_rows[size_t(row)].kind == Row::Kind::Differs; };
    const auto begins = [&](qsizetype row) { return differs(row) && (row == 0 || !differs(row - 1)); };
    const qsizetype count = qsizetype(m_rows.size());
    for (qsizetype row = verticalScrollBar()->value() + kAround + by; row >= 0 && row < count; row += by) {
        if (begins(row))
            return verticalScrollBar()->setValue(int(std::max<qsizetype>(0, row - kAround)));
    }
}

void LinesView::keyPressEvent(QKeyEvent *event)
{
    const int page = verticalScrollBar()->pageStep();
    const auto scroll = [this](int by) { verticalScrollBar()->setValue(verticalScrollBar()->value() + by); };
    switch (event->key()) {
    case Qt::Key_Down:
        return scroll(1);
    case Qt::Key_Up:
        return scroll(-1);
    case Qt::Key_PageDown:
        return scroll(page);
    case Qt::Key_PageUp:
        return scroll(-page);
    case Qt::Key_Home:
        return verticalScrollBar()->setValue(0);
    case Qt::Key_End:
        return verticalScrollBar()->setValue(verticalScrollBar()->maximum());
    default:
        QAbstractScrollArea::keyPressEvent(event);
    }
}

}
