#include "ui/diagnosis/finding_head.h"

#include "ui/diagnosis/appearance.h"
#include "ui/text/text_flow.h"
#include "ui/theme/rounded_frame.h"

#include <QAccessible>
#include <QKeyEvent>
#include <QPainter>

namespace keyhole {

namespace {
constexpr int kPadding = 11, kIcon = 16, kIndent = 24, kChevron = 16;
}

QString closedSentence(const Finding &finding)
{
    const qsizetype end = finding.why.indexOf(QStringLiteral(". "));
    const QString first = end < 0 ? finding.why : finding.why.left(end + 1);
    if (finding.role != FindingRole::PossibleCause)
        return first;
    return FindingHead::tr("%1. %2").arg(certaintyWord(finding.certainty), first);
}

FindingHead::FindingHead(const Theme &theme, const Finding &finding, QWidget *parent)
    : PaintedButton(theme, parent), m_role(finding.role), m_id(QString::fromLatin1(finding.id)), m_title(finding.title),
      m_sentence(closedSentence(finding))
{
    connect(this, &QAbstractButton::clicked, this, [this] { emit openRequested(m_beside || !m_open); });
    describe();
}

void FindingHead::describe()
{
    setAccessibleName(withoutMarks(m_title));
    const QString state = m_open ? tr("open") : tr("closed");
    setAccessibleDescription(tr("%1, %2. %3").arg(m_id, state, withoutMarks(m_sentence)));
}

void FindingHead::setOpen(bool open)
{
    if (m_open == open)
        return;
    m_open = open;
    describe();
    updateGeometry();
    update();
}

void FindingHead::setBeside(bool beside)
{
    m_beside = beside;
    updateGeometry();
    update();
}

TextFlow FindingHead::title() const
{
    return {theme(), runsOf(m_title, FontRole::Strong, FontRole::Strong, ColorToken::Text)};
}

TextFlow FindingHead::subtitle() const
{
    std::vector<TextRun> runs{{m_id, FontRole::MicroMono, ColorToken::Text3}};
    if (!m_open && !m_sentence.isEmpty()) {
        runs.push_back({QStringLiteral("  "), FontRole::Small, ColorToken::Text2});
        for (TextRun &run : runsOf(m_sentence, FontRole::Small, FontRole::SmallMedium, ColorToken::Text2))
            runs.push_back(std::move(run));
    }
    return {theme(), runs};
}

int FindingHead::textWidth(int width) const
{
    return width - theme().px(kIndent + 2 * kPadding + kChevron + 6);
}

int FindingHead::heightForWidth(int width) const
{
    const int room = textWidth(width);
    return theme().px(9) + title().heightFor(room) + theme().px(1) + subtitle().heightFor(room) + theme().px(9);
}

void FindingHead::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const bool selected = m_beside && m_open;
    if (selected || isHot()) {
        const QColor fill = theme().color(selected ? ColorToken::Selected : ColorToken::Hover);
        drawRoundedFrame(painter, rect().adjusted(4, 4, -4, -4), theme().px(6), fill, fill);
    }
    const int left = theme().px(kPadding), top = theme().px(9), icon = theme().px(kIcon), indent = left + theme().px(kIndent);
    const int room = textWidth(width());
    const TextFlow titleFlow = title(), subtitleFlow = subtitle();
    const int titleHeight = titleFlow.heightFor(room);
    const Appearance look = appearanceOf(m_role);
    painter.drawPixmap(placed({left, top, icon, icon}).topLeft(), theme().pixmap(look.icon, look.color, kIcon, devicePixelRatioF()));
    titleFlow.draw(painter, placed({indent, top, room, titleHeight}));
    subtitleFlow.draw(painter, placed({indent, top + titleHeight + theme().px(1), room, height()}));

    const QString chevron = m_open && !m_beside ? QStringLiteral("chevron-down")
        : isRightToLeft()                       ? QStringLiteral("chevron-left")
                                                : QStringLiteral("chevron-right");
    const QRect end = placed({width() - left - theme().px(kChevron), top, theme().px(kChevron), theme().px(kChevron)});
    painter.drawPixmap(end.topLeft(), theme().pixmap(chevron, ColorToken::Text2, kChevron, devicePixelRatioF()));
}

void FindingHead::keyPressEvent(QKeyEvent *event)
{
    const int onward = isRightToLeft() ? Qt::Key_Left : Qt::Key_Right;
    const int back = isRightToLeft() ? Qt::Key_Right : Qt::Key_Left;
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter || event->key() == onward)
        emit openRequested(true);
    else if (event->key() == back)
        emit openRequested(false);
    else if (event->key() == Qt::Key_Down)
        emit stepRequested(1);
    else if (event->key() == Qt::Key_Up)
        emit stepRequested(-1);
    else
        PaintedButton::keyPressEvent(event);
}

}
