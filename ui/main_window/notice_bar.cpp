#include "ui/main_window/notice_bar.h"

#include "ui/controls/icon_button.h"
#include "ui/text/text_label.h"

#include <QAccessible>
#include <QHBoxLayout>
#include <QPainter>
#include <QStyle>
#include <QVBoxLayout>

namespace keyhole {

NoticeBar::NoticeBar(const Theme &theme, QWidget *parent)
    : QFrame(parent), m_theme(theme), m_what(new TextLabel(theme, {}, FontRole::Strong)),
      m_remedy(new TextLabel(theme, {}, FontRole::Body, ColorToken::Text2))
{
    auto *text = new QVBoxLayout;
    text->setSpacing(theme.px(2));
    for (TextLabel *label : {m_what, m_remedy}) {
        label->setWordWrap(true);
        label->setTextInteractionFlags(Qt::TextSelectableByMouse);
        text->addWidget(label);
    }
    auto *close = new IconButton(theme, "x", tr("Close message"));
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(theme.px(44), theme.px(8), theme.px(8), theme.px(8));
    row->addLayout(text, 1);
    row->addWidget(close, 0, Qt::AlignTop);
    connect(close, &IconButton::clicked, this, &QWidget::hide);
    hide();
}

void NoticeBar::tell(const Error &error)
{
    m_what->setForeignText(error.place.isEmpty() ? error.what : tr("%1 (%2)").arg(error.what, error.place));
    m_remedy->setForeignText(error.remedy);
    m_remedy->setVisible(!error.remedy.isEmpty());
    setAccessibleName(text());
    show();
    QAccessibleEvent announcement(this, QAccessible::Alert);
    QAccessible::updateAccessibility(&announcement);
}

QString NoticeBar::text() const
{
    return m_what->text() + '\n' + m_remedy->text();
}

void NoticeBar::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_theme.color(ColorToken::WarnSoft));
    painter.fillRect(QRect(0, height() - 1, width(), 1), m_theme.color(ColorToken::WarnLine));
    const int side = m_theme.px(20);
    const QRect icon(m_theme.px(14), m_theme.px(10), side, side);
    m_theme.icon("triangle-alert", ColorToken::Warn).paint(&painter, QStyle::visualRect(layoutDirection(), rect(), icon));
}

}
