#include "canned_transport.h"
#include "catch.h"
#include "core/secrets/session_store.h"
#include "core/session/session.h"

#include <QCoreApplication>
#include <QDeadlineTimer>
#include <QRandomGenerator>

using namespace keyhole;

namespace {

const QByteArray kSecret = "s3cret-token-of-a-deploy-job";
const QByteArray kId = QByteArray(32, 'a');

Credential credentialFor(const std::vector<Origin> &origins)
{
    return {{kId, CredentialKind::Bearer, {"Orders", "staging", "deploy"}, origins, {}, {}}, {{"token", Secret(kSecret)}}};
}

RequestDraft get(const QByteArray &address)
{
    RequestDraft draft;
    draft.address = address;
    draft.auth.credential = kId;
    return draft;
}

/// A session with one stored credential.
struct Bench {
    CannedTransport transport;
    FixedClock clock;
    SessionStore store;
    Session session{transport, clock};

    explicit Bench(const char *origin = "https://api.example.com")
    {
        store.write(credentialFor({Url::parse(origin)->origin()}));
        session.setCredentials(&store);
    }

    template <class T> T await(QFuture<T> future)
    {
        const QDeadlineTimer deadline(5000);
        while (!future.isFinished() && !deadline.hasExpired())
            QCoreApplication::processEvents();
        REQUIRE(future.resultCount() == 1);
        return future.result();
    }

    /// Sends it as a window does; nothing when it is held back, with the reason in `stopped`.
    std::optional<Diagnosed> send(const RequestDraft &draft)
    {
        stopped = {};
        const auto read = await(session.withCredential(draft));
        if (!read) {
            stopped = read.error().error;
            return std::nullopt;
        }
        auto sent = session.send(*read);
        if (!sent) {
            stopped = sent.error();
            return std::nullopt;
        }
        return await(*sent);
    }

    Error stopped;
};

FieldList location(const QByteArray &address)
{
    FieldList fields;
    fields.append("Location", address);
    return fields;
}

bool carriesSecret(const Request &request)
{
    const QByteArray basic = ("x:" + kSecret).toBase64();
    bool found = request.url.toString().contains(kSecret) || request.body.contains(kSecret);
    for (const Field &field : request.fields)
        found = found || field.value.contains(kSecret) || field.value.contains(basic);
    return found;
}

}

TEST_CASE("Binding: a stored credential is put in when the request is sent, and only then", "[session]")
{
    Bench bench;
    bench.transport.answer("https://api.example.com/me", 200);
    const RequestDraft draft = get("https://api.example.com/me");
    const auto preview = bench.session.preview(draft);
    REQUIRE(preview);
    CHECK_FALSE(carriesSecret(preview->request));
    REQUIRE(bench.send(draft));
    CHECK(bench.transport.field(0, "Authorization") == "Bearer " + kSecret);
    CHECK(draft.auth.secret.isEmpty());
}

TEST_CASE("Binding: a request whose credential was not read does not go out without it", "[session]")
{
    Bench bench;
    CHECK_FALSE(bench.session.send(get("https://api.example.com/me")));
    CHECK(bench.transport.sent.empty());
}

