#include "ui/compare/compare_window.h"

#include "core/compare/comparison_text.h"
#include "ui/compare/body_box.h"
#include "ui/compare/difference_row.h"
#include "ui/compare/difference_section.h"
#include "ui/compare/side_box.h"
#include "ui/controls/button.h"
#include "ui/controls/page_scroll.h"
#include "ui/controls/tab_strip.h"
#include "ui/text/flow_label.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QMenu>
#include <QPainter>
#include <QPointer>
#include <QPromise>
#include <QShortcut>
#include <QThreadPool>

namespace keyhole {

namespace {

constexpr int kWidth = 1080, kHeight = 800, kLeastWidth = 720, kLeastHeight = 520;

ExchangeComparison comparisonOf(const CompareWindow::Accepted &accepted, const LearnedNoise &known, const Exchange &left,
                                const Exchange &right, bool secretsCompare)
{
    std::vector<const Exchange *> others;
    for (const auto &each : accepted) {
        if (each.get() != &left && each.get() != &right)
            others.push_back(each.get());
    }
    LearnedNoise noise = learnNoise(others, right);
    noise.remember(known);
    return compareExchanges(left, right, {noise, ComparedSides::Whole, secretsCompare});
}

}

CompareWindow::CompareWindow(const Theme &theme, QWidget *parent)
    : QWidget(parent, Qt::Window), m_theme(theme),
      m_summary(new FlowLabel(theme, this)), m_sides{new SideBox(theme, tr("Left"), this), new SideBox(theme, tr("Right"), this)},
      m_swap(new Button(theme, tr("Swap"), Button::Kind::Outlined, {}, this)),
      m_copy(new Button(theme, tr("Copy as Markdown"), Button::Kind::Outlined, {}, this)),
      m_extent(new TabStrip(theme, TabStrip::Look::Segments, this)), m_scroll(new PageScroll(this))
{
    setAttribute(Qt::WA_DeleteOnClose);
    setMinimumSize(theme.px(kLeastWidth), theme.px(kLeastHeight));
    setWindowTitle(tr("Two exchanges compared"));
    setAccessibleName(windowTitle());
    build();
    resize(theme.px(kWidth), theme.px(kHeight));
    connect(m_swap, &Button::clicked, this, [this] { compare(ComparedExchange(m_right), ComparedExchange(m_left)); });
    connect(m_copy, &Button::clicked, this, &CompareWindow::copyMarkdown);
    connect(m_sides[0], &SideBox::chooseRequested, this, [this] { choose(false); });
    connect(m_sides[1], &SideBox::chooseRequested, this, [this] { choose(true); });
    connect(m_extent, &QTabBar::currentChanged, this, &CompareWindow::rebuild);
    connect(&m_comparing, &QFutureWatcherBase::finished, this, [this] { showComparison(m_comparing.result()); });
    connect(&theme, &Theme::changed, this, &CompareWindow::rebuild);
    connect(new QShortcut(QKeySequence("F7"), this), &QShortcut::activated, this, &CompareWindow::nextDifference);
    connect(new QShortcut(QKeySequence("Shift+F7"), this), &QShortcut::activated, this, &CompareWindow::previousDifference);
    connect(new QShortcut(QKeySequence("Ctrl+Shift+E"), this), &QShortcut::activated, this, &CompareWindow::copyMarkdown);
    connect(new QShortcut(QKeySequence::Close, this), &QShortcut::activated, this, &QWidget::close);
}

QLayout *CompareWindow::buildHead()
{
    m_extent->addTab(tr("Differences"));
    m_extent->addTab(tr("All parts"));
    m_extent->setAccessibleName(tr("What is shown"));
    setPlainToolTip(m_copy, tr("Copies the differences as Markdown, secrets masked (Ctrl+Shift+E). F7 goes to the next difference."));
    auto *row = new QHBoxLayout;
    row->setSpacing(m_theme.px(8));
    row->addWidget(m_summary, 1, Qt::AlignVCenter);
    row->addWidget(m_extent, 0, Qt::AlignVCenter);
    row->addWidget(m_swap, 0, Qt::AlignVCenter);
    row->addWidget(m_copy, 0, Qt::AlignVCenter);
    auto *sides = new QHBoxLayout;
    sides->setSpacing(m_theme.px(12));
    sides->addWidget(m_sides[0], 1);
    sides->addWidget(m_sides[1], 1);
    auto *head = new QVBoxLayout;
    head->setContentsMargins(m_theme.px(20), m_theme.px(12), m_theme.px(16), m_theme.px(12));
    head->setSpacing(m_theme.px(10));
    head->addLayout(row);
    head->addLayout(sides);
    return head;
}

void CompareWindow::build()
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(buildHead());
    column->addWidget(m_scroll, 1);
    auto *outer = new QVBoxLayout(m_scroll->page());
    outer->setContentsMargins(m_theme.px(16), m_theme.px(12), m_theme.px(16), m_theme.px(16));
}

