#include "ui/sign_in/sign_in_form.h"

#include "core/diagnosis/words.h"
#include "core/oauth/service_account.h"
#include "core/token/key_export.h"
#include "core/token/key_text.h"
#include "ui/credentials/origins_edit.h"
#include "ui/request/auth_forms/claims_row.h"
#include "ui/request/auth_forms/form_rows.h"
#include "ui/request/pasted_key.h"
#include "ui/request/secret_edit.h"
#include "ui/sign_in/provider_picker.h"
#include "ui/text/text_label.h"

#include <QPlainTextEdit>
#include <QVBoxLayout>

namespace keyhole {

namespace {

using Grant = OAuth2Settings::Grant;
using Authentication = OAuth2Settings::ClientAuthentication;

constexpr size_t kMostScopesShown = 12;

auto whenGrant(Grant grant)
{
    return [grant](const AuthDraft &auth) { return auth.oauth2.grant == grant; };
}

bool showsSecret(const AuthDraft &auth)
{
    return auth.oauth2.clientAuthentication == Authentication::Basic || auth.oauth2.clientAuthentication == Authentication::Post;
}

bool showsKey(const AuthDraft &auth)
{
    return auth.oauth2.clientAuthentication == Authentication::PrivateKeyJwt;
}

bool isOnThisComputer(const Url &url)
{
    return url.scheme == "http" && (url.host == "127.0.0.1" || url.host == "[::1]" || url.host == "localhost") && !url.query
        && !url.userInfo;
}

}

Result<RedirectSettings> redirectFrom(const QByteArray &typed)
{
    RedirectSettings settings;
    if (typed.trimmed().isEmpty())
        return settings;
    const auto url = Url::parse(typed.trimmed());
    if (!url || !isOnThisComputer(*url))
        return failure(Error{SignInForm::tr("The redirect address is not on this computer."), SignInForm::tr("redirect address"),
                             SignInForm::tr("Use one such as http://127.0.0.1:8400/callback, and register it with the server.")});
    settings.host = url->host;
    settings.port = quint16(url->port.value_or(0));
    settings.path = url->path;
    return settings;
}

SignInForm::SignInForm(const Theme &theme, QWidget *parent)
    : QWidget(parent), m_theme(theme), m_rows(new FormRows(theme)), m_clientSecret(new SecretEdit(theme, tr("Client secret"))),
      m_password(new SecretEdit(theme, tr("Password"))), m_subject(new SecretEdit(theme, tr("Token to exchange"))),
      m_clientKey(new PastedKey(theme, tr("Client key"))), m_assertionKey(new PastedKey(theme, tr("Assertion key"))),
      m_provider(new ProviderPicker(theme)), m_user(new QLineEdit), m_resources(new QLineEdit), m_name(new QLineEdit),
      m_origins(new OriginsEdit(theme)), m_offers(new TextLabel(theme, {}, FontRole::Small, ColorToken::Text3)),
      m_account(new TextLabel(theme, {}, FontRole::Small, ColorToken::Text2))
{
    m_auth.kind = AuthKind::OAuth2;
    addServer();
    addClient();
    addGrantRows();
    addTarget();
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_rows);
    connect(m_rows, &FormRows::edited, this, [this] {
        m_rows->store(m_auth);
        emit edited();
    });
    connect(m_provider, &ProviderPicker::filled, this, &SignInForm::takeProvider);
    connect(m_assertionKey, &PastedKey::edited, this, &SignInForm::takeAccount);
    m_rows->load(m_auth);
}

void SignInForm::addOwn(const QString &label, QWidget *field)
{
    m_rows->addRow(
        label, field, [](const AuthDraft &) {}, [](AuthDraft &) {});
}

void SignInForm::addNote(const QString &text, std::function<bool(const AuthDraft &)> holds)
{
    m_rows->addNote(text);
    if (holds)
        m_rows->onlyWhen(std::move(holds));
}

void SignInForm::addServer()
{
    addOwn(tr("Service"), m_provider);
    m_rows->addText(
        tr("Issuer"), [](auto &auth) -> auto & { return auth.oauth2.issuer; }, QStringLiteral("https://id.example.com"));
    const auto noIssuer = [](const AuthDraft &auth) { return auth.oauth2.issuer.isEmpty(); };
    m_rows->addText(
        tr("Authorization endpoint"), [](auto &auth) -> auto & { return auth.oauth2.authorizationEndpoint; });
    m_rows->onlyWhen(noIssuer);
    m_rows->addText(
        tr("Token endpoint"), [](auto &auth) -> auto & { return auth.oauth2.tokenEndpoint; });
    m_rows->onlyWhen(noIssuer);
    m_rows->addChoice(
        tr("Grant"),
        {tr("Sign in in the browser"), tr("Client credentials"), tr("Code for another device"), tr("Exchange a token"),
         tr("Password (legacy)"), tr("Signed assertion (JWT bearer)")},
        [](auto &auth) -> auto & { return auth.oauth2.grant; });
    addNote(tr("For old servers only: the password is shown to this program, and RFC 9700 forbids it."), whenGrant(Grant::Password));
}

