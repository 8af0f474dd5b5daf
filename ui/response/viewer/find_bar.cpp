#include "ui/response/viewer/find_bar.h"

#include "ui/controls/icon_button.h"
#include "ui/response/viewer/text_viewer.h"
#include "ui/text/text_label.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLineEdit>
#include <QPromise>
#include <QThreadPool>

namespace keyhole {

namespace {

constexpr qsizetype kAtOnce = 1 << 20;

QFuture<Matches> findInPool(const QByteArray &text, const QByteArray &needle)
{
    auto promise = std::make_shared<QPromise<Matches>>();
    promise->start();
    QThreadPool::globalInstance()->start([promise, text, needle] {
        Matches matches = findAll(text, needle, [&] { return !promise->isCanceled(); });
        if (!promise->isCanceled())
            promise->addResult(std::move(matches));
        promise->finish();
    });
    return promise->future();
}

}

FindBar::FindBar(const Theme &theme, TextViewer *viewer, QWidget *parent)
    : QWidget(parent), m_viewer(viewer), m_text(new QLineEdit), m_count(new TextLabel(theme, {}, FontRole::Small, ColorToken::Text2))
{
    m_text->setPlaceholderText(tr("Find"));
    m_text->setAccessibleName(tr("Find in the text"));
    m_text->setClearButtonEnabled(true);
    auto *previous = new IconButton(theme, QStringLiteral("chevron-up"), tr("Previous match"));
    auto *next = new IconButton(theme, QStringLiteral("chevron-down"), tr("Next match"));
    auto *done = new IconButton(theme, QStringLiteral("x"), tr("Close find"));
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(theme.px(12), theme.px(4), theme.px(12), theme.px(4));
    row->setSpacing(theme.px(4));
    row->addWidget(m_text, 1);
    row->addSpacing(theme.px(8));
    row->addWidget(m_count);
    row->addWidget(previous);
    row->addWidget(next);
    row->addWidget(done);
    connect(m_text, &QLineEdit::textChanged, this, &FindBar::search);
    connect(&m_searching, &QFutureWatcherBase::finished, this, [this] {
        if (!m_searching.isCanceled())
            take(m_searching.result());
    });
    connect(previous, &QToolButton::clicked, this, [this] { step(-1); });
    connect(next, &QToolButton::clicked, this, [this] { step(1); });
    connect(done, &QToolButton::clicked, this, &FindBar::close);
    connect(viewer, &TextViewer::documentChanged, this, [this] {
        if (!isHidden())
            search();
    });
    hide();
}

FindBar::~FindBar()
{
    m_searching.cancel();
}

void FindBar::open()
{
    const QString selected = QString::fromUtf8(m_viewer->selectedText().left(200));
    QWidget::show();
    if (!selected.isEmpty() && !selected.contains(QLatin1Char('\n')))
        m_text->setText(selected);
    m_text->selectAll();
    m_text->setFocus(Qt::ShortcutFocusReason);
    search();
}

void FindBar::close()
{
    m_searching.cancel();
    m_viewer->setMatches({}, 0);
    hide();
    m_viewer->setFocus(Qt::ShortcutFocusReason);
}

/// The viewer puts a blank after each colon of re-indented JSON that need not be in the bytes.
QByteArray FindBar::needle() const
{
    const QByteArray typed = m_text->text().toUtf8();
    if (m_viewer->document().rules().layout != RowLayout::PrettyJson)
        return typed;
    QByteArray packed = typed;
    packed.replace("\": ", "\":");
    const QByteArrayView first = QByteArrayView(m_viewer->document().text()).first(std::min(kAtOnce, m_viewer->document().text().size()));
    return packed != typed && findAll(first, typed).offsets.empty() ? packed : typed;
}

void FindBar::search()
{
    m_searching.cancel();
    const QByteArray text = m_viewer->document().text();
    if (text.size() <= kAtOnce) {
        take(findAll(text, needle()));
        return;
    }
    m_count->setText(tr("Searching"));
    m_searching.setFuture(findInPool(text, needle()));
}

void FindBar::take(const Matches &matches)
{
    m_matches = matches;
    m_viewer->setMatches(matches.offsets, matches.length);
    const auto after = std::lower_bound(matches.offsets.begin(), matches.offsets.end(), m_viewer->selectionFrom());
    m_current = -1;
    if (!matches.offsets.empty())
        show(after == matches.offsets.end() ? 0 : int(after - matches.offsets.begin()));
    showCount();
    emit searched();
}

void FindBar::step(int direction)
{
    if (!isVisible() || m_matches.offsets.empty())
        return;
    const int count = matchCount();
    show((m_current + direction + count) % count);
    showCount();
}

void FindBar::show(int match)
{
    m_current = match;
    const qsizetype from = m_matches.offsets.at(size_t(match));
    m_viewer->select(from, from + m_matches.length);
}

void FindBar::showCount()
{
    if (m_text->text().isEmpty())
        m_count->setText({});
    else if (m_matches.offsets.empty())
        m_count->setText(tr("No match"));
    else if (m_matches.cut)
        m_count->setText(tr("%1 of more than %2").arg(m_current + 1).arg(matchCount()));
    else
        m_count->setText(tr("%1 of %2").arg(m_current + 1).arg(matchCount()));
}

void FindBar::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape)
        close();
    else if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter || event->key() == Qt::Key_F3)
        step(event->modifiers() & Qt::ShiftModifier ? -1 : 1);
    else
        QWidget::keyPressEvent(event);
}

}
