#include "ui/credentials/credential_page.h"

#include "core/secrets/when_done.h"
#include "core/session/session.h"
#include "ui/controls/button.h"
#include "ui/controls/chip.h"
#include "ui/controls/wrap_row.h"
#include "ui/credentials/credential_kinds.h"
#include "ui/credentials/credential_words.h"
#include "ui/credentials/revocation_box.h"
#include "ui/credentials/secret_rows.h"
#include "ui/credentials/trial_box.h"
#include "ui/text/text_label.h"

#include <QFormLayout>
#include <QVBoxLayout>

namespace keyhole {

CredentialPage::CredentialPage(const Theme &theme, Session &session, QWidget *parent)
    : QWidget(parent), m_theme(theme), m_title(new TextLabel(theme, {}, FontRole::Headline)), m_state(new Chip(theme)),
      m_facts(new QFormLayout), m_secrets(new SecretRows(theme)), m_problem(new TextLabel(theme, {}, FontRole::Body, ColorToken::Danger)),
      m_keep(new Button(theme, tr("Keep in keychain"), Button::Kind::Primary)), m_edit(new Button(theme, tr("Edit…"))),
      m_rotate(new Button(theme, tr("Replace secret…"))), m_remove(new Button(theme, tr("Remove"))),
      m_testTitle(new TextLabel(theme, tr("Test"), FontRole::Strong)), m_trial(new TrialBox(theme, session, tr("Send the test"))),
      m_revocation(new RevocationBox(theme, session))
{
    m_title->setWordWrap(true);
    m_problem->setWordWrap(true);
    m_kind = addFact(tr("Kind"));
    m_origins = addFact(tr("Goes to"));
    m_created = addFact(tr("Created"));
    m_changed = addFact(tr("Secret since"));
    m_used = addFact(tr("Last used"));
    m_expires = addFact(tr("Expires"));
    layOut();
    connect(m_secrets, &SecretRows::refused, this, &CredentialPage::tell);
    connect(m_secrets, &SecretRows::copied, this, &CredentialPage::done);
    connect(m_edit, &Button::clicked, this, &CredentialPage::editRequested);
    connect(m_rotate, &Button::clicked, this, &CredentialPage::rotationRequested);
    connect(m_remove, &Button::clicked, this, &CredentialPage::removalRequested);
    connect(m_keep, &Button::clicked, this, &CredentialPage::keepRequested);
    connect(m_trial, &TrialBox::runRequested, this, &CredentialPage::test);
}

TextLabel *CredentialPage::addFact(const QString &name)
{
    auto *label = new TextLabel(m_theme, name, FontRole::Body, ColorToken::Text2);
    label->setMinimumWidth(m_theme.px(84));
    label->setAlignment(Qt::AlignLeft | Qt::AlignTop);
    auto *value = new TextLabel(m_theme);
    value->setWordWrap(true);
    m_facts->addRow(label, value);
    return value;
}

void CredentialPage::layOut()
{
    m_facts->setHorizontalSpacing(m_theme.px(12));
    m_facts->setVerticalSpacing(m_theme.px(6));
    m_facts->setLabelAlignment(Qt::AlignLeft | Qt::AlignTop);
    m_facts->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    auto *buttons = new WrapRow(m_theme.px(8));
    for (Button *button : {m_keep, m_edit, m_rotate, m_remove})
        buttons->addWidget(button);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(m_theme.px(16), m_theme.px(12), m_theme.px(16), m_theme.px(12));
    column->setSpacing(m_theme.px(12));
    column->addWidget(m_title);
    column->addWidget(m_state, 0, Qt::AlignLeft);
    column->addLayout(m_facts);
    column->addWidget(m_secrets);
    column->addWidget(m_problem);
    column->addLayout(buttons);
    column->addWidget(m_revocation);
    column->addSpacing(m_theme.px(8));
    column->addWidget(m_testTitle);
    column->addWidget(m_trial);
    column->addStretch(1);
}

void CredentialPage::setStore(CredentialStore *store)
{
    m_store = store;
    m_secrets->setStore(store);
    m_revocation->setStore(store);
}

void CredentialPage::setCredential(const CredentialInfo &info, bool untilQuit, Instant now)
{
    const bool other = info.id != m_info.id;
    m_info = info;
    m_title->setForeignText(info.label.toString().isEmpty() ? tr("(without a name)") : info.label.toString());
    m_kind->setText(kindName(info.kind));
    m_origins->setText(originsText(info.origins).replace(QStringLiteral(", "), QStringLiteral("\n")));
    m_created->setText(momentText(info.created));
    m_changed->setText(tr("%1 (%2)").arg(ageWords(info, now), momentText(info.changed)));
    m_used->setText(usedWords(info, now));
    const ExpiryWords expiry = expiryWords(info, now);
    m_expires->setText(info.expires ? tr("%1 (%2)").arg(expiry.text, momentText(*info.expires)) : expiry.text);
    m_expires->setColor(expiry.color);
    const bool expired = isExpired(info, now);
    m_state->setVisible(expired || untilQuit);
    if (expired)
        m_state->setState(ChipTone::Danger, tr("Expired"), QStringLiteral("circle-x"));
    else
        m_state->setState(ChipTone::Warn, tr("In memory until you quit"), QStringLiteral("timer"));
    m_secrets->setCredential(info);
    m_keep->setVisible(untilQuit);
    m_revocation->setVisible(info.kind == CredentialKind::OAuth2Tokens);
    const bool own = isOwnKey(info.kind);
    m_edit->setHidden(own);
    m_rotate->setHidden(!canBeTried(info.kind) || info.kind == CredentialKind::OAuth2Tokens);  // those are refreshed
    m_testTitle->setHidden(!canBeTried(info.kind));
    m_trial->setHidden(!canBeTried(info.kind));
    if (!other)
        return;
    m_problem->hide();
    m_trial->setCredential(info);
    m_revocation->setCredential(info.id);
    if (own)
        say(tr("Keyhole encrypts the kept cookies with it. Without it they cannot be read again."));
}

void CredentialPage::tell(const StoreError &error)
{
    m_problem->setColor(ColorToken::Danger);
    m_problem->setForeignText(error.error.what + QLatin1Char(' ') + error.error.remedy);
    m_problem->show();
}

void CredentialPage::say(const QString &what)
{
    m_problem->setColor(ColorToken::Text2);
    m_problem->setText(what);
    m_problem->show();
}

QString CredentialPage::problem() const
{
    return m_problem->isHidden() ? QString() : m_problem->text();
}

void CredentialPage::test()
{
    if (!m_store)
        return;
    m_trial->setReady(false);
    whenDone(m_store->read(m_info.id), this, [this, id = m_info.id](const Result<Credential, StoreError> &read) {
        m_trial->setReady(true);
        if (id != m_info.id)
            return;
        if (!read)
            return m_trial->tell(read.error());
        m_trial->run(*read);
    });
}

}
