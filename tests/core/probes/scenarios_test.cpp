#include "tests/core/probes/tried_server.h"

#include "core/http/date.h"
#include "core/oauth/stored_tokens.h"
#include "core/oauth/token_refresher.h"
#include "core/secrets/session_store.h"
#include "core/token/token.h"

using namespace keyhole;

namespace {

bool isSettledFor(const Report &report, const QByteArray &cause)
{
    return report.experiments->settled && report.experiments->cause == cause && report.verdict.id == cause
        && report.verdict.certainty == Certainty::Certain && !report.findings.empty() && report.findings.front().id == cause;
}

/// Named, and as no more than likely.
bool isLikelyFor(const Report &report, const QByteArray &cause)
{
    const auto found = std::find_if(report.findings.begin(), report.findings.end(), [&](const Finding &each) { return each.id == cause; });
    return !report.experiments->settled && found != report.findings.end() && found->certainty == Certainty::Likely;
}

bool isUnsettled(const Report &report)
{
    const auto isCertain = [](const Finding &each) { return each.role == FindingRole::Cause && each.certainty == Certainty::Certain; };
    return !report.experiments->settled && report.experiments->conclusion.startsWith("Not settled")
        && std::none_of(report.findings.begin(), report.findings.end(), isCertain);
}

}

TEST_CASE("Probes: a cookie that the server reads before Authorization is found", "[probes]")
{
    TriedServer server([](const Request &request) {
        return has(request, "Cookie", "sid=") ? no() : has(request, "Authorization", "tok-1f7a") ? yes() : no();
    });
    server.token();
    server.cookie("sid", "stale0123");
    const Report report = server.probe();
    CHECK(server.offers(ProbeKind::WithoutCookies));
    CHECK(isSettledFor(report, "header.duplicated"));
    CHECK(outcomeIn(report, "without-cookies") == "accepted");
    CHECK(outcomeIn(report, "without-authorization") == "refused alike");
    // That the session is over would explain it, and was not seen.
    const auto session = std::find_if(report.findings.begin(), report.findings.end(),
                                      [](const Finding &each) { return each.id == "cookie.session-invalid"; });
    REQUIRE(session != report.findings.end());
    CHECK(session->role == FindingRole::PossibleCause);
    CHECK(session->certainty == Certainty::Possible);
}

TEST_CASE("Probes: a stale session that the server names is certain, once it answers without the cookie", "[probes]")
{
    TriedServer server([](const Request &request) {
        return has(request, "Cookie", "JSESSIONID=") ? lab::json(401, R"({"error":"session_expired","message":"Your session has expired"})")
                                                     : yes();
    });
    server.cookie("JSESSIONID", "8F2E11AA90");
    const Report report = server.probe();
    CHECK(isSettledFor(report, server.first.report.verdict.id));
    CHECK(report.verdict.id.startsWith("cookie."));
}

TEST_CASE("Probes: an expired token is certain, once a renewed one is accepted", "[probes]")
{
    TriedServer server([](const Request &request) {
        if (request.url.path == "/token")
            return lab::json(200, R"({"access_token":"fresh-99","token_type":"Bearer","expires_in":3600})");
        return has(request, "Authorization", "fresh-99") ? yes() : no();
    });
    SessionStore store;
    TokenRefresher tokens(server.transport, server.clock, store);
    server.session.setCredentials(&store);
    server.session.setTokens(&tokens);
    server.draft.auth.kind = AuthKind::OAuth2;
    server.draft.auth.credential = newCredentialId();
    server.draft.auth.oauth2.refreshBeforeExpiry = false;
    StoredTokens stored;
    stored.tokens = {Secret("old-access"), Secret("refresh-0123456789"), {}, "Bearer", server.clock.now() - Seconds(600), {}};
    stored.client.id = "desk";
    stored.tokenEndpoint = *Url::parse(server.origin() + "/token");
    CredentialInfo info;
    info.id = server.draft.auth.credential;
    info.origins = {Url::parse(server.draft.address)->origin()};
    info.expires = stored.tokens.expiry;
    const auto written = store.write(toCredential(info, stored));
    REQUIRE(comesTrue([&] { return written.isFinished(); }));
    const Report report = server.probe();
    CHECK(server.offers(ProbeKind::FreshToken));
    CHECK(outcomeIn(report, "fresh-token") == "accepted");
    CHECK(isSettledFor(report, "token.expired"));
}

