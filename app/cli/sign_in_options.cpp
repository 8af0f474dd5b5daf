#include "app/cli/sign_in_options.h"

#include "app/cli/commands.h"
#include "app/cli/source.h"
#include "core/formats/curl_command.h"
#include "core/oauth/service_account.h"
#include "core/token/key_text.h"

namespace keyhole {

namespace {

using Grant = OAuth2Settings::Grant;
using Authentication = OAuth2Settings::ClientAuthentication;

constexpr qint64 kLargestSecret = 1 << 20;

Error wrongUse(const QString &what)
{
    return {what, {}, QStringLiteral("keyhole-cli sign-in --help tells how it is used.")};
}

template <class T> struct Named {
    const char *name;
    T value;
};
constexpr Named<Grant> kGrants[] = {{"code", Grant::AuthorizationCode},
                                    {"device", Grant::DeviceCode},
                                    {"client-credentials", Grant::ClientCredentials},
                                    {"password", Grant::Password},
                                    {"token-exchange", Grant::TokenExchange},
                                    {"jwt-bearer", Grant::JwtBearer}};
constexpr Named<Authentication> kAuthentications[] = {{"none", Authentication::None},
                                                      {"basic", Authentication::Basic},
                                                      {"post", Authentication::Post},
                                                      {"key", Authentication::PrivateKeyJwt},
                                                      {"certificate", Authentication::MutualTls}};

constexpr Named<QByteArray OAuth2Settings::*> kTexts[] = {
    {"--issuer", &OAuth2Settings::issuer},
    {"--client-id", &OAuth2Settings::clientId},
    {"--scope", &OAuth2Settings::scope},
    {"--audience", &OAuth2Settings::audience},
    {"--authorization-endpoint", &OAuth2Settings::authorizationEndpoint},
    {"--token-endpoint", &OAuth2Settings::tokenEndpoint},
    {"--device-endpoint", &OAuth2Settings::deviceEndpoint},
};

constexpr Named<bool SignInOptions::*> kSwitches[] = {
    {"--print-token", &SignInOptions::printsToken},
    {"--verbose", &SignInOptions::verbose},
};

/// curl's options about the connection, with how many arguments follow each.
std::optional<int> connectionOption(const QString &name)
{
    static const QStringList kAlone{"-k",     "--insecure",    "--http1.1",      "--http2",        "-4", "--ipv4", "-6",
                                    "--ipv6", "--proxy-basic", "--proxy-digest", "--proxy-anyauth"};
    static const QStringList kWithValue{"-x",           "--proxy",  "-U", "--proxy-user", "--noproxy", "--resolve",
                                        "--connect-to", "--cacert", "-E", "--cert",       "--key"};
    return kAlone.contains(name) ? std::optional(0) : kWithValue.contains(name) ? std::optional(1) : std::nullopt;
}

/// Steps through the arguments; the first fault stays.
class SignInReader {
public:
    explicit SignInReader(const QStringList &arguments) : m_rest(arguments) { }

    Result<SignInOptions, SignInRefusal> read()
    {
        while (!m_rest.isEmpty() && !m_fault)
            readOne(m_rest.takeFirst());
        if (!m_fault)
            readConnection();
        if (!m_fault)
            checkTogether();
        return m_fault ? Result<SignInOptions, SignInRefusal>(failure(*m_fault)) : m_options;
    }

private:
    void refuse(const Error &error, int exitStatus = kWrongUse) { m_fault = SignInRefusal{error, exitStatus}; }

    QString value(const QString &option)
    {
        if (!m_rest.isEmpty())
            return m_rest.takeFirst();
        refuse(wrongUse(QStringLiteral("%1 needs a value").arg(option)));
        return {};
    }

    template <class T, size_t N> T choice(const QString &option, const Named<T> (&known)[N])
    {
        const QString name = value(option);
        for (const Named<T> &each : known) {
            if (name == QLatin1String(each.name))
                return each.value;
        }
        refuse(wrongUse(QStringLiteral("%1 does not know “%2”").arg(option, name)));
        return known[0].value;
    }

    /// Without the line end that an editor leaves.
    Secret secret(const QString &option)
    {
        const auto bytes = readSource(value(option), kLargestSecret);
        if (!bytes) {
            refuse(bytes.error(), kUnreadable);
            return {};
        }
        QByteArray text = *bytes;
        while (text.endsWith('\n') || text.endsWith('\r'))
            text.chop(1);
        return Secret(text);
    }

