#include "ui/token/token_window.h"

#include "ui/controls/button.h"
#include "ui/controls/page_scroll.h"
#include "ui/controls/secret_clipboard.h"
#include "ui/text/flow_label.h"
#include "ui/theme/rounded_frame.h"
#include "ui/token/claim_line.h"
#include "ui/token/claim_table.h"
#include "ui/token/encoded_card.h"
#include "ui/token/encoded_view.h"
#include "ui/token/signature_card.h"
#include "ui/token/signed_bar.h"
#include "ui/token/token_find.h"
#include "ui/token/token_head.h"
#include "ui/token/validity_line.h"

#include <QClipboard>
#include <QGridLayout>
#include <QGuiApplication>
#include <QPainter>
#include <QShortcut>
#include <algorithm>

namespace keyhole {

namespace {
constexpr int kWidth = 1080, kHeight = 800, kLeastWidth = 860, kLeastHeight = 620, kStackedBelow = 960, kEncodedWidth = 372;
}

TokenWindow::TokenWindow(const Theme &theme, QWidget *parent)
    : QWidget(parent, Qt::Window), m_theme(theme), m_head(new TokenHead(theme, this)), m_signedBar(new SignedBar(theme, this)),
      m_scroll(new PageScroll(this))
{
    setAttribute(Qt::WA_DeleteOnClose);
    setMinimumSize(theme.px(kLeastWidth), theme.px(kLeastHeight));
    build();
    connectParts();
    placeParts(false);
    resize(theme.px(kWidth), theme.px(kHeight));
}

TokenWindow::~TokenWindow() = default;

void TokenWindow::build()
{
    m_encoded = new EncodedCard(m_theme, m_scroll->page());
    m_signature = new SignatureCard(m_theme, m_scroll->page());
    m_claims = new ClaimTable(m_theme, m_scroll->page());
    buildValidity();
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_head);
    column->addWidget(m_signedBar);
    m_find = new TokenFind(m_theme, m_claims, m_encoded->view(), this);
    column->addWidget(m_find);
    column->addWidget(m_scroll, 1);
}

void TokenWindow::buildValidity()
{
    m_validity = new RoundedFrame(m_theme, ColorToken::Raised, ColorToken::Border, 8, m_scroll->page());
    m_sentence = new FlowLabel(m_theme, m_validity);
    m_line = new ValidityLine(m_theme, m_validity);
    auto *validity = new QVBoxLayout(m_validity);
    validity->setContentsMargins(m_theme.px(16), m_theme.px(12), m_theme.px(16), m_theme.px(16));
    validity->setSpacing(m_theme.px(20));
    validity->addWidget(m_sentence);
    validity->addWidget(m_line);
}

