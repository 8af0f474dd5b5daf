#include "ui/token/token_window.h"

#include "ui/text/flow_label.h"
#include "ui/theme/rounded_frame.h"
#include "ui/token/claim_table.h"
#include "ui/token/encoded_card.h"
#include "ui/token/signature_card.h"
#include "ui/token/token_head.h"
#include "ui/token/validity_line.h"

#include <QClipboard>
#include <QEvent>
#include <QGridLayout>
#include <QGuiApplication>
#include <QPainter>
#include <QScrollArea>
#include <QShortcut>
#include <algorithm>

namespace keyhole {

namespace {
constexpr int kWidth = 1080, kHeight = 800, kLeastWidth = 860, kLeastHeight = 620, kStackedBelow = 960, kEncodedWidth = 372;
}

TokenWindow::TokenWindow(const Theme &theme, const QByteArray &token, const QString &from, std::optional<ClockOffset> offset, Instant now,
                         QWidget *parent)
    : QWidget(parent, Qt::Window), m_theme(theme), m_offset(offset), m_now(now), m_head(new TokenHead(theme, this)),
      m_scroll(new QScrollArea(this)), m_content(new QWidget)
{
    setAttribute(Qt::WA_DeleteOnClose);
    setMinimumSize(theme.px(kLeastWidth), theme.px(kLeastHeight));
    build(theme);
    connectParts();
    placeParts(false);
    resize(theme.px(kWidth), theme.px(kHeight));
    setToken(token, from);
}

void TokenWindow::build(const Theme &theme)
{
    m_encoded = new EncodedCard(theme, m_content);
    m_signature = new SignatureCard(theme, m_content);
    m_claims = new ClaimTable(theme, m_content);
    m_validity = new RoundedFrame(theme, ColorToken::Raised, ColorToken::Border, 8, m_content);
    m_sentence = new FlowLabel(theme, m_validity);
    m_line = new ValidityLine(theme, m_validity);
    auto *validity = new QVBoxLayout(m_validity);
    validity->setContentsMargins(theme.px(16), theme.px(12), theme.px(16), theme.px(16));
    validity->setSpacing(theme.px(20));
    validity->addWidget(m_sentence);
    validity->addWidget(m_line);

    m_scroll->setWidget(m_content);
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setFocusPolicy(Qt::NoFocus);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_scroll->viewport()->setAutoFillBackground(false);
    m_content->setAutoFillBackground(false);
    m_scroll->viewport()->installEventFilter(this);
    m_content->installEventFilter(this);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_head);
    column->addWidget(m_scroll, 1);
}

void TokenWindow::connectParts()
{
    connect(m_head, &TokenHead::pasted, this, [this](const QByteArray &text) { setToken(text, tr("Pasted.")); });
    connect(m_head, &TokenHead::copyRequested, this, &TokenWindow::copyWithoutSignature);
    connect(m_signature, &SignatureCard::checked, this, [this] { m_head->setStates(m_token, m_timing, m_signature->facts()); });
    connect(m_claims, &ClaimTable::memberChosen, this, &TokenWindow::chooseMember);
    connect(m_claims, &ClaimTable::timeFormChanged, this, &TokenWindow::showValidity);
    connect(m_encoded, &EncodedCard::offsetSelected, this, &TokenWindow::chooseAt);
    connect(&m_theme, &Theme::changed, this, &TokenWindow::fitContent);
    connect(new QShortcut(QKeySequence::Close, this), &QShortcut::activated, this, &QWidget::close);
}

void TokenWindow::setToken(const QByteArray &text, const QString &from)
{
    m_token = decodeToken(text);
    m_timing = timingOf(m_token, m_offset, m_now);
    m_places = claimPlaces(m_token);
    m_head->setToken(m_token, from);
    m_encoded->setToken(m_token);
    m_signature->setToken(m_token);
    m_claims->setToken(m_token, m_timing);
    m_head->setStates(m_token, m_timing, m_signature->facts());
    setWindowTitle(m_head->title());
    setAccessibleName(m_head->title());
    showValidity();
    fitContent();
}

