#include "ui/token/claim_table.h"

#include "core/token/claim_meaning.h"
#include "core/token/explanation.h"
#include "ui/controls/tab_strip.h"
#include "ui/text/flow_label.h"
#include "ui/token/claim_line.h"

#include <QHBoxLayout>
#include <QPainter>

namespace keyhole {

namespace {

/// A small square in the colour of a segment, as in the legend of the encoded text.
class Swatch : public QWidget {
public:
    Swatch(const Theme &theme, ColorToken color, QWidget *parent) : QWidget(parent), m_theme(theme), m_color(color)
    {
        setFixedSize(theme.px(10), theme.px(10));
    }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        const QColor color = m_theme.color(m_color);
        drawRoundedFrame(painter, rect(), 2, color, color);
    }

private:
    const Theme &m_theme;
    ColorToken m_color;
};

int widestName(const Theme &theme, const std::vector<ClaimRow> &rows)
{
    const QFontMetrics metrics(theme.font(FontRole::CodeSmall));
    int widest = theme.px(68);
    for (const ClaimRow &row : rows)
        widest = qMax(widest, metrics.horizontalAdvance(QString::fromUtf8(row.name.left(40))) + 2);
    return qMin(widest, theme.px(150));
}

}

ClaimTable::ClaimTable(const Theme &theme, QWidget *parent)
    : RoundedFrame(theme, ColorToken::Raised, ColorToken::Border, 8, parent),
      m_timeSwitch(new TabStrip(theme, TabStrip::Look::Segments, this))
{
    for (const QString &form : {tr("UTC"), tr("Local"), tr("Unix")})
        m_timeSwitch->addTab(form);
    m_timeSwitch->setAccessibleName(tr("Times as"));
    connect(m_timeSwitch, &QTabBar::currentChanged, this, [this](int index) {
        m_form = TimeForm(index);
        rebuild();
        emit timeFormChanged(m_form);
    });
    auto *outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, 0);
    connect(&theme, &Theme::changed, this, &ClaimTable::rebuild);
}

void ClaimTable::setToken(const DecodedToken &decoded, const TokenTiming &timing, std::vector<MemberCheck> checks)
{
    m_decoded = decoded;
    m_checks = std::move(checks);
    m_timing = timing;
    rebuild();
}

QWidget *ClaimTable::heading(ColorToken color, const QString &name, const QString &remark)
{
    auto *box = new QWidget(m_body);
    auto *row = new QHBoxLayout(box);
    row->setContentsMargins(theme().px(16), theme().px(6), theme().px(10), theme().px(2));
    row->setSpacing(theme().px(8));
    row->addWidget(new Swatch(theme(), color, box));
    auto *text = new FlowLabel(theme(), box);
    text->setRuns({{name, FontRole::Strong, ColorToken::Text},
                   {QStringLiteral("  "), FontRole::Strong, ColorToken::Text},
                   {remark, FontRole::Small, ColorToken::Text2}});
    row->addWidget(text, 1, Qt::AlignVCenter);
    box->setMinimumHeight(theme().px(34));
    return box;
}

void ClaimTable::fill(QVBoxLayout *rows, bool inHeader, const std::vector<ClaimRow> &claims, int depth)
{
    int shown = 0;
    for (const ClaimRow &claim : claims) {
        if (++shown > kMostRows)
            break;
        auto *line = new ClaimLine(theme(), claim, inHeader, m_nameWidth, depth, m_body);
        rows->addWidget(line);
        if (depth == 0) {
            m_lines.push_back(line);
            connect(line, &ClaimLine::chosen, this, [this, inHeader, name = claim.name] {
                choose(inHeader, name);
                emit memberChosen(inHeader, name);
            });
        }
        if (claim.nested.empty())
            continue;
        auto *nested = new QWidget(m_body);
        auto *inner = new QVBoxLayout(nested);
        inner->setContentsMargins(0, 0, 0, 0);
        inner->setSpacing(0);
        nested->hide();
        rows->addWidget(nested);
        // Made when it is opened: a token can hold thousands of values.
        connect(line, &ClaimLine::nestedToggled, nested, [this, nested, inner, inHeader, claim, depth](bool open) {
            if (open && inner->isEmpty())
                fill(inner, inHeader, claim.nested, depth + 1);
            nested->setVisible(open);
        });
    }
    if (claims.size() > size_t(kMostRows)) {
        auto *more = new FlowLabel(theme(), m_body);
        more->setRuns({{tr("%1 more are not shown").arg(claims.size() - size_t(kMostRows)), FontRole::Small, ColorToken::Text3}});
        more->setPadding({theme().px(16), theme().px(6), theme().px(16), theme().px(6)});
        rows->addWidget(more);
    }
}

void ClaimTable::addWords(QVBoxLayout *rows, std::vector<TextRun> words)
{
    auto *text = new FlowLabel(theme(), m_body);
    text->setRuns(std::move(words));
    text->setPadding({theme().px(16), theme().px(8), theme().px(16), theme().px(8)});
    rows->addWidget(text);
}

