#include "ui/request/auth_editor.h"

#include "core/diagnosis/report.h"
#include "core/session/kept_auth.h"
#include "ui/controls/button.h"
#include "ui/credentials/keychain_bar.h"
#include "ui/request/auth_forms/forms.h"
#include "ui/request/kept_credential.h"
#include "ui/request/stored_menu.h"
#include "ui/text/text_label.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QVBoxLayout>

namespace keyhole {

namespace {

constexpr int kLabelWidth = 96;

/// A row like those of the forms: name, field.
QWidget *rowOf(const Theme &theme, const QString &name, std::initializer_list<QWidget *> fields, bool stretched = false)
{
    auto *row = new QWidget;
    auto *label = new TextLabel(theme, name, FontRole::Body, ColorToken::Text2);
    label->setFixedWidth(theme.px(kLabelWidth));
    auto *layout = new QHBoxLayout(row);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(theme.px(12));
    layout->addWidget(label);
    for (QWidget *field : fields)
        layout->addWidget(field, stretched ? 1 : 0);
    if (!stretched)
        layout->addStretch(1);
    return row;
}

}

AuthEditor::AuthEditor(const Theme &theme, QWidget *parent)
    : QWidget(parent), m_theme(theme), m_kind(new QComboBox), m_column(new QVBoxLayout(this)), m_formPlace(new QWidget),
      m_kept(new KeptCredential(theme)), m_keychain(new KeychainBar(theme)), m_inheritedText(new TextLabel(theme)),
      m_note(new TextLabel(theme, {}, FontRole::Small, ColorToken::Text3)),
      m_goThere(new Button(theme, tr("Go there"), Button::Kind::Link)),
      m_keep(new Button(theme, tr("Keep in keychain"), Button::Kind::Link)),
      m_choose(new Button(theme, tr("Choose from keychain…"), Button::Kind::Link)), m_signIn(new Button(theme, tr("Get new token…"))),
      m_refresh(new Button(theme, tr("Refresh token")))
{
    for (const AuthKind kind : authKinds())
        m_kind->addItem(authKindName(kind), int(kind));
    m_kind->setAccessibleName(tr("Scheme"));
    m_kind->setMinimumWidth(theme.px(200));
    layOut();
    connectParts();
    showKind();
}

void AuthEditor::layOut()
{
    auto *forms = new QVBoxLayout(m_formPlace);
    forms->setContentsMargins(0, 0, 0, 0);
    m_note->setWordWrap(true);
    m_inheritedRow = rowOf(m_theme, {}, {m_inheritedText, m_goThere});
    m_keptRow = rowOf(m_theme, tr("Keychain"), {m_kept}, true);
    m_signInRow = rowOf(m_theme, {}, {m_signIn, m_refresh});
    m_column->setContentsMargins(0, 0, 0, 0);
    m_column->setSpacing(m_theme.px(8));
    for (QWidget *row : {rowOf(m_theme, tr("Scheme"), {m_kind, m_keep, m_choose}), m_inheritedRow, m_keptRow,
                         static_cast<QWidget *>(m_keychain), m_formPlace, m_signInRow, static_cast<QWidget *>(m_note)})
        m_column->addWidget(row);
}

void AuthEditor::connectParts()
{
    connect(m_kind, &QComboBox::activated, this, [this] {
        m_auth = auth();
        m_auth.kind = AuthKind(m_kind->currentData().toInt());
        if (FormRows *form = formOf(m_auth.kind))
            form->load(m_auth);
        showKind();
        emit edited();
    });
    connect(m_keep, &Button::clicked, this, &AuthEditor::keepRequested);
    connect(m_choose, &Button::clicked, this, [this] { offerStored(m_choose); });
    connect(m_kept, &KeptCredential::changeRequested, this, &AuthEditor::offerStored);
    connect(m_goThere, &Button::clicked, this, &AuthEditor::originRequested);
    connect(m_signIn, &Button::clicked, this, &AuthEditor::signInRequested);
    connect(m_refresh, &Button::clicked, this, &AuthEditor::refreshRequested);
    connect(m_keychain, &KeychainBar::helpRequested, this, &AuthEditor::keychainHelpRequested);
}

FormRows *AuthEditor::formOf(AuthKind kind)
{
    const auto known = m_forms.find(kind);
    if (known != m_forms.end())
        return known->second;
    FormRows *form = makeAuthForm(kind, m_theme);
    m_forms[kind] = form;
    if (!form)
        return nullptr;
    m_formPlace->layout()->addWidget(form);
    form->setReadOnly(m_readOnly);
    connect(form, &FormRows::edited, this, [this, form] {
        form->store(m_auth);
        showKind();
        emit edited();
    });
    return form;
}

AuthKind AuthEditor::kind() const
{
    return m_auth.kind;
}

void AuthEditor::load(const AuthDraft &auth)
{
    m_auth = auth;
    m_kind->setCurrentIndex(m_kind->findData(int(auth.kind)));
    if (FormRows *form = formOf(auth.kind))
        form->load(auth);
    m_kept->setCredential(auth.credential);
    showKind();
}

AuthDraft AuthEditor::auth() const
{
    AuthDraft auth = m_auth;
    if (const auto form = m_forms.find(auth.kind); form != m_forms.end() && form->second)
        form->second->store(auth);
    return auth;
}

bool AuthEditor::hasSecret() const
{
    return !m_auth.secret.isEmpty() || !m_auth.secondSecret.isEmpty() || !m_auth.certificate.certificateData.isEmpty();
}

void AuthEditor::showKind()
{
    for (const auto &[each, form] : m_forms) {
        if (form)
            form->setVisible(each == kind());
    }
    const bool takesSecret = keptKind(kind()).has_value();
    const bool stored = takesSecret && !m_auth.credential.isEmpty();
    const bool canChoose = takesSecret && !stored && !m_readOnly && !fitting().empty();
    const bool canKeep = takesSecret && !stored && !m_readOnly && m_store && m_store->isLasting() && hasSecret();
    m_formPlace->setVisible(takesSecret);
    m_keptRow->setVisible(stored);
    m_keychain->setStore(stored ? m_store.data() : nullptr);
    m_keep->setVisible(canKeep);
    m_choose->setVisible(canChoose);
    const bool signsIn = kind() == AuthKind::OAuth2 && m_offersSignIn && !m_readOnly;
    m_signInRow->setVisible(signsIn);
    m_refresh->setVisible(stored);
    const QString note = sendingNote(kind());
    m_note->setText(note);
    m_note->setVisible(!note.isEmpty());
    showInherited();
}

void AuthEditor::showInherited()
{
    const bool inherits = kind() == AuthKind::Inherited;
    m_inheritedRow->setVisible(inherits);
    const bool known = !m_inherited.from.isEmpty();
    m_goThere->setVisible(known);
    if (!inherits)
        return;
    const QString name = authKindName(m_inherited.auth.kind);
    m_inheritedText->setText(known ? tr("%1, from “%2”").arg(name, visibleText(m_inherited.from))
                                   : tr("There is nothing to inherit: no folder or collection around this request has a credential."));
}

void AuthEditor::setInherited(const EffectiveAuth &inherited)
{
    m_inherited = inherited;
    showInherited();
}

void AuthEditor::setReadOnly(bool readOnly)
{
    m_readOnly = readOnly;
    m_kind->setEnabled(!readOnly);
    m_kept->setReadOnly(readOnly);
    for (const auto &[kind, form] : m_forms) {
        if (form)
            form->setReadOnly(readOnly);
    }
    showKind();
}

void AuthEditor::setCredentials(CredentialStore *store)
{
    if (m_store)
        disconnect(m_store, nullptr, this, nullptr);
    m_store = store;
    m_kept->setStore(store);
    if (store)
        connect(store, &CredentialStore::listChanged, this, &AuthEditor::showKind);
    showKind();
}

void AuthEditor::offerSignIn(bool offered)
{
    m_offersSignIn = offered;
    showKind();
}

void AuthEditor::setNow(Instant now)
{
    m_kept->setNow(now);
}

std::vector<CredentialInfo> AuthEditor::fitting() const
{
    std::vector<CredentialInfo> all = m_store ? m_store->list() : std::vector<CredentialInfo>();
    std::erase_if(all, [wanted = keptKind(kind())](const CredentialInfo &info) {
        const bool token = wanted == CredentialKind::Bearer && info.kind == CredentialKind::OAuth2Tokens;
        return info.kind != wanted && !token;
    });
    return all;
}

void AuthEditor::offerStored(QWidget *below)
{
    popUp({fitting(), m_auth.credential, [this](const CredentialId &id) { refer(id); }, tr("Type it here"), [this] { typeCredential(); },
           [this] { emit credentialsRequested(); }},
          below);
}

void AuthEditor::refer(const CredentialId &id)
{
    load(withReference(auth(), id));
    emit edited();
}

void AuthEditor::typeCredential()
{
    AuthDraft typed = auth();
    typed.credential.clear();
    load(typed);
    emit edited();
    focusCredential();
}

void AuthEditor::focusCredential()
{
    const auto form = m_forms.find(kind());
    QWidget *first = form == m_forms.end() || !form->second ? nullptr : form->second->firstField();
    if (!m_auth.credential.isEmpty())
        first = m_kept;
    (first ? first : m_kind)->setFocus(Qt::OtherFocusReason);
}

}