TEST_CASE("Probes: a token behind another scheme than the one that is asked for is found", "[probes]")
{
    TriedServer server([](const Request &request) {
        if (has(request, "Authorization", "Token tok-1f7a"))
            return yes();
        lab::Answer answer = lab::json(401, R"({"message":"no"})");
        answer.fields.append("WWW-Authenticate", "Token");
        return answer;
    });
    server.token();
    const Report report = server.probe();
    CHECK(server.offers(ProbeKind::OtherScheme));
    CHECK(outcomeIn(report, "other-scheme") == "accepted");
    CHECK(report.verdict.id == "header.scheme-wrong");
    CHECK(report.verdict.certainty == Certainty::Certain);
}

TEST_CASE("Probes: a credential that a redirect lost is found by asking the final address", "[probes]")
{
    // There and back over another origin: the chain has left the first one, so that the credential stays behind.
    QByteArray first;
    lab::LoopbackServer detour([&](const Request &) { return lab::redirect(307, first + "/v2/orders"); });
    REQUIRE(detour.open(0));
    TriedServer server([&](const Request &request) {
        if (request.url.path == "/v2/orders")
            return has(request, "Authorization", "tok-1f7a") ? yes() : no();
        return lab::redirect(307, "http://127.0.0.1:" + QByteArray::number(detour.serverPort()) + "/detour");
    });
    first = server.origin();
    server.token();
    const Report report = server.probe();
    REQUIRE(server.first.exchange->hops.size() == 3);
    CHECK(server.offers(ProbeKind::FinalAddress));
    CHECK(outcomeIn(report, "final-address") == "accepted");
    CHECK(report.verdict.id == "header.dropped-on-redirect");
    CHECK(report.verdict.certainty == Certainty::Certain);
}

TEST_CASE("Probes: a stored refusal is found by asking past the cache", "[probes]")
{
    const bool keepsNew = GENERATE(false, true);  // what the server says to no-cache replaces the entry, or does not
    bool replaced = false;
    TriedServer server([&](const Request &request) {
        if (!has(request, "Authorization", "tok-1f7a"))
            return no();
        if (has(request, "Cache-Control", "no-cache")) {
            replaced = keepsNew;
            return yes();
        }
        lab::Answer answer = replaced ? yes() : no();
        answer.fields.append("Age", "340");
        answer.fields.append("X-Cache", "HIT");
        return answer;
    });
    server.token();
    const Report report = server.probe();
    CHECK(outcomeIn(report, "without-cache") == (keepsNew ? "accepted since" : "accepted"));
    CHECK(isSettledFor(report, "server.cached"));
}

TEST_CASE("Probes: a signature by a wrong clock is found by signing with the server's", "[probes]")
{
    constexpr Seconds kAhead{900};
    TriedServer server([&](const Request &request) {
        const QByteArray field = request.fields.value("Authorization").value_or(QByteArray());
        const Token token = decodeToken(field.mid(7));
        const auto issued = token.time("iat");
        const Instant now = SystemClock().now() + kAhead;
        const bool inTime = issued && issued->asSeconds && *issued->asSeconds > now - Seconds(60) && *issued->asSeconds < now + Seconds(60);
        lab::Answer answer = inTime ? yes() : no();
        answer.clockShift = kAhead;
        return answer;
    });
    server.draft.auth.kind = AuthKind::SignedJwt;
    server.draft.auth.secret = Secret("a secret that is long enough for HS256 to be content");
    server.draft.auth.jwt.algorithm = "HS256";
    server.draft.auth.jwt.claims = R"({"iss":"me","iat":"now"})";
    const Report report = server.probe();
    CHECK(server.offers(ProbeKind::CorrectedClock));
    CHECK(outcomeIn(report, "corrected-clock") == "accepted");
    CHECK(report.experiments->cause.startsWith("clock."));
    CHECK(report.verdict.id.startsWith("clock."));
    CHECK(report.verdict.certainty == Certainty::Certain);
}

TEST_CASE("Probes: a preflight that wants a credential is told, and is no cause of this refusal", "[probes]")
{
    TriedServer server([](const Request &) { return no(); });
    server.token();
    server.draft.fields.push_back({true, "Origin", "https://shop.example.com", {}});
    const Report report = server.probe({ProbeKind::Preflight});
    CHECK(outcomeIn(report, "preflight") == "refused alike");
    CHECK(isUnsettled(report));
    CHECK(report.experiments->rows.back().says.contains("would not get as far"));
}