    void readOne(const QString &each)
    {
        for (const auto &option : kTexts) {
            if (each == QLatin1String(option.name)) {
                m_options.settings.oauth.*option.value = value(each).toUtf8();
                return;
            }
        }
        for (const auto &option : kSwitches) {
            if (each == QLatin1String(option.name)) {
                m_options.*option.value = true;
                return;
            }
        }
        if (const auto values = connectionOption(each))
            return keepConnection(each, *values);
        if (!readHow(each) && !readSecret(each) && !readWhere(each))
            refuse(wrongUse(QStringLiteral("sign-in has no option %1").arg(each)));
    }

    bool readHow(const QString &each)
    {
        SignInSettings &settings = m_options.settings;
        if (each == QLatin1String("--grant")) {
            settings.oauth.grant = choice(each, kGrants);
        } else if (each == QLatin1String("--client-auth")) {
            settings.oauth.clientAuthentication = choice(each, kAuthentications);
            m_authenticationGiven = true;
        } else if (each == QLatin1String("--format")) {
            m_options.json = choice(each, {Named<bool>{"text", false}, Named<bool>{"json", true}});
        } else if (each == QLatin1String("--dpop")) {
            settings.dpop = true;
        } else if (each == QLatin1String("--no-browser")) {
            m_options.opensBrowser = false;
        } else {
            return false;
        }
        return true;
    }

    bool readSecret(const QString &each)
    {
        SignInSettings &settings = m_options.settings;
        if (each == QLatin1String("--client-secret-file"))
            settings.clientSecret = secret(each);
        else if (each == QLatin1String("--client-key"))
            readKey(secret(each), settings.clientKey);
        else if (each == QLatin1String("--assertion-key"))
            readKey(secret(each), settings.assertionKey);
        else if (each == QLatin1String("--service-account"))
            readAccount(value(each));
        else if (each == QLatin1String("--claims"))
            settings.oauth.assertion.claims = value(each).toUtf8();
        else if (each == QLatin1String("--key-id"))
            settings.clientKeyId = settings.assertionKeyId = value(each).toUtf8();
        else if (each == QLatin1String("--user"))
            settings.user = value(each).toUtf8();
        else if (each == QLatin1String("--password-file"))
            settings.password = secret(each);
        else if (each == QLatin1String("--subject-token-file"))
            settings.exchanged.subject = secret(each);
        else if (each == QLatin1String("--subject-token-type"))
            settings.exchanged.subjectType = value(each).toUtf8();
        else if (each == QLatin1String("--actor-token-file"))
            settings.exchanged.actor = secret(each);
        else
            return false;
        return true;
    }

    bool readWhere(const QString &each)
    {
        if (each == QLatin1String("--resource"))
            m_options.settings.oauth.resources.push_back(value(each).toUtf8());
        else if (each == QLatin1String("--for"))
            m_options.resourceAddress = value(each).toUtf8();
        else if (each == QLatin1String("--provider"))
            readProvider(value(each).toUtf8());
        else if (each == QLatin1String("--field"))
            readField(value(each).toUtf8());
        else if (each == QLatin1String("--redirect"))
            readRedirect(value(each).toUtf8());
        else if (each == QLatin1String("--param"))
            readParameter(value(each).toUtf8());
        else if (each == QLatin1String("--origin"))
            readOrigin(value(each).toUtf8());
        else if (each == QLatin1String("--store"))
            m_options.storeAs = value(each);
        else
            return false;
        return true;
    }

    void readKey(const Secret &text, std::optional<SigningKey> &into)
    {
        const auto keys = m_fault ? failure(Error{}) : readKeys(text.reveal());
        if (keys && keys->keys.front().isPrivate())
            into = keys->keys.front();
        else if (!m_fault)
            refuse(keys ? wrongUse(QStringLiteral("the key is a public one, which cannot sign")) : keys.error(), kUnreadable);
    }

    void readAccount(const QString &file)
    {
        const auto text = m_fault ? failure(Error{}) : readSource(file, kLargestServiceAccount);
        if (m_fault)
            return;
        const auto account = text ? readServiceAccount(*text) : failure(OAuthFault{{}, text.error()});
        if (!account)
            return refuse(account.error().error, kUnreadable);
        m_options.settings.oauth = settingsFor(*account, m_options.settings.oauth);
        m_options.settings.assertionKey = account->key;
        m_options.settings.assertionKeyId = account->keyId;
        m_options.keyFile = file;
    }

