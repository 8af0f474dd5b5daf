#include "ui/token/signing_key_card.h"

#include "core/diagnosis/words.h"
#include "core/token/base64url.h"
#include "core/token/key_export.h"
#include "ui/controls/button.h"
#include "ui/controls/secret_clipboard.h"
#include "ui/controls/wrap_row.h"
#include "ui/text/flow_label.h"
#include "ui/text/text_label.h"
#include "ui/text/time_text.h"
#include "ui/token/kept_keys.h"
#include "ui/token/key_form.h"

#include <QClipboard>
#include <QComboBox>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QMenu>
#include <QRandomGenerator>
#include <algorithm>

namespace keyhole {

namespace {

/// 256 bits, written so that they can be pasted: HS256 asks for no fewer. RFC 7518, 3.2.
Secret newSecret()
{
    quint32 words[8];
    QRandomGenerator::system()->fillRange(words);
    return Secret(encodeBase64Url(QByteArray(reinterpret_cast<const char *>(words), sizeof(words))));
}

QString typeName(const QByteArray &type)
{
    return type == "oct" ? SigningKeyCard::tr("secret") : SigningKeyCard::tr("%1 key").arg(QString::fromLatin1(type));
}

}

SigningKeyCard::SigningKeyCard(const Theme &theme, QWidget *parent)
    : RoundedFrame(theme, ColorToken::Raised, ColorToken::Border, 8, parent), m_title(new FlowLabel(theme, this)),
      m_text(new FlowLabel(theme, this)), m_algorithms(new QComboBox(this)),
      m_new(new Button(theme, tr("New key"), Button::Kind::Outlined, {}, this)),
      m_paste(new Button(theme, tr("Paste…"), Button::Kind::Outlined, {}, this)),
      m_open(new Button(theme, tr("Open file…"), Button::Kind::Outlined, {}, this)),
      m_fromStore(new Button(theme, tr("From keychain…"), Button::Kind::Outlined, {}, this)),
      m_copy(new Button(theme, tr("Copy public key"), Button::Kind::Link, {}, this)),
      m_keep(new Button(theme, tr("Keep in keychain"), Button::Kind::Link, {}, this)),
      m_form(new KeyForm(theme, tr("Key to sign with"), tr("Use"), this))
{
    auto *buttons = new WrapRow(theme.px(8));
    for (Button *button : {m_new, m_paste, m_open, m_fromStore})
        buttons->addWidget(button);
    auto *links = new WrapRow(theme.px(8));
    for (Button *button : {m_copy, m_keep})
        links->addWidget(button);
    auto *column = new QVBoxLayout(this);
    column->addWidget(m_title);
    column->addWidget(m_text);
    column->addLayout(algorithmRow());
    column->addLayout(links);
    column->addWidget(m_form);
    column->addLayout(buttons);
    column->addStretch();
    connect(m_new, &Button::clicked, this, &SigningKeyCard::offerTypes);
    connect(m_paste, &Button::clicked, m_form, &KeyForm::open);
    connect(m_open, &Button::clicked, m_form, &KeyForm::openFile);
    connect(m_copy, &Button::clicked, this, &SigningKeyCard::copyKey);
    connect(m_keep, &Button::clicked, this, &SigningKeyCard::keep);
    connect(m_fromStore, &Button::clicked, this, [this] { m_kept->offer(m_fromStore); });
    connect(m_algorithms, &QComboBox::currentIndexChanged, this, &SigningKeyCard::changed);
    connect(m_form, &KeyForm::keysRead, this, &SigningKeyCard::useKeys);
    connect(m_form, &KeyForm::left, this, [this] {
        m_form->close();
        m_paste->setFocus(Qt::OtherFocusReason);
    });
    connect(&theme, &Theme::changed, this, &SigningKeyCard::applyTheme);
    applyTheme();
    showKey();
}

QLayout *SigningKeyCard::algorithmRow()
{
    auto *label = new TextLabel(theme(), tr("Algorithm"), FontRole::Body, ColorToken::Text2, this);
    label->setBuddy(m_algorithms);
    m_algorithms->setAccessibleName(tr("Algorithm"));
    auto *row = new QHBoxLayout;
    row->setSpacing(theme().px(12));
    row->addWidget(label);
    row->addWidget(m_algorithms, 1);
    return row;
}

void SigningKeyCard::applyTheme()
{
    layout()->setContentsMargins(theme().px(16), theme().px(13), theme().px(16), theme().px(14));
    layout()->setSpacing(theme().px(8));
}

QByteArray SigningKeyCard::algorithm() const
{
    return m_algorithms->currentText().toLatin1();
}

void SigningKeyCard::preferAlgorithm(const QByteArray &algorithm)
{
    m_preferred = algorithm;
    m_algorithms->setCurrentIndex(qMax(0, m_algorithms->findText(QString::fromLatin1(algorithm))));
}

void SigningKeyCard::offerTypes()
{
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    const std::pair<QByteArray, QString> types[]
        = {{"oct", tr("Secret, 256 bits (HS256)")}, {"P-256", tr("P-256 (ES256)")},     {"P-384", tr("P-384 (ES384)")},
           {"P-521", tr("P-521 (ES512)")},          {"Ed25519", tr("Ed25519 (EdDSA)")}, {"RSA", tr("RSA, 2048 bits (RS256, PS256)")}};
    for (const auto &[type, name] : types)
        connect(menu->addAction(name), &QAction::triggered, this, [this, chosen = type] { generate(chosen); });
    menu->popup(m_new->mapToGlobal(QPoint(0, m_new->height())));
}

void SigningKeyCard::generate(const QByteArray &type)
{
    m_form->close();
    const Secret secret = type == "oct" ? newSecret() : Secret();
    const auto key = type == "oct" ? Result<SigningKey>(SigningKey::fromSecret(secret)) : SigningKey::generate(type);
    if (!key)
        return m_form->refuse(key.error().what);
    m_newSecret = secret;
    setKey(*key, tr("the new %1").arg(typeName(type)), tr("A new %1, made here. It goes when this window is closed.").arg(typeName(type)));
}

/// Of a set, the first that can sign.
void SigningKeyCard::useKeys(const KeysRead &keys, const QString &source)
{
    const auto found = std::find_if(keys.keys.begin(), keys.keys.end(), [](const SigningKey &key) { return key.isPrivate(); });
    if (found == keys.keys.end())
        return m_form->refuse(tr("This is a public key: it checks, and cannot sign. Signing needs the private key."));
    m_newSecret = Secret();
    const QString id = quoted(found->id(), 40);
    const QString what = found->id().isEmpty() ? typeName(found->type()) : tr("%1 “%2”").arg(typeName(found->type()), id);
    setKey(*found, tr("the %1 (%2)").arg(what, quoted(source, 60)), tr("%1 (%2).").arg(what, quoted(source, 60)));
}

void SigningKeyCard::setKey(const SigningKey &key, const QString &name, const QString &says)
{
    m_key = key;
    m_name = name;
    m_says = says;
    m_algorithms->clear();
    for (const QByteArray &algorithm : key.algorithms())
        m_algorithms->addItem(QString::fromLatin1(algorithm));
    preferAlgorithm(m_preferred);
    showKey();
    emit changed();
}

void SigningKeyCard::showKey()
{
    m_title->setRuns({{tr("Key"), FontRole::Strong, ColorToken::Text}});
    say(m_key ? m_says : tr("None yet. Make one here, or bring your service’s own."));
    m_algorithms->setEnabled(m_key.has_value());
    const bool isSecret = m_key && m_key->type() == "oct";
    m_copy->setText(isSecret ? tr("Copy the secret") : tr("Copy public key (JWK)"));
    m_copy->setVisible(m_key && (!isSecret || !m_newSecret.isEmpty()));
    m_fromStore->setVisible(m_kept);
    m_keep->setVisible(m_kept && m_key);
    m_keep->setText(m_kept && !m_kept->isLasting() ? tr("Keep until you quit") : tr("Keep in keychain"));
}

void SigningKeyCard::say(const QString &text, ColorToken color)
{
    m_text->setRuns({{text, FontRole::Small, color}});
}

void SigningKeyCard::setStore(CredentialStore &store, const QString &service, Instant now)
{
    m_service = service;
    m_now = now;
    m_kept = new KeptKeys(store, this);
    connect(m_kept, &KeptKeys::keyRead, this,
            [this](const Secret &key, const QString &name) { m_form->read(key.reveal(), tr("keychain: %1").arg(name)); });
    connect(m_kept, &KeptKeys::kept, this, [this](const QString &name) {
        m_keep->hide();
        say(tr("Kept as “%1”.").arg(quoted(name, 80)));
    });
    connect(m_kept, &KeptKeys::refused, this, [this](const QString &fault) { say(fault, ColorToken::Danger); });
    showKey();
}

void SigningKeyCard::keep()
{
    const auto text = privateKeyText(*m_key);
    if (!text)
        return say(text.error().what, ColorToken::Danger);
    m_kept->keep(*text, m_service, tr("%1 of %2").arg(typeName(m_key->type()), dateAndTime(m_now, TimeForm::Utc)), m_now);
}

void SigningKeyCard::copyKey()
{
    if (m_newSecret.isEmpty())
        QGuiApplication::clipboard()->setText(QString::fromUtf8(m_key->publicJwk(m_key->id())));
    else
        copySecret(m_newSecret);
}

}