TEST_CASE("Binding: what would carry a credential elsewhere is stopped, with both hosts below each other", "[session]")
{
    struct Attack {
        const char *name;
        const char *origin;
        std::function<void(RequestDraft &, Environment &)> stage;
        const char *named;  ///< nothing: it may go
    };
    const Attack attack = GENERATE(values<Attack>({
        {"another address", "https://api.example.com", [](auto &d, auto &) { d.address = "https://attacker.example/me"; },
         "https://attacker.example"},
        {"a variable of the environment", "https://api.example.com",
         [](auto &d, auto &e) {
             d.address = "{{base}}/me";
             e.variables = {{"base", "https://attacker.example", false}};
         },
         "https://attacker.example"},
        {"user information that looks like a host", "https://api.example.com",
         [](auto &d, auto &) { d.address = "https://api.example.com@attacker.example/me"; }, "https://attacker.example"},
        {"another port", "https://api.example.com", [](auto &d, auto &) { d.address = "https://api.example.com:8443/me"; },
         "https://api.example.com:8443"},
        {"without TLS", "https://api.example.com", [](auto &d, auto &) { d.address = "http://api.example.com/me"; },
         "http://api.example.com"},
        {"a Host field", "https://api.example.com",
         [](auto &d, auto &) {
             d.fields = {{true, "Host", "attacker.example", {}}};
         },
         "attacker.example"},
        {"a second Host field", "https://api.example.com",
         [](auto &d, auto &) {
             d.fields = {{true, "host", "api.example.com", {}}, {true, "HOST", "attacker.example", {}}};
         },
         "attacker.example"},
        {"a Host field of the same host", "https://api.example.com",
         [](auto &d, auto &) {
             d.fields = {{true, "Host", "API.example.com:443", {}}};
         },
         nullptr},
        {"a proxy that can read", "http://api.example.com",
         [](auto &d, auto &) {
             d.transport.proxy = ProxyChoice::Custom;
             d.transport.proxyAddress = "http://attacker.example:3128";
         },
         "http://attacker.example:3128"},
        {"a proxy on this computer", "http://api.example.com",
         [](auto &d, auto &) {
             d.transport.proxy = ProxyChoice::Custom;
             d.transport.proxyAddress = "http://127.0.0.1:8080";
         },
         nullptr},
        {"a proxy that cannot read", "https://api.example.com",
         [](auto &d, auto &) {
             d.transport.proxy = ProxyChoice::Custom;
             d.transport.proxyAddress = "http://proxy.example:3128";
         },
         nullptr},
        {"a proxy, and the certificate not checked", "https://api.example.com",
         [](auto &d, auto &) {
             d.transport.proxy = ProxyChoice::Custom;
             d.transport.proxyAddress = "http://attacker.example:3128";
             d.transport.verifyCertificate = false;
         },
         "http://attacker.example:3128"},
        {"a proxy, and its own authority", "https://api.example.com",
         [](auto &d, auto &) {
             d.transport.proxy = ProxyChoice::Custom;
             d.transport.proxyAddress = "http://attacker.example:3128";
             d.transport.caFile = "/ca.pem";
         },
         "http://attacker.example:3128"},
        {"another address to connect to", "http://api.example.com",
         [](auto &d, auto &) { d.transport.resolve = {"api.example.com:80:203.0.113.7"}; }, "203.0.113.7"},
        {"another address to connect to, second of two", "http://api.example.com",
         [](auto &d, auto &) { d.transport.resolve = {"api.example.com:80:127.0.0.1,2001:db8::7"}; }, "2001:db8::7"},
        {"another host to connect to", "http://api.example.com",
         [](auto &d, auto &) { d.transport.connectTo = {"api.example.com:80:attacker.example:80"}; }, "attacker.example"},
        {"this computer to connect to", "http://api.example.com",
         [](auto &d, auto &) { d.transport.resolve = {"api.example.com:80:[::1]"}; }, nullptr},
        {"another address, which must prove itself", "https://api.example.com",
         [](auto &d, auto &) { d.transport.resolve = {"api.example.com:443:203.0.113.7"}; }, nullptr},
    }));
    CAPTURE(attack.name);
    Bench bench(attack.origin);
    RequestDraft draft = get(QByteArray(attack.origin) + "/me");
    Environment environment;
    attack.stage(draft, environment);
    bench.session.setEnvironment(environment);

    const auto sent = bench.send(draft);
    if (!attack.named) {
        REQUIRE(sent);
        CHECK(carriesSecret(bench.transport.sent.at(0)));
        return;
    }
    CHECK_FALSE(sent);
    CHECK(bench.transport.sent.empty());
    CAPTURE(bench.stopped.what);
    CHECK(bench.stopped.what.contains(attack.origin));
    CHECK(bench.stopped.what.contains(attack.named));
    CHECK_FALSE(bench.stopped.remedy.isEmpty());
}

TEST_CASE("Binding: on a redirect the credential goes to no origin that it does not name, even where the request allows it", "[session]")
{
    Bench bench;
    bench.transport.answer("https://api.example.com/me", 302, location("https://www.example.com/me"));
    bench.transport.answer("https://www.example.com/me", 200);
    RequestDraft draft = get("https://api.example.com/me");
    draft.allowedOrigins = {"https://www.example.com"};
    const bool named = GENERATE(false, true);
    CAPTURE(named);
    if (named)
        bench.store.write(
            credentialFor({Url::parse("https://api.example.com")->origin(), Url::parse("https://www.example.com")->origin()}));
    const auto sent = bench.send(draft);
    REQUIRE(sent);
    REQUIRE(bench.transport.sent.size() == 2);
    CHECK(carriesSecret(bench.transport.sent[0]));
    CHECK(carriesSecret(bench.transport.sent[1]) == named);
}

TEST_CASE("Binding: braces in a stored secret are not variables", "[session]")
{
    Bench bench;
    bench.transport.answer("https://api.example.com/me", 200);
    Credential credential = credentialFor({Url::parse("https://api.example.com")->origin()});
    credential.parts = {{"token", Secret("a{{name}}b")}};
    bench.store.write(credential);
    Environment environment;
    environment.variables = {{"name", "value", false}};
    bench.session.setEnvironment(environment);
    REQUIRE(bench.send(get("https://api.example.com/me")));
    CHECK(bench.transport.field(0, "Authorization") == "Bearer a{{name}}b");
}