TEST_CASE("Probes: what gets lost in a proxy is told by going around it", "[probes]")
{
    TriedServer server([](const Request &request) { return has(request, "Authorization", "tok-1f7a") ? yes() : no(); });
    // A proxy that passes everything on but Authorization.
    lab::LoopbackServer proxy([](const Request &) { return no(); });
    REQUIRE(proxy.open(0));
    server.token();
    server.draft.transport.proxy = ProxyChoice::Custom;
    server.draft.transport.proxyAddress = "http://127.0.0.1:" + QByteArray::number(proxy.serverPort());
    const Report report = server.probe();
    CHECK(server.offers(ProbeKind::AroundProxy));
    CHECK(outcomeIn(report, "around-proxy") == "accepted");
    CHECK(outcomeIn(report, "without-authorization") == "refused alike");
    CHECK(isLikelyFor(report, "header.stripped-upstream"));  // the server may also refuse the proxy's address
    CHECK(report.experiments->cause == "header.stripped-upstream");
}

TEST_CASE("Probes: a server that knows only the proxy's address is told by going through it", "[probes]")
{
    TriedServer server([](const Request &) { return lab::json(403, R"({"message":"forbidden"})"); });
    lab::LoopbackServer proxy([](const Request &) { return yes(); });
    REQUIRE(proxy.open(0));
    server.token();
    server.draft.transport.proxyAddress = "http://127.0.0.1:" + QByteArray::number(proxy.serverPort());
    const Report report = server.probe({ProbeKind::ThroughProxy});
    CHECK(server.offers(ProbeKind::ThroughProxy));
    CHECK_FALSE(server.offers(ProbeKind::AroundProxy));
    CHECK(outcomeIn(report, "through-proxy") == "accepted");
    CHECK(report.experiments->cause == "server.address-blocked");
    CHECK(report.verdict.certainty != Certainty::Certain);  // the proxy may also have added or answered something itself
}

TEST_CASE("Probes: a server that wants Origin is found, and why stays open", "[probes]")
{
    TriedServer server([](const Request &request) { return has(request, "Origin") ? yes() : no(403); });
    server.token();
    const Report report = server.probe();
    CHECK(outcomeIn(report, "with-origin") == "accepted");
    CHECK(isLikelyFor(report, "csrf.origin-rejected"));
    CHECK(isLikelyFor(report, "server.gateway"));
}

TEST_CASE("Probes: a filter that wants a browser is found, and is likely", "[probes]")
{
    TriedServer server([](const Request &request) { return has(request, "User-Agent", "Mozilla/") ? yes() : no(403); });
    server.token();
    const Report report = server.probe();
    CHECK(outcomeIn(report, "as-browser") == "accepted");
    CHECK(report.experiments->cause == "server.gateway");
    CHECK(isLikelyFor(report, "server.gateway"));
}

TEST_CASE("Probes: a public address that refuses a bad token is told by leaving it out", "[probes]")
{
    TriedServer server([](const Request &request) { return request.fields.contains("Authorization") ? no() : yes(); });
    server.token();
    const Report report = server.probe();
    CHECK(outcomeIn(report, "without-authorization") == "accepted");
    CHECK(report.experiments->cause == "token.rejected");
}

TEST_CASE("Probes: nothing is concluded from a server that limits how often it is asked", "[probes]")
{
    int asked = 0;
    TriedServer server([&asked](const Request &) {
        if (++asked <= 2)
            return no();
        lab::Answer answer = lab::json(429, R"({"message":"slow down"})");
        answer.fields.append("Retry-After", "30");
        return answer;
    });
    server.token();
    server.cookie("sid", "1");
    const Report report = server.probe();
    CHECK(isUnsettled(report));
    CHECK(report.experiments->conclusion.contains("limits"));
    CHECK(server.sent == 2);  // and nothing further once it said so
}

TEST_CASE("Probes: nothing is concluded when a limit that is told as a refusal runs out in between", "[probes]")
{
    int asked = 0;
    TriedServer server([&asked](const Request &) { return ++asked <= 4 ? no() : yes(); });
    server.token();
    server.cookie("sid", "1");
    const Report report = server.probe();
    CHECK(isUnsettled(report));
    CHECK(report.experiments->conclusion.contains("at one time"));
}

TEST_CASE("Probes: nothing is concluded when the refusal does not stand", "[probes]")
{
    int asked = 0;
    TriedServer server([&asked](const Request &) { return ++asked == 1 ? no() : yes(); });
    server.token();
    const Report report = server.probe();
    CHECK(isUnsettled(report));
    CHECK(server.sent == 1);
}

TEST_CASE("Probes: nothing is concluded when every experiment is refused", "[probes]")
{
    TriedServer server([](const Request &) { return no(); });
    server.token();
    server.cookie("sid", "1");
    const Report report = server.probe();
    CHECK(isUnsettled(report));
    const auto [least, most] = requestsOf(
        [&] {
            std::vector<const Probe *> probes;
            for (const Probe &probe : server.offer.probes)
                probes.push_back(&probe);
            return probes;
        }(),
        server.offer);
    CHECK(server.sent == least);
    CHECK(least < most);
}

