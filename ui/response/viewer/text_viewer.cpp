#include "ui/response/viewer/text_viewer.h"

#include "ui/controls/secret_clipboard.h"
#include "ui/response/viewer/viewer_accessible.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QPromise>
#include <QResizeEvent>
#include <QScrollBar>
#include <QThreadPool>
#include <limits>

namespace keyhole {

namespace {

constexpr qsizetype kAtOnce = 64 << 10;  // bytes that are indexed before the first paint; the rest goes to the pool
constexpr qsizetype kEverything = std::numeric_limits<qsizetype>::max();
constexpr int kLongestRow = 4096;  // cells
constexpr int kShortestRow = 20;

QFuture<ViewerDocument> prepareInPool(const ViewerContent &content, const RowRules &rules)
{
    auto promise = std::make_shared<QPromise<ViewerDocument>>();
    promise->start();
    QThreadPool::globalInstance()->start([promise, content, rules] {
        ViewerDocument document = prepare(content, rules, kEverything, [&] { return !promise->isCanceled(); });
        if (!promise->isCanceled())
            promise->addResult(std::move(document));
        promise->finish();
    });
    return promise->future();
}

void toClipboard(const QByteArray &utf8, bool concealed)
{
    if (concealed)
        copySecret(Secret(utf8));
    else
        QGuiApplication::clipboard()->setText(QString::fromUtf8(utf8));
}

}

TextViewer::TextViewer(const Theme &theme, QWidget *parent) : QAbstractScrollArea(parent), m_theme(theme)
{
    ViewerAccessible::install();
    setFocusPolicy(Qt::StrongFocus);
    setFrameShape(QFrame::NoFrame);
    setLayoutDirection(Qt::LeftToRight);
    viewport()->setCursor(Qt::IBeamCursor);
    horizontalScrollBar()->setSingleStep(4);
    takeFont();
    connect(&m_preparing, &QFutureWatcherBase::finished, this, [this] {
        if (!m_preparing.isCanceled())
            install(m_preparing.result(), true);
    });
    connect(&theme, &Theme::changed, this, [this] {
        takeFont();
        rebuild(true);
    });
}

TextViewer::~TextViewer()
{
    m_preparing.cancel();
}

void TextViewer::takeFont()
{
    m_font = m_theme.font(FontRole::Code);
    const QFontMetricsF metrics(m_font);
    m_cell = metrics.horizontalAdvance(QLatin1Char('0'));
    m_rowHeight = std::max(int(metrics.height()), m_theme.px(18));
    m_ascent = int(metrics.ascent() + (m_rowHeight - metrics.height()) / 2);
}

RowRules TextViewer::wantedRules() const
{
    RowRules rules;
    rules.layout = m_pretty && m_content.isJson ? RowLayout::PrettyJson : RowLayout::Raw;
    rules.breakAt = m_wrapped ? std::clamp(columnsThatFit(), kShortestRow, kLongestRow) : kLongestRow;
    rules.marksLineEnds = m_lineEndsMarked;
    return rules;
}

void TextViewer::setContent(const ViewerContent &content)
{
    m_content = content;
    m_cursor = m_anchor = 0;
    setMatches({}, 0);
    rebuild(false);
}

void TextViewer::setPretty(bool pretty)
{
    m_pretty = pretty;
    rebuild(true);
}

void TextViewer::setWrapped(bool wrapped)
{
    m_wrapped = wrapped;
    setHorizontalScrollBarPolicy(wrapped ? Qt::ScrollBarAlwaysOff : Qt::ScrollBarAsNeeded);
    rebuild(true);
}

void TextViewer::setLineEndsMarked(bool marked)
{
    m_lineEndsMarked = marked;
    rebuild(true);
}

/// A new content is shown from its beginning at once; the same content arranged anew stays as it is until it is ready, and keeps its place.
void TextViewer::rebuild(bool keepPlace)
{
    m_preparing.cancel();
    const RowRules rules = wantedRules();
    const bool large = m_content.bytes.size() > kAtOnce;
    if (!large || !keepPlace)
        install(prepare(m_content, rules, kAtOnce * 2), keepPlace);
    if (!large)
        return;
    // A watcher, since cancelling the root of a chain of then() crashes in Qt 6.4 once in a while.
    m_preparing.setFuture(prepareInPool(m_content, rules));
}

void TextViewer::install(const ViewerDocument &document, bool keepPlace)
{
    const qsizetype top = keepPlace && m_document.rowCount() > 0 ? m_document.row(firstRow()).start.offset : 0;
    m_document = document;
    updateScrollBars();
    verticalScrollBar()->setValue(keepPlace && top > 0 ? int(m_document.rowOf(top)) : 0);
    if (!keepPlace)
        horizontalScrollBar()->setValue(0);
    viewport()->update();
    emit documentChanged();
}

void TextViewer::updateScrollBars()
{
    const auto rows = std::min<qint64>(m_document.rowCount(), std::numeric_limits<int>::max());
    verticalScrollBar()->setRange(0, int(std::max<qint64>(0, rows - visibleRows())));
    verticalScrollBar()->setPageStep(visibleRows());
    horizontalScrollBar()->setRange(0, m_wrapped ? 0 : std::max(0, m_document.widest() + 2 - columnsThatFit()));
    horizontalScrollBar()->setPageStep(columnsThatFit());
}

void TextViewer::resizeEvent(QResizeEvent *event)
{
    if (m_wrapped && event->size().width() != event->oldSize().width() && wantedRules().breakAt != m_document.rules().breakAt)
        rebuild(true);
    updateScrollBars();
}

qint64 TextViewer::firstRow() const
{
    return verticalScrollBar()->value();
}

int TextViewer::visibleRows() const
{
    return std::max(1, viewport()->height() / m_rowHeight);
}

int TextViewer::columnsThatFit() const
{
    return std::max(1, int((viewport()->width() - textLeft() - m_theme.px(4)) / m_cell));
}

std::vector<Row> TextViewer::rowsInView() const
{
    return m_document.rows(firstRow(), visibleRows() + 1);
}

void TextViewer::select(qsizetype from, qsizetype to)
{
    m_anchor = std::clamp<qsizetype>(from, 0, m_document.text().size());
    moveTo(std::clamp<qsizetype>(to, 0, m_document.text().size()), true);
    ensureVisible(m_anchor);
}

void TextViewer::selectAll()
{
    m_anchor = 0;
    m_cursor = m_document.text().size();
    viewport()->update();
    emit cursorMoved();
}

void TextViewer::copy()
{
    if (!hasSelection())
        return;
    if (selectionTo() - selectionFrom() <= kAtOnce) {
        toClipboard(selectedText(), m_concealed);
        return;
    }
    auto promise = std::make_shared<QPromise<QByteArray>>();
    promise->start();
    promise->future().then(this, [concealed = m_concealed](const QByteArray &utf8) { toClipboard(utf8, concealed); });
    QThreadPool::globalInstance()->start([promise, document = m_document, from = selectionFrom(), to = selectionTo()] {
        promise->addResult(document.copied(from, to));
        promise->finish();
    });
}

void TextViewer::setMatches(std::vector<qsizetype> offsets, qsizetype length)
{
    m_matches = std::move(offsets);
    m_matchLength = length;
    viewport()->update();
}

}
