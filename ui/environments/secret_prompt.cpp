#include "ui/environments/secret_prompt.h"

#include "core/diagnosis/report.h"
#include "ui/controls/button.h"
#include "ui/credentials/origins_edit.h"
#include "ui/request/secret_edit.h"
#include "ui/text/text_label.h"

#include <QCheckBox>
#include <QFormLayout>
#include <QVBoxLayout>

namespace keyhole {

SecretPrompt::SecretPrompt(const Theme &theme, CredentialStore &store, const Clock &clock, const Asked &asked, QWidget *parent)
    : QDialog(parent), m_store(store), m_clock(clock), m_asked(asked), m_value(new SecretEdit(theme, tr("Value"))),
      m_origins(new OriginsEdit(theme)), m_untilQuit(new QCheckBox(tr("Keep it until I quit, not in the keychain"))),
      m_fault(new TextLabel(theme, {}, FontRole::Small, ColorToken::Danger)), m_keep(new Button(theme, tr("&Keep"), Button::Kind::Primary))
{
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Secret variable"));
    setMinimumWidth(theme.px(480));
    auto *title = new TextLabel(theme, {}, FontRole::Strong);
    title->setForeignText(tr("The value of “%1”").arg(visibleText(QString::fromUtf8(asked.name))));
    auto *note
        = new TextLabel(theme, tr("The collection's files hold the name alone. The value goes to the addresses below and to no others."),
                        FontRole::Small, ColorToken::Text3);
    for (TextLabel *label : {title, note, m_fault})
        label->setWordWrap(true);
    m_value->setSecret(asked.value);
    m_origins->setOrigins(asked.origins);
    m_untilQuit->setVisible(store.untilQuit() != nullptr);
    m_fault->hide();
    auto *form = new QFormLayout;
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    form->setVerticalSpacing(theme.px(10));
    form->addRow(tr("Value"), m_value);
    form->addRow(tr("May go to"), m_origins);
    form->addRow(QString(), m_untilQuit);
    auto *cancel = new Button(theme, tr("Cancel"));
    auto *buttons = new QHBoxLayout;
    buttons->addStretch(1);
    buttons->addWidget(cancel);
    buttons->addWidget(m_keep);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(theme.px(20), theme.px(16), theme.px(20), theme.px(16));
    layout->setSpacing(theme.px(12));
    for (QWidget *widget : {static_cast<QWidget *>(title), static_cast<QWidget *>(note)})
        layout->addWidget(widget);
    layout->addLayout(form);
    layout->addWidget(m_fault);
    layout->addLayout(buttons);
    connect(cancel, &Button::clicked, this, &QDialog::reject);
    connect(m_keep, &Button::clicked, this, &SecretPrompt::write);
    connect(m_value, &SecretEdit::edited, this, &SecretPrompt::judge);
    connect(m_origins, &OriginsEdit::edited, this, &SecretPrompt::judge);
    connect(&m_writing, &QFutureWatcherBase::finished, this, [this] {
        const auto written = m_writing.result();
        if (written) {
            emit kept(m_written);
            return accept();
        }
        m_fault->setForeignText(written.error().error.what + QLatin1Char(' ') + written.error().error.remedy);
        m_fault->show();
        judge();
    });
    judge();
    m_value->field()->setFocus();
}

void SecretPrompt::judge()
{
    const OriginsRead read = m_origins->read();
    m_keep->setEnabled(!m_writing.isRunning() && !m_value->secret().isEmpty() && !read.origins.empty() && read.problem.isEmpty());
}

void SecretPrompt::write()
{
    const Credential credential = variableCredential(m_asked.name, m_asked.collection, m_asked.environment, m_value->secret(),
                                                     m_origins->read().origins, m_clock.now());
    CredentialStore *memory = m_untilQuit->isChecked() ? m_store.untilQuit() : nullptr;
    m_written = credential.info.id;
    m_fault->hide();
    m_writing.setFuture(memory ? memory->write(credential) : m_store.write(credential));
    m_keep->setEnabled(false);
}

}
