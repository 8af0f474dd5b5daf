#include "ui/diagnosis/verdict_card.h"

#include "ui/diagnosis/action_buttons.h"
#include "ui/diagnosis/appearance.h"
#include "ui/text/flow_label.h"

#include <QAccessibleWidget>
#include <QEvent>
#include <QPainter>
#include <QVBoxLayout>

namespace keyhole {

namespace {

QAccessibleInterface *verdictInterface(const QString &, QObject *object)
{
    auto *card = qobject_cast<VerdictCard *>(object);
    return card ? new QAccessibleWidget(card, QAccessible::AlertMessage) : nullptr;
}

}

VerdictCard::VerdictCard(const Theme &theme, QWidget *parent)
    : RoundedFrame(theme, ColorToken::Raised, ColorToken::Border, 10, parent), m_headline(new FlowLabel(theme, this)),
      m_line(new FlowLabel(theme, this)), m_gap(new QSpacerItem(0, 0)), m_buttons(new ActionButtons(theme, this))
{
    [[maybe_unused]] static const bool installed = (QAccessible::installFactory(verdictInterface), true);
    auto *column = new QVBoxLayout(this);
    column->setSpacing(0);
    column->addWidget(m_headline);
    column->addWidget(m_line);
    column->addItem(m_gap);
    column->addWidget(m_buttons);
    column->addStretch();
    connect(m_buttons, &ActionButtons::triggered, this, &VerdictCard::actionRequested);
    connect(&theme, &Theme::changed, this, &VerdictCard::applyTheme);
    applyTheme();
}

void VerdictCard::applyTheme()
{
    const int padding = theme().px(16), withIcon = padding + theme().px(22 + 10);
    const bool mirrored = isRightToLeft();
    layout()->setContentsMargins(mirrored ? padding : withIcon, theme().px(13), mirrored ? withIcon : padding, theme().px(14));
    m_line->setPadding({0, theme().px(4), 0, 0});
    m_gap->changeSize(0, theme().px(12), QSizePolicy::Minimum, QSizePolicy::Fixed);
    layout()->invalidate();
}

void VerdictCard::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LayoutDirectionChange)
        applyTheme();
    RoundedFrame::changeEvent(event);
}

void VerdictCard::setVerdict(const ReportVerdict &verdict)
{
    // Progress changes the line many times a second; nobody wants to hear that.
    const bool isNew = verdict.outcome != m_verdict.outcome || verdict.headline != m_verdict.headline;
    m_verdict = verdict;
    const Appearance look = appearanceOf(verdict);
    setColors(look.soft, look.line);
    m_headline->setRuns(runsOf(verdict.headline, FontRole::Headline, FontRole::Headline, ColorToken::Text));
    m_line->setSentence(verdict.line, FontRole::Body, ColorToken::Text2);
    m_line->setVisible(!verdict.line.isEmpty());
    m_buttons->setActions(verdict.actions);
    m_buttons->setVisible(!verdict.actions.empty());
    setAccessibleDescription(withoutMarks(verdict.line));
    if (isNew)
        announce();
}

void VerdictCard::announce()
{
    setAccessibleName(m_headline->text());
    QAccessibleEvent event(this, QAccessible::Alert);
    QAccessible::updateAccessibility(&event);
    emit announced();
}

void VerdictCard::paintEvent(QPaintEvent *event)
{
    RoundedFrame::paintEvent(event);
    const Appearance look = appearanceOf(m_verdict);
    QPainter painter(this);
    const int size = theme().px(22);
    const int left = isRightToLeft() ? width() - theme().px(15) - size : theme().px(15);
    painter.drawPixmap(left, theme().px(14), theme().pixmap(look.icon, look.color, 22, devicePixelRatioF()));
}

}
