#include "ui/token/comparison_line.h"

#include "core/diagnosis/report.h"
#include "ui/text/flow_label.h"
#include "ui/token/claim_line.h"
#include "ui/token/claim_rows.h"

#include <QGridLayout>
#include <QPainter>

namespace keyhole {

namespace {

using Change = MemberComparison::Change;

struct Look {
    QString icon;
    ColorToken color;
};

Look lookOf(Change change)
{
    switch (change) {
    case Change::Changed:
        return {QStringLiteral("circle-dot"), ColorToken::Warn};
    case Change::OnlyLeft:
        return {QStringLiteral("minus"), ColorToken::Danger};
    case Change::OnlyRight:
        return {QStringLiteral("plus"), ColorToken::Ok};
    case Change::Same:
        break;
    }
    return {QStringLiteral("check"), ColorToken::Text3};
}

QString wordsOf(const MemberComparison &member)
{
    switch (member.change) {
    case Change::Changed:
        return member.says.isEmpty() ? ComparisonLine::tr("Changed") : ComparisonLine::tr("Changed: %1").arg(visibleText(member.says));
    case Change::OnlyLeft:
        return ComparisonLine::tr("Only in this one");
    case Change::OnlyRight:
        return ComparisonLine::tr("Only in the other");
    case Change::Same:
        break;
    }
    return member.says.isEmpty() ? ComparisonLine::tr("Alike") : visibleText(member.says);
}

}

ComparisonLine::ComparisonLine(const Theme &theme, const MemberComparison &member, TimeForm form, QWidget *parent)
    : QWidget(parent), m_theme(theme), m_member(member), m_name(new FlowLabel(theme, this)), m_says(new FlowLabel(theme, this)),
      m_left(valueOf(member.left, tr("this token"), form)), m_right(valueOf(member.right, tr("the other token"), form))
{
    const QString name = QString::fromUtf8(member.name());
    const bool inHeader = member.part == MemberComparison::Part::Header;
    m_name->setRuns({{name, FontRole::CodeSmall, inHeader ? ColorToken::SegHeader : ColorToken::SegPayload}});
    const ColorToken color = member.change == Change::Same ? ColorToken::Text2 : ColorToken::Text;
    m_says->setRuns({{wordsOf(member), FontRole::Small, color}});
    m_says->setPadding({theme.px(20), 0, 0, 0});
    m_says->setAccessibleName(tr("%1: %2").arg(visibleText(name), m_says->text()));
    setMinimumHeight(theme.px(30));
}

QString ComparisonLine::says() const
{
    return m_says->text();
}

QWidget *ComparisonLine::valueOf(const std::optional<JsonValue> &value, const QString &side, TimeForm form)
{
    const QString name = visibleText(QString::fromUtf8(m_member.name()));
    if (!value) {
        auto *none = new FlowLabel(m_theme, this);
        none->setRuns({{tr("not there"), FontRole::Small, ColorToken::Text3}});
        return none;
    }
    auto *shown = new ClaimValue(m_theme, valueText(*value), this);
    shown->setAccessibleName(tr("%1 in %2").arg(name, side));
    const std::optional<double> seconds = m_member.later ? value->number() : std::nullopt;
    if (!seconds || form == TimeForm::Unix)
        return shown;
    const Instant at{Milliseconds(qint64(*seconds * 1000))};
    auto *box = new QWidget(this);
    auto *moment = new FlowLabel(m_theme, box);
    moment->setRuns({{tr("%1 %2").arg(dateAndTime(at, form), zoneName(at, form)), FontRole::Small, ColorToken::Text2}});
    auto *column = new QVBoxLayout(box);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(m_theme.px(2));
    column->addWidget(shown);
    column->addWidget(moment);
    return box;
}

void ComparisonLine::place(bool stacked, int nameWidth)
{
    delete m_grid;
    m_grid = new QGridLayout(this);
    m_grid->setContentsMargins(m_theme.px(16), m_theme.px(5), m_theme.px(16), m_theme.px(5));
    m_grid->setHorizontalSpacing(m_theme.px(14));
    m_grid->setVerticalSpacing(m_theme.px(4));
    m_name->setFixedWidth(nameWidth);
    const Qt::Alignment top = Qt::AlignTop;
    if (stacked) {
        auto *head = new QHBoxLayout;
        head->setSpacing(m_theme.px(14));
        head->addWidget(m_name, 0, top);
        head->addWidget(m_says, 1, top);
        m_grid->addLayout(head, 0, 0, 1, 2);
        m_grid->addWidget(m_left, 1, 0, top);
        m_grid->addWidget(m_right, 1, 1, top);
    } else {
        m_grid->addWidget(m_name, 0, 0, top);
        m_grid->addWidget(m_left, 0, 1, top);
        m_grid->addWidget(m_right, 0, 2, top);
        m_grid->addWidget(m_says, 0, 3, top);
        m_grid->setColumnStretch(3, 8);
    }
    for (const int column : {stacked ? 0 : 1, stacked ? 1 : 2})
        m_grid->setColumnStretch(column, 10);
}

void ComparisonLine::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setPen(m_theme.color(ColorToken::Border));
    const int left = m_theme.px(16);
    painter.drawLine(QPointF(left, height() - 0.5), QPointF(width() - left, height() - 0.5));
    const Look look = lookOf(m_member.change);
    const int size = m_theme.px(14), line = QFontMetrics(m_theme.font(FontRole::Small)).height();
    const QRect words = m_says->geometry();
    const int x = isRightToLeft() ? words.right() - size : words.x();
    painter.drawPixmap(x, words.y() + (line - size) / 2 + 1, m_theme.pixmap(look.icon, look.color, 14, devicePixelRatioF()));
}

}
