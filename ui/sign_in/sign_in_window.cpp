#include "ui/sign_in/sign_in_window.h"

#include "core/diagnosis/report.h"
#include "core/oauth/stored_tokens.h"
#include "ui/controls/button.h"
#include "ui/controls/page_scroll.h"
#include "ui/controls/wrap_row.h"
#include "ui/sign_in/device_code_card.h"
#include "ui/sign_in/sign_in_form.h"
#include "ui/sign_in/sign_in_outcome.h"
#include "ui/sign_in/sign_in_steps.h"
#include "ui/text/text_label.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLineEdit>
#include <QPainter>

namespace keyhole {

namespace {

/// A label breaks no line where there is no blank, and would cut the address. Browsers leave the breaks out when it is pasted.
QString inLines(const QByteArray &address)
{
    constexpr qsizetype kLongest = 52;
    QString text = visibleText(QString::fromUtf8(address));
    for (qsizetype at = kLongest; at < text.size(); at += kLongest + 1)
        text.insert(at, u'\n');
    return text;
}

}

SignInWindow::SignInWindow(const Theme &theme, Transport &transport, const Clock &clock, CredentialStore &store, Browser browser,
                           QWidget *parent)
    : QWidget(parent, Qt::Window), m_theme(theme), m_transport(transport), m_clock(clock), m_store(store), m_browser(std::move(browser)),
      m_form(new SignInForm(theme)), m_steps(new SignInSteps(theme)), m_device(new DeviceCodeCard(theme)),
      m_outcome(new SignInOutcome(theme)), m_hint(new TextLabel(theme, {}, FontRole::Body, ColorToken::Text3)),
      m_addressText(new TextLabel(theme, {}, FontRole::CodeSmall, ColorToken::Text2)),
      m_start(new Button(theme, {}, Button::Kind::Primary)), m_cancel(new Button(theme, tr("Cancel"))),
      m_copyAddress(new Button(theme, tr("Copy address"))), m_copyRedirect(new Button(theme, tr("Copy redirect address"))),
      m_storeAgain(new Button(theme, tr("Store again"), Button::Kind::Primary)), m_keepUntilQuit(new Button(theme, tr("Keep until I quit")))
{
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Get a new token"));
    resize(theme.px(980), theme.px(680));
    setMinimumSize(theme.px(760), theme.px(460));
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(theme.px(16), theme.px(12), theme.px(16), theme.px(12));
    row->setSpacing(theme.px(24));
    row->addWidget(makeLeft(), 1);
    row->addWidget(makeRight(), 1);
    connectParts();
    showState();
}

SignInWindow::~SignInWindow() = default;

QWidget *SignInWindow::makeLeft()
{
    auto *scroll = new PageScroll;
    scroll->setFocusPolicy(Qt::NoFocus);
    auto *inner = new QVBoxLayout(scroll->page());
    inner->setContentsMargins(0, 0, m_theme.px(8), 0);
    inner->addWidget(m_form);
    inner->addStretch(1);
    auto *left = new QWidget;
    auto *column = new QVBoxLayout(left);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(m_theme.px(12));
    column->addWidget(scroll, 1);
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(m_theme.px(8));
    buttons->addWidget(m_start);
    buttons->addWidget(m_cancel);
    buttons->addStretch(1);
    column->addLayout(buttons);
    return left;
}

QWidget *SignInWindow::makeRight()
{
    for (TextLabel *label : {m_hint, m_addressText})
        label->setWordWrap(true);
    m_hint->setText(tr("The steps appear here, each with the request and answer that were made for it."));
    m_addressText->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    auto *scroll = new PageScroll;
    scroll->setFocusPolicy(Qt::NoFocus);
    auto *column = new QVBoxLayout(scroll->page());
    column->setContentsMargins(0, 0, m_theme.px(8), 0);
    column->setSpacing(m_theme.px(12));
    auto *copies = new WrapRow(m_theme.px(8));
    copies->addWidget(m_copyAddress);
    copies->addWidget(m_copyRedirect);
    auto *stores = new WrapRow(m_theme.px(8));
    stores->addWidget(m_storeAgain);
    stores->addWidget(m_keepUntilQuit);
    for (QWidget *widget : {static_cast<QWidget *>(m_hint), static_cast<QWidget *>(m_steps), static_cast<QWidget *>(m_addressText)})
        column->addWidget(widget);
    column->addLayout(copies);
    column->addWidget(m_device);
    column->addWidget(m_outcome);
    column->addLayout(stores);
    column->addStretch(1);
    return scroll;
}

void SignInWindow::connectParts()
{
    connect(m_start, &Button::clicked, this, &SignInWindow::start);
    connect(m_cancel, &Button::clicked, this, [this] { isRunning() ? cancel() : void(close()); });
    connect(m_storeAgain, &Button::clicked, this, &SignInWindow::storeAgain);
    connect(m_keepUntilQuit, &Button::clicked, this, &SignInWindow::keepUntilQuit);
    connect(m_copyAddress, &Button::clicked, this, [this] { QGuiApplication::clipboard()->setText(QString::fromUtf8(m_address)); });
    connect(m_copyRedirect, &Button::clicked, this, [this] { QGuiApplication::clipboard()->setText(QString::fromUtf8(m_redirect)); });
    connect(m_steps, &SignInSteps::openRequested, this, &SignInWindow::exchangeOpened);
    connect(m_device, &DeviceCodeCard::openRequested, this, &SignInWindow::open);
    connect(m_form, &SignInForm::edited, this, &SignInWindow::showState);
    connect(&m_theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

void SignInWindow::ask(const AuthDraft &auth, const std::vector<Origin> &origins, const QString &name)
{
    m_replaces = auth.credential;
    m_form->load(auth, origins);
    m_form->setName(name);
    showState();
}

void SignInWindow::findIssuer(const QByteArray &api, const std::shared_ptr<const Exchange> &refused)
{
    m_resource = std::make_unique<ProtectedResource>(m_transport, m_clock, m_options);
    connect(m_resource.get(), &ProtectedResource::finished, this, &SignInWindow::takeIssuer);
    m_resource->ask(api, refused.get());
}

/// Most APIs do not tell, which is nothing to speak of.
void SignInWindow::takeIssuer()
{
    const auto &found = m_resource->metadata();
    if (!found && found.error().id == "discovery.inward" && !isRunning()) {
        m_steps->setStep(0,
                         {"resource", tr("Ask the API who gives its tokens"), SignInStep::State::Failed, found.error().error.what,
                          m_resource->exchange()});
        return showState();
    }
    AuthDraft auth = m_form->auth();
    if (!found || found->authorizationServers.empty() || isRunning() || !auth.oauth2.issuer.isEmpty())
        return;
    auth.oauth2.issuer = found->authorizationServers.front();
    auth.oauth2.resources = {found->resource};
    m_form->load(auth, m_form->origins());
    m_steps->setStep(0,
                     {"resource", tr("Ask the API who gives its tokens"), SignInStep::State::Done,
                      tr("It names %1.").arg(QString::fromUtf8(auth.oauth2.issuer)), m_resource->exchange()});
    showState();
}

void SignInWindow::showState()
{
    const bool inBrowser = m_form->auth().oauth2.grant == OAuth2Settings::Grant::AuthorizationCode;
    m_start->setText(inBrowser ? tr("Sign in in the browser") : tr("Get token"));
    m_start->setEnabled(!isRunning());
    m_form->setEnabled(!isRunning());
    m_cancel->setText(isRunning() ? tr("Cancel") : tr("Close"));
    m_hint->setVisible(m_steps->count() == 0);
    const bool waits = isRunning() && !m_address.isEmpty();
    for (QWidget *widget :
         {static_cast<QWidget *>(m_addressText), static_cast<QWidget *>(m_copyAddress), static_cast<QWidget *>(m_copyRedirect)})
        widget->setVisible(waits);
    const bool refused = m_pending.has_value() && !m_storing && !isRunning();
    m_storeAgain->setVisible(refused);
    m_keepUntilQuit->setVisible(refused && m_store.untilQuit());
}

void SignInWindow::start()
{
    if (isRunning())
        return;
    m_hint->hide();
    auto settings = m_form->settings();
    if (!settings)
        return m_outcome->showFault({"form", settings.error()});
    settings->transport = m_options;
    m_asked = m_form->auth();
    m_pending.reset();
    m_address.clear();
    m_steps->clear();
    m_outcome->clear();
    m_device->hide();
    m_signIn = std::make_unique<SignIn>(m_transport, m_clock, *settings);
    connectSignIn();
    m_signIn->start();
    showState();
}

void SignInWindow::connectSignIn()
{
    SignIn *signIn = m_signIn.get();
    connect(signIn, &SignIn::stepChanged, this, [this, signIn](int index) {
        m_steps->setStep(index, signIn->steps()[size_t(index)]);
        m_hint->hide();
    });
    connect(signIn, &SignIn::serverFound, m_form, &SignInForm::setServer);
    connect(signIn, &SignIn::browserWanted, this, &SignInWindow::showBrowser);
    connect(signIn, &SignIn::deviceCodeGiven, m_device, &DeviceCodeCard::setCode);
    connect(signIn, &SignIn::finished, this, &SignInWindow::finish, Qt::QueuedConnection);
}

void SignInWindow::showBrowser(const QByteArray &address, const QByteArray &redirect)
{
    m_address = address;
    m_redirect = redirect;
    m_addressText->setText(inLines(address));
    open(address);
    showState();
}

/// A browser that does not start is no reason to give up: the address can be copied.
void SignInWindow::open(const QByteArray &address)
{
    if (const auto opened = m_browser(address); !opened)
        m_outcome->showKept(opened.error().what + u' ' + opened.error().remedy, false);
}

void SignInWindow::cancel()
{
    if (m_signIn)
        m_signIn->cancel();
}

void SignInWindow::finish()
{
    if (!m_signIn->isOver())
        return;  // another was started meanwhile
    m_device->hide();
    const auto &result = m_signIn->result();
    if (!result) {
        m_outcome->showFault(result.error());
        return showState();
    }
    const Instant now = m_clock.now();
    m_outcome->showTokens(*result, m_signIn->settings(), now);
    const std::vector<Origin> origins = m_form->origins();
    CredentialInfo info{m_replaces.isEmpty() ? newCredentialId() : m_replaces,
                        CredentialKind::OAuth2Tokens,
                        {QString::fromUtf8(origins.empty() ? QByteArray() : origins.front().host), {}, m_form->name()},
                        origins,
                        now,
                        now};
    m_pending = toCredential(std::move(info), toStore(*result, m_signIn->settings()));
    m_asked.oauth2 = m_signIn->settings().oauth;
    storeIn(m_store);
}

void SignInWindow::storeIn(CredentialStore &store)
{
    if (!m_pending || m_storing)
        return;
    m_storing = true;
    showState();
    whenDone(store.write(*m_pending), this,
             [this, credential = *m_pending, lasting = store.isLasting()](const Result<void, StoreError> &written) {
                 m_storing = false;
                 if (!written) {
                     m_outcome->showKept(
                         tr("The tokens are not stored: %1 %2").arg(written.error().error.what, written.error().error.remedy), false);
                     return showState();
                 }
                 QStringList places;
                 for (const Origin &origin : credential.info.origins)
                     places += QString::fromUtf8(origin.toString());
                 const QString sentence = lasting ? tr("Kept in the keychain as %1. It goes to %2 only.")
                                                  : tr("Kept until you quit as %1. It goes to %2 only.");
                 m_outcome->showKept(sentence.arg(credential.info.label.toString(), places.join(QStringLiteral(", "))), true);
                 m_pending.reset();
                 m_replaces = credential.info.id;
                 showState();
                 emit kept(credential.info.id, m_asked);
             });
}

void SignInWindow::storeAgain()
{
    storeIn(m_store);
}

void SignInWindow::keepUntilQuit()
{
    if (CredentialStore *memory = m_store.untilQuit())
        storeIn(*memory);
}

void SignInWindow::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape)
        return isRunning() ? cancel() : void(close());
    QWidget::keyPressEvent(event);
}

void SignInWindow::paintEvent(QPaintEvent *)
{
    QPainter(this).fillRect(rect(), m_theme.color(ColorToken::Window));
}

}