void SignInForm::addClient()
{
    m_rows->addText(
        tr("Client ID"), [](auto &auth) -> auto & { return auth.oauth2.clientId; });
    m_rows->addChoice(
        tr("Client shows"),
        {tr("Nothing (public client)"), tr("Secret in Authorization"), tr("Secret in the form"), tr("Signature by its key"),
         tr("Client certificate")},
        [](auto &auth) -> auto & { return auth.oauth2.clientAuthentication; });
    addOwn(tr("Client secret"), m_clientSecret);
    m_rows->onlyWhen(showsSecret);
    addNote(tr("Not a secret in native apps: whoever has the program can read it."), showsSecret);
    addNote(tr("The certificate is the one in the request's settings."),
            [](const AuthDraft &auth) { return auth.oauth2.clientAuthentication == Authentication::MutualTls; });
    addOwn(tr("Client key"), m_clientKey);
    m_rows->onlyWhen(showsKey);
    m_rows->addText(
        tr("Key ID"), [](auto &auth) -> auto & { return auth.oauth2.keyId; });
    m_rows->onlyWhen([](const AuthDraft &auth) { return showsKey(auth) || whenGrant(Grant::JwtBearer)(auth); });
}

void SignInForm::addAssertionRows()
{
    addOwn(tr("Assertion key"), m_assertionKey);
    m_rows->onlyWhen(whenGrant(Grant::JwtBearer));
    m_account->setWordWrap(true);
    addOwn({}, m_account);
    m_rows->onlyWhen([this](const AuthDraft &auth) { return whenGrant(Grant::JwtBearer)(auth) && !m_account->text().isEmpty(); });
    addClaims(
        *m_rows, m_theme, tr("Assertion says"), [](auto &auth) -> auto & { return auth.oauth2.assertion.claims; });
    m_rows->onlyWhen(whenGrant(Grant::JwtBearer));
    addNote(tr("Without claims: the client as iss and sub, the server as aud, five minutes. An empty aud, scope or jti is filled in."),
            whenGrant(Grant::JwtBearer));
    m_account->setText(tr("A private key, or the key file of a service account: that fills in the rest."));
}

void SignInForm::takeProvider(const Provider &provider, const std::map<QByteArray, QByteArray> &values)
{
    AuthDraft auth = this->auth();
    const auto known = settingsFor(provider, values, auth.oauth2);
    if (!known) {
        m_offers->setForeignText(known.error().error.what + u' ' + known.error().error.remedy);
        return m_rows->load(m_auth);
    }
    auth.oauth2 = known->oauth;
    auth.oauth2.furtherParameters = toForm(known->further);
    m_auth = auth;
    m_offers->clear();
    m_rows->load(m_auth);
    emit edited();
}

/// The key file of a service account is more than a key: what else it says goes where it belongs.
void SignInForm::takeAccount()
{
    const QByteArray text = m_assertionKey->secret().reveal();
    if (!looksLikeServiceAccount(text))
        return;
    const auto account = readServiceAccount(text);
    const auto key = account ? privateKeyText(account->key) : failure(Error{});
    if (!key) {
        m_assertionKey->setSecret({});
        m_account->setForeignText(account ? key.error().what : account.error().error.what + u' ' + account.error().error.remedy);
        return m_rows->load(auth());
    }
    AuthDraft auth = this->auth();
    auth.oauth2 = settingsFor(*account, auth.oauth2);
    m_auth = auth;
    m_assertionKey->setSecret(*key);
    m_account->setForeignText(
        tr("The key of %1. It goes into the keychain with the token; delete its file then, anybody can read it there.")
            .arg(QString::fromUtf8(account->client)));
    m_rows->load(m_auth);
    emit edited();
}

void SignInForm::addGrantRows()
{
    addOwn(tr("User"), m_user);
    m_rows->onlyWhen(whenGrant(Grant::Password));
    addOwn(tr("Password"), m_password);
    m_rows->onlyWhen(whenGrant(Grant::Password));
    addOwn(tr("Token to exchange"), m_subject);
    m_rows->onlyWhen(whenGrant(Grant::TokenExchange));
    addAssertionRows();
    m_redirect = m_rows->addText(
        tr("Redirect address"), [](auto &auth) -> auto & { return auth.oauth2.redirectAddress; },
        tr("A free port, and a path that nobody can guess"));
    m_rows->onlyWhen(whenGrant(Grant::AuthorizationCode));
    m_rows->addText(
        tr("Further parameters"), [](auto &auth) -> auto & { return auth.oauth2.furtherParameters; },
        QStringLiteral("prompt=consent&access_type=offline"));
    m_rows->onlyWhen(whenGrant(Grant::AuthorizationCode));
}

