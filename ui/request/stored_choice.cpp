#include "ui/request/stored_choice.h"

#include "ui/controls/button.h"
#include "ui/request/kept_credential.h"
#include "ui/request/stored_menu.h"
#include "ui/text/text_label.h"

#include <QHBoxLayout>

namespace keyhole {

StoredChoice::StoredChoice(const Theme &theme, CredentialKind kind, const QString &name, const QString &none, QWidget *parent)
    : QWidget(parent), m_kind(kind), m_kept(new KeptCredential(theme)),
      m_none(new TextLabel(theme, none, FontRole::Body, ColorToken::Text2)),
      m_choose(new Button(theme, tr("Choose from keychain…"), Button::Kind::Link))
{
    m_choose->setAccessibleName(tr("%1: choose from keychain").arg(name));
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(theme.px(8));
    row->addWidget(m_kept, 1);
    row->addWidget(m_none);
    row->addWidget(m_choose);
    row->addStretch();
    setFocusProxy(m_choose);
    connect(m_choose, &Button::clicked, this, [this] { offer(m_choose); });
    connect(m_kept, &KeptCredential::changeRequested, this, &StoredChoice::offer);
    showChoice();
}

void StoredChoice::setStore(CredentialStore *store)
{
    m_store = store;
    m_kept->setStore(store);
    showChoice();
}

void StoredChoice::setCredential(const CredentialId &id)
{
    m_id = id;
    m_kept->setCredential(id);
    showChoice();
}

void StoredChoice::showChoice()
{
    m_kept->setVisible(!m_id.isEmpty());
    m_none->setVisible(m_id.isEmpty());
    m_choose->setVisible(m_id.isEmpty() && m_store);
}

void StoredChoice::offer(QWidget *below)
{
    std::vector<CredentialInfo> fitting = m_store ? m_store->list() : std::vector<CredentialInfo>();
    std::erase_if(fitting, [this](const CredentialInfo &info) { return info.kind != m_kind; });
    popUp({fitting, m_id, [this](const CredentialId &id) { take(id); }, m_none->text(), [this] { take({}); },
           [this] { emit credentialsRequested(); }},
          below);
}

void StoredChoice::take(const CredentialId &id)
{
    setCredential(id);
    emit edited();
}

}
