// What a replay puts into its requests: secrets of the keychain, and values that answers gave.
#include "catch.h"
#include "core/session/kept_credentials.h"
#include "core/session/secret_variables.h"
#include "listed_requests.h"

using namespace keyhole;
using ReplayOutcome = ReplayResult::Outcome;

namespace {

const QByteArray kLogin = "https://login.example.com/token";
const QByteArray kToken = "q8Zr1vWn5Tb3Yx7Lk2Mp9Dc4";

Capture captures(const QByteArray &variable, const QByteArray &expression)
{
    Capture capture;
    capture.variable = variable;
    capture.expression = expression;
    return capture;
}

/// A login that gives a token and an id, and a request elsewhere that takes one of them.
struct Handing : CannedReplay {
    explicit Handing(const QByteArray &taken)
    {
        source.add("GET", kLogin).captures = {captures("token", "res.body.access_token"), captures("user", "res.body.id")};
        source.add("GET", "https://api.example.com/me").draft.fields = {{true, "X-Taken", "{{" + taken + "}}", {}}};
        transport.answer(kLogin, 200, FieldList({{"Content-Type", "application/json", {}}}),
                         R"({"access_token":")" + kToken + R"(","id":42})");
        transport.answer("https://api.example.com/me", 200);
    }
};

Origin origin(const QByteArray &address)
{
    return Url::parse(address)->origin();
}

/// A store that counts how often it is read.
struct CountingStore : KeptCredentials {
    int reads = 0;
    Answer<Credential> read(const CredentialId &id) override
    {
        ++reads;
        return KeptCredentials::read(id);
    }
};

/// A request whose field takes a secret variable of the keychain.
void addKeyed(CannedReplay &replay, CountingStore &store, const QByteArray &address)
{
    const Credential key = variableCredential("key", "Shop", "staging", Secret("k-4711"), {origin("https://api.example.com")}, Instant());
    store.write(key);
    VariableRow row{true, "key", {}, true};
    row.credential = key.info.id;
    ReplayRequest &request = replay.source.add("GET", address);
    request.draft.fields = {{true, "X-Key", "{{key}}", {}}};
    request.scopes = VariableScopes({{VariableScope::Environment, "staging", {}, {row}}});
    replay.transport.answer(address, 200);
    replay.session.setCredentials(&store);
}

}

TEST_CASE("ReplayRun: a secret that an answer gave goes to nobody else, and both hosts are told", "[replay][variables]")
{
    Handing replay("token");
    replay.finish();
    CHECK(replay.sentPaths() == std::vector<QByteArray>{"/token"});
    const ReplayResult &held = replay.result(1);
    CHECK(held.outcome == ReplayOutcome::NotSent);
    CHECK(held.says.contains("https://login.example.com"));
    CHECK(held.says.contains("https://api.example.com"));
    CHECK_FALSE(held.says.contains(QString::fromUtf8(kToken)));
    CHECK(held.withheld == std::vector<HandOn>{{origin(kLogin), origin("https://api.example.com")}});
}

TEST_CASE("ReplayRun: with leave for these two hosts the secret goes, with leave for others it does not", "[replay][variables]")
{
    const auto [from, to, sent] = GENERATE(table<const char *, const char *, size_t>({
        {"https://login.example.com", "https://api.example.com", 2},
        {"https://api.example.com", "https://login.example.com", 1},
        {"https://login.example.com", "https://api.example.com:8443", 1},
        {"http://login.example.com", "https://api.example.com", 1},
    }));
    CAPTURE(from, to);
    Handing replay("token");
    replay.options.handOns = {{origin(from), origin(to)}};
    replay.finish();
    CHECK(replay.transport.sent.size() == sent);
    if (sent == 2)
        CHECK(replay.transport.field(1, "X-Taken") == kToken);
}

TEST_CASE("ReplayRun: what an answer gave and is no secret goes anywhere", "[replay][variables]")
{
    Handing replay("user");
    replay.finish();
    CHECK(replay.transport.field(1, "X-Taken") == "42");
}

TEST_CASE("ReplayRun: a value that is given for the replay stands before one of an answer", "[replay][variables]")
{
    Handing replay("token");
    replay.options.variables = {{"token", "given", true}};
    replay.finish();
    CHECK(replay.transport.field(1, "X-Taken") == "given");
}

TEST_CASE("ReplayRun: a secret variable is read from the keychain once, whatever the number of requests", "[replay][variables]")
{
    CountingStore store;
    CannedReplay replay;
    addKeyed(replay, store, "https://api.example.com/a");
    replay.options.repeat = 5;
    replay.finish();
    CHECK(store.reads == 1);
    REQUIRE(replay.transport.sent.size() == 5);
    CHECK(replay.transport.field(4, "X-Key") == "k-4711");
    CHECK(replay.result(4).secrets.contains("k-4711"));
}

TEST_CASE("ReplayRun: a secret variable goes to the origins that it is stored for, and nowhere else", "[replay][variables]")
{
    CountingStore store;
    CannedReplay replay;
    addKeyed(replay, store, "https://other.example.com/a");
    replay.finish();
    CHECK(replay.transport.sent.empty());
    CHECK(replay.result(0).outcome == ReplayOutcome::NotSent);
    CHECK(replay.result(0).says.contains("https://api.example.com"));
    CHECK(replay.result(0).withheld.empty());
}
