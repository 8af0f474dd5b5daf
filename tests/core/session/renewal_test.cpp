#include "canned_transport.h"
#include "catch.h"
#include "core/oauth/stored_tokens.h"
#include "core/oauth/token_refresher.h"
#include "core/secrets/session_store.h"
#include "core/session/session.h"
#include "core/session/token_renewal.h"
#include "tests/core/secrets/waiting.h"

using namespace keyhole;

namespace {

const QByteArray kToken = "https://id.example.com/token";

struct Renewing {
    CannedTransport transport;
    FixedClock clock;
    SessionStore store;
    Session session{transport, clock};
    TokenRefresher tokens{transport, clock, store};
    RequestDraft draft;

    explicit Renewing(Seconds life)
    {
        session.setCredentials(&store);
        session.setTokens(&tokens);
        draft.address = "https://api.example.com/orders";
        draft.auth.kind = AuthKind::OAuth2;
        draft.auth.credential = newCredentialId();
        StoredTokens stored;
        stored.tokens = {Secret("old-access"), Secret("refresh-0123456789"), {}, "Bearer", clock.moment + life, {}};
        stored.client.id = "desk";
        stored.tokenEndpoint = *Url::parse(kToken);
        CredentialInfo info;
        info.id = draft.auth.credential;
        info.origins = {Url::parse(draft.address)->origin()};
        REQUIRE(await(store.write(toCredential(info, stored))));
        transport.answer(kToken, 200, {{"Content-Type", "application/json", {}}},
                         R"({"access_token":"new-access","token_type":"Bearer","expires_in":3600})");
    }
};

Report refusedFor(const QByteArray &id, int status = 401)
{
    Report report;
    report.status = status;
    report.verdict.id = id;
    report.verdict.actions = {{"show-token", "Show token", {}, true}, {"edit-auth", "Edit", {}, false}};
    report.findings.resize(1);
    report.findings[0].id = id;
    return report;
}

}

TEST_CASE("Renewal: eight requests at once that need a new token make one refresh, and all go with it", "[session]")
{
    Renewing at(Seconds(10));
    std::vector<QFuture<Result<RequestDraft, StoreError>>> drafts;
    for (int i = 0; i < 8; ++i)
        drafts.push_back(at.session.withCredential(at.draft));
    for (const auto &each : drafts) {
        const auto draft = await(each);
        REQUIRE(draft);
        CHECK(draft->auth.secret.reveal() == "new-access");
        CHECK(draft->auth.onlyTo.has_value());
    }
    CHECK(at.transport.sent.size() == 1);
}

TEST_CASE("Renewal: a token that holds, or whose renewal is not wanted, goes as it is", "[session]")
{
    const bool wanted = GENERATE(true, false);
    Renewing at(wanted ? Seconds(3600) : Seconds(-5));
    at.draft.auth.oauth2.refreshBeforeExpiry = wanted;
    CHECK(await(at.session.withCredential(at.draft))->auth.secret.reveal() == "old-access");
    CHECK(at.transport.sent.empty());
}

TEST_CASE("Renewal: where it fails the stored token goes, so that the server's answer can be diagnosed", "[session]")
{
    Renewing at(Seconds(10));
    CannedTransport silent;
    TokenRefresher broken(silent, at.clock, at.store);
    at.session.setTokens(&broken);
    CHECK(await(at.session.withCredential(at.draft))->auth.secret.reveal() == "old-access");
    CHECK(silent.sent.size() == 1);
}

TEST_CASE("Renewal: what leads the request elsewhere does not lead the refresh token there", "[session]")
{
    Renewing at(Seconds(10));
    at.draft.transport.verifyCertificate = false;
    at.draft.transport.connectTo = {"::127.0.0.1:1"};
    at.draft.transport.resolve = {"id.example.com:443:127.0.0.1"};
    at.draft.transport.unixSocket = "/run/api.socket";
    at.session.withCredential(at.draft);
    REQUIRE(becomesTrue([&] { return at.transport.sent.size() == 1; }));
    const TransportOptions &options = at.transport.optionsSent[0];
    CHECK(options.verifyCertificate);
    CHECK(options.connectTo.empty());
    CHECK(options.resolve.empty());
    CHECK(options.unixSocket.isEmpty());
}

TEST_CASE("Renewal: refreshing is the best fix where the token is the cause, and another token where a refreshed one is no better",
          "[session]")
{
    const auto [id, status, first] = GENERATE(table<const char *, int, const char *>({
        {"token.expired", 401, "refresh-token"},
        {"token.rejected", 401, "refresh-token"},
        {"", 401, "refresh-token"},
        {"token.scope-missing", 403, "new-token"},
        {"token.audience-wrong", 401, "new-token"},
        {"cookie.missing", 401, "show-token"},
        {"token.expired", 200, "show-token"},
    }));
    CAPTURE(id, status);
    Report report = refusedFor(id, status);
    offerRenewal(report, {true, true});
    REQUIRE(report.verdict.actions.size() == 2);
    CHECK(report.verdict.actions[0].id == first);
    CHECK(report.verdict.actions[0].primary);
    CHECK_FALSE(report.verdict.actions[1].primary);
}

TEST_CASE("Renewal: a scope that the server asks for is named", "[session]")
{
    Report report = refusedFor("token.scope-missing", 403);
    report.answer.emplace();
    report.answer->asked = {{"scope", "orders:write", "response.headers.WWW-Authenticate"}};
    offerRenewal(report, {false, true});
    CHECK(report.verdict.actions[0].label == "Get new token with orders:write…");
    CHECK(report.verdict.actions[0].argument == "orders:write");
    CHECK(report.findings[0].actions[0].id == "new-token");
    Report untouched = refusedFor("token.expired");
    offerRenewal(untouched, {false, false});
    CHECK(untouched.verdict.actions[0].id == "show-token");
}