TEST_CASE("Binding: an id that the store does not know is told, and nothing is sent", "[session]")
{
    Bench bench;
    RequestDraft draft = get("https://api.example.com/me");
    draft.auth.credential = QByteArray(32, 'b');
    CHECK_FALSE(bench.send(draft));
    CHECK(bench.stopped == storeError(StoreFault::NotFound).error);
    CHECK(bench.transport.sent.empty());
}

namespace {

/// A host, by what it is rather than by how it is written.
struct Spelling {
    const char *identity;
    const char *text;
    bool common = true;  ///< a spelling that must be understood; of odd ones it is only asked that they lead nowhere else
};

constexpr Spelling kHosts[] = {
    {"api", "api.example.com"},
    {"api", "API.Example.COM"},
    {"api", "api.example.com."},
    {"api", "x:y@api.example.com"},
    {"api", "evil.example@api.example.com"},
    {"buecher", "xn--bcher-kva.example"},
    {"buecher", "b\u00fccher.example"},
    {"buecher", "B\u00dcCHER.example"},
    {"buecher", "bu\u0308cher.example", false},
    {"four", "127.0.0.1"},
    {"four", "127.1", false},
    {"four", "2130706433", false},
    {"four", "0x7f000001", false},
    {"four", "0177.0.0.1", false},
    {"four", "127.0.0.1."},
    {"six", "[::1]"},
    {"six", "[0:0:0:0:0:0:0:1]"},
    {"six", "[0000::0001]"},
    {"documentation", "[2001:db8::a]"},
    {"documentation", "[2001:DB8:0:0::A]"},
    {"mapped", "[::ffff:127.0.0.1]"},
    {"evil", "evil.example"},
    {"evil", "api.example.com@evil.example"},
    {"evil", "api.example.com:443@evil.example"},
    {"evil", "evil.example?@api.example.com"},
    {"evil", "evil.example#@api.example.com"},
    {"evil", "evil.example/@api.example.com"},
    {"evil", "evil.example\\@api.example.com", false},
    {"evil", "api.example.com%2f@evil.example"},
    {"longer", "api.example.com%2eevil.example", false},
    {"odd", "api.example.com%00.evil.example", false},
    {"longer", "api.example.com\u3002evil.example", false},
    {"longer", "api.example.com.evil.example"},
    {"shorter", "example.com"},
    {"beside", "xapi.example.com"},
    {"dots", "api..example.com", false},
    {"cyrillic", "\u0430pi.example.com"},
    {"cyrillic", "xn--pi-6kc.example.com"},
    {"api", "api\uff0eexample.com", false},
    {"two", "api.example.com,evil.example", false},
};

struct Port {
    int number;  ///< 0: the scheme's own
    const char *text;
};
constexpr Port kPorts[]
    = {{0, ""}, {0, ":"}, {443, ":443"}, {80, ":80"}, {443, ":0443"}, {8443, ":8443"}, {8443, ":08443"}, {4430, ":4430"}};

struct Address {
    const char *scheme;
    Spelling host;
    Port port;

    int number() const { return port.number ? port.number : QByteArray(scheme).toLower() == "https" ? 443 : 80; }

    QByteArray text() const
    {
        const QByteArray host8(host.text);
        // The port stands right behind the host, before whatever else the spelling has.
        const qsizetype end
            = std::min({host8.indexOf('?') & 0xffff, host8.indexOf('#') & 0xffff, host8.indexOf('/') & 0xffff, host8.size()});
        return QByteArray(scheme) + "://" + host8.first(end) + port.text + host8.mid(end) + "/v1/me";
    }

    bool isSameAs(const Address &other) const
    {
        return QByteArray(scheme).toLower() == QByteArray(other.scheme).toLower() && number() == other.number()
            && QByteArray(host.identity) == other.host.identity;
    }

    bool isCommon() const { return host.common; }
};

Address randomAddress(QRandomGenerator &random)
{
    static constexpr const char *kSchemes[] = {"https", "https", "https", "http", "HTTPS"};
    return {kSchemes[random.bounded(int(std::size(kSchemes)))], kHosts[random.bounded(int(std::size(kHosts)))],
            kPorts[random.bounded(int(std::size(kPorts)))]};
}

}

