#include "ui/token/signed_bar.h"

#include "ui/controls/button.h"
#include "ui/text/flow_label.h"

#include <QHBoxLayout>
#include <QPainter>

namespace keyhole {

SignedBar::SignedBar(const Theme &theme, QWidget *parent) : QWidget(parent), m_theme(theme), m_text(new FlowLabel(theme, this))
{
    auto *send = new Button(theme, tr("Send with it"), Button::Kind::Primary, {}, this);
    auto *copy = new Button(theme, tr("Copy token"), Button::Kind::Outlined, {}, this);
    send->setAccessibleDescription(tr("Makes it the credential of the open request. Nothing is sent by this alone."));
    copy->setAccessibleDescription(tr("The clipboard is cleared after 30 s"));
    connect(send, &Button::clicked, this, &SignedBar::sendRequested);
    connect(copy, &Button::clicked, this, &SignedBar::copyRequested);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(theme.px(20), theme.px(8), theme.px(16), theme.px(8));
    row->setSpacing(theme.px(8));
    row->addWidget(m_text, 1, Qt::AlignVCenter);
    row->addWidget(send);
    row->addWidget(copy);
    hide();
}

void SignedBar::show(const QString &keyName)
{
    m_text->setRuns({{tr("Signed here with %1, for your own services.").arg(keyName), FontRole::Body, ColorToken::Text}});
    QWidget::show();
}

void SignedBar::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_theme.color(ColorToken::InfoSoft));
    painter.setPen(m_theme.color(ColorToken::InfoLine));
    painter.drawLine(QPointF(0, height() - 0.5), QPointF(width(), height() - 0.5));
}

}