    void readProvider(const QByteArray &name)
    {
        m_options.provider = providerNamed(name);
        QStringList known;
        for (const Provider &each : providers())
            known += QLatin1String(each.id);
        if (!m_options.provider && !m_fault)
            refuse(wrongUse(QStringLiteral("--provider knows %1").arg(known.join(QStringLiteral(", ")))));
    }

    void readField(const QByteArray &pair)
    {
        const qsizetype equals = pair.indexOf('=');
        if (equals <= 0)
            return refuse(wrongUse(QStringLiteral("--field takes NAME=VALUE")));
        m_fields[pair.first(equals)] = pair.sliced(equals + 1);
    }

    /// What was said on the command line counts more than what is known of the service.
    void applyProvider()
    {
        SignInSettings &settings = m_options.settings;
        if (!settings.oauth.issuer.isEmpty() || !settings.oauth.tokenEndpoint.isEmpty())
            return refuse(wrongUse(QStringLiteral("--provider stands in the place of --issuer and the endpoints")));
        const auto authentication = settings.oauth.clientAuthentication;
        auto known = settingsFor(*m_options.provider, m_fields, settings.oauth);
        if (!known)
            return refuse(wrongUse(QStringLiteral("--provider %1: %2 Give it with --field %3=VALUE.")
                                       .arg(QLatin1String(m_options.provider->id), known.error().error.what, known.error().error.place)));
        settings.oauth = std::move(known->oauth);
        settings.oauth.clientAuthentication = authentication;
        settings.further.insert(settings.further.begin(), known->further.begin(), known->further.end());
    }

    /// How the client is shown when nothing was said about it: as what it was given allows.
    Authentication usualAuthentication() const
    {
        const SignInSettings &settings = m_options.settings;
        if (settings.clientKey)
            return Authentication::PrivateKeyJwt;
        const bool post = m_options.provider && m_options.provider->client == Authentication::Post;
        return settings.clientSecret.isEmpty() ? Authentication::None : post ? Authentication::Post : Authentication::Basic;
    }

    void readRedirect(const QByteArray &address)
    {
        const auto url = Url::parse(address);
        const bool here = url && url->scheme == "http" && (url->host == "127.0.0.1" || url->host == "[::1]" || url->host == "localhost");
        if (!here)
            return refuse(wrongUse(QStringLiteral("--redirect takes an address of this computer, such as http://127.0.0.1:8400/callback")));
        m_options.settings.redirect.host = url->host;
        m_options.settings.redirect.port = quint16(url->port.value_or(0));
        m_options.settings.redirect.path = url->path;
    }

    void readParameter(const QByteArray &pair)
    {
        const qsizetype equals = pair.indexOf('=');
        if (equals <= 0)
            return refuse(wrongUse(QStringLiteral("--param takes NAME=VALUE")));
        m_options.settings.further.push_back({pair.first(equals), pair.sliced(equals + 1)});
    }

    void readOrigin(const QByteArray &text)
    {
        const auto url = Url::parse(text);
        if (!url || !url->origin().isValid())
            return refuse(wrongUse(QStringLiteral("--origin takes an address such as https://api.example.com")));
        m_options.origins.push_back(url->origin());
    }

    void keepConnection(const QString &name, int values)
    {
        m_connection += name;
        if (values > 0)
            m_connection += value(name);
    }

    void readConnection()
    {
        const auto command = parseCurlArguments(m_connection + QStringList{QStringLiteral("http://localhost")});
        if (!command)
            return refuse(command.error());
        m_options.settings.transport = command->draft.transport;
    }

    void checkTogether()
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
            refuse(wrongUse(QStringLiteral("sign-in needs --issuer, --provider, --for or --token-endpoint")));
        else if (byAssertion && !settings.assertionKey)
            refuse(wrongUse(QStringLiteral("jwt-bearer needs --assertion-key or --service-account")));
        else if (settings.oauth.clientId.isEmpty() && (!byAssertion || settings.oauth.assertion.claims.isEmpty()))
            refuse(wrongUse(QStringLiteral("sign-in needs --client-id")));
        else if (!m_options.storeAs.isEmpty() && m_options.origins.empty())
            refuse(wrongUse(QStringLiteral("--store needs --origin: without one the token would go nowhere")));
    }

    QStringList m_rest, m_connection;
    SignInOptions m_options;
    std::optional<SignInRefusal> m_fault;
    std::map<QByteArray, QByteArray> m_fields;
    bool m_authenticationGiven = false;
};

}

Result<SignInOptions, SignInRefusal> parseSignInOptions(const QStringList &arguments)
{
    return SignInReader(arguments).read();
}

}
