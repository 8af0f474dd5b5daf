#include "app/cli/sign_in_reader.h"

#include "app/cli/commands.h"
#include "core/formats/curl_command.h"

namespace keyhole {

namespace {

using Grant = OAuth2Settings::Grant;
using Authentication = OAuth2Settings::ClientAuthentication;

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

constexpr Named<bool> kFormats[] = {{"text", false}, {"json", true}};

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

}

Error wrongSignIn(const QString &what)
{
    return {what, {}, QStringLiteral("keyhole-cli sign-in --help tells how it is used.")};
}

void SignInReader::refuse(const Error &error)
{
    refuse(error, kWrongUse);
}

template <class Names> auto SignInReader::choice(const QString &option, const Names &known)
{
    const QString name = value(option);
    for (const auto &each : known) {
        if (name == QLatin1String(each.name))
            return each.value;
    }
    refuse(wrongSignIn(QStringLiteral("%1 does not know “%2”").arg(option, name)));
    return std::begin(known)->value;
}

Result<SignInOptions, SignInRefusal> SignInReader::read()
{
    while (!m_rest.isEmpty() && !m_fault)
        readOne(m_rest.takeFirst());
    if (!m_fault)
        readConnection();
    if (!m_fault)
        checkTogether();
    return m_fault ? Result<SignInOptions, SignInRefusal>(failure(*m_fault)) : m_options;
}

QString SignInReader::value(const QString &option)
{
    if (!m_rest.isEmpty())
        return m_rest.takeFirst();
    refuse(wrongSignIn(QStringLiteral("%1 needs a value").arg(option)));
    return {};
}

void SignInReader::readOne(const QString &each)
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
        refuse(wrongSignIn(QStringLiteral("sign-in has no option %1").arg(each)));
}

bool SignInReader::readHow(const QString &each)
{
    SignInSettings &settings = m_options.settings;
    if (each == QLatin1String("--grant")) {
        settings.oauth.grant = choice(each, kGrants);
    } else if (each == QLatin1String("--client-auth")) {
        settings.oauth.clientAuthentication = choice(each, kAuthentications);
        m_authenticationGiven = true;
    } else if (each == QLatin1String("--format")) {
        m_options.json = choice(each, kFormats);
    } else if (each == QLatin1String("--dpop")) {
        settings.dpop = true;
    } else if (each == QLatin1String("--no-browser")) {
        m_options.opensBrowser = false;
    } else {
        return false;
    }
    return true;
}

bool SignInReader::readWhere(const QString &each)
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

void SignInReader::readRedirect(const QByteArray &address)
{
    const auto url = Url::parse(address);
    const bool here = url && url->scheme == "http" && (url->host == "127.0.0.1" || url->host == "[::1]" || url->host == "localhost");
    if (!here)
        return refuse(wrongSignIn(QStringLiteral("--redirect takes an address of this computer, such as http://127.0.0.1:8400/callback")));
    m_options.settings.redirect.host = url->host;
    m_options.settings.redirect.port = quint16(url->port.value_or(0));
    m_options.settings.redirect.path = url->path;
}

void SignInReader::readParameter(const QByteArray &pair)
{
    const qsizetype equals = pair.indexOf('=');
    if (equals <= 0)
        return refuse(wrongSignIn(QStringLiteral("--param takes NAME=VALUE")));
    m_options.settings.further.push_back({pair.first(equals), pair.sliced(equals + 1)});
}

void SignInReader::readOrigin(const QByteArray &text)
{
    const auto url = Url::parse(text);
    if (!url || !url->origin().isValid())
        return refuse(wrongSignIn(QStringLiteral("--origin takes an address such as https://api.example.com")));
    m_options.origins.push_back(url->origin());
}

void SignInReader::keepConnection(const QString &name, int values)
{
    m_connection += name;
    if (values > 0)
        m_connection += value(name);
}

void SignInReader::readConnection()
{
    const auto command = parseCurlArguments(m_connection + QStringList{QStringLiteral("http://localhost")});
    if (!command)
        return refuse(command.error());
    m_options.settings.transport = command->draft.transport;
}

Result<SignInOptions, SignInRefusal> parseSignInOptions(const QStringList &arguments)
{
    return SignInReader(arguments).read();
}

}