namespace {

/// A credential of each kind that is stored, with what a request needs to use it; the secret stands in every part.
struct Stored {
    CredentialKind kind;
    std::vector<QByteArray> parts;
    std::function<void(AuthDraft &)> use;
};

const std::vector<Stored> &storedKinds()
{
    static const std::vector<Stored> kinds{{CredentialKind::Basic, {"password"}, [](AuthDraft &auth) { auth.kind = AuthKind::Basic; }},
                                           {CredentialKind::Basic, {"password"}, [](AuthDraft &auth) { auth.kind = AuthKind::Ntlm; }},
                                           {CredentialKind::Bearer, {"token"}, {}},
                                           {CredentialKind::ApiKey, {"key"}, {}},
                                           {CredentialKind::Raw, {"value"}, {}},
                                           {CredentialKind::SigningKey, {"key"}, {}},
                                           {CredentialKind::OAuth1, {"consumer-secret", "token", "token-secret"}, {}},
                                           {CredentialKind::AwsKey,
                                            {"secret-access-key", "session-token"},
                                            [](AuthDraft &auth) {
                                                auth.aws = {"AKID", "eu-west-1", "s3"};
                                            }},
                                           {CredentialKind::ClientCertificate, {"certificate", "passphrase"}, {}},
                                           {CredentialKind::OAuth2Tokens, {"access-token", "refresh-token"}, {}},
                                           {CredentialKind::Custom, {"secret"}, [](AuthDraft &auth) {
                                                auth.kind = AuthKind::Custom;
                                                auth.custom = {{true, "X-Own", "{{secret}}", {}}};
                                            }}};
    return kinds;
}

Credential credentialOf(const Stored &stored, const Origin &origin)
{
    Credential credential = credentialFor({origin});
    credential.info.kind = stored.kind;
    credential.parts.clear();
    for (const QByteArray &part : stored.parts)
        credential.parts.push_back({part, Secret(kSecret)});
    return credential;
}

RequestDraft draftOf(const Stored &stored, const QByteArray &address, bool further)
{
    RequestDraft draft;
    draft.address = address;
    AuthDraft &auth = further ? draft.furtherAuth.emplace_back() : draft.auth;
    auth.credential = kId;
    if (stored.use)
        stored.use(auth);
    return draft;
}

/// Anything that was made with a credential.
bool carriesAnything(const Request &request, const TransportOptions &options)
{
    bool found = carriesSecret(request) || !options.clientCertificateData.isEmpty() || options.connectionAuth != ConnectionAuth::None;
    for (int i = 0; i < request.fields.size(); ++i)
        found = found || request.originOf(i) == FieldOrigin::Auth;
    return found;
}

}

TEST_CASE("Binding: of ten thousand pairs of addresses, a credential goes out only where the origin is the same", "[session]")
{
    QRandomGenerator random(20'261'121);
    int sent = 0, held = 0;
    for (int i = 0; i < 10'000; ++i) {
        const Address stored = randomAddress(random);
        // Half of the pairs differ in a part or two.
        Address asked = random.bounded(2) == 0 ? stored : randomAddress(random);
        if (random.bounded(2) == 0)
            asked.host = kHosts[random.bounded(int(std::size(kHosts)))];
        if (random.bounded(2) == 0)
            asked.port = kPorts[random.bounded(int(std::size(kPorts)))];
        CAPTURE(i, stored.text(), asked.text());
        const auto origin = Url::parse(stored.text());
        if (!origin || !origin->origin().isValid())
            continue;

        const Stored &kind = storedKinds()[size_t(i) % storedKinds().size()];
        Bench bench("https://unused.example");
        bench.store.write(credentialOf(kind, origin->origin()));
        bench.send(draftOf(kind, asked.text(), i % 3 == 0));
        bool went = false;
        for (size_t hop = 0; hop < bench.transport.sent.size(); ++hop)
            went = went || carriesAnything(bench.transport.sent[hop], bench.transport.optionsSent[hop]);
        if (went)
            REQUIRE(stored.isSameAs(asked));
        else if (stored.isCommon() && asked.isCommon())
            REQUIRE_FALSE(stored.isSameAs(asked));
        (went ? sent : held) += 1;
    }
    CHECK(sent > 500);
    CHECK(held > 5000);
}

TEST_CASE("Binding: a stored credential of every kind goes to its own origin, and is stopped or left behind everywhere else", "[session]")
{
    for (const Stored &stored : storedKinds()) {
        for (const bool further : {false, true}) {
            CAPTURE(int(stored.kind), further);
            Bench bench;
            bench.store.write(credentialOf(stored, Url::parse("https://api.example.com")->origin()));
            CHECK_FALSE(bench.send(draftOf(stored, "https://attacker.example/me", further)));
            CHECK(bench.stopped.what.contains("https://attacker.example"));
            CHECK(bench.transport.sent.empty());

            bench.transport.answer("https://api.example.com/me", 307, location("https://attacker.example/me"));
            bench.transport.answer("https://attacker.example/me", 200);
            REQUIRE(bench.send(draftOf(stored, "https://api.example.com/me", further)));
            REQUIRE(bench.transport.sent.size() == 2);
            CHECK(carriesAnything(bench.transport.sent[0], bench.transport.optionsSent[0]));
            CHECK_FALSE(carriesAnything(bench.transport.sent[1], bench.transport.optionsSent[1]));
        }
    }
}
