#include "app/cli/sign_in_reader.h"

namespace keyhole {

using Grant = OAuth2Settings::Grant;

void SignInReader::readProvider(const QByteArray &name)
{
    m_options.provider = providerNamed(name);
    QStringList known;
    for (const Provider &each : providers())
        known += QLatin1String(each.id);
    if (!m_options.provider && !m_fault)
        refuse(wrongSignIn(QStringLiteral("--provider knows %1").arg(known.join(QStringLiteral(", ")))));
}

void SignInReader::readField(const QByteArray &pair)
{
    const qsizetype equals = pair.indexOf('=');
    if (equals <= 0)
        return refuse(wrongSignIn(QStringLiteral("--field takes NAME=VALUE")));
    m_fields[pair.first(equals)] = pair.sliced(equals + 1);
}

/// What was said on the command line counts more than what is known of the service.
void SignInReader::applyProvider()
{
    SignInSettings &settings = m_options.settings;
    if (!settings.oauth.issuer.isEmpty() || !settings.oauth.tokenEndpoint.isEmpty())
        return refuse(wrongSignIn(QStringLiteral("--provider stands in the place of --issuer and the endpoints")));
    const auto authentication = settings.oauth.clientAuthentication;
    auto known = settingsFor(*m_options.provider, m_fields, settings.oauth);
    if (!known)
        return refuse(wrongSignIn(QStringLiteral("--provider %1: %2 Give it with --field %3=VALUE.")
                                      .arg(QLatin1String(m_options.provider->id), known.error().error.what, known.error().error.place)));
    settings.oauth = std::move(known->oauth);
    settings.oauth.clientAuthentication = authentication;
    settings.further.insert(settings.further.begin(), known->further.begin(), known->further.end());
}

/// How the client is shown when nothing was said about it: as what it was given allows.
OAuth2Settings::ClientAuthentication SignInReader::usualAuthentication() const
{
    const SignInSettings &settings = m_options.settings;
    if (settings.clientKey)
        return Authentication::PrivateKeyJwt;
    const bool post = m_options.provider && m_options.provider->client == Authentication::Post;
    return settings.clientSecret.isEmpty() ? Authentication::None : post ? Authentication::Post : Authentication::Basic;
}

void SignInReader::checkTogether()
{
    SignInSettings &settings = m_options.settings;
    if (m_options.provider)
        applyProvider();
    if (m_fault)
        return;
    if (!m_authenticationGiven)
        settings.oauth.clientAuthentication = usualAuthentication();
    const bool byAssertion = settings.oauth.grant == Grant::JwtBearer;
    if (settings.oauth.issuer.isEmpty() && m_options.resourceAddress.isEmpty() && settings.oauth.tokenEndpoint.isEmpty())
        refuse(wrongSignIn(QStringLiteral("sign-in needs --issuer, --provider, --for or --token-endpoint")));
    else if (byAssertion && !settings.assertionKey)
        refuse(wrongSignIn(QStringLiteral("jwt-bearer needs --assertion-key or --service-account")));
    else if (settings.oauth.clientId.isEmpty() && (!byAssertion || settings.oauth.assertion.claims.isEmpty()))
        refuse(wrongSignIn(QStringLiteral("sign-in needs --client-id")));
    else if (!m_options.storeAs.isEmpty() && m_options.origins.empty())
        refuse(wrongSignIn(QStringLiteral("--store needs --origin: without one the token would go nowhere")));
}

}
