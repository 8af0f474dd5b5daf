#include "app/cli/commands.h"
#include "app/cli/exchange_text.h"
#include "app/cli/sign_in_options.h"
#include "app/cli/sign_in_text.h"
#include "app/cli/terminal.h"
#include "core/oauth/protected_resource.h"
#include "core/oauth/stored_tokens.h"
#include "core/secrets/keychain_store.h"
#include "core/secrets/system_keychain.h"
#include "core/transport/curl_transport.h"

#include <QCoreApplication>
#include <QProcess>
#include <QStandardPaths>

namespace keyhole {

namespace {

void tell(const QByteArray &text)
{
    fwrite(text.constData(), 1, size_t(text.size()), stderr);
    fflush(stderr);
}

void tell(const QString &text)
{
    tell(text.toUtf8());
}

/// For the eyes of a person: what comes from a server is escaped.
void tellExchange(const Exchange &exchange)
{
    for (const Hop &hop : exchange.hops) {
        tell(requestHeadText(hop.request, "> "));
        if (hop.response)
            tell(responseHeadText(*hop.response, "< ") + bodyText(*hop.response));
    }
}

/// One sign-in on the event loop.
class CommandSignIn {
public:
    explicit CommandSignIn(const SignInOptions &options) : m_options(options) { }

    OAuthResult<SignedIn> run()
    {
        if (!m_options.resourceAddress.isEmpty()) {
            if (const auto found = findIssuer(); !found)
                return failure(found.error());
        }
        SignIn signIn(m_transport, m_clock, m_options.settings);
        QObject::connect(&signIn, &SignIn::browserWanted, &signIn, [this](const QByteArray &address) { open(address); });
        QObject::connect(&signIn, &SignIn::deviceCodeGiven, &signIn, [](const DeviceCode &code) { showCode(code); });
        QObject::connect(&signIn, &SignIn::stepChanged, &signIn, [&](int index) { showStep(signIn.steps()[size_t(index)]); });
        QObject::connect(&signIn, &SignIn::finished, qApp, &QCoreApplication::quit, Qt::QueuedConnection);
        signIn.start();
        QCoreApplication::exec();
        return signIn.result();
    }

    /// Fails with why the keychain did not take it.
    Result<void> store(const SignedIn &signedIn)
    {
        KeychainStore store(std::make_unique<SystemKeychain>(),
                            QStandardPaths::writableLocation(QStandardPaths::AppConfigLocation) + QStringLiteral("/credentials.json"));
        const Instant now = m_clock.now();
        const QString host = QString::fromUtf8(m_options.origins.front().host);
        const CredentialInfo info{
            newCredentialId(), CredentialKind::OAuth2Tokens, {host, {}, m_options.storeAs}, m_options.origins, now, now};
        Result<void> stored = failure(Error{});
        QObject context;
        whenDone(store.write(toCredential(info, toStore(signedIn, m_options.settings))), &context,
                 [&](const Result<void, StoreError> &written) {
                     stored = written ? Result<void>() : failure(written.error().error);
                     QMetaObject::invokeMethod(qApp, &QCoreApplication::quit, Qt::QueuedConnection);
                 });
        QCoreApplication::exec();
        return stored;
    }

    Instant now() const { return m_clock.now(); }

private:
    OAuthResult<void> findIssuer()
    {
        OAuthResult<void> found = {};
        ProtectedResource resource(m_transport, m_clock, m_options.settings.transport);
        QObject::connect(&resource, &ProtectedResource::finished, qApp, &QCoreApplication::quit, Qt::QueuedConnection);
        resource.ask(m_options.resourceAddress);
        QCoreApplication::exec();
        if (m_options.verbose && resource.exchange())
            tellExchange(*resource.exchange());
        if (!resource.metadata())
            return failure(resource.metadata().error());
        if (resource.metadata()->authorizationServers.empty())
            return failure(
                OAuthFault{"resource.no-server",
                           {QStringLiteral("The API names no authorization server."), {}, QStringLiteral("Give it with --issuer.")}});
        m_options.settings.oauth.issuer = resource.metadata()->authorizationServers.front();
        if (m_options.settings.oauth.resources.empty())
            m_options.settings.oauth.resources = {resource.metadata()->resource};
        return {};
    }

    void open(const QByteArray &address) const
    {
        tell(QStringLiteral("Sign in in the browser; Keyhole waits for two minutes:\n"));
        tell(address + '\n');
        if (m_options.opensBrowser && !QProcess::startDetached(QStringLiteral("xdg-open"), {QString::fromUtf8(address)}))
            tell(QStringLiteral("There is no xdg-open here; open the address yourself.\n"));
    }

    static void showCode(const DeviceCode &code)
    {
        tell(QStringLiteral("On any device open %1\nand enter the code  %2\n")
                 .arg(QString::fromUtf8(code.verification.toString()), QString::fromUtf8(code.userCode)));
        if (code.complete)
            tell(QStringLiteral("or open %1\n").arg(QString::fromUtf8(code.complete->toString())));
    }

    void showStep(const SignInStep &step) const
    {
        if (step.state == SignInStep::State::Running || !m_options.verbose)
            return;
        tell(QStringLiteral("* %1: %2\n").arg(step.title, step.outcome));
        if (step.exchange)
            tellExchange(*step.exchange);
    }

    SignInOptions m_options;
    SystemClock m_clock;
    CurlTransport m_transport{m_clock};
};

int noToken(const OAuthFault &fault)
{
    if (!fault.serverSays.isEmpty())
        tell(QStringLiteral("The server says: “%1”.\n").arg(fault.serverSays));
    return Terminal::fail({fault.error.what, QString::fromLatin1(fault.id), fault.error.remedy}, kUnreadable);
}

int run(const QStringList &arguments)
{
    const auto options = parseSignInOptions(arguments);
    if (!options)
        return Terminal::fail(options.error().error, options.error().exitStatus);
    if (options->provider && *options->provider->note)
        tell(QStringLiteral("%1: %2\n").arg(QString::fromUtf8(options->provider->name), QString::fromUtf8(options->provider->note)));
    CommandSignIn signIn(*options);
    const auto signedIn = signIn.run();
    if (!signedIn)
        return noToken(signedIn.error());
    const QString text = signedInText(*signedIn, options->settings, signIn.now());
    if (options->printsToken) {
        tell(text);
        Terminal::out(signedIn->tokens.access.reveal() + '\n');
    } else if (options->json) {
        Terminal::out(signedInJson(*signedIn, options->settings));
    } else {
        Terminal::outText(text);
    }
    if (options->storeAs.isEmpty())
        return kDone;
    if (const auto stored = signIn.store(*signedIn); !stored)
        return Terminal::fail(stored.error(), kUnreadable);
    tell(QStringLiteral("Kept in the keychain as %1.\n").arg(options->storeAs));
    if (!options->keyFile.isEmpty())
        tell(QStringLiteral("Its key is in the keychain as well, and can still be read in %1: delete that file.\n").arg(options->keyFile));
    return kDone;
}

}

const Command signInCommand{"sign-in", "get a token by OAuth 2 or OpenID Connect", kSignInHelp, &run};

}