TEST_CASE("Probes: servers in turns, of which one refuses, are told as unsteady", "[probes]")
{
    const int period = GENERATE(2, 3, 4, 5, 7);
    CAPTURE(period);
    int asked = 0;
    TriedServer server([&](const Request &) { return asked++ % period == 0 ? no() : yes(); });
    server.token();
    server.cookie("sid", "1");
    CHECK(isUnsettled(server.probe()));
}

TEST_CASE("Probes: two credentials of which each alone is accepted conflict", "[probes]")
{
    TriedServer server(
        [](const Request &request) { return has(request, "Cookie", "sid=") != has(request, "Authorization", "tok-1f7a") ? yes() : no(); });
    server.token();
    server.cookie("sid", "good");
    const Report report = server.probe();
    CHECK(report.experiments->cause == "header.duplicated");
    CHECK(outcomeIn(report, "without-authorization") == "accepted");
}

TEST_CASE("Probes: a filter that dislikes a cookie is not taken for a conflict of credentials", "[probes]")
{
    TriedServer server([](const Request &request) { return has(request, "Cookie", "track=") ? no(403) : yes(); });
    server.token();
    server.cookie("track", "1' or '1'='1");
    const Report report = server.probe();
    CHECK(outcomeIn(report, "without-cookies") == "accepted");
    CHECK_FALSE(report.experiments->settled);
}

TEST_CASE("Probes: for a method that changes data a missing anti-forgery token stays possible", "[probes]")
{
    TriedServer server([](const Request &request) { return has(request, "Cookie", "sid=") ? no() : yes(); });
    server.draft.method = "POST";
    server.mayRepeat = true;
    server.token();
    server.cookie("sid", "1");
    const Report report = server.probe();
    CHECK(outcomeIn(report, "without-cookies") == "accepted");
    CHECK_FALSE(report.experiments->settled);
    CHECK(report.experiments->conclusion.contains("Likely, and not settled"));
}

TEST_CASE("Probes: a method that changes data is never sent again unless that was said", "[probes]")
{
    const QByteArray method = GENERATE("POST", "PUT", "PATCH", "DELETE", "PURGE");
    CAPTURE(method.toStdString());
    QByteArrayList methods;
    TriedServer server([&](const Request &request) {
        methods += request.method;
        return no();
    });
    server.draft.method = method;
    server.token();
    server.cookie("sid", "1");
    const Report report = server.probe();
    CHECK(methods.count(method) == 1);
    CHECK(methods == QByteArrayList{method, "OPTIONS"});  // the preflight needs no leave
    CHECK(server.offer.needsLeave);
    CHECK_FALSE(report.experiments->settled);
}

TEST_CASE("Probes: no experiment takes a credential to an origin that it did not go to", "[probes]")
{
    QByteArray arrived;
    lab::LoopbackServer other([&](const Request &request) {
        for (const Field &field : request.fields)
            arrived += field.name + ": " + field.value + '\n';
        return no();
    });
    REQUIRE(other.open(0));
    TriedServer server(
        [&](const Request &) { return lab::redirect(307, "http://127.0.0.1:" + QByteArray::number(other.serverPort()) + "/elsewhere"); });
    server.token();
    const Report report = server.probe();
    CHECK_FALSE(server.offers(ProbeKind::FinalAddress));
    CHECK(arrived.contains("Host"));
    CHECK_FALSE(arrived.contains("tok-1f7a"));
    for (const Probe &probe : server.offer.probes) {
        if (probe.kind == ProbeKind::FinalAddress)
            CHECK(probe.unavailable.contains("allow that origin"));
    }
}

TEST_CASE("Probes: what each tells beforehand names address, change, credential and requests, and no secret", "[probes]")
{
    TriedServer server([](const Request &) { return no(); });
    server.token("S3cr3tT0kenS3cr3tT0kenS3cr3t");
    server.cookie("sid", "S3cr3tS3ss10n");
    server.draft.address += "?access_token=S3cr3tQu3ry0123456789";
    server.probe({});
    REQUIRE(server.offer.probes.size() >= 5);
    for (const Probe &probe : server.offer.probes) {
        CAPTURE(probeId(probe.kind));
        const QString told = probe.plan.address + probe.plan.change + probe.plan.credential;
        CHECK(probe.plan.address.startsWith(QString::fromUtf8(server.origin())));
        CHECK_FALSE(probe.plan.change.isEmpty());
        CHECK_FALSE(probe.plan.credential.isEmpty());
        CHECK(probe.plan.requests >= 1);
        CHECK(probe.plan.mostRequests >= probe.plan.requests);
        CHECK_FALSE(told.contains("S3cr3t"));
    }
    CHECK(server.sent == 0);
}
