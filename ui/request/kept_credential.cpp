#include "ui/request/kept_credential.h"

#include "core/clock/clock.h"
#include "core/diagnosis/report.h"
#include "core/secrets/when_done.h"
#include "ui/controls/button.h"
#include "ui/controls/icon_button.h"
#include "ui/controls/reveal.h"
#include "ui/credentials/credential_words.h"
#include "ui/text/text_label.h"

#include <QHBoxLayout>
#include <QVBoxLayout>

namespace keyhole {

KeptCredential::KeptCredential(const Theme &theme, QWidget *parent)
    : QWidget(parent), m_theme(theme), m_icon(new TextLabel(theme)), m_label(new TextLabel(theme)),
      m_mask(new TextLabel(theme, Secret::mask({}), FontRole::CodeSmall, ColorToken::Text2)),
      m_expiry(new TextLabel(theme, {}, FontRole::Small)), m_told(new TextLabel(theme)),
      m_reveal(new IconButton(theme, QStringLiteral("eye"), tr("Reveal for 30 seconds"))),
      m_change(new Button(theme, tr("Change…"), Button::Kind::Link)), m_revealed(new Reveal(this))
{
    m_reveal->setCheckable(true);
    m_told->setWordWrap(true);
    m_told->hide();
    auto *row = new QHBoxLayout;
    row->setSpacing(theme.px(8));
    for (QWidget *widget : {static_cast<QWidget *>(m_icon), static_cast<QWidget *>(m_label), static_cast<QWidget *>(m_mask),
                            static_cast<QWidget *>(m_expiry), static_cast<QWidget *>(m_reveal), static_cast<QWidget *>(m_change)})
        row->addWidget(widget);
    row->addStretch(1);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(theme.px(4));
    column->addLayout(row);
    column->addWidget(m_told);
    connect(m_reveal, &QToolButton::toggled, this, &KeptCredential::setRevealed);
    connect(m_change, &QPushButton::clicked, this, [this] { emit changeRequested(m_change); });
    connect(m_revealed, &Reveal::over, this, [this] { setRevealed(false); });
    connect(&theme, &Theme::changed, this, &KeptCredential::showLabel);
    showLabel();
}

void KeptCredential::setStore(CredentialStore *store)
{
    if (m_store)
        disconnect(m_store, nullptr, this, nullptr);
    m_store = store;
    if (store)
        connect(store, &CredentialStore::listChanged, this, &KeptCredential::showLabel);
    showLabel();
}

void KeptCredential::setCredential(const CredentialId &id)
{
    if (id == m_id)
        return;
    m_id = id;
    setRevealed(false);
    showLabel();
}

void KeptCredential::setReadOnly(bool readOnly)
{
    m_change->setVisible(!readOnly);
}

void KeptCredential::showLabel()
{
    const std::vector<CredentialInfo> known = m_store ? m_store->list() : std::vector<CredentialInfo>();
    const auto found = std::find_if(known.begin(), known.end(), [this](const CredentialInfo &info) { return info.id == m_id; });
    m_icon->setPixmap(m_theme.pixmap(QStringLiteral("key-round"), ColorToken::Text2, 16, devicePixelRatioF()));
    m_label->setForeignText(found == known.end() ? tr("An entry that this keychain does not list") : found->label.toString());
    m_expiry->setVisible(found != known.end() && found->expires);
    if (found != known.end())
        showExpiry(*found);
}

void KeptCredential::showExpiry(const CredentialInfo &info)
{
    const ExpiryWords words = expiryWords(info, m_now.value_or(SystemClock().now()));
    const bool over = info.expires && *info.expires <= m_now.value_or(SystemClock().now());
    m_expiry->setText(over ? words.text : tr("ends %1").arg(words.text));
    m_expiry->setColor(words.color);
}

void KeptCredential::setNow(Instant now)
{
    m_now = now;
    showLabel();
}

/// The keychain may ask its user first, in a window that takes the focus, so the value comes later, if it is still wanted then.
void KeptCredential::setRevealed(bool revealed)
{
    m_reveal->setChecked(revealed);
    m_revealed->end();
    m_told->clear();
    m_told->hide();
    if (revealed && m_store)
        whenDone(m_store->read(m_id), this, [this](const Result<Credential, StoreError> &read) { show(read); });
}

void KeptCredential::show(const Result<Credential, StoreError> &read)
{
    if (!m_reveal->isChecked() || (read && read->info.id != m_id))
        return;
    if (!read) {
        m_reveal->setChecked(false);
        return tell(read.error().error.what + QLatin1Char(' ') + read.error().error.remedy, FontRole::Body, ColorToken::Danger);
    }
    m_revealed->begin();
    const SecretPart &last = read->parts.empty() ? SecretPart() : read->parts.back();
    tell(breakable(visibleText(QString::fromUtf8(last.value.reveal()))), FontRole::CodeSmall, ColorToken::Text2);
}

void KeptCredential::tell(const QString &text, FontRole font, ColorToken color)
{
    m_told->setFontRole(font);
    m_told->setColor(color);
    m_told->setText(text);
    m_told->show();
}

QString KeptCredential::shownLabel() const
{
    return m_label->text();
}

QString KeptCredential::shownValue() const
{
    return m_revealed->isOn() ? unbroken(m_told->text()) : m_mask->text();
}

}
