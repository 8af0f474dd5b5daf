#include "ui/diagnosis/evidence_card.h"

#include "ui/diagnosis/appearance.h"
#include "ui/text/text_flow.h"
#include "ui/theme/rounded_frame.h"

#include <QPainter>

namespace keyhole {

namespace {
constexpr int kPadding = 12, kLeastHeight = 78, kIcon = 16, kGap = 6;
}

EvidenceCard::EvidenceCard(const Theme &theme, const QString &name, QWidget *parent) : PaintedButton(theme, parent), m_name(name)
{
    connect(this, &QAbstractButton::clicked, this, [this] { emit placeRequested(m_card.where); });
    setCard({}, false);
}

void EvidenceCard::setCard(const Card &card, bool decisive)
{
    m_card = card;
    m_decisive = decisive;
    setAccessibleName(card.text.isEmpty() ? m_name : tr("%1: %2").arg(m_name, card.text));
    QStringList lines;
    for (const QString &text : {card.fact, card.detail}) {
        if (!text.isEmpty())
            lines << withoutMarks(text);
    }
    setAccessibleDescription(lines.join(QStringLiteral(". ")));
    updateGeometry();
    update();
}

int EvidenceCard::title(QPainter *painter, int width, int y) const
{
    const int left = theme().px(kPadding), icon = theme().px(kIcon), gap = theme().px(kGap);
    const int inner = width - 2 * left, indent = icon + gap;
    const Appearance look = appearanceOf(m_card.state);
    const TextFlow name(theme(), {{m_name, FontRole::Strong, ColorToken::Text}});
    const TextFlow state(theme(), {{m_card.text, FontRole::SmallMedium, look.color}});
    const int nameHeight = name.heightFor(inner), nameWidth = indent + name.naturalWidth() + gap;
    const bool fits = nameWidth + state.naturalWidth() <= inner;
    const int stateHeight = state.text().isEmpty() ? 0 : state.heightFor(inner - indent);
    if (painter) {
        const QRect place = placed({left, y + (nameHeight - icon) / 2, icon, icon});
        painter->drawPixmap(place.topLeft(), theme().pixmap(look.icon, look.color, kIcon, devicePixelRatioF()));
        name.draw(*painter, placed({left + indent, y, inner - indent, nameHeight}));
        if (fits)
            state.draw(*painter, placed({left + nameWidth, y + (nameHeight - stateHeight) / 2, inner - nameWidth, stateHeight}),
                       Qt::AlignRight);
        else
            state.draw(*painter, placed({left + indent, y + nameHeight, inner - indent, stateHeight}));
    }
    return y + nameHeight + (fits ? 0 : stateHeight);
}

int EvidenceCard::line(QPainter *painter, int width, int y, const QString &text, ColorToken color) const
{
    if (text.isEmpty())
        return y;
    const int left = theme().px(kPadding);
    const TextFlow flow(theme(), runsOf(text, FontRole::Small, FontRole::SmallMedium, color));
    const int height = flow.heightFor(width - 2 * left);
    if (painter)
        flow.draw(*painter, placed({left, y, width - 2 * left, height}));
    return y + height;
}

int EvidenceCard::arrange(QPainter *painter, int width) const
{
    int y = title(painter, width, theme().px(9)) + theme().px(6);
    y = line(painter, width, y, m_card.fact, ColorToken::Text) + theme().px(4);
    y = line(painter, width, y, m_card.detail, ColorToken::Text3) + theme().px(9);
    return qMax(theme().px(kLeastHeight), y);
}

int EvidenceCard::heightForWidth(int width) const
{
    return arrange(nullptr, width);
}

void EvidenceCard::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    drawRoundedFrame(painter, rect(), theme().px(8), theme().color(isHot() ? ColorToken::Hover : ColorToken::Raised),
                     theme().color(m_decisive ? ColorToken::Accent : ColorToken::Border), m_decisive ? 1.5 : 1);
    arrange(&painter, width());
}

}
