#include "ui/credentials/secret_rows.h"

#include "core/diagnosis/report.h"
#include "core/secrets/when_done.h"
#include "ui/controls/button.h"
#include "ui/controls/icon_button.h"
#include "ui/controls/reveal.h"
#include "ui/controls/secret_clipboard.h"
#include "ui/credentials/credential_kinds.h"
#include "ui/credentials/credential_words.h"
#include "ui/text/text_label.h"

#include <QFormLayout>
#include <QVBoxLayout>

namespace keyhole {

SecretRows::SecretRows(const Theme &theme, QWidget *parent)
    : QWidget(parent), m_theme(theme), m_form(new QFormLayout),
      m_reveal(new Button(theme, tr("Reveal for 30 seconds"), Button::Kind::Link, QStringLiteral("eye"))), m_revealed(new Reveal(this))
{
    m_form->setHorizontalSpacing(theme.px(12));
    m_form->setVerticalSpacing(theme.px(4));
    m_form->setLabelAlignment(Qt::AlignLeft | Qt::AlignTop);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(theme.px(6));
    column->addLayout(m_form);
    column->addWidget(m_reveal, 0, Qt::AlignLeft);
    connect(m_reveal, &Button::clicked, this, [this] { setRevealed(!m_wanted); });
    connect(m_revealed, &Reveal::over, this, [this] { setRevealed(false); });
}

bool SecretRows::isRevealed() const
{
    return m_revealed->isOn();
}

void SecretRows::setCredential(const CredentialInfo &info)
{
    const bool other = info.id != m_info.id || info.kind != m_info.kind;
    const bool changed = info.changed != m_info.changed;
    m_info = info;
    if (other)
        build();
    if (other || changed)
        setRevealed(false);
    setVisible(!isOwnKey(info.kind));
}

void SecretRows::build()
{
    while (m_form->rowCount() > 0)
        m_form->removeRow(0);
    m_rows.clear();
    for (const PartField &field : partFields(m_info.kind))
        addRow(field.name, field.label);
}

void SecretRows::addRow(const QByteArray &part, const QString &label)
{
    auto *value = new TextLabel(m_theme, {}, FontRole::CodeSmall, ColorToken::Text2);
    value->setWordWrap(true);
    value->setAccessibleName(tr("%1, hidden").arg(label));
    auto *copy = new IconButton(m_theme, QStringLiteral("copy"), tr("Copy %1, gone from the clipboard after 30 seconds").arg(label));
    connect(copy, &QToolButton::clicked, this, [this, part] { this->copy(part); });
    auto *row = new QHBoxLayout;
    row->addWidget(value, 1);
    row->addWidget(copy, 0, Qt::AlignTop);
    auto *name = new TextLabel(m_theme, label, FontRole::Body, ColorToken::Text2);
    name->setMinimumWidth(m_theme.px(84));
    name->setAlignment(Qt::AlignLeft | Qt::AlignTop);
    m_form->addRow(name, row);
    m_rows.push_back({part, label, value});
}

void SecretRows::mask()
{
    for (const Row &row : m_rows)
        row.value->setText(Secret::mask({}));
}

/// The keychain may ask its user first, in a window that takes the focus, so the values come later, if they are still wanted then.
void SecretRows::setRevealed(bool revealed)
{
    m_wanted = revealed;
    m_revealed->end();
    mask();
    m_reveal->setText(revealed ? tr("Hide") : tr("Reveal for 30 seconds"));
    m_reveal->setIconName(revealed ? QStringLiteral("eye-off") : QStringLiteral("eye"));
    if (!revealed || !m_store)
        return;
    whenDone(m_store->read(m_info.id), this, [this, asked = m_info](const Result<Credential, StoreError> &read) {
        if (!m_wanted || !isStill(asked))
            return;
        if (read)
            return show(*read);
        setRevealed(false);
        emit refused(read.error());
    });
}

void SecretRows::show(const Credential &credential)
{
    m_revealed->begin();
    for (const Row &row : m_rows) {
        const Secret *part = credential.part(row.part);
        row.value->setText(part ? breakable(visibleText(QString::fromUtf8(part->reveal()))) : tr("none"));
    }
}

QString SecretRows::shown(const QByteArray &part) const
{
    for (const Row &row : m_rows) {
        if (row.part == part)
            return unbroken(row.value->text());
    }
    return {};
}

void SecretRows::copy(const QByteArray &part)
{
    if (!m_store)
        return;
    whenDone(m_store->read(m_info.id), this, [this, part, asked = m_info](const Result<Credential, StoreError> &read) {
        if (!read)
            return void(emit refused(read.error()));
        const Secret *secret = read->part(part);
        if (!secret || !isStill(asked))
            return;
        copySecret(*secret);
        emit copied(tr("Copied. It leaves the clipboard after 30 seconds."));
    });
}

}
