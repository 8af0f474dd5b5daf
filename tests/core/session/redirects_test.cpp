#include "catch.h"
#include "redirect_cases.h"

using namespace keyhole;

namespace {

struct Target {
    const char *location;
    const char *leadsTo;  ///< empty: not followed
    bool sameOrigin;
};

/// Seen from https://app.example.com/v1/start.
constexpr Target kTargets[] = {
    {"/v2/end", "https://app.example.com/v2/end", true},
    {"end?x=1", "https://app.example.com/v1/end?x=1", true},
    {"https://APP.example.com:443/end", "https://APP.example.com:443/end", true},
    {"//app.example.com/end", "https://app.example.com/end", true},
    {"https://app.example.com:8443/end", "https://app.example.com:8443/end", false},
    {"https://api.example.com/end", "https://api.example.com/end", false},
    {"//evil.example/end", "https://evil.example/end", false},
    {"https://app.example.com@evil.example/end", "https://evil.example/end", false},
    {"https://app.example.com.evil.example/end", "https://app.example.com.evil.example/end", false},
    {"https://b\xC3\xBC\x63her.example/end", "https://b\xC3\xBC\x63her.example/end", false},
    {"http://app.example.com/end", "", false},
    {"ftp://app.example.com/end", "", false},
};
static_assert(std::size(kTargets) * kCarriers.size() * kRedirectStatuses.size() == 1260);

const char *const kStart = "https://app.example.com/v1/start";

RequestDraft get(const char *address = kStart)
{
    RequestDraft draft;
    draft.address = address;
    return draft;
}

QByteArray stopOf(const std::optional<Result<NextHop, Defect>> &next)
{
    if (!next)
        return "no redirect";
    return *next ? QByteArray("followed") : next->error().id;
}

}

TEST_CASE("Redirects: a credential stays with its origin, whatever status, target and carrier", "[session][redirects]")
{
    for (const int status : kRedirectStatuses) {
        for (const Target &target : kTargets) {
            for (const Carrier carrier : kCarriers) {
                CAPTURE(status, target.location, int(carrier));
                ChainWalk walk(draftWith(carrier, kStart));
                const auto next = walk.answer(status, target.location);
                REQUIRE(next);
                if (!*target.leadsTo) {
                    CHECK(stopOf(next) == "redirect.refused");
                    continue;
                }
                REQUIRE(*next);
                CHECK(walk.request.url.toString().startsWith(target.leadsTo));  // a signature may stand behind it
                const bool keyOfAddress = isOfAddress(carrier);
                CHECK(leaves(walk.request, walk.options) == (target.sameOrigin && !keyOfAddress));
                CHECK((*next)->droppedNotes.empty() == (target.sameOrigin && !keyOfAddress));
            }
        }
    }
}

TEST_CASE("Redirects: a credential does not come back with the way back", "[session][redirects]")
{
    for (const Carrier carrier : kCarriers) {
        CAPTURE(int(carrier));
        ChainWalk walk(draftWith(carrier, kStart));
        REQUIRE(stopOf(walk.answer(302, "https://other.example/")) == "followed");
        REQUIRE(stopOf(walk.answer(302, "https://app.example.com/v1/back")) == "followed");
        CHECK_FALSE(leaves(walk.request, walk.options));
    }
}

TEST_CASE("Redirects: a credential comes back to its own origin when the user allowed that", "[session][redirects]")
{
    RequestDraft draft = draftWith(Carrier::AuthHeader, kStart);
    draft.allowedOrigins = {"https://app.example.com"};
    ChainWalk walk(draft);
    walk.answer(302, "https://other.example/");
    CHECK_FALSE(leaves(walk.request, walk.options));
    walk.answer(302, "https://app.example.com/v1/back");
    CHECK(leaves(walk.request, walk.options));
}

TEST_CASE("Redirects: an origin that the user allowed gets the credential, another does not", "[session][redirects]")
{
    const auto [allowed, expected] = GENERATE(table<const char *, bool>({
        {"https://www.example.com", true},
        {"https://www.example.com/any/path", true},
        {"https://www.example.com:443", true},
        {"http://www.example.com", false},
        {"https://www.example.com:444", false},
        {"https://example.com", false},
        {"www.example.com", false},
        {"", false},
    }));
    for (const Carrier carrier : kCarriers) {
        CAPTURE(allowed, int(carrier));
        if (isOfAddress(carrier))
            continue;
        RequestDraft draft = draftWith(carrier, kStart);
        draft.allowedOrigins = {allowed};
        ChainWalk walk(draft);
        REQUIRE(stopOf(walk.answer(307, "https://www.example.com/")) == "followed");
        CHECK(leaves(walk.request, walk.options) == expected);
    }
}