void TokenWindow::connectParts()
{
    connect(m_head, &TokenHead::pasted, this, [this](const QByteArray &text) { setTokens(tokensOfPasted(text), m_circumstances); });
    connect(m_head, &TokenHead::copyRequested, this, &TokenWindow::copyWithoutSignature);
    connect(m_head, &TokenHead::compareRequested, this, [this] { emit compareRequested(m_head->compareButton()); });
    connect(m_head, &TokenHead::editRequested, this, &TokenWindow::editRequested);
    connect(m_head, &TokenHead::placeChosen, this, &TokenWindow::choose);
    connect(m_head, &TokenHead::showPlaceRequested, this, [this] { emit placeRequested(shown()); });
    connect(m_signedBar, &SignedBar::sendRequested, this, [this] { emit sendRequested(shown().text); });
    connect(m_signedBar, &SignedBar::copyRequested, this, [this] { copySecret(Secret(shown().text)); });
    connect(m_signature, &SignatureCard::checked, this, [this] { m_head->setStates(token(), m_timing, m_signature->facts()); });
    connect(m_signature, &SignatureCard::opened, this, &TokenWindow::showContent);
    connect(m_claims, &ClaimTable::memberChosen, this, &TokenWindow::chooseMember);
    connect(m_claims, &ClaimTable::timeFormChanged, this, &TokenWindow::showValidity);
    connect(m_encoded, &EncodedCard::offsetSelected, this, &TokenWindow::chooseAt);
    connect(&m_decoding, &QFutureWatcherBase::finished, this, [this] { install(m_decoding.result()); });
    connect(&m_theme, &Theme::changed, m_scroll, &PageScroll::fit);
    connect(m_scroll, &PageScroll::widthOffered, this, [this](int width) { placeParts(width < m_theme.px(kStackedBelow)); });
    connect(m_find, &TokenFind::lineFound, this, [this](ClaimLine *line) {
        m_claims->choose(line->isInHeader(), line->name());
        chooseMember(line->isInHeader(), line->name());
        m_scroll->ensureWidgetVisible(line);
    });
    connect(m_find, &TokenFind::textFound, this, [this] { m_scroll->ensureWidgetVisible(m_encoded); });
    connect(m_find, &TokenFind::left, this, [this] { m_encoded->view()->setFocus(Qt::ShortcutFocusReason); });
    connect(m_claims, &ClaimTable::rebuilt, m_find, &TokenFind::search);
    connect(new QShortcut(QKeySequence::Find, this), &QShortcut::activated, m_find, &TokenFind::open);
    connect(new QShortcut(QKeySequence::FindNext, this), &QShortcut::activated, this, [this] { m_find->step(1); });
    connect(new QShortcut(QKeySequence::FindPrevious, this), &QShortcut::activated, this, [this] { m_find->step(-1); });
    connect(new QShortcut(QKeySequence::Close, this), &QShortcut::activated, this, &QWidget::close);
}

void TokenWindow::setTokens(std::vector<ShownToken> tokens, const TokenCircumstances &circumstances)
{
    m_tokens = std::move(tokens);
    if (m_tokens.empty())
        m_tokens.emplace_back();
    m_circumstances = circumstances;
    m_signedBar->hide();
    m_signedWith.reset();
    choose(0);
    if (shown().text.isEmpty())
        m_head->openPasteBox();
}

void TokenWindow::setFetcher(KeyFetcher *fetcher)
{
    m_signature->setFetcher(fetcher);
}

void TokenWindow::setSignedWith(const SigningKey &key, const QString &keyName)
{
    m_signedWith = {key, keyName};
    m_signedBar->show(keyName);
    checkSigned();
}

/// A long token may still be on its way from the pool.
void TokenWindow::checkSigned()
{
    if (m_signedWith && token().text == shown().text)
        m_signature->checkWith(KeysRead{{m_signedWith->first}}, m_signedWith->second);
}

void TokenWindow::choose(int index)
{
    m_current = index;
    if (shown().text.size() <= kDecodedAtOnce)
        return install(decodeWithPlaces(shown().text));
    m_scroll->setEnabled(false);
    m_decoding.setFuture(decodeInPool(shown().text));
}

void TokenWindow::install(DecodedToken decoded)
{
    // Two long ones may have been chosen, one after the other.
    if (decoded.token.text != shown().text)
        return;
    m_decoded = std::move(decoded);
    m_timing = timingOf(token(), m_circumstances.offset, m_circumstances.now);
    // Of several, the list says which place this is.
    const bool alone = m_tokens.size() == 1 && !shown().where.isEmpty();
    m_head->setToken(token(), alone ? tr("%1. Found in: %2.").arg(shown().from, placeText(shown())) : shown().from);
    m_head->setPlaces(placesInWords(), m_current);
    m_head->setCanShowPlace(!shown().where.isEmpty() && !shown().exchange.expired());
    m_encoded->setToken(token());
    m_signature->setToken(token());
    m_claims->setToken(m_decoded, m_timing, checks());
    m_head->setStates(token(), m_timing, m_signature->facts());
    setWindowTitle(shown().where.isEmpty() ? m_head->title() : tr("%1, %2").arg(m_head->title(), placeName(shown().where)));
    setAccessibleName(windowTitle());
    m_scroll->setEnabled(true);
    checkSigned();
    showValidity();
    m_scroll->fit();
}