void ClaimTable::addDisclosures(QVBoxLayout *rows)
{
    const Disclosures &disclosures = *m_decoded.disclosures;
    const QString keptBack = tr("%n digests without one: kept back, or decoys", nullptr, int(disclosures.hidden));
    rows->addWidget(heading(ColorToken::SegPayload, tr("Disclosed by the holder"), disclosures.hidden > 0 ? keptBack : QString()));
    fill(rows, false, disclosureRows(disclosures), 1);
    if (!disclosures.keyBinding)
        return addWords(rows, {{tr("No key binding: whoever holds this text can show it."), FontRole::Small, ColorToken::Text2}});
    rows->addWidget(heading(ColorToken::SegSignature, tr("Key binding"), tr("by which the holder proves the key")));
    if (disclosures.keyBinding->payload)
        fill(rows, false, plainRows(*disclosures.keyBinding->payload), 1);
}

/// How far a token can be read, and by whom: of one that is encrypted, broken or no JWT.
void ClaimTable::addExplanation(QVBoxLayout *rows)
{
    QStringList sentences = explainToken(m_decoded.token);
    if (!m_decoded.keyText.isEmpty())
        sentences = {tr("By its form this is %1.").arg(m_decoded.keyText)};
    sentences.removeAll(QString());
    const QString first = sentences.takeFirst();
    const QString rest = sentences.isEmpty() ? QString() : QLatin1Char('\n') + sentences.join(QLatin1Char('\n'));
    addWords(rows, {{first, FontRole::Body, ColorToken::Text}, {rest, FontRole::Body, ColorToken::Text2}});
}

void ClaimTable::addOpaque(QVBoxLayout *rows)
{
    const OpaqueToken &opaque = *m_decoded.opaque;
    QStringList facts;
    if (!opaque.issuer.isEmpty())
        facts << tr("Issuer: %1").arg(opaque.issuer);
    const auto moment = [this](Instant at) { return QStringLiteral("%1 %2").arg(dateAndTime(at, m_form), zoneName(at, m_form)); };
    if (opaque.made)
        facts << tr("Made: %1").arg(moment(*opaque.made));
    if (opaque.ends)
        facts << tr("Ends: %1").arg(moment(*opaque.ends));
    facts << opaque.details;
    if (!facts.isEmpty())
        addWords(rows, {{facts.join(QLatin1Char('\n')), FontRole::Small, ColorToken::Text2}});
    if (!opaque.payload)
        return;
    rows->addWidget(heading(ColorToken::SegPayload, tr("Payload"), tr("not secret")));
    fill(rows, false, plainRows(*opaque.payload), 1);
}

void ClaimTable::addParts(QVBoxLayout *rows)
{
    const Token &token = m_decoded.token;
    const std::vector<ClaimRow> header = headerRows(token, m_checks), payload = payloadRows(token, m_timing, m_form, m_checks);
    m_nameWidth = qMax(widestName(theme(), header), widestName(theme(), payload));
    const QString remark = token.form == TokenForm::Jws ? tr("signed, not secret") : tr("not secret");
    const QString vendor = vendorName(vendorOf(token));
    if (token.header) {
        rows->addWidget(heading(ColorToken::SegHeader, tr("Header"), remark));
        fill(rows, true, header, 0);
    }
    m_timeSwitch->setVisible(token.payload.has_value());
    if (token.payload) {
        const QString words = vendor.isEmpty() ? remark : tr("%1, by %2").arg(remark, vendor);
        QWidget *box = heading(ColorToken::SegPayload, tr("Payload"), words);
        box->layout()->addWidget(m_timeSwitch);
        rows->addWidget(box);
        fill(rows, false, payload, 0);
    }
    if (m_decoded.disclosures)
        addDisclosures(rows);
    if (!token.payload)
        addExplanation(rows);
    if (m_decoded.opaque)
        addOpaque(rows);
}

void ClaimTable::rebuild()
{
    m_timeSwitch->setParent(this);
    delete m_body;
    m_lines.clear();
    m_body = new QWidget(this);
    auto *rows = new QVBoxLayout(m_body);
    rows->setContentsMargins(0, theme().px(2), 0, theme().px(8));
    rows->setSpacing(0);
    addParts(rows);
    rows->addStretch();
    layout()->addWidget(m_body);
    m_body->show();
    emit rebuilt();
}

void ClaimTable::choose(bool inHeader, const QByteArray &name)
{
    for (ClaimLine *line : m_lines)
        line->setChosen(line->isInHeader() == inHeader && line->name() == name);
}

std::vector<ClaimLine *> ClaimTable::linesWith(const QString &text) const
{
    std::vector<ClaimLine *> found;
    std::copy_if(m_lines.begin(), m_lines.end(), std::back_inserter(found), [&](const ClaimLine *line) { return line->has(text); });
    return found;
}

}