void CompareWindow::compare(const ComparedExchange &left, const ComparedExchange &right)
{
    m_left = left;
    m_right = right;
    start();
}

void CompareWindow::setAccepted(Accepted accepted)
{
    m_accepted = std::move(accepted);
    start();
}

void CompareWindow::start()
{
    if (!m_left.exchange || !m_right.exchange)
        return showComparison({});
    auto promise = std::make_shared<QPromise<ExchangeComparison>>();
    promise->start();
    m_comparing.setFuture(promise->future());
    const LearnedNoise known = m_known ? m_known(m_right.exchange->last().request) : LearnedNoise();
    QThreadPool::globalInstance()->start([promise, accepted = m_accepted, known, left = m_left.exchange, right = m_right.exchange,
                                          secretsCompare = m_left.marks == m_right.marks] {
        promise->addResult(comparisonOf(accepted, known, *left, *right, secretsCompare));
        promise->finish();
    });
}

void CompareWindow::choose(bool right)
{
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    for (const Choice &choice : m_choices ? m_choices() : std::vector<Choice>()) {
        QAction *action = menu->addAction(visibleText(choice.title).replace(u'&', QStringLiteral("&&")));
        connect(action, &QAction::triggered, this, [this, right, load = choice.load] {
            load([window = QPointer(this), right](const ComparedExchange &chosen) {
                if (window)
                    window->compare(right ? window->m_left : chosen, right ? chosen : window->m_right);
            });
        });
    }
    if (menu->isEmpty())
        menu->addAction(tr("Nothing was sent or opened yet"))->setEnabled(false);
    SideBox *box = m_sides[right ? 1 : 0];
    menu->popup(box->chooser()->mapToGlobal(QPoint(0, box->chooser()->height())));
}

void CompareWindow::showComparison(const ExchangeComparison &comparison)
{
    m_comparison = comparison;
    m_sides[0]->setSide(comparison.left, m_left.from);
    m_sides[1]->setSide(comparison.right, m_right.from);
    const bool both = m_left.exchange && m_right.exchange;
    m_swap->setEnabled(both);
    m_copy->setEnabled(both);
    m_summary->setRuns(
        {{tr("Compared"), FontRole::Headline, ColorToken::Text},
         {QStringLiteral("   "), FontRole::Headline, ColorToken::Text},
         {both ? comparisonSummary(comparison) : tr("Choose the exchange to compare with."), FontRole::Body, ColorToken::Text2}});
    rebuild();
    emit compared();
}

void CompareWindow::rebuild()
{
    delete m_page;
    m_sections.clear();
    m_page = new QWidget(m_scroll->page());
    auto *column = new QVBoxLayout(m_page);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(m_theme.px(8));
    if (m_left.exchange && m_right.exchange)
        addSections();
    if (m_comparison.leftOut > 0) {
        auto *note = new FlowLabel(m_theme, m_page);
        note->setRuns({{tr("%n more differences are not shown", nullptr, int(m_comparison.leftOut)), FontRole::Body, ColorToken::Text2}});
        column->addWidget(note);
    }
    column->addStretch();
    m_scroll->page()->layout()->addWidget(m_page);
    m_page->show();
    m_scroll->fit();
}

