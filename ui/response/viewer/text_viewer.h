#pragma once

#include "ui/response/viewer/content.h"
#include "ui/theme/theme.h"

#include <QAbstractScrollArea>
#include <QFutureWatcher>

namespace keyhole {

/// Shows a text of any size, and paints only what is visible. Read-only; selection, find and copy by keyboard and mouse. Places are offsets
/// in the document's UTF-8 text, so they hold whether it is shown pretty, raw or wrapped.
class TextViewer : public QAbstractScrollArea {
    Q_OBJECT
public:
    explicit TextViewer(const Theme &theme, QWidget *parent = nullptr);
    ~TextViewer() override;

    /// The beginning is shown at once; the rest is indexed in the thread pool, then documentChanged() comes a second time.
    void setContent(const ViewerContent &content);
    void clear() { setContent({}); }
    void setPretty(bool pretty);  ///< only for JSON
    bool isPretty() const { return m_pretty; }
    void setWrapped(bool wrapped);
    bool isWrapped() const { return m_wrapped; }
    void setLineEndsMarked(bool marked);
    const ViewerDocument &document() const { return m_document; }

    qsizetype cursor() const { return m_cursor; }
    qsizetype selectionFrom() const { return std::min(m_cursor, m_anchor); }
    qsizetype selectionTo() const { return std::max(m_cursor, m_anchor); }
    bool hasSelection() const { return m_cursor != m_anchor; }
    QByteArray selectedText() const { return m_document.copied(selectionFrom(), selectionTo()); }
    void select(qsizetype from, qsizetype to);  ///< and scrolls there
    void selectAll();
    void copy();
    /// The text holds secrets: what is copied is marked so, and does not stay in the clipboard.
    void setConcealed(bool concealed) { m_concealed = concealed; }

    /// Matches are places where `length` bytes are tinted; the current one is selected by the caller.
    void setMatches(std::vector<qsizetype> offsets, qsizetype length);

    /// The text of the rows that are visible, as drawn, with the offset of each character in the document.
    struct VisibleText {
        QString text;
        std::vector<qsizetype> offsets;
    };
    VisibleText visibleText() const;
    QRect rectOf(qsizetype offset) const;  ///< of the character there, in the viewport; empty when it is not visible
    qsizetype offsetAt(const QPoint &inViewport) const;
    qint64 firstRow() const;
    int visibleRows() const;

signals:
    void documentChanged();
    void cursorMoved();

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;

private:
    void takeFont();
    RowRules wantedRules() const;
    void rebuild(bool keepPlace);
    void install(const ViewerDocument &document, bool keepPlace);
    void updateScrollBars();
    int gutterWidth() const;
    int textLeft() const;
    int columnsThatFit() const;

    std::vector<Row> rowsInView() const;
    void paintRow(QPainter &painter, const Row &row, int y) const;
    void paintGutter(QPainter &painter, const Row &row, int y) const;
    void paintTint(QPainter &painter, const Row &row, int y, qsizetype from, qsizetype to, const QColor &colour) const;
    void paintMatches(QPainter &painter, const Row &row, int y) const;
    void paintUnits(QPainter &painter, const Row &row, int y) const;
    void paintCharacters(QPainter &painter, const Row &row, int y) const;
    void paintCaret(QPainter &painter, const Row &row, int y) const;
    QString gutterText(const Row &row) const;
    bool isBroken(const Row &row) const;
    ColorToken colourOf(const TextUnit &unit, const ColourSpan *span) const;
    double x(int column) const;
    int columnOf(const Row &row, qsizetype offset) const;
    qsizetype offsetInRow(const Row &row, int column) const;

    void moveTo(qsizetype offset, bool select);
    void tellScreenReader();
    void ensureVisible(qsizetype offset);
    void moveByUnit(int direction, bool select);
    void moveByWord(int direction, bool select);
    void moveByRows(qint64 rows, bool select);
    bool handleNavigation(const QKeyEvent *event);

    const Theme &m_theme;
    ViewerContent m_content;
    ViewerDocument m_document;
    QFutureWatcher<ViewerDocument> m_preparing;
    bool m_pretty = true, m_wrapped = false, m_lineEndsMarked = false, m_concealed = false;
    qsizetype m_cursor = 0, m_anchor = 0;
    int m_goalColumn = -1;  // the column that Up and Down return to
    std::vector<qsizetype> m_matches;
    qsizetype m_matchLength = 0;
    QFont m_font;
    double m_cell = 8;  // width of a character
    int m_rowHeight = 18, m_ascent = 13;
};

}
