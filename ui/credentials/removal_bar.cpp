#include "ui/credentials/removal_bar.h"

#include "ui/controls/button.h"
#include "ui/text/text_label.h"

#include <QHBoxLayout>

namespace keyhole {

RemovalBar::RemovalBar(const Theme &theme, QWidget *parent)
    : QFrame(parent), m_text(new TextLabel(theme)), m_undo(new Button(theme, tr("&Undo"), Button::Kind::Link))
{
    setProperty("box", "sunken");
    m_time.setSingleShot(true);
    m_time.setInterval(kKept);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(theme.px(12), theme.px(4), theme.px(12), theme.px(4));
    row->addWidget(m_text, 1);
    row->addWidget(m_undo);
    connect(m_undo, &Button::clicked, this, &RemovalBar::undo);
    connect(&m_time, &QTimer::timeout, this, &RemovalBar::forget);
    hide();
}

void RemovalBar::offer(const QString &label, std::optional<Credential> credential)
{
    m_credential = std::move(credential);
    m_text->setForeignText(tr("Removed %1.").arg(label));
    m_undo->setVisible(m_credential.has_value());
    show();
    m_time.start();
}

void RemovalBar::tell(const StoreError &error)
{
    m_text->setText(error.error.what + QLatin1Char(' ') + error.error.remedy);
}

void RemovalBar::undo()
{
    if (!m_credential)
        return;
    const Credential credential = *m_credential;
    forget();
    emit undone(credential);
}

void RemovalBar::forget()
{
    m_time.stop();
    m_credential.reset();
    hide();
}

QString RemovalBar::text() const
{
    return m_text->text();
}

}
