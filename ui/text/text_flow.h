#pragma once

#include "ui/theme/theme.h"

#include <QTextLayout>
#include <vector>

namespace keyhole {

/// A piece of text in one font and colour.
struct TextRun {
    QString text;
    FontRole font = FontRole::Body;
    ColorToken color = ColorToken::Text;
};

/// Runs of one of our own sentences: names written as **exp** come in `strong`, without the stars. Only a name can be marked so (letters,
/// digits, '_', '-', '.'), and all that a mark can do is to make it bold.
std::vector<TextRun> runsOf(const QString &sentence, FontRole font, FontRole strong, ColorToken color);
/// The same sentence without the marks, for accessible texts and the clipboard.
QString withoutMarks(const QString &sentence);

/// Text in several fonts, wrapped to a width. It only draws: nothing in it is read as mark-up, control characters become visible.
class TextFlow {
public:
    TextFlow(const Theme &theme, const std::vector<TextRun> &runs);

    int heightFor(int width) const;
    int naturalWidth() const;  ///< on one line
    /// Left means where reading begins in the painter's direction.
    void draw(QPainter &painter, const QRect &place, Qt::Alignment alignment = Qt::AlignLeft) const;
    const QString &text() const { return m_text; }

private:
    void layOut(QTextLayout &layout, qreal width, Qt::Alignment alignment) const;
    QString m_text;
    QFont m_font;
    QList<QTextLayout::FormatRange> m_formats;
};

}