TEST_CASE("Redirects: Location that repeats a credential does not carry it to another origin", "[session][redirects]")
{
    ChainWalk walk(draftWith(Carrier::KeyQuery, kStart));
    SECTION("a parameter is taken out")
    {
        REQUIRE(stopOf(walk.answer(301, "https://other.example/?a=1&renamed=" + kCarried + "&b=2")) == "followed");
        CHECK(walk.request.url.toString() == "https://other.example/?a=1&b=2");
    }
    SECTION("in the path it ends the chain")
    {
        CHECK(stopOf(walk.answer(301, "https://other.example/" + kCarried)) == "redirect.refused");
    }
    SECTION("to the same origin it goes as the server said")
    {
        REQUIRE(stopOf(walk.answer(301, "/next?api_key=" + kCarried)) == "followed");
        CHECK(walk.request.url.requestTarget() == "/next?api_key=" + kCarried);
    }
}

TEST_CASE("Redirects: the value of a secret variable counts as a credential in any typed field", "[session][redirects]")
{
    RequestDraft draft = get();
    draft.fields = {{true, "X-Tenant", "t-{{secret}}", {}}, {true, "X-Plain", "{{plain}}", {}}};
    const Environment environment{"e", {{"secret", "quite-secret", true}, {"plain", "well-known", false}}};
    ChainWalk walk(draft, environment);
    REQUIRE(stopOf(walk.answer(302, "https://other.example/")) == "followed");
    CHECK_FALSE(walk.request.fields.contains("X-Tenant"));
    CHECK(walk.request.fields.value("X-Plain") == QByteArray("well-known"));
}

TEST_CASE("Redirects: a typed field that is known to carry credentials stays behind, others go on", "[session][redirects]")
{
    const auto [name, goesOn] = GENERATE(table<const char *, bool>({
        {"AUTHORIZATION", false},
        {"X-API-Key", false},
        {"apikey", false},
        {"Ocp-Apim-Subscription-Key", false},
        {"X-Auth-User", false},
        {"X-CSRF-Token", false},
        {"Cf-Access-Jwt-Assertion", false},
        {"X-Session-Id", false},
        {"Accept-Language", true},
        {"X-Request-Id", true},
        {"Referer", true},
    }));
    CAPTURE(name);
    RequestDraft draft = get();
    draft.fields = {{true, name, "value", {}}};
    ChainWalk walk(draft);
    REQUIRE(stopOf(walk.answer(302, "https://other.example/")) == "followed");
    CHECK(walk.request.fields.contains(name) == goesOn);
}

TEST_CASE("Redirects: several Location fields that differ are not followed, equal ones are", "[session][redirects]")
{
    const auto [second, expected] = GENERATE(table<const char *, const char *>({{"/a", "followed"}, {"/b", "redirect.bad-location"}}));
    ChainWalk walk(get());
    walk.hops.push_back({});
    walk.hops.back().request = walk.request;
    walk.hops.back().response = Response{};
    walk.hops.back().response->status = 302;
    walk.hops.back().response->fields = {{"Location", "/a", {}}, {"location", second, {}}};
    CHECK(stopOf(followRedirect({walk.first, walk.current, walk.hops}, walk.jar, walk.now)) == expected);
}

TEST_CASE("Redirects: text of a server is never searched for variables", "[session][redirects]")
{
    const Environment environment{"e", {{"secret", "quite-secret", true}}};
    ChainWalk walk(get(), environment);
    REQUIRE(stopOf(walk.answer(302, "https://other.example/?x={{secret}}")) == "followed");
    CHECK(walk.request.url.requestTarget() == "/?x={{secret}}");
}

TEST_CASE("Redirects: the method changes as Fetch says, and the body goes with it", "[session][redirects]")
{
    const auto [status, method, expected] = GENERATE(table<int, const char *, const char *>({
        {301, "GET", "GET"},
        {301, "POST", "GET"},
        {301, "PUT", "PUT"},
        {302, "POST", "GET"},
        {302, "DELETE", "DELETE"},
        {302, "HEAD", "HEAD"},
        {303, "POST", "GET"},
        {303, "PUT", "GET"},
        {303, "HEAD", "HEAD"},
        {303, "GET", "GET"},
        {307, "POST", "POST"},
        {308, "PUT", "PUT"},
    }));
    CAPTURE(status, method);
    RequestDraft draft = get();
    draft.method = method;
    draft.body = {BodyKind::Json, "{}", {}, {}, {}};
    draft.fields = {{true, "Content-Encoding", "identity", {}}, {true, "X-Kept", "1", {}}};
    ChainWalk walk(draft);
    REQUIRE(stopOf(walk.answer(status, "/next")) == "followed");
    CHECK(walk.request.method == expected);
    const bool kept = walk.request.method == method;
    CHECK(walk.request.body == (kept ? "{}" : ""));
    CHECK(walk.request.fields.contains("Content-Type") == kept);
    CHECK(walk.request.fields.contains("Content-Length") == kept);
    CHECK(walk.request.fields.contains("Content-Encoding") == kept);
    CHECK(walk.request.fields.contains("X-Kept"));
}

TEST_CASE("Redirects: a body goes to no other origin unless the user allowed it", "[session][redirects]")
{
    const bool allowed = GENERATE(false, true);
    const int status = GENERATE(307, 308);
    RequestDraft draft = get();
    draft.method = "POST";
    draft.body = {BodyKind::Json, "{}", {}, {}, {}};
    if (allowed)
        draft.allowedOrigins = {"https://other.example"};
    ChainWalk walk(draft);
    CHECK(stopOf(walk.answer(status, "https://other.example/")) == (allowed ? "followed" : "redirect.refused"));
}

