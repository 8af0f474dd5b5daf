#include "ui/diagnosis/ruled_out_list.h"

#include "ui/text/flow_label.h"

#include <QKeyEvent>
#include <QPainter>
#include <QVBoxLayout>

namespace keyhole {

namespace {
constexpr int kPadding = 11, kIcon = 16, kIndent = 24, kGap = 10;
}

RuledOutHead::RuledOutHead(const Theme &theme, QWidget *parent) : PaintedButton(theme, parent)
{
    setCheckable(true);
    setAccessibleName(tr("Checked and ruled out"));
}

void RuledOutHead::setCount(int count)
{
    m_count = tr("%n causes", nullptr, count);
    if (count == 1)
        m_count = tr("1 cause");
    setAccessibleDescription(m_count);
    updateGeometry();
    update();
}

TextFlow RuledOutHead::flow() const
{
    return {theme(),
            {{tr("Checked and ruled out"), FontRole::Strong, ColorToken::Text},
             {QStringLiteral("  "), FontRole::Strong, ColorToken::Text},
             {m_count, FontRole::Small, ColorToken::Text3}}};
}

int RuledOutHead::textWidth(int width) const
{
    return width - theme().px(2 * kPadding + kIndent + kIcon + 6);
}

int RuledOutHead::heightForWidth(int width) const
{
    return flow().heightFor(textWidth(width)) + 2 * theme().px(kGap);
}

void RuledOutHead::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    if (isHot()) {
        const QColor hover = theme().color(ColorToken::Hover);
        drawRoundedFrame(painter, rect().adjusted(1, 1, -1, -1), theme().px(7), hover, hover);
    }
    const int left = theme().px(kPadding), top = theme().px(kGap), icon = theme().px(kIcon);
    const auto draw = [&](const QString &name, int x, ColorToken color) {
        painter.drawPixmap(placed({x, top, icon, icon}).topLeft(), theme().pixmap(name, color, kIcon, devicePixelRatioF()));
    };
    draw(QStringLiteral("check"), left, ColorToken::Ok);
    flow().draw(painter, placed({left + theme().px(kIndent), top, textWidth(width()), height()}));
    const QString closed = isRightToLeft() ? QStringLiteral("chevron-left") : QStringLiteral("chevron-right");
    draw(isChecked() ? QStringLiteral("chevron-down") : closed, width() - left - icon, ColorToken::Text2);
}

void RuledOutHead::keyPressEvent(QKeyEvent *event)
{
    const int onward = isRightToLeft() ? Qt::Key_Left : Qt::Key_Right;
    const int back = isRightToLeft() ? Qt::Key_Right : Qt::Key_Left;
    if (event->key() == onward || event->key() == back)
        setChecked(event->key() == onward);
    else
        PaintedButton::keyPressEvent(event);
}

RuledOutList::RuledOutList(const Theme &theme, QWidget *parent)
    : RoundedFrame(theme, ColorToken::Raised, ColorToken::Border, 8, parent), m_head(new RuledOutHead(theme, this)),
      m_list(new FlowLabel(theme, this))
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_head);
    column->addWidget(m_list);
    m_list->hide();
    connect(m_head, &QAbstractButton::toggled, this, [this](bool open) {
        m_list->setVisible(open);
        emit rearranged();
    });
    connect(&theme, &Theme::changed, this, &RuledOutList::applyTheme);
    applyTheme();
}

void RuledOutList::applyTheme()
{
    m_list->setPadding({theme().px(kPadding + kIndent), 0, theme().px(kPadding), theme().px(10)});
}

void RuledOutList::setCauses(const std::vector<RuledOut> &causes)
{
    m_head->setCount(int(causes.size()));
    std::vector<TextRun> runs;
    for (const RuledOut &cause : causes) {
        const QString end = &cause == &causes.back() ? QString() : QStringLiteral("\n");
        runs.push_back({QString::fromLatin1(cause.id), FontRole::MicroMono, ColorToken::Text2});
        runs.push_back({QStringLiteral("  ") + withoutMarks(cause.reason) + end, FontRole::Small, ColorToken::Text3});
    }
    m_list->setRuns(std::move(runs));
    emit rearranged();
}

bool RuledOutList::isOpen() const
{
    return m_head->isChecked();
}

}
