#include "ui/credentials/rotation_page.h"

#include "core/secrets/credential_expiry.h"
#include "core/secrets/when_done.h"
#include "core/session/session.h"
#include "ui/controls/button.h"
#include "ui/credentials/part_edits.h"
#include "ui/credentials/trial_box.h"
#include "ui/text/text_label.h"

#include <QHBoxLayout>
#include <QVBoxLayout>

namespace keyhole {

RotationPage::RotationPage(const Theme &theme, Session &session, QWidget *parent)
    : QWidget(parent), m_session(session), m_parts(new PartEdits(theme)),
      m_trial(new TrialBox(theme, session, tr("Try the new one, then replace"))),
      m_note(new TextLabel(theme, {}, FontRole::Small, ColorToken::Text3)), m_anyway(new Button(theme, tr("Replace all the same"))),
      m_back(new Button(theme, tr("Back"), Button::Kind::Quiet))
{
    auto *title = new TextLabel(theme, tr("Replace the secret"), FontRole::Headline);
    m_note->setWordWrap(true);
    auto *buttons = new QHBoxLayout;
    buttons->addWidget(m_anyway);
    buttons->addWidget(m_back);
    buttons->addStretch(1);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(theme.px(16), theme.px(12), theme.px(16), theme.px(12));
    column->setSpacing(theme.px(10));
    column->addWidget(title);
    column->addWidget(m_note);
    column->addWidget(m_parts);
    column->addWidget(m_trial);
    column->addLayout(buttons);
    column->addStretch(1);
    connect(m_parts, &PartEdits::edited, this, &RotationPage::judge);
    connect(m_trial, &TrialBox::runRequested, this, [this] {
        m_anyway->hide();
        m_tried = renewed();
        m_trial->run(m_tried);
    });
    connect(m_trial, &TrialBox::finished, this, &RotationPage::take);
    connect(m_anyway, &Button::clicked, this, &RotationPage::replace);
    connect(m_back, &Button::clicked, this, &RotationPage::left);
}

void RotationPage::setCredential(const Credential &credential)
{
    m_before = credential;
    m_note->setText(tr("The new secret of %1 is sent with one request. Only when the server takes it does the old one go.")
                        .arg(credential.info.label.toString()));
    std::vector<SecretPart> fresh;
    for (const PartField &field : partFields(credential.info.kind)) {
        if (const Secret *part = field.entry == PartField::Entry::Text ? credential.part(field.name) : nullptr)
            fresh.push_back({field.name, *part});
    }
    m_parts->setParts(credential.info.kind, fresh);
    m_trial->setCredential(credential.info);
    m_anyway->hide();
    judge();
}

void RotationPage::judge()
{
    m_trial->clear();
    m_anyway->hide();
    m_trial->setReady(m_parts->missing().isEmpty());
}

/// The old one with its secrets replaced; what the form does not show stays.
Credential RotationPage::renewed() const
{
    Credential credential = m_before;
    for (const SecretPart &part : m_parts->parts()) {
        std::erase_if(credential.parts, [&part](const SecretPart &old) { return old.name == part.name; });
        credential.parts.push_back(part);
    }
    credential.info.changed = m_session.now();
    credential.info.expires = expiryTold(credential);
    return credential;
}

void RotationPage::take(const TrialResult &result)
{
    if (result.outcome == TrialResult::Outcome::Works)
        return replace();
    m_anyway->setVisible(result.outcome == TrialResult::Outcome::Unclear);
    if (result.outcome == TrialResult::Outcome::Refused)
        m_note->setText(tr("The server did not take the new secret. The old one stays as it is."));
}

void RotationPage::replace()
{
    if (!m_store)
        return;
    whenDone(m_store->write(m_tried), this, [this, label = m_tried.info.label.toString()](const Result<void, StoreError> &written) {
        if (!written)
            return m_trial->tell(written.error());
        m_before = m_tried = {};
        m_parts->setParts(CredentialKind::Bearer, {});
        emit replaced(tr("Replaced the secret of %1.").arg(label));
    });
}

}