void SignInForm::addTarget()
{
    m_rows->addText(
        tr("Scope"), [](auto &auth) -> auto & { return auth.oauth2.scope; }, QStringLiteral("openid orders:read"));
    m_offers->setWordWrap(true);
    addOwn({}, m_offers);
    m_rows->onlyWhen([this](const AuthDraft &) { return !m_offers->text().isEmpty(); });
    m_rows->addText(
        tr("Audience"), [](auto &auth) -> auto & { return auth.oauth2.audience; });
    m_resources->setPlaceholderText(QStringLiteral("https://api.example.com/"));
    addOwn(tr("Resource"), m_resources);
    m_rows->addCheck(
        tr("Bind the token to a new key (DPoP)"), [](auto &auth) -> auto & { return auth.dpop; });
    addOwn(tr("Token goes to"), m_origins);
    addOwn(tr("Kept as"), m_name);
}

void SignInForm::load(const AuthDraft &auth, const std::vector<Origin> &origins)
{
    m_auth = auth;
    m_auth.kind = AuthKind::OAuth2;
    m_rows->load(m_auth);
    const std::vector<QByteArray> &resources = auth.oauth2.resources;
    m_resources->setText(QString::fromUtf8(QByteArrayList(resources.begin(), resources.end()).join(' ')));
    m_origins->setOrigins(origins);
    m_provider->show(auth.oauth2);
}

AuthDraft SignInForm::auth() const
{
    AuthDraft auth = m_auth;
    m_rows->store(auth);
    auth.oauth2.resources.clear();
    for (const QString &resource : m_resources->text().split(u' ', Qt::SkipEmptyParts))
        auth.oauth2.resources.push_back(resource.toUtf8());
    return auth;
}

Result<SignInSettings> SignInForm::settings() const
{
    SignInSettings settings;
    const AuthDraft auth = this->auth();
    settings.oauth = auth.oauth2;
    settings.dpop = auth.dpop;
    settings.clientSecret = m_clientSecret->secret();
    settings.clientKeyId = auth.oauth2.keyId;
    settings.user = m_user->text().toUtf8();
    settings.password = m_password->secret();
    settings.exchanged.subject = m_subject->secret();
    const auto redirect = redirectFrom(auth.oauth2.redirectAddress);
    if (!redirect)
        return failure(redirect.error());
    settings.redirect = *redirect;
    if (showsKey(auth)) {
        const auto keys = readKeys(m_clientKey->secret().reveal());
        if (!keys)
            return failure(keys.error());
        settings.clientKey = keys->keys.front();
    }
    settings.further = parseForm(auth.oauth2.furtherParameters.trimmed());
    const bool byAssertion = settings.oauth.grant == Grant::JwtBearer;
    if (byAssertion) {
        const auto keys = readKeys(m_assertionKey->secret().reveal());
        if (!keys)
            return failure(keys.error());
        settings.assertionKey = keys->keys.front();
        settings.assertionKeyId = settings.clientKeyId;
    }
    if (settings.oauth.clientId.isEmpty() && (!byAssertion || settings.oauth.assertion.claims.isEmpty()))
        return failure(Error{tr("The client ID is missing."), tr("client ID"), tr("The server gives it to whoever registers a client.")});
    if (origins().empty())
        return failure(Error{tr("The token would go nowhere."), tr("token goes to"), tr("Name the API that it is for.")});
    return settings;
}

std::vector<Origin> SignInForm::origins() const
{
    const OriginsRead read = m_origins->read();
    return read.problem.isEmpty() ? read.origins : std::vector<Origin>();
}

QString SignInForm::name() const
{
    return m_name->text().trimmed();
}

void SignInForm::setName(const QString &name)
{
    m_name->setText(name);
}

void SignInForm::setServer(const ServerMetadata &server)
{
    QStringList scopes;
    for (size_t i = 0; i < std::min(server.scopes.size(), kMostScopesShown); ++i)
        scopes += quoted(server.scopes[i], 60);
    if (server.scopes.size() > kMostScopesShown)
        scopes += tr("and %1 more").arg(server.scopes.size() - kMostScopesShown);
    m_offers->setText(scopes.isEmpty() ? QString() : tr("The server offers: %1").arg(scopes.join(QStringLiteral(", "))));
    m_rows->store(m_auth);
    m_rows->load(m_auth);
}

}
