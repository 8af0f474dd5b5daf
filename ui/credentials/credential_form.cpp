#include "ui/credentials/credential_form.h"

#include "core/diagnosis/report.h"
#include "core/secrets/credential_expiry.h"
#include "ui/controls/button.h"
#include "ui/controls/wrap_row.h"
#include "ui/credentials/origins_edit.h"
#include "ui/credentials/part_edits.h"
#include "ui/text/text_label.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDateTimeEdit>
#include <QFormLayout>
#include <QLineEdit>
#include <QVBoxLayout>

namespace keyhole {

namespace {

constexpr int kQuarter = 90 * 24 * 3600;  // seconds: what is offered where nothing is known

/// Whatever their order.
bool haveSameParts(const Credential &a, const Credential &b)
{
    return a.parts.size() == b.parts.size() && std::all_of(a.parts.begin(), a.parts.end(), [&b](const SecretPart &part) {
               const Secret *other = b.part(part.name);
               return other && *other == part.value;
           });
}

QDateTime dateTimeOf(Instant instant)
{
    return QDateTime::fromMSecsSinceEpoch(instant.time_since_epoch().count(), Qt::UTC);
}

}

CredentialForm::CredentialForm(const Theme &theme, QWidget *parent)
    : QWidget(parent), m_theme(theme), m_kind(new QComboBox), m_service(new QLineEdit), m_environment(new QLineEdit), m_name(new QLineEdit),
      m_origins(new OriginsEdit(theme)), m_parts(new PartEdits(theme)), m_ends(new QCheckBox(tr("Ends"))), m_expires(new QDateTimeEdit),
      m_title(new TextLabel(theme, {}, FontRole::Headline)), m_problem(new TextLabel(theme, {}, FontRole::Small, ColorToken::Danger)),
      m_keep(new Button(theme, tr("Keep in keychain"), Button::Kind::Primary)),
      m_untilQuit(new Button(theme, tr("Use for this session only"))), m_cancel(new Button(theme, tr("Cancel"), Button::Kind::Quiet))
{
    for (const CredentialKind kind : addableKinds())
        m_kind->addItem(kindName(kind), int(kind));
    m_kind->setAccessibleName(tr("Kind"));
    m_service->setAccessibleName(tr("Service"));
    m_environment->setAccessibleName(tr("Environment"));
    m_name->setAccessibleName(tr("Name"));
    m_service->setPlaceholderText(tr("Shop API"));
    m_environment->setPlaceholderText(tr("staging"));
    m_name->setPlaceholderText(tr("deploy key"));
    m_expires->setAccessibleName(tr("Ends at, UTC"));
    m_expires->setTimeSpec(Qt::UTC);
    m_expires->setDisplayFormat(QStringLiteral("d MMM yyyy, HH:mm 'UTC'"));
    m_problem->setWordWrap(true);
    layOut();
    connectFields();
}

void CredentialForm::layOut()
{
    auto *form = new QFormLayout;
    form->setHorizontalSpacing(m_theme.px(12));
    form->setVerticalSpacing(m_theme.px(8));
    form->setLabelAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    form->addRow(tr("&Kind"), m_kind);
    form->addRow(tr("&Service"), m_service);
    form->addRow(tr("&Environment"), m_environment);
    form->addRow(tr("&Name"), m_name);
    form->addRow(tr("&Goes to"), m_origins);
    form->labelForField(m_kind)->setMinimumWidth(m_theme.px(84));
    auto *ends = new QHBoxLayout;
    ends->addWidget(m_ends);
    ends->addWidget(m_expires, 1);
    auto *last = new QFormLayout;
    last->setHorizontalSpacing(m_theme.px(12));
    last->setLabelAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    last->addRow(tr("Expiry"), ends);
    last->itemAt(0, QFormLayout::LabelRole)->widget()->setMinimumWidth(m_theme.px(84));
    auto *buttons = new WrapRow(m_theme.px(8));
    for (Button *button : {m_keep, m_untilQuit, m_cancel})
        buttons->addWidget(button);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(m_theme.px(16), m_theme.px(12), m_theme.px(16), m_theme.px(12));
    column->setSpacing(m_theme.px(10));
    column->addWidget(m_title);
    column->addLayout(form);
    column->addWidget(m_parts);
    column->addLayout(last);
    column->addWidget(m_problem);
    column->addLayout(buttons);
    column->addStretch(1);
}

void CredentialForm::connectFields()
{
    connect(m_kind, &QComboBox::activated, this, [this] {
        m_parts->setParts(kind(), {});
        judge();
    });
    for (QLineEdit *field : {m_service, m_environment, m_name})
        connect(field, &QLineEdit::textChanged, this, &CredentialForm::judge);
    connect(m_origins, &OriginsEdit::edited, this, &CredentialForm::judge);
    connect(m_parts, &PartEdits::edited, this, [this] {
        showExpiryTold();
        judge();
    });
    connect(m_ends, &QCheckBox::toggled, this, &CredentialForm::judge);
    connect(m_keep, &Button::clicked, this, [this] { emit keepRequested(credential()); });
    connect(m_untilQuit, &Button::clicked, this, [this] { emit untilQuitRequested(credential()); });
    connect(m_cancel, &Button::clicked, this, &CredentialForm::left);
}

void CredentialForm::setNew(const std::optional<Origin> &origin, Instant now)
{
    m_now = now;
    m_isNew = true;
    Credential fresh;
    fresh.info.id = newCredentialId();
    fresh.info.created = fresh.info.changed = now;
    if (origin && origin->isValid())
        fresh.info.origins = {*origin};
    fill(fresh);
    m_service->setFocus(Qt::OtherFocusReason);
}

void CredentialForm::setCredential(const Credential &credential, Instant now)
{
    m_now = now;
    m_isNew = false;
    fill(credential);
    m_parts->focusFirst();
}

void CredentialForm::fill(const Credential &credential)
{
    m_filling = true;
    m_before = credential;
    m_waiting = false;
    m_title->setText(m_isNew ? tr("New credential") : tr("Change credential"));
    m_kind->setCurrentIndex(std::max(0, m_kind->findData(int(credential.info.kind))));
    m_kind->setEnabled(m_isNew);  // another kind is another credential: what refers to it would not fit
    m_service->setText(credential.info.label.service);
    m_environment->setText(credential.info.label.environment);
    m_name->setText(credential.info.label.name);
    m_origins->setOrigins(credential.info.origins);
    m_parts->setParts(kind(), credential.parts);
    m_ends->setChecked(credential.info.expires.has_value());
    m_expires->setDateTime(credential.info.expires ? dateTimeOf(*credential.info.expires) : dateTimeOf(m_now).addSecs(kQuarter));
    m_untilQuit->hide();
    m_filling = false;
    judge();
}

/// What a token says of its own end goes before what is typed.
void CredentialForm::showExpiryTold()
{
    Credential typed = m_before;
    typed.info.kind = kind();
    typed.parts = m_parts->parts();
    const auto told = expiryTold(typed);
    m_ends->setEnabled(!told);
    if (told) {
        m_ends->setChecked(true);
        m_expires->setDateTime(dateTimeOf(*told));
    }
}

CredentialKind CredentialForm::kind() const
{
    return CredentialKind(m_kind->currentData().toInt());
}

QString CredentialForm::findProblem() const
{
    const OriginsRead origins = m_origins->read();
    if (m_service->text().trimmed().isEmpty() && m_name->text().trimmed().isEmpty())
        return tr("Give it a service or a name, by which it is found again.");
    if (!origins.problem.isEmpty())
        return tr("Goes to: one line is no origin.");
    if (origins.origins.empty() && kind() != CredentialKind::SigningKey)
        return tr("Name at least one origin that it may go to.");
    if (const QString missing = m_parts->missing(); !missing.isEmpty())
        return tr("%1 is empty.").arg(missing);
    return {};
}

void CredentialForm::judge()
{
    if (m_filling)
        return;
    const QString problem = findProblem();
    m_problem->setText(problem);
    m_problem->setColor(ColorToken::Text3);
    m_problem->setVisible(!problem.isEmpty());
    setAccessibleDescription(problem);
    m_expires->setEnabled(m_ends->isChecked() && m_ends->isEnabled());
    m_keep->setEnabled(problem.isEmpty() && !m_waiting);
    m_untilQuit->setEnabled(problem.isEmpty() && !m_waiting);
    m_keep->setText(m_waiting ? tr("Waiting for your keychain") : tr("Keep in keychain"));
}

Credential CredentialForm::credential() const
{
    Credential credential = m_before;
    credential.info.kind = kind();
    credential.info.label = {m_service->text().trimmed(), m_environment->text().trimmed(), m_name->text().trimmed()};
    credential.info.origins = m_origins->read().origins;
    credential.parts = m_parts->parts();
    credential.info.expires.reset();
    if (m_ends->isChecked())
        credential.info.expires = Instant(Milliseconds(m_expires->dateTime().toMSecsSinceEpoch()));
    if (!haveSameParts(credential, m_before)) {
        credential.info.changed = m_now;
        std::erase_if(credential.parts, [](const SecretPart &part) { return part.name == "expiry"; });  // that of the former token
    }
    return credential;
}

void CredentialForm::setWaiting(bool waiting)
{
    m_waiting = waiting;
    judge();
}

void CredentialForm::setProblem(const StoreError &error, bool untilQuit)
{
    setWaiting(false);
    m_problem->setColor(ColorToken::Danger);
    m_problem->setForeignText(error.error.what + QLatin1Char(' ') + error.error.remedy);
    m_problem->show();
    setAccessibleDescription(m_problem->text());
    m_untilQuit->setVisible(untilQuit);
}

QString CredentialForm::problem() const
{
    return m_problem->isHidden() ? QString() : m_problem->text();
}

}
