#include "core/token/key_source.h"

#include "core/http/network.h"

#include <QHostAddress>
#include <QPromise>

namespace keyhole {

namespace {

constexpr qint64 kLargestAnswer = 1 << 20;
constexpr int kMostRedirects = 3;
constexpr std::chrono::milliseconds kLimit{5000};

Error privateNetwork(const QByteArray &host)
{
    return {QStringLiteral("%1 lies in a private network.").arg(QString::fromUtf8(host)), QStringLiteral("host"),
            QStringLiteral("Allow private addresses (--allow-private) if that is meant.")};
}

bool namesDocument(const Url &url)
{
    const QByteArray path = url.path.toLower();
    static constexpr const char *kWords[] = {"/.well-known/", "jwks", "certs", "/keys", ".json"};
    return std::any_of(std::begin(kWords), std::end(kWords), [&](const char *word) { return path.contains(word); });
}

Url withPath(Url url, const QByteArray &path)
{
    url.path = path;
    url.query.reset();
    url.fragment.reset();
    return url;
}

/// One fetch from the first address to the keys.
class Fetch : public std::enable_shared_from_this<Fetch> {
public:
    Fetch(Transport &transport, const Clock &clock, QObject &context, bool allowPrivate)
        : m_transport(transport), m_clock(clock), m_context(context), m_allowPrivate(allowPrivate)
    {
        m_promise.start();
    }

    QFuture<Result<FetchedKeys>> future() const { return m_promise.future(); }

    void begin(const QByteArray &address)
    {
        const auto url = keyAddress(address, m_allowPrivate);
        if (!url)
            return fail(url.error());
        m_issuer = address;
        m_toTry = keyAddressesToTry(*url);
        tryNext({});
    }

private:
    void fail(const Error &error) { finish(failure(error)); }
    void finish(Result<FetchedKeys> result)
    {
        m_promise.addResult(std::move(result));
        m_promise.finish();
    }

    void tryNext(const Error &before)
    {
        if (m_toTry.empty())
            return fail(before);
        const Url url = m_toTry.front();
        m_toTry.erase(m_toTry.begin());
        m_redirects = 0;
        send(url);
    }

    void send(const Url &url)
    {
        Request request{"GET", url, {}, {}, {}, {}, {}};
        request.fields.append("Host", url.hostField());
        request.fields.append("Accept", "application/json");
        request.fields.append("User-Agent", "Keyhole");
        TransportOptions options;
        options.totalLimit = kLimit;
        options.bodyLimit = kLargestAnswer;
        m_found.fetched.push_back(url.toString());
        const auto self = shared_from_this();
        m_transport.send(request, options).then(&m_context, [self, url](const Hop &hop) { self->take(url, hop); });
    }

    Error noKeys(const Url &url, const QString &why) const
    {
        return {QStringLiteral("%1 gave no keys: %2").arg(QString::fromUtf8(url.toString()), why),
                {},
                QStringLiteral("Name the address of the key set (jwks_uri), or give the key as a file.")};
    }

    void take(const Url &url, const Hop &hop)
    {
        if (hop.error || !hop.response)
            return fail(hop.error ? hop.error->error : noKeys(url, QStringLiteral("there was no answer.")));
        const Network reached = hop.connection.proxy.isEmpty() ? networkOf(hop.connection.address) : Network::Public;
        if (reached == Network::Private && !m_allowPrivate)
            return fail(privateNetwork(url.host));
        const Response &response = *hop.response;
        if (response.status >= 300 && response.status < 400)
            return redirect(url, response);
        if (response.status != 200)
            return tryNext(noKeys(url, QStringLiteral("it answered %1.").arg(response.status)));
        if (response.bodySize > kLargestAnswer || response.body.size() > kLargestAnswer)
            return fail(noKeys(url, QStringLiteral("the answer is larger than 1 MB.")));
        read(url, response.body);
    }

