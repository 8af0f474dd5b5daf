#include "ui/token/claim_table.h"

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

void ClaimTable::setToken(const Token &token, const TokenTiming &timing)
{
    m_token = token;
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

void ClaimTable::rebuild()
{
    m_timeSwitch->setParent(this);
    delete m_body;
    m_lines.clear();
    m_body = new QWidget(this);
    auto *rows = new QVBoxLayout(m_body);
    rows->setContentsMargins(0, theme().px(2), 0, theme().px(8));
    rows->setSpacing(0);
    const std::vector<ClaimRow> header = headerRows(m_token), payload = payloadRows(m_token, m_timing, m_form);
    m_nameWidth = qMax(widestName(theme(), header), widestName(theme(), payload));
    const bool signedBy = m_token.form == TokenForm::Jws;
    if (m_token.header) {
        rows->addWidget(heading(ColorToken::SegHeader, tr("Header"), signedBy ? tr("signed, not secret") : tr("not secret")));
        fill(rows, true, header, 0);
    }
    m_timeSwitch->setVisible(m_token.payload.has_value());
    if (m_token.payload) {
        QWidget *box = heading(ColorToken::SegPayload, tr("Payload"), signedBy ? tr("signed, not secret") : tr("not secret"));
        box->layout()->addWidget(m_timeSwitch);
        rows->addWidget(box);
        fill(rows, false, payload, 0);
    }
    if (!m_token.payload) {
        auto *why = new FlowLabel(theme(), m_body);
        const QString text = m_token.form == TokenForm::Jwe ? tr("The payload is encrypted: nobody but the audience reads on.")
            : m_token.form == TokenForm::Opaque             ? tr("This text is no JWT. Only its issuer knows what it stands for.")
                                                            : tr("The payload cannot be read.");
        why->setRuns({{text, FontRole::Body, ColorToken::Text2}});
        why->setPadding({theme().px(16), theme().px(12), theme().px(16), theme().px(12)});
        rows->addWidget(why);
    }
    rows->addStretch();
    layout()->addWidget(m_body);
    m_body->show();
}

void ClaimTable::choose(bool inHeader, const QByteArray &name)
{
    for (ClaimLine *line : m_lines)
        line->setChosen(line->isInHeader() == inHeader && line->name() == name);
}

}