/// What was encrypted: a token of its own, or claims.
void TokenWindow::showContent(const QByteArray &content)
{
    if (decodeToken(content).isJwt()) {
        ShownToken inner = shown();
        inner.text = content;
        inner.from = tr("Inside of the encrypted token");
        inner.wrapping += (inner.wrapping.isEmpty() ? QString() : QStringLiteral(", ")) + tr("decrypted");
        m_tokens.push_back(std::move(inner));
        return choose(int(m_tokens.size()) - 1);
    }
    const auto claims = parseJson(content);
    if (!claims || !claims->isObject())
        return;
    m_decoded.token.payload = *claims;
    m_timing = timingOf(token(), m_circumstances.offset, m_circumstances.now);
    m_claims->setToken(m_decoded, m_timing, checks());
    m_head->setStates(token(), m_timing, m_signature->facts());
    showValidity();
    m_scroll->fit();
}

QStringList TokenWindow::placesInWords() const
{
    QStringList places;
    for (const ShownToken &each : m_tokens) {
        const bool isLong = m_tokens.size() == 1 || each.text.size() > kDecodedAtOnce;
        places << tr("%1: %2").arg(kindTitle(isLong ? TokenKind::Unknown : decodeToken(each.text).kind), placeText(each));
    }
    return places;
}

/// Against the clocks, the request that carried it, and the tokens beside it.
std::vector<MemberCheck> TokenWindow::checks() const
{
    CheckContext context;
    const Milliseconds uncertainty = m_timing.serverNow ? m_timing.uncertainty : Milliseconds(0);
    context.earliest = m_timing.decidingNow() - uncertainty;
    context.latest = m_timing.decidingNow() + uncertainty;
    if (const auto exchange = shown().exchange.lock(); exchange && shown().where.startsWith("request")) {
        context.method = exchange->last().request.method;
        context.address = exchange->last().request.url.toString();
    }
    std::vector<Token> beside;
    constexpr size_t kMostBeside = 8;
    for (const ShownToken &other : m_tokens) {
        if (other.text != shown().text && other.text.size() <= kDecodedAtOnce && beside.size() < kMostBeside)
            beside.push_back(decodeToken(other.text));
    }
    for (const Token &other : beside)
        context.beside.push_back(&other);
    return checkMembers(token(), context);
}

void TokenWindow::showValidity()
{
    m_validity->setVisible(token().payload.has_value());
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
    delete m_scroll->page()->layout();
    auto *grid = new QGridLayout(m_scroll->page());
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

void TokenWindow::chooseMember(bool inHeader, const QByteArray &name)
{
    const auto found = std::find_if(m_decoded.places.rbegin(), m_decoded.places.rend(),
                                    [&](const ClaimPlace &place) { return place.inHeader == inHeader && place.name == name; });
    m_encoded->underline(found == m_decoded.places.rend() ? std::nullopt : std::optional(*found));
}

void TokenWindow::chooseAt(qsizetype offset)
{
    const auto found = std::find_if(m_decoded.places.begin(), m_decoded.places.end(), [offset](const ClaimPlace &place) {
        return offset >= place.from && offset < place.from + place.length;
    });
    if (found == m_decoded.places.end())
        return;
    m_claims->choose(found->inHeader, found->name);
    m_encoded->underline(*found);
}

void TokenWindow::copyWithoutSignature()
{
    if (token().segments.size() < 3)
        return;
    QGuiApplication::clipboard()->setText(QString::fromLatin1(token().text.left(token().segments[2].offset)));
}

void TokenWindow::paintEvent(QPaintEvent *)
{
    QPainter(this).fillRect(rect(), m_theme.color(ColorToken::Window));
}

}
