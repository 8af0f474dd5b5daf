#include "ui/response/viewer/text_viewer.h"

#include <QPainter>
#include <QScrollBar>

namespace keyhole {

namespace {

/// Collects characters that stand in consecutive cells and have one colour, and draws them in one go.
class Run {
public:
    Run(QPainter &painter, int baseline) : m_painter(painter), m_baseline(baseline) { }
    ~Run() { flush(); }

    void add(const QString &text, double x, const QColor &colour, bool joins)
    {
        if (!joins || colour != m_colour)
            flush();
        if (m_text.isEmpty()) {
            m_x = x;
            m_colour = colour;
        }
        m_text += text;
    }
    void flush()
    {
        if (m_text.isEmpty())
            return;
        m_painter.setPen(m_colour);
        m_painter.drawText(QPointF(m_x, m_baseline), m_text);
        m_text.clear();
    }

private:
    QPainter &m_painter;
    int m_baseline;
    double m_x = 0;
    QString m_text;
    QColor m_colour;
};

QString hexByte(const TextUnit &unit)
{
    return QStringLiteral("%1").arg(uint(unit.code), 2, 16, QLatin1Char('0'));
}

bool isPlainAscii(const TextUnit &unit)
{
    return unit.kind == TextUnit::Kind::Character && unit.code < 0x7F;
}

}

int TextViewer::gutterWidth() const
{
    const int digits
        = m_document.rules().layout == RowLayout::Hex ? 8 : std::max<int>(3, int(QString::number(m_document.lineCount()).size()));
    return m_theme.px(12) + int(digits * m_cell) + 1;
}

int TextViewer::textLeft() const
{
    return gutterWidth() + m_theme.px(16);
}

double TextViewer::x(int column) const
{
    return textLeft() + (column - horizontalScrollBar()->value()) * m_cell;
}

QString TextViewer::gutterText(const Row &row) const
{
    if (m_document.rules().layout == RowLayout::Hex)
        return QStringLiteral("%1").arg(row.start.offset, 8, 16, QLatin1Char('0'));
    return row.start.continues ? QString(QChar(0x21AA)) : QString::number(row.start.line);
}

void TextViewer::paintEvent(QPaintEvent *)
{
    QPainter painter(viewport());
    painter.fillRect(viewport()->rect(), m_theme.color(ColorToken::Surface));
    painter.setFont(m_font);
    int y = 0;
    for (const Row &row : rowsInView()) {
        paintRow(painter, row, y);
        y += m_rowHeight;
    }
}

void TextViewer::paintRow(QPainter &painter, const Row &row, int y) const
{
    painter.save();
    painter.setClipRect(QRect(textLeft() - 2, y, viewport()->width(), m_rowHeight));
    paintMatches(painter, row, y);
    if (hasSelection())
        paintTint(painter, row, y, selectionFrom(), selectionTo(), m_theme.color(ColorToken::Selected));
    paintUnits(painter, row, y);
    if (m_document.rules().layout == RowLayout::Hex)
        paintCharacters(painter, row, y);
    paintCaret(painter, row, y);
    painter.restore();
    paintGutter(painter, row, y);
}

bool TextViewer::isBroken(const Row &row) const
{
    return m_document.rules().brokenAt >= 0 && row.start.offset >= m_document.rules().brokenAt;
}

void TextViewer::paintGutter(QPainter &painter, const Row &row, int y) const
{
    const QString text = gutterText(row);
    painter.setPen(m_theme.color(isBroken(row) ? ColorToken::Warn : ColorToken::Text3));
    painter.drawText(QPointF(gutterWidth() - text.size() * m_cell, y + m_ascent), text);
}

/// Fills the cells of the bytes [from, to); beyond the last one of the row when the range goes on.
void TextViewer::paintTint(QPainter &painter, const Row &row, int y, qsizetype from, qsizetype to, const QColor &colour) const
{
    if (to <= row.start.offset || from > row.end || (from == row.end && row.end == row.next.offset))
        return;
    const double left = x(from <= row.start.offset ? row.indent : columnOf(row, from));
    const double right = x(to > row.end ? row.width + (row.next.continues ? 0 : 1) : columnOf(row, to));
    painter.fillRect(QRectF(left, y, right - left, m_rowHeight), colour);
}

void TextViewer::paintMatches(QPainter &painter, const Row &row, int y) const
{
    auto match = std::lower_bound(m_matches.begin(), m_matches.end(), row.start.offset - m_matchLength + 1);
    for (; match != m_matches.end() && *match < row.end; ++match)
        paintTint(painter, row, y, *match, *match + m_matchLength, m_theme.color(ColorToken::WarnLine));
}

ColorToken TextViewer::colourOf(const TextUnit &unit, const ColourSpan *span) const
{
    if (unit.kind == TextUnit::Kind::LineEnd)
        return ColorToken::Text3;
    if (unit.kind != TextUnit::Kind::Character)
        return ColorToken::Warn;
    return span && span->from <= unit.offset ? span->token : ColorToken::Text;
}

void TextViewer::paintUnits(QPainter &painter, const Row &row, int y) const
{
    const Language language = isBroken(row) ? Language::Plain : m_document.rules().language;
    const auto spans = colourSpans(language, row.start.lex, m_document.text(), row.start.offset, row.end);
    auto span = spans.begin();
    Run run(painter, y + m_ascent);
    const int first = horizontalScrollBar()->value(), last = first + columnsThatFit() + 2;
    const bool hex = m_document.rules().layout == RowLayout::Hex;
    for (const auto &[unit, column] : m_document.units(row)) {
        if (column + unit.width < first || column > last || unit.kind == TextUnit::Kind::Tab || unit.kind == TextUnit::Kind::Inserted) {
            run.flush();
            continue;
        }
        while (span != spans.end() && span->to <= unit.offset)
            ++span;
        const ColorToken token = colourOf(unit, span != spans.end() ? &*span : nullptr);
        run.add(hex ? hexByte(unit) : shownText(unit), x(column), m_theme.color(token), !hex && (isPlainAscii(unit) || unit.width == 0));
        // Another font may draw it wider or narrower than its cells, so what follows is placed anew.
        if (!isPlainAscii(unit) && unit.width > 1)
            run.flush();
    }
}

/// The right-hand part of a hex row: bytes as characters where they are printable ASCII.
void TextViewer::paintCharacters(QPainter &painter, const Row &row, int y) const
{
    constexpr int kColumn = 51;
    QString shown;
    for (const char c : QByteArrayView(m_document.text()).sliced(row.start.offset, row.end - row.start.offset))
        shown += c >= 0x20 && c < 0x7F ? QLatin1Char(c) : QChar(0xB7);
    painter.setPen(m_theme.color(ColorToken::Text2));
    painter.drawText(QPointF(x(kColumn), y + m_ascent), shown);
}

void TextViewer::paintCaret(QPainter &painter, const Row &row, int y) const
{
    const bool here = m_cursor >= row.start.offset && (m_cursor < row.next.offset || row.isLast);
    if (hasFocus() && here)
        painter.fillRect(QRectF(x(columnOf(row, m_cursor)), y + 1, 1.5, m_rowHeight - 2), m_theme.color(ColorToken::Accent));
}

int TextViewer::columnOf(const Row &row, qsizetype offset) const
{
    for (const auto &[unit, column] : m_document.units(row)) {
        if (unit.offset >= offset && unit.length > 0)
            return column;
    }
    return row.width;
}

qsizetype TextViewer::offsetInRow(const Row &row, int column) const
{
    for (const auto &[unit, start] : m_document.units(row)) {
        if (unit.length > 0 && column < start + unit.width)
            return unit.offset;
    }
    return std::max(row.end, row.start.offset);
}

qsizetype TextViewer::offsetAt(const QPoint &inViewport) const
{
    const std::vector<Row> rows = rowsInView();
    if (rows.empty())
        return 0;
    const int index = std::clamp(inViewport.y() / m_rowHeight, 0, int(rows.size()) - 1);
    const double column = (inViewport.x() - textLeft()) / m_cell + horizontalScrollBar()->value();
    return offsetInRow(rows[size_t(index)], int(column + 0.4));
}

QRect TextViewer::rectOf(qsizetype offset) const
{
    int y = 0;
    for (const Row &row : rowsInView()) {
        if (offset >= row.start.offset && (offset < row.next.offset || row.isLast))
            return {int(x(columnOf(row, offset))), y, int(m_cell), m_rowHeight};
        y += m_rowHeight;
    }
    return {};
}

TextViewer::VisibleText TextViewer::visibleText() const
{
    VisibleText shown;
    const auto add = [&](const QString &text, qsizetype offset) {
        shown.text += text;
        shown.offsets.insert(shown.offsets.end(), size_t(text.size()), offset);
    };
    for (const Row &row : rowsInView()) {
        if (!shown.text.isEmpty() && !row.start.continues)
            add(QStringLiteral("\n"), row.start.offset);
        if (!row.start.continues)
            add(QString(row.indent, QLatin1Char(' ')), row.start.offset);
        for (const auto &[unit, column] : m_document.units(row))
            add(m_document.rules().layout == RowLayout::Hex ? hexByte(unit) + QLatin1Char(' ') : shownText(unit), unit.offset);
    }
    return shown;
}

}
