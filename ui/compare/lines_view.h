#pragma once

#include "core/compare/body_sides.h"
#include "ui/theme/theme.h"

#include <QAbstractScrollArea>

namespace keyhole {

/// Two contents line by line: side by side, or one below the other where they differ. Lines alike in both are left out but for three around
/// each difference, which is told. Paints what is visible alone.
class LinesView : public QAbstractScrollArea {
    Q_OBJECT
public:
    explicit LinesView(const Theme &theme, QWidget *parent = nullptr);
    void setSides(BodySides sides);
    void setUnified(bool unified);
    bool isUnified() const { return m_unified; }
    /// Scrolls to the next stretch that differs, or the one before; nothing when there is none.
    void step(int by);

    /// What is shown, a line a row: "  same", "- left", "+ right", "~ left | right", "… 120 lines alike".
    QStringList shownRows() const;

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    /// Lines by their numbers; -1: none on that side.
    struct Row {
        enum class Kind { Same, Differs, Skipped } kind = Kind::Same;
        qsizetype left = -1, right = -1;
        qsizetype skipped = 0;
    };
    void rebuild();
    void addSame(const LineRun &run, bool first, bool last);
    void addDiffering(const LineRun &removed, const LineRun &added);
    int rowHeight() const;
    void fitScrollBars();
    QString textOf(bool right, qsizetype line) const;
    void paintRow(QPainter &painter, const Row &row, const QRect &place) const;
    void paintLine(QPainter &painter, const QRect &place, bool right, qsizetype line, bool differs) const;

    const Theme &m_theme;
    BodySides m_sides;
    std::vector<QByteArrayView> m_lines[2];  ///< into m_sides
    std::vector<Row> m_rows;
    bool m_unified = false;
};

}
