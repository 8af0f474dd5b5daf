#include "ui/token/paste_box.h"

#include "ui/controls/button.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QPlainTextEdit>

namespace keyhole {

PasteBox::PasteBox(const Theme &theme, const QString &name, QWidget *parent)
    : QWidget(parent), m_theme(theme), m_field(new QPlainTextEdit(this))
{
    m_field->setPlaceholderText(tr("A token, with or without “Bearer” before it"));
    m_field->setAccessibleName(name);
    m_field->setTabChangesFocus(true);
    m_field->setUndoRedoEnabled(false);
    m_field->installEventFilter(this);
    auto *decode = new Button(theme, tr("Decode"), Button::Kind::Outlined, {}, this);
    auto *cancel = new Button(theme, tr("Cancel"), Button::Kind::Quiet, {}, this);
    connect(decode, &Button::clicked, this, &PasteBox::take);
    connect(cancel, &Button::clicked, this, &PasteBox::leave);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(m_field, 1);
    row->addWidget(decode, 0, Qt::AlignTop);
    row->addWidget(cancel, 0, Qt::AlignTop);
    connect(&theme, &Theme::changed, this, &PasteBox::applyTheme);
    applyTheme();
    hide();
}

void PasteBox::applyTheme()
{
    layout()->setSpacing(m_theme.px(8));
    m_field->setFont(m_theme.font(FontRole::CodeSmall));
    m_field->setFixedHeight(m_theme.px(64));
}

void PasteBox::open()
{
    m_field->clear();
    show();
    m_field->setFocus(Qt::OtherFocusReason);
}

void PasteBox::close()
{
    m_field->clear();
    hide();
}

void PasteBox::take()
{
    QByteArray text = m_field->toPlainText().trimmed().toUtf8();
    if (text.left(7).toLower() == "bearer ")
        text = text.mid(7).trimmed();
    if (text.isEmpty())
        return;
    close();
    emit pasted(text);
}

void PasteBox::leave()
{
    close();
    emit left();
}

bool PasteBox::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() != QEvent::KeyPress)
        return QWidget::eventFilter(watched, event);
    const int key = static_cast<QKeyEvent *>(event)->key();
    if (key == Qt::Key_Return || key == Qt::Key_Enter)
        take();
    else if (key == Qt::Key_Escape)
        leave();
    else
        return QWidget::eventFilter(watched, event);
    return true;
}

}
