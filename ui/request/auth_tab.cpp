#include "ui/request/auth_tab.h"

#include "core/clock/clock.h"
#include "core/diagnosis/report.h"
#include "ui/controls/button.h"
#include "ui/request/kept_credential.h"
#include "ui/request/secret_edit.h"
#include "ui/response/secret_parts.h"
#include "ui/text/text_label.h"

#include <QComboBox>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QLineEdit>

namespace keyhole {

AuthTab::AuthTab(const Theme &theme, QWidget *parent)
    : EditorTab(parent), m_theme(theme), m_grid(new QGridLayout(this)), m_kind(new QComboBox), m_place(new QComboBox),
      m_secret(new SecretEdit(theme, tr("Credential"))), m_stored(new KeptCredential(theme)),
      m_keep(new Button(theme, tr("Keep in keychain"), Button::Kind::Link)), m_stateIcon(new TextLabel(theme)),
      m_stateText(new TextLabel(theme)), m_sentAs(new TextLabel(theme, {}, FontRole::CodeSmall)),
      m_open(new Button(theme, tr("Open token"), Button::Kind::Link))
{
    m_grid->setContentsMargins(theme.px(16), theme.px(12), theme.px(16), theme.px(12));
    m_grid->setHorizontalSpacing(theme.px(12));
    m_grid->setVerticalSpacing(theme.px(8));
    m_grid->setColumnMinimumWidth(0, theme.px(84));
    m_grid->setColumnStretch(1, 1);
    const std::pair<QString, AuthKind> kinds[] = {{tr("None"), AuthKind::None},
                                                  {tr("Basic"), AuthKind::Basic},
                                                  {tr("Bearer token"), AuthKind::Bearer},
                                                  {tr("API key"), AuthKind::ApiKey},
                                                  {tr("Raw Authorization"), AuthKind::Raw}};
    for (const auto &[name, each] : kinds)
        m_kind->addItem(name, int(each));
    for (const auto &[name, place] :
         {std::pair(tr("Header"), KeyPlace::Header), std::pair(tr("Query"), KeyPlace::Query), std::pair(tr("Cookie"), KeyPlace::Cookie)})
        m_place->addItem(name, int(place));
    using enum AuthKind;
    addRow(tr("Scheme"), m_kind, {None, Basic, Bearer, ApiKey, Raw});
    m_user = addField(tr("User"), {Basic});
    m_keyName = addField(tr("Name"), {ApiKey});
    addRow(tr("Place"), m_place, {ApiKey});
    addRow(tr("Token"), m_secret, {Basic, Bearer, ApiKey, Raw});
    addRow(tr("Keychain"), m_stored, {Basic, Bearer, ApiKey, Raw});
    addRow({}, m_keep, {Basic, Bearer, ApiKey, Raw});
    m_grid->setAlignment(m_keep, Qt::AlignLeft);
    auto *state = new QWidget;
    auto *line = new QHBoxLayout(state);
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(theme.px(8));
    line->addWidget(m_stateIcon);
    line->addWidget(m_stateText);
    line->addWidget(m_open);
    line->addStretch(1);
    addRow({}, state, {Bearer, ApiKey, Raw});
    m_scheme = addField(tr("Prefix"), {Bearer});
    addRow(tr("Sent as"), m_sentAs, {Basic, Bearer, ApiKey, Raw});
    m_sentAs->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_sentAs->setWordWrap(true);
    m_grid->setRowStretch(int(m_rows.size()), 1);
    m_kind->setMaximumWidth(theme.px(200));
    m_place->setMaximumWidth(theme.px(200));
    m_scheme->setMaximumWidth(theme.px(200));

    connect(m_kind, &QComboBox::activated, this, [this] {
        showKind();
        emit edited();
    });
    connect(m_place, &QComboBox::activated, this, &EditorTab::edited);
    connect(m_secret, &SecretEdit::edited, this, [this] {
        m_sentToken.clear();
        showKind();
        emit edited();
    });
    connect(m_keep, &QPushButton::clicked, this, &AuthTab::keepRequested);
    connect(m_stored, &KeptCredential::changeRequested, this, &AuthTab::typeCredential);
    connect(m_open, &QPushButton::clicked, this,
            [this] { emit openTokenRequested(m_sentToken.isEmpty() ? m_secret->secret().reveal() : m_sentToken); });
    connect(&theme, &Theme::changed, this, &AuthTab::showState);
    showKind();
}

void AuthTab::addRow(const QString &name, QWidget *field, std::initializer_list<AuthKind> kinds)
{
    auto *label = new TextLabel(m_theme, name, FontRole::Body, ColorToken::Text2);
    label->setBuddy(field);
    if (field->accessibleName().isEmpty())
        field->setAccessibleName(name);
    const int row = int(m_rows.size());
    m_grid->addWidget(label, row, 0, Qt::AlignLeft | Qt::AlignVCenter);
    m_grid->addWidget(field, row, 1);
    m_rows.push_back({label, field, kinds});
}

QLineEdit *AuthTab::addField(const QString &name, std::initializer_list<AuthKind> kinds)
{
    auto *field = new QLineEdit;
    addRow(name, field, kinds);
    connect(field, &QLineEdit::textEdited, this, &EditorTab::edited);
    return field;
}

AuthKind AuthTab::kind() const
{
    return AuthKind(m_kind->currentData().toInt());
}

QString AuthTab::secretName() const
{
    switch (kind()) {
    case AuthKind::Basic:
        return tr("Password");
    case AuthKind::ApiKey:
        return tr("Key");
    case AuthKind::Raw:
        return tr("Value");
    default:
        return tr("Token");
    }
}

/// A credential is typed, or it is in the keychain; what is typed can be put there.
bool AuthTab::isShown(const QWidget *field) const
{
    const bool stored = !m_stored->credential().isEmpty();
    if (field == m_stored)
        return stored;
    if (field == m_secret || field == m_user)
        return !stored;
    if (field == m_keep)
        return !stored && m_canKeep && !m_readOnly && !m_secret->secret().isEmpty();
    return true;
}

void AuthTab::setCredentials(CredentialStore *store)
{
    m_canKeep = store && store->isLasting();
    m_stored->setStore(store);
    showKind();
}

void AuthTab::typeCredential()
{
    m_stored->setCredential({});
    showKind();
    emit edited();
    focusCredential();
}

void AuthTab::showKind()
{
    for (const Row &row : m_rows) {
        const bool shown = std::find(row.kinds.begin(), row.kinds.end(), kind()) != row.kinds.end() && isShown(row.field);
        row.label->setVisible(shown);
        row.field->setVisible(shown);
        if (row.field == m_secret)
            row.label->setText(secretName());
    }
    m_secret->field()->setAccessibleName(secretName());
    showState();
}

void AuthTab::load(const RequestDraft &draft)
{
    const AuthDraft &auth = draft.auth;
    m_kind->setCurrentIndex(m_kind->findData(int(auth.kind)));
    m_place->setCurrentIndex(m_place->findData(int(auth.keyPlace)));
    const auto show = [](QLineEdit *field, const QByteArray &text) {
        if (field->text().toUtf8() != text)
            field->setText(QString::fromUtf8(text));
    };
    show(m_user, auth.user);
    show(m_scheme, auth.scheme);
    show(m_keyName, auth.keyName);
    if (auth.secret != m_secret->secret())
        m_sentToken.clear();
    m_secret->setSecret(auth.secret);
    m_stored->setCredential(auth.credential);
    showKind();
}

void AuthTab::store(RequestDraft &draft) const
{
    draft.auth.kind = kind();
    draft.auth.keyPlace = KeyPlace(m_place->currentData().toInt());
    draft.auth.user = m_user->text().toUtf8();
    draft.auth.scheme = m_scheme->text().toUtf8();
    draft.auth.keyName = m_keyName->text().toUtf8();
    draft.auth.secret = m_secret->secret();
    draft.auth.credential = m_stored->credential();
}

void AuthTab::setReadOnly(bool readOnly)
{
    for (QLineEdit *field : {m_user, m_scheme, m_keyName})
        field->setReadOnly(readOnly);
    m_kind->setEnabled(!readOnly);
    m_place->setEnabled(!readOnly);
    m_secret->setReadOnly(readOnly);
    m_stored->setReadOnly(readOnly);
    m_readOnly = readOnly;
    showKind();
}

void AuthTab::setNow(Instant now)
{
    m_now = now;
    showState();
}

void AuthTab::focusCredential()
{
    QWidget *credential = m_stored->credential().isEmpty() ? static_cast<QWidget *>(m_secret) : m_stored;
    (kind() == AuthKind::None ? m_kind : credential)->setFocus(Qt::OtherFocusReason);
}

/// The token that is looked at is the one that goes out: variables are put in by then.
void AuthTab::setPreview(const ResolvedRequest *preview)
{
    m_sentToken.clear();
    QStringList lines;
    for (int i = 0; preview && i < preview->request.fields.size(); ++i) {
        const Field &field = preview->request.fields.at(i);
        if (preview->request.originOf(i) != FieldOrigin::Auth)
            continue;
        lines += visibleText(QString::fromUtf8(field.name)) + QStringLiteral(": ") + shownValue(field, FieldOrigin::Auth);
        m_sentToken = field.value.mid(field.value.lastIndexOf(' ') + 1);
    }
    if (lines.isEmpty() && preview && kind() == AuthKind::ApiKey)
        lines += (m_place->currentText() + QStringLiteral(": ") + visibleText(m_keyName->text()) + QLatin1Char('=')
                  + m_secret->secret().masked());
    m_sentAs->setText(lines.join(QLatin1Char('\n')));
    showState();
}

void AuthTab::showState()
{
    const QByteArray &value = m_secret->secret().reveal();
    const bool mayBeToken = kind() == AuthKind::Bearer || kind() == AuthKind::ApiKey || kind() == AuthKind::Raw;
    m_state.reset();
    if (mayBeToken)
        m_state = tokenStateOf(m_sentToken.isEmpty() ? value.mid(value.lastIndexOf(' ') + 1) : m_sentToken,
                               m_now.value_or(SystemClock().now()));
    for (QWidget *widget : {static_cast<QWidget *>(m_stateIcon), static_cast<QWidget *>(m_stateText), static_cast<QWidget *>(m_open)})
        widget->setVisible(m_state.has_value());
    if (m_state) {
        m_stateIcon->setPixmap(m_theme.pixmap(m_state->icon, m_state->colour, 16, devicePixelRatioF()));
        m_stateText->setText(m_state->text);
        m_stateText->setColor(m_state->colour);
    }
    emit stateChanged();
}

}
