#include "ui/token/comparison_window.h"

#include "ui/controls/button.h"
#include "ui/controls/page_scroll.h"
#include "ui/controls/tab_strip.h"
#include "ui/text/flow_label.h"
#include "ui/token/comparison_table.h"
#include "ui/token/decoding.h"
#include "ui/token/paste_box.h"
#include "ui/token/token_side.h"

#include <QGridLayout>
#include <QPainter>
#include <QPromise>
#include <QShortcut>
#include <QThreadPool>

namespace keyhole {

namespace {
constexpr int kWidth = 1080, kHeight = 800, kLeastWidth = 860, kLeastHeight = 620, kStackedBelow = 960;
}

ComparisonWindow::ComparisonWindow(const Theme &theme, const TokenCircumstances &circumstances, QWidget *parent)
    : QWidget(parent, Qt::Window), m_theme(theme), m_circumstances(circumstances), m_summary(new FlowLabel(theme, this)),
      m_swap(new Button(theme, tr("Swap"), Button::Kind::Outlined, {}, this)),
      m_other(new Button(theme, tr("Paste the other…"), Button::Kind::Outlined, {}, this)),
      m_pasteBox(new PasteBox(theme, tr("Token to compare with"), this)), m_timeSwitch(new TabStrip(theme, TabStrip::Look::Segments, this)),
      m_scroll(new PageScroll(this))
{
    setAttribute(Qt::WA_DeleteOnClose);
    setMinimumSize(theme.px(kLeastWidth), theme.px(kLeastHeight));
    setWindowTitle(tr("Two tokens compared"));
    setAccessibleName(windowTitle());
    build();
    placeParts(false);
    resize(theme.px(kWidth), theme.px(kHeight));
    connect(m_swap, &Button::clicked, this, [this] { compare(ShownToken(m_rightShown), ShownToken(m_leftShown)); });
    connect(m_other, &Button::clicked, m_pasteBox, &PasteBox::open);
    connect(m_pasteBox, &PasteBox::pasted, this, [this](const QByteArray &text) { compare(m_leftShown, {text, tr("Pasted.")}); });
    connect(m_pasteBox, &PasteBox::left, this, [this] { m_other->setFocus(Qt::OtherFocusReason); });
    connect(m_timeSwitch, &QTabBar::currentChanged, this, &ComparisonWindow::showComparison);
    connect(&m_comparing, &QFutureWatcherBase::finished, this, [this] { install(m_comparing.result()); });
    connect(&theme, &Theme::changed, m_scroll, &PageScroll::fit);
    connect(m_scroll, &PageScroll::widthOffered, this, [this](int width) { placeParts(width < m_theme.px(kStackedBelow)); });
    connect(new QShortcut(QKeySequence::Close, this), &QShortcut::activated, this, &QWidget::close);
}

QLayout *ComparisonWindow::buildHead()
{
    for (const QString &form : {tr("UTC"), tr("Local"), tr("Unix")})
        m_timeSwitch->addTab(form);
    m_timeSwitch->setAccessibleName(tr("Times as"));
    auto *row = new QHBoxLayout;
    row->setSpacing(m_theme.px(8));
    row->addWidget(m_summary, 1, Qt::AlignVCenter);
    row->addWidget(m_timeSwitch, 0, Qt::AlignVCenter);
    row->addWidget(m_swap, 0, Qt::AlignVCenter);
    row->addWidget(m_other, 0, Qt::AlignVCenter);
    auto *head = new QVBoxLayout;
    head->setContentsMargins(m_theme.px(20), m_theme.px(12), m_theme.px(16), m_theme.px(12));
    head->setSpacing(m_theme.px(10));
    head->addLayout(row);
    head->addWidget(m_pasteBox);
    return head;
}

void ComparisonWindow::build()
{
    m_left = new TokenSide(m_theme, tr("This token"), m_scroll->page());
    m_right = new TokenSide(m_theme, tr("The other"), m_scroll->page());
    m_table = new ComparisonTable(m_theme, m_scroll->page());
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(buildHead());
    column->addWidget(m_scroll, 1);
}

ComparisonWindow::Compared ComparisonWindow::compareTexts(const QByteArray &left, const QByteArray &right)
{
    Compared compared{decodeToken(left), decodeToken(right), {}};
    if (!right.isEmpty())
        compared.comparison = compareTokens(compared.left, compared.right);
    return compared;
}

void ComparisonWindow::compare(const ShownToken &left, const ShownToken &right)
{
    m_leftShown = left;
    m_rightShown = right;
    if (left.text.size() + right.text.size() <= kDecodedAtOnce)
        return install(compareTexts(left.text, right.text));
    auto promise = std::make_shared<QPromise<Compared>>();
    promise->start();
    m_comparing.setFuture(promise->future());
    QThreadPool::globalInstance()->start([promise, first = left.text, second = right.text] {
        promise->addResult(compareTexts(first, second));
        promise->finish();
    });
}

void ComparisonWindow::install(Compared compared)
{
    // Another pair may have been chosen meanwhile.
    if (compared.left.text != m_leftShown.text || compared.right.text != m_rightShown.text)
        return;
    m_compared = std::move(compared);
    m_left->setToken(m_compared.left, m_leftShown.from, m_circumstances);
    m_right->setToken(m_compared.right, m_rightShown.from, m_circumstances);
    showComparison();
    m_swap->setEnabled(!m_rightShown.text.isEmpty());
    if (m_rightShown.text.isEmpty())
        m_pasteBox->open();
}

void ComparisonWindow::showComparison()
{
    const QString summary = m_rightShown.text.isEmpty() ? tr("Paste the token to compare with.") : comparison().summary;
    m_summary->setRuns({{tr("Compared"), FontRole::Headline, ColorToken::Text},
                        {QStringLiteral("   "), FontRole::Headline, ColorToken::Text},
                        {summary, FontRole::Body, ColorToken::Text2}});
    m_table->setComparison(comparison(), TimeForm(m_timeSwitch->currentIndex()));
    m_scroll->fit();
}

void ComparisonWindow::placeParts(bool stacked)
{
    if (m_stacked == stacked)
        return;
    m_stacked = stacked;
    delete m_scroll->page()->layout();
    auto *grid = new QGridLayout(m_scroll->page());
    const int margin = m_theme.px(16);
    grid->setContentsMargins(margin, margin, margin, margin);
    grid->setSpacing(m_theme.px(12));
    grid->addWidget(m_left, 0, 0);
    grid->addWidget(m_right, stacked ? 1 : 0, stacked ? 0 : 1);
    grid->addWidget(m_table, stacked ? 2 : 1, 0, 1, stacked ? 1 : 2);
    grid->setRowStretch(stacked ? 2 : 1, 1);
    for (int column = 0; column < (stacked ? 1 : 2); ++column)
        grid->setColumnStretch(column, 1);
    m_table->setStacked(stacked);
}

void ComparisonWindow::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_theme.color(ColorToken::Window));
    const int bottom = m_scroll->y();
    painter.fillRect(QRect(0, 0, width(), bottom), m_theme.color(ColorToken::Surface));
    painter.setPen(m_theme.color(ColorToken::Border));
    painter.drawLine(QPointF(0, bottom - 0.5), QPointF(width(), bottom - 0.5));
}

}
