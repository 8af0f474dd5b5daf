#include "ui/sign_in/device_code_card.h"

#include "ui/controls/button.h"
#include "ui/controls/secret_clipboard.h"
#include "ui/controls/wrap_row.h"
#include "ui/text/text_label.h"

#include <QVBoxLayout>

namespace keyhole {

DeviceCodeCard::DeviceCodeCard(const Theme &theme, QWidget *parent)
    : RoundedFrame(theme, ColorToken::InfoSoft, ColorToken::InfoLine, 8, parent), m_host(new TextLabel(theme)),
      m_code(new TextLabel(theme, {}, FontRole::Display)), m_copy(new Button(theme, tr("Copy code"))),
      m_open(new Button(theme, tr("Open in the browser here")))
{
    m_host->setWordWrap(true);
    m_code->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    auto *buttons = new WrapRow(theme.px(8));
    buttons->addWidget(m_copy);
    buttons->addWidget(m_open);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(theme.px(16), theme.px(12), theme.px(16), theme.px(12));
    column->setSpacing(theme.px(8));
    column->addWidget(m_host);
    column->addWidget(m_code);
    column->addLayout(buttons);
    connect(m_copy, &Button::clicked, this, [this] { copySecret(Secret(m_code->text().toUtf8())); });
    connect(m_open, &Button::clicked, this, [this] { emit openRequested(m_address); });
    hide();
}

void DeviceCodeCard::setCode(const DeviceCode &code)
{
    m_address = (code.complete ? *code.complete : code.verification).toString();
    m_host->setForeignText(tr("On any device, open %1 and enter this code. You sign in at %2.")
                               .arg(QString::fromUtf8(code.verification.toString()), QString::fromUtf8(code.verification.hostField())));
    m_code->setForeignText(QString::fromUtf8(code.userCode));
    m_code->setAccessibleName(tr("Code: %1").arg(m_code->text()));
    show();
}

QString DeviceCodeCard::shownCode() const
{
    return m_code->text();
}

QString DeviceCodeCard::shownHost() const
{
    return m_host->text();
}

}
