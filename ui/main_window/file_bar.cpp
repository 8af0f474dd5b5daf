#include "ui/main_window/file_bar.h"

#include "core/diagnosis/report.h"
#include "ui/controls/button.h"
#include "ui/text/text_label.h"

#include <QAccessible>
#include <QHBoxLayout>
#include <QPainter>

namespace keyhole {

FileBar::FileBar(const Theme &theme, QWidget *parent)
    : QFrame(parent), m_theme(theme), m_text(new TextLabel(theme)), m_compare(new Button(theme, tr("Compare…"), Button::Kind::Primary)),
      m_theirs(new Button(theme, tr("Take theirs"))), m_mine(new Button(theme, tr("Keep mine"))),
      m_saveAs(new Button(theme, tr("Save as…"), Button::Kind::Primary))
{
    m_text->setWordWrap(true);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(theme.px(44), theme.px(6), theme.px(12), theme.px(6));
    row->addWidget(m_text, 1);
    for (Button *button : {m_theirs, m_mine, m_compare, m_saveAs})
        row->addWidget(button);
    connect(m_compare, &Button::clicked, this, &FileBar::compareRequested);
    connect(m_theirs, &Button::clicked, this, &FileBar::theirsRequested);
    connect(m_mine, &Button::clicked, this, &FileBar::mineRequested);
    connect(m_saveAs, &Button::clicked, this, &FileBar::saveAsRequested);
    hide();
}

void FileBar::show(const OpenRequest &request)
{
    const bool conflict = request.origin && request.origin->outside, gone = request.origin && request.origin->gone;
    const QString file = request.origin ? visibleText(request.origin->path) : QString();
    const QString text = gone ? tr("%1 was deleted. What you see stands in this tab alone.").arg(file)
        : conflict            ? tr("%1 was changed elsewhere while you edited it. Nothing is written over until you choose.").arg(file)
                              : QString();
    for (Button *button : {m_compare, m_theirs, m_mine})
        button->setVisible(conflict && !gone);
    m_saveAs->setVisible(gone);
    const bool news = !text.isEmpty() && text != m_text->text();
    m_text->setForeignText(text);
    setAccessibleName(text);
    setVisible(!text.isEmpty());
    if (news) {
        QAccessibleEvent announcement(this, QAccessible::Alert);
        QAccessible::updateAccessibility(&announcement);
    }
}

QString FileBar::text() const
{
    return m_text->text();
}

void FileBar::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_theme.color(ColorToken::WarnSoft));
    painter.fillRect(QRect(0, height() - 1, width(), 1), m_theme.color(ColorToken::WarnLine));
    const int side = m_theme.px(20);
    const QRect icon(m_theme.px(14), (height() - side) / 2, side, side);
    m_theme.icon("triangle-alert", ColorToken::Warn).paint(&painter, QStyle::visualRect(layoutDirection(), rect(), icon));
}

}