TEST_CASE("Redirects: only 301, 302, 303, 307 and 308 with Location are followed", "[session][redirects]")
{
    const int status = GENERATE(200, 201, 300, 304, 305, 306, 309, 401, 503);
    CHECK(stopOf(ChainWalk(get()).answer(status, "/next")) == "no redirect");
}

TEST_CASE("Redirects: none is followed when the draft says so", "[session][redirects]")
{
    RequestDraft draft = get();
    draft.followRedirects = false;
    CHECK(stopOf(ChainWalk(draft).answer(302, "/next")) == "no redirect");
}

TEST_CASE("Redirects: Location that cannot be read ends the chain with its name", "[session][redirects]")
{
    const auto [location, expected] = GENERATE(table<const char *, const char *>({
        {"https://", "redirect.bad-location"},
        {"https:///path", "redirect.bad-location"},
        {"http://[::1/", "redirect.bad-location"},
        {"https://exa%2Fmple.com/", "redirect.refused"},
        {"javascript:alert(1)", "redirect.bad-location"},
        {"file:///etc/hostname", "redirect.bad-location"},
    }));
    CAPTURE(location);
    CHECK(stopOf(ChainWalk(get()).answer(302, location)) == expected);
}

TEST_CASE("Redirects: a blank or a letter beyond ASCII in Location is percent-encoded", "[session][redirects]")
{
    const auto [location, target] = GENERATE(table<const char *, const char *>({
        {"/a b", "/a%20b"},
        {"next \xC3\xA4?x=/:", "/v1/next%20%C3%A4?x=/:"},
        {"?return=https://other.example/ x", "/v1/start?return=https://other.example/%20x"},
    }));
    CAPTURE(location);
    ChainWalk walk(get());
    REQUIRE(stopOf(walk.answer(302, location)) == "followed");
    CHECK(walk.request.url.requestTarget() == target);
}

TEST_CASE("Redirects: after ten requests the chain ends", "[session][redirects]")
{
    ChainWalk walk(get());
    for (int hop = 1; hop < 10; ++hop)
        REQUIRE(stopOf(walk.answer(302, "/step" + QByteArray::number(hop))) == "followed");
    CHECK(stopOf(walk.answer(302, "/step10")) == "redirect.limit");
}

TEST_CASE("Redirects: a request that went out before, unchanged, is a loop", "[session][redirects]")
{
    ChainWalk walk(get());
    SECTION("to itself")
    {
        CHECK(stopOf(walk.answer(302, kStart)) == "redirect.loop");
    }
    SECTION("with another fragment")
    {
        CHECK(stopOf(walk.answer(302, "#part")) == "redirect.loop");
    }
    SECTION("there and back")
    {
        REQUIRE(stopOf(walk.answer(302, "/other")) == "followed");
        CHECK(stopOf(walk.answer(302, kStart)) == "redirect.loop");
    }
    SECTION("but not with a cookie that was set meanwhile")
    {
        walk.jar.store(Url::parse(kStart).value(), {{"Set-Cookie", "seen=1; Path=/", {}}}, walk.now);
        CHECK(stopOf(walk.answer(302, kStart)) == "followed");
        CHECK(walk.request.fields.value("Cookie") == QByteArray("seen=1"));
    }
}

TEST_CASE("Redirects: Host follows the address; a typed one stays with its origin", "[session][redirects]")
{
    RequestDraft draft = get();
    SECTION("automatic")
    {
        ChainWalk walk(draft);
        walk.answer(302, "https://other.example:8443/");
        CHECK(walk.request.fields.values("Host") == std::vector<QByteArray>{"other.example:8443"});
    }
    SECTION("typed")
    {
        draft.fields = {{true, "Host", "virtual.example", {}}};
        ChainWalk walk(draft);
        walk.answer(302, "/next");
        CHECK(walk.request.fields.values("Host") == std::vector<QByteArray>{"virtual.example"});
        walk.answer(302, "https://other.example/");
        CHECK(walk.request.fields.values("Host") == std::vector<QByteArray>{"other.example"});
    }
}

TEST_CASE("Redirects: the jar's cookies are decided anew for each hop", "[session][redirects]")
{
    ChainWalk walk(get());
    walk.jar.store(Url::parse(kStart).value(), {{"Set-Cookie", "mine=1; Path=/", {}}}, walk.now);
    walk.jar.store(Url::parse("https://other.example/").value(), {{"Set-Cookie", "theirs=1", {}}}, walk.now);
    walk.answer(302, "https://other.example/");
    CHECK(walk.request.fields.values("Cookie") == std::vector<QByteArray>{"theirs=1"});
}

TEST_CASE("Redirects: an exception for a certificate does not hold for another origin", "[session][redirects]")
{
    RequestDraft draft = get();
    draft.transport.verifyCertificate = false;
    ChainWalk walk(draft);
    walk.answer(302, "/next");
    CHECK_FALSE(walk.options.verifyCertificate);
    walk.answer(302, "https://other.example/");
    CHECK(walk.options.verifyCertificate);
}
