#include "app/cli/token_options.h"

namespace keyhole {

const char *const kTokenHelp = R"(keyhole-cli token [OPTION]... [FILE|-|TOKEN]

Decodes a JSON Web Token: what its header and claims say and mean, its times, and what is
wrong with it. Nothing is sent anywhere unless an address is named. Without an argument
standard input is read, which keeps the token out of the list of processes. A JWS in JSON
serialisation is read as well. Of a text that is no token, the tokens inside of it are
listed with their place; other kinds of tokens are told by their form.

  --verify KEY      check the signature with the key in the file KEY: a JWK, a JWK set, PEM
                    (a key or a certificate), or the text of a shared secret. An encrypted
                    token is opened with it. KEY may be an https address, of a key set or of
                    an issuer (OpenID discovery): naming it is what allows to fetch it
  --fetch-keys      fetch the keys of the issuer that the token names (iss)
  --allow-private   also from addresses of a private network
  --secret-base64   the shared secret stands in base64 or base64url in that file
  --payload FILE    the payload, where it travels apart from the token
  --compare OTHER   what differs from the token in the file OTHER, claim by claim
  --format NAME     text or json

“Decoded”, “signature valid” and “in time” are three different things, told apart.
)";

namespace {

Error wrongUse(const QString &what)
{
    return {what, {}, QStringLiteral("keyhole-cli token --help tells how it is used.")};
}

struct TextOption {
    const char *name;
    QString TokenOptions::*field;
    const char *what;
};
constexpr TextOption kTextOptions[] = {
    {"--verify", &TokenOptions::key, "the file of a key"},
    {"--payload", &TokenOptions::payload, "the file of a payload"},
    {"--compare", &TokenOptions::other, "the file of a token"},
};

struct Switch {
    const char *name;
    bool TokenOptions::*field;
};
constexpr Switch kSwitches[] = {
    {"--secret-base64", &TokenOptions::secretInBase64},
    {"--fetch-keys", &TokenOptions::fetchKeys},
    {"--allow-private", &TokenOptions::allowPrivate},
};

/// Steps through the arguments; the first fault stays.
class OptionReader {
public:
    explicit OptionReader(const QStringList &arguments) : m_rest(arguments) { }

    Result<TokenOptions> read()
    {
        while (!m_rest.isEmpty() && !m_fault)
            readOne(m_rest.takeFirst());
        if (!m_fault && m_options.secretInBase64 && m_options.key.isEmpty())
            m_fault = wrongUse(QStringLiteral("--secret-base64 goes with --verify"));
        if (!m_fault && m_options.fetchKeys && !m_options.key.isEmpty())
            m_fault = wrongUse(QStringLiteral("--fetch-keys and --verify name the key twice"));
        return m_fault ? Result<TokenOptions>(failure(*m_fault)) : m_options;
    }

private:
    void readOne(const QString &each)
    {
        if (each == QLatin1String("--format"))
            return readFormat();
        for (const TextOption &option : kTextOptions) {
            if (each == QLatin1String(option.name))
                return readText(option);
        }
        for (const Switch &option : kSwitches) {
            if (each == QLatin1String(option.name)) {
                m_options.*option.field = true;
                return;
            }
        }
        readSource(each);
    }

    void readFormat()
    {
        const QString format = m_rest.isEmpty() ? QString() : m_rest.takeFirst();
        m_options.json = format == QLatin1String("json");
        if (!m_options.json && format != QLatin1String("text"))
            m_fault = wrongUse(QStringLiteral("--format takes text or json"));
    }

    void readText(const TextOption &option)
    {
        m_options.*option.field = m_rest.isEmpty() ? QString() : m_rest.takeFirst();
        if ((m_options.*option.field).isEmpty())
            m_fault = wrongUse(QStringLiteral("%1 needs %2").arg(QLatin1String(option.name), QLatin1String(option.what)));
    }

    void readSource(const QString &each)
    {
        if (each.startsWith(QLatin1String("--")))
            m_fault = wrongUse(QStringLiteral("token has no option %1").arg(each));
        else if (m_given)
            m_fault = wrongUse(QStringLiteral("token takes one token"));
        m_options.source = each;
        m_given = true;
    }

    QStringList m_rest;
    TokenOptions m_options;
    std::optional<Error> m_fault;
    bool m_given = false;
};

}

bool TokenOptions::wantsNetwork() const
{
    return fetchKeys || key.startsWith(QLatin1String("https://")) || key.startsWith(QLatin1String("http://"));
}

Result<TokenOptions> parseTokenOptions(const QStringList &arguments)
{
    return OptionReader(arguments).read();
}

}