void TokenWindow::showValidity()
{
    m_validity->setVisible(m_token.payload.has_value());
    const QString sentence = timingSentence(m_timing, m_claims->timeForm());
    m_sentence->setRuns({{tr("Validity"), FontRole::Strong, ColorToken::Text},
                         {QStringLiteral("  "), FontRole::Strong, ColorToken::Text},
                         {sentence, FontRole::Small, ColorToken::Text2}});
    m_line->setVisible(m_timing.state != TokenTiming::State::Timeless);
    m_line->setTiming(m_timing, m_claims->timeForm());
}

void TokenWindow::placeParts(bool stacked)
{
    if (m_stacked == stacked)
        return;
    m_stacked = stacked;
    delete m_content->layout();
    auto *grid = new QGridLayout(m_content);
    const int margin = m_theme.px(16);
    grid->setContentsMargins(margin, margin, margin, margin);
    grid->setSpacing(m_theme.px(12));
    const int wide = stacked ? 1 : 2;
    grid->addWidget(m_encoded, 0, 0);
    grid->addWidget(m_signature, 1, 0);
    grid->addWidget(m_claims, stacked ? 2 : 0, stacked ? 0 : 1, stacked ? 1 : 2, 1);
    grid->addWidget(m_validity, stacked ? 3 : 2, 0, 1, wide);
    grid->setRowStretch(0, stacked ? 0 : 1);
    grid->setRowStretch(4, stacked ? 1 : 0);
    grid->setColumnStretch(wide - 1, 1);
    for (QWidget *part : std::initializer_list<QWidget *>{m_encoded, m_signature}) {
        part->setMinimumWidth(stacked ? 0 : m_theme.px(kEncodedWidth));
        part->setMaximumWidth(stacked ? QWIDGETSIZE_MAX : m_theme.px(kEncodedWidth));
    }
}

/// As wide as the window, as high as the parts need at that width, at least as high as the window.
void TokenWindow::fitContent()
{
    const QSize room = m_scroll->viewport()->size();
    placeParts(room.width() < m_theme.px(kStackedBelow));
    QLayout *layout = m_content->layout();
    layout->activate();
    const int needed = layout->hasHeightForWidth() ? layout->totalHeightForWidth(room.width()) : layout->totalSizeHint().height();
    m_content->resize(room.width(), std::max(needed, room.height()));
}

void TokenWindow::chooseMember(bool inHeader, const QByteArray &name)
{
    const auto found = std::find_if(m_places.rbegin(), m_places.rend(),
                                    [&](const ClaimPlace &place) { return place.inHeader == inHeader && place.name == name; });
    m_encoded->underline(found == m_places.rend() ? std::nullopt : std::optional(*found));
}

void TokenWindow::chooseAt(qsizetype offset)
{
    const auto found = std::find_if(m_places.begin(), m_places.end(), [offset](const ClaimPlace &place) {
        return offset >= place.from && offset < place.from + place.length;
    });
    if (found == m_places.end())
        return;
    m_claims->choose(found->inHeader, found->name);
    m_encoded->underline(*found);
}

void TokenWindow::copyWithoutSignature()
{
    if (m_token.segments.size() < 3)
        return;
    QGuiApplication::clipboard()->setText(QString::fromLatin1(m_token.text.left(m_token.segments[2].offset)));
}

bool TokenWindow::eventFilter(QObject *watched, QEvent *event)
{
    const bool resized = watched == m_scroll->viewport() && event->type() == QEvent::Resize;
    const bool asked = watched == m_content && event->type() == QEvent::LayoutRequest;
    if (resized || asked)
        fitContent();
    return QWidget::eventFilter(watched, event);
}

void TokenWindow::paintEvent(QPaintEvent *)
{
    QPainter(this).fillRect(rect(), m_theme.color(ColorToken::Window));
}

}