    void redirect(const Url &url, const Response &response)
    {
        const auto location = response.fields.value("Location");
        const auto target = location ? url.resolve(*location) : failure(SyntaxError{});
        if (!target || target->origin() != url.origin() || ++m_redirects > kMostRedirects)
            return fail(noKeys(url, QStringLiteral("it redirects to another place, which is not followed.")));
        send(*target);
    }

    void read(const Url &url, const QByteArray &body)
    {
        const auto json = parseJson(body, {.bytes = kLargestAnswer});
        if (json && json->find("keys")) {
            m_found.text = body;
            m_found.from = url.toString();
            m_found.at = m_clock.now();
            return finish(m_found);
        }
        if (!json || !json->find("jwks_uri"))
            return tryNext(noKeys(url, QStringLiteral("it is neither a key set nor a discovery document.")));
        readDiscovery(url, *json);
    }

    /// The document must speak of the issuer that was named: OpenID Connect Discovery 1.0, 4.3.
    void readDiscovery(const Url &url, const JsonValue &document)
    {
        if (std::exchange(m_discovered, true))
            return fail(noKeys(url, QStringLiteral("one discovery document leads to the next.")));
        const auto plain = [](const QByteArray &issuer) { return issuer.endsWith('/') ? issuer.chopped(1) : issuer; };
        const QByteArray issuer = document.string("issuer");
        const bool named = url.toString().startsWith(plain(m_issuer) + "/.well-known/");
        if (named && plain(issuer) != plain(m_issuer))
            return fail(
                noKeys(url, QStringLiteral("its issuer is “%1”, another than the one that was named.").arg(QString::fromUtf8(issuer))));
        const auto target = keyAddress(document.string("jwks_uri"), m_allowPrivate);
        if (!target)
            return fail(target.error());
        m_redirects = 0;
        m_toTry.clear();
        send(*target);
    }

    Transport &m_transport;
    const Clock &m_clock;
    QObject &m_context;
    bool m_allowPrivate;
    QPromise<Result<FetchedKeys>> m_promise;
    FetchedKeys m_found;
    QByteArray m_issuer;
    std::vector<Url> m_toTry;
    int m_redirects = 0;
    bool m_discovered = false;
};

}

Result<Url> keyAddress(const QByteArray &address, bool allowPrivate)
{
    const auto url = Url::parse(address);
    if (!url)
        return failure(Error{QStringLiteral("This is no address: %1").arg(url.error().message),
                             QStringLiteral("character %1").arg(url.error().offset + 1), QStringLiteral("It begins with https://.")});
    const Network network = networkOf(url->origin().host);
    const bool plain = url->scheme.compare("http", Qt::CaseInsensitive) == 0;
    if (url->scheme.compare("https", Qt::CaseInsensitive) != 0 && !(plain && network == Network::ThisComputer))
        return failure(Error{QStringLiteral("Keys are fetched over https only: over anything else, anybody on the way can exchange them."),
                             QStringLiteral("scheme"), QStringLiteral("Use an https address, or give the key as a file.")});
    if (url->userInfo)
        return failure(Error{QStringLiteral("The address holds a user name."), QStringLiteral("user information"),
                             QStringLiteral("Keys are public; leave it out.")});
    if (network == Network::Private && !allowPrivate)
        return failure(privateNetwork(url->host));
    return *url;
}

std::vector<Url> discoveryAddresses(const Url &issuer)
{
    const QByteArray path = issuer.path.endsWith('/') ? issuer.path.chopped(1) : issuer.path;
    return {withPath(issuer, path + "/.well-known/openid-configuration"),
            withPath(issuer, "/.well-known/oauth-authorization-server" + path)};
}

std::vector<Url> keyAddressesToTry(const Url &address)
{
    if (namesDocument(address))
        return {address};
    std::vector<Url> addresses = discoveryAddresses(address);
    addresses.push_back(address);
    return addresses;
}

QFuture<Result<FetchedKeys>> KeySource::fetch(const QByteArray &address, bool allowPrivate)
{
    const auto fetch = std::make_shared<Fetch>(m_transport, m_clock, m_context, allowPrivate);
    const auto future = fetch->future();
    fetch->begin(address);
    return future;
}

}