void CompareWindow::addSections()
{
    struct Found {
        DifferenceSection::Subject subject;
        std::vector<ExchangeDifference> items;
        size_t first;  ///< the place of its most telling difference among all
    };
    std::vector<Found> found;
    for (const auto &subject : DifferenceSection::subjects()) {
        Found each{subject, {}, m_comparison.items.size()};
        for (size_t i = 0; i < m_comparison.items.size(); ++i) {
            const ExchangeDifference &item = m_comparison.items[i];
            if (std::find(subject.parts.begin(), subject.parts.end(), item.part) == subject.parts.end())
                continue;
            each.first = std::min(each.first, i);
            each.items.push_back(item);
        }
        if (!each.items.empty() || m_extent->currentIndex() == 1)
            found.push_back(std::move(each));
    }
    std::stable_sort(found.begin(), found.end(), [](const Found &a, const Found &b) { return a.first < b.first; });
    for (Found &each : found) {
        auto *section = new DifferenceSection(m_theme, each.subject, std::move(each.items), m_page);
        addBodies(section);
        connect(section, &DifferenceSection::rearranged, m_scroll, &PageScroll::fit);
        connect(section, &DifferenceSection::placeRequested, this, [this](const ExchangeDifference &difference) {
            const bool ofLeft = difference.kind == ExchangeDifference::Kind::Removed;
            emit placeRequested(ofLeft ? m_left.exchange : m_right.exchange, difference.where);
        });
        m_page->layout()->addWidget(section);
        m_sections.push_back(section);
    }
}

void CompareWindow::addBodies(DifferenceSection *section)
{
    const auto &subjects = DifferenceSection::subjects();
    const auto subject = std::find_if(subjects.begin(), subjects.end(), [&](const auto &each) { return each.title == section->title(); });
    const ComparedPart part = subject->parts.front();
    if (part != ComparedPart::RequestBody && part != ComparedPart::ResponseBody)
        return;
    const auto of = part == ComparedPart::RequestBody ? BodyBox::Of::Requests : BodyBox::Of::Responses;
    auto *box = new BodyBox(m_theme, of, m_left.exchange, m_right.exchange, section);
    connect(box, &BodyBox::rearranged, m_scroll, &PageScroll::fit);
    section->addBelow(box);
}

std::vector<DifferenceRow *> CompareWindow::visibleRows() const
{
    std::vector<DifferenceRow *> rows;
    for (const DifferenceSection *section : m_sections) {
        std::copy_if(section->rows().begin(), section->rows().end(), std::back_inserter(rows),
                     [](const DifferenceRow *row) { return row->isVisible(); });
    }
    return rows;
}

void CompareWindow::step(int by)
{
    const auto rows = visibleRows();
    if (rows.empty())
        return;
    const auto current = std::find_if(rows.begin(), rows.end(), [](const DifferenceRow *row) { return row->hasFocus(); });
    const auto count = qsizetype(rows.size());
    const qsizetype at = current == rows.end() ? (by > 0 ? -1 : count) : current - rows.begin();
    DifferenceRow *next = rows[size_t((at + by + count) % count)];
    next->setFocus(Qt::ShortcutFocusReason);
    m_scroll->ensureWidgetVisible(next, 0, m_theme.px(24));
}

void CompareWindow::copyMarkdown()
{
    QGuiApplication::clipboard()->setText(comparisonToMarkdown(m_comparison, m_extent->currentIndex() == 1));
}

void CompareWindow::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_theme.color(ColorToken::Window));
    const int bottom = m_scroll->y();
    painter.fillRect(QRect(0, 0, width(), bottom), m_theme.color(ColorToken::Surface));
    painter.setPen(m_theme.color(ColorToken::Border));
    painter.drawLine(QPointF(0, bottom - 0.5), QPointF(width(), bottom - 0.5));
}

}
