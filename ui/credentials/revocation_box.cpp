#include "ui/credentials/revocation_box.h"

#include "core/oauth/revocation.h"
#include "core/secrets/when_done.h"
#include "core/session/session.h"
#include "ui/controls/button.h"
#include "ui/text/text_label.h"

#include <QHBoxLayout>
#include <QVBoxLayout>

namespace keyhole {

RevocationBox::RevocationBox(const Theme &theme, Session &session, QWidget *parent)
    : QWidget(parent), m_session(session), m_told(new TextLabel(theme)), m_revoke(new Button(theme, tr("Revoke…"))),
      m_cancel(new Button(theme, tr("Cancel"), Button::Kind::Quiet))
{
    m_told->setWordWrap(true);
    auto *buttons = new QHBoxLayout;
    buttons->addWidget(m_revoke);
    buttons->addWidget(m_cancel);
    buttons->addStretch(1);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(theme.px(6));
    column->addWidget(m_told);
    column->addLayout(buttons);
    connect(m_revoke, &Button::clicked, this, [this] { m_tokens ? revoke() : ask(); });
    connect(m_cancel, &Button::clicked, this, &RevocationBox::reset);
    reset();
}

void RevocationBox::setCredential(const CredentialId &id)
{
    m_id = id;
    delete m_running;
    reset();
}

void RevocationBox::reset()
{
    m_tokens.reset();
    m_cancel->hide();
    m_revoke->setText(tr("Revoke…"));
    m_revoke->setEnabled(true);
    say({}, ColorToken::Text);
}

void RevocationBox::say(const QString &text, ColorToken color)
{
    m_told->setForeignText(text);
    m_told->setColor(color);
    m_told->setVisible(!text.isEmpty());
    setAccessibleDescription(text);
}

void RevocationBox::ask()
{
    if (!m_store)
        return;
    m_revoke->setEnabled(false);
    whenDone(m_store->read(m_id), this, [this, id = m_id](const Result<Credential, StoreError> &read) {
        if (id != m_id)
            return;
        m_revoke->setEnabled(true);
        if (!read)
            return say(read.error().error.what + QLatin1Char(' ') + read.error().error.remedy, ColorToken::Danger);
        offer(*read);
    });
}

void RevocationBox::offer(const Credential &credential)
{
    const auto tokens = tokensOf(credential);
    if (!tokens)
        return say(tokens.error().error.what + QLatin1Char(' ') + tokens.error().error.remedy, ColorToken::Danger);
    if (!tokens->revocationEndpoint)
        return say(
            tr("The server that gave these tokens has no way to revoke them. Let them expire, or revoke the access on its own pages."),
            ColorToken::Warn);
    m_tokens = std::make_shared<const StoredTokens>(*tokens);
    say(tr("%1 will be told to make these tokens worthless. That cannot be undone.")
            .arg(QString::fromUtf8(tokens->revocationEndpoint->origin().toString())),
        ColorToken::Text);
    m_revoke->setText(tr("Revoke now"));
    m_cancel->show();
}

void RevocationBox::revoke()
{
    const auto tokens = std::exchange(m_tokens, nullptr);
    m_cancel->hide();
    m_revoke->setEnabled(false);
    say(tr("Waiting for the server"), ColorToken::Text2);
    m_running = revokeTokens(m_session.transport(), m_session.clock(), *tokens, {}, this, [this](const Revoked &answer) {
        reset();
        if (!answer.result) {
            const OAuthFault &fault = answer.result.error();
            return say(fault.error.what + QLatin1Char(' ') + fault.error.remedy, ColorToken::Danger);
        }
        say(answer.besides.isEmpty()
                ? tr("Revoked: the server takes these tokens no more. Remove the entry, or get new tokens for it.")
                : tr("The refresh token is revoked. %1 Remove the entry, or get new tokens for it.").arg(answer.besides),
            ColorToken::Ok);
        emit revoked();
    });
}

QString RevocationBox::told() const
{
    return m_told->text();
}

}
