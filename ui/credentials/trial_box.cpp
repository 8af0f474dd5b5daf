#include "ui/credentials/trial_box.h"

#include "core/secrets/when_done.h"
#include "ui/controls/button.h"
#include "ui/text/text_label.h"

#include <QComboBox>
#include <QFormLayout>
#include <QLineEdit>
#include <QVBoxLayout>

namespace keyhole {

TrialBox::TrialBox(const Theme &theme, Session &session, const QString &button, QWidget *parent)
    : QWidget(parent), m_theme(theme), m_session(session), m_form(new QFormLayout), m_address(new QLineEdit), m_keyName(new QLineEdit),
      m_keyPlace(new QComboBox), m_carrier(new QWidget), m_run(new Button(theme, button, Button::Kind::Primary)),
      m_icon(new TextLabel(theme)), m_result(new TextLabel(theme))
{
    m_address->setAccessibleName(tr("Address of the test"));
    m_address->setFont(theme.font(FontRole::CodeSmall));
    m_keyName->setAccessibleName(tr("Name of the key"));
    m_keyName->setText(QStringLiteral("X-API-Key"));
    m_keyPlace->setAccessibleName(tr("Place of the key"));
    for (const QString &place : {tr("Header"), tr("Query"), tr("Cookie")})
        m_keyPlace->addItem(place);
    auto *carrier = new QHBoxLayout(m_carrier);
    carrier->setContentsMargins(0, 0, 0, 0);
    carrier->addWidget(m_keyPlace);
    carrier->addWidget(m_keyName, 1);
    m_form->setHorizontalSpacing(theme.px(12));
    m_form->setLabelAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    m_form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    m_form->addRow(tr("One GET to"), m_address);
    m_form->addRow(tr("Key in"), m_carrier);
    m_form->itemAt(0, QFormLayout::LabelRole)->widget()->setMinimumWidth(theme.px(84));
    m_result->setWordWrap(true);
    auto *result = new QHBoxLayout;
    result->setSpacing(theme.px(8));
    result->addWidget(m_icon, 0, Qt::AlignTop);
    result->addWidget(m_result, 1);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(theme.px(8));
    column->addLayout(m_form);
    column->addWidget(m_run, 0, Qt::AlignLeft);
    column->addLayout(result);
    connect(m_run, &Button::clicked, this, &TrialBox::runRequested);
    connect(m_address, &QLineEdit::returnPressed, m_run, &Button::click);
    clear();
}

TrialBox::~TrialBox()
{
    m_sent.cancel();
}

void TrialBox::setCredential(const CredentialInfo &info)
{
    m_address->setText(info.origins.empty() ? QString() : QString::fromUtf8(info.origins.front().toString()) + QLatin1Char('/'));
    const bool key = info.kind == CredentialKind::ApiKey;
    m_carrier->setVisible(key);
    m_form->labelForField(m_carrier)->setVisible(key);
    m_sent.cancel();
    clear();
}

void TrialBox::setReady(bool ready)
{
    m_ready = ready;
    m_run->setEnabled(m_ready && !m_running);
}

void TrialBox::setRunning(bool running)
{
    m_running = running;
    setReady(m_ready);
}

void TrialBox::clear()
{
    setRunning(false);
    showText({}, {}, ColorToken::Text2);
}

void TrialBox::run(const Credential &credential)
{
    m_sent.cancel();
    const TrialRequest request{m_address->text().trimmed().toUtf8(), m_keyName->text().trimmed().toUtf8(),
                               KeyPlace(m_keyPlace->currentIndex())};
    const auto sent = tryCredential(m_session, credential, request);
    if (!sent)
        return tell(sent.error());
    m_sent = *sent;
    setRunning(true);
    showText(tr("Waiting for the answer"), QStringLiteral("loader-circle"), ColorToken::Info);
    whenDone(m_sent, this, [this](const Diagnosed &diagnosed) {
        setRunning(false);
        showResult(trialResult(diagnosed));
    });
}

void TrialBox::showResult(const TrialResult &result)
{
    switch (result.outcome) {
    case TrialResult::Outcome::Works:
        showText(result.sentence, QStringLiteral("circle-check"), ColorToken::Ok);
        break;
    case TrialResult::Outcome::Refused:
        showText(result.sentence, QStringLiteral("circle-x"), ColorToken::Danger);
        break;
    case TrialResult::Outcome::Unclear:
        showText(tr("This says nothing about the credential. %1").arg(result.sentence), QStringLiteral("circle-dot"), ColorToken::Warn);
        break;
    }
    emit finished(result);
}

void TrialBox::tell(const StoreError &error)
{
    setRunning(false);
    showText(error.error.what + QLatin1Char('\n') + error.error.remedy, QStringLiteral("circle-x"), ColorToken::Danger);
}

void TrialBox::showText(const QString &text, const QString &icon, ColorToken color)
{
    m_icon->setPixmap(icon.isEmpty() ? QPixmap() : m_theme.pixmap(icon, color, 16, devicePixelRatioF()));
    m_icon->setVisible(!icon.isEmpty());
    m_result->setText(text);
    m_result->setColor(color);
    m_result->setVisible(!text.isEmpty());
    setAccessibleDescription(text);
}

QString TrialBox::told() const
{
    return m_result->text();
}

}
