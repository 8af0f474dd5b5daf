#include "catch.h"

#include "core/secrets/credentials.h"
#include "core/secrets/waiting.h"
#include "core/session/canned_transport.h"
#include "core/session/credential_trial.h"

using namespace keyhole;

namespace {

struct Bench {
    FixedClock clock;
    CannedTransport transport;
    Session session{transport, clock};

    TrialResult run(const Credential &credential, const TrialRequest &request)
    {
        const auto sent = tryCredential(session, credential, request);
        REQUIRE(sent);
        return trialResult(await(*sent));
    }
};

}

TEST_CASE("Credential trial: the status decides whether it works, was refused, or nothing is known", "[session][secrets]")
{
    const auto [status, outcome] = GENERATE(table<int, TrialResult::Outcome>({{200, TrialResult::Outcome::Works},
                                                                              {204, TrialResult::Outcome::Works},
                                                                              {401, TrialResult::Outcome::Refused},
                                                                              {403, TrialResult::Outcome::Unclear},
                                                                              {404, TrialResult::Outcome::Unclear},
                                                                              {503, TrialResult::Outcome::Unclear}}));
    CAPTURE(status);
    Bench bench;
    bench.transport.answer("https://api.example.com/me", status);
    const TrialResult result = bench.run(bearer("1f", "a-token"), {"https://api.example.com/me"});
    CHECK(result.outcome == outcome);
    CHECK(result.sentence.contains(QString::number(status)));
    CHECK(bench.transport.field(0, "Authorization") == "Bearer a-token");
    CHECK(bench.transport.sent.front().method == "GET");
}

TEST_CASE("Credential trial: a host that does not answer tells nothing of the credential", "[session][secrets]")
{
    Bench bench;
    CHECK(bench.run(bearer("1f", "a-token"), {"https://api.example.com/me"}).outcome == TrialResult::Outcome::Unclear);
}

TEST_CASE("Credential trial: an address of another origin is refused with both hosts, and nothing is sent", "[session][secrets]")
{
    Bench bench;
    const auto sent = tryCredential(bench.session, bearer("1f", "a-token"), {"https://api.examp1e.com/me"});
    REQUIRE_FALSE(sent);
    CHECK(sent.error().fault == StoreFault::OtherOrigin);
    CHECK(sent.error().error.what.contains("https://api.example.com"));
    CHECK(sent.error().error.what.contains("https://api.examp1e.com"));
    CHECK(bench.transport.sent.empty());
}

TEST_CASE("Credential trial: an API key goes where it is said to, and what is no address is refused", "[session][secrets]")
{
    Bench bench;
    Credential key = bearer("1f", {});
    key.info.kind = CredentialKind::ApiKey;
    key.parts = {{"key", Secret("k-123")}};
    bench.transport.answer("https://api.example.com/me", 200);
    bench.run(key, {"https://api.example.com/me", "X-Key", KeyPlace::Header});
    CHECK(bench.transport.field(0, "X-Key") == "k-123");
    CHECK_FALSE(tryCredential(bench.session, key, {"not an address"}));
}
