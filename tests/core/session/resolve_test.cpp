#include "canned_transport.h"
#include "catch.h"
#include "core/session/session.h"

#include <QTemporaryDir>
#include <QTemporaryFile>

using namespace keyhole;

namespace {

const Instant kNow = FixedClock().moment;

RequestDraft get(const char *address)
{
    RequestDraft draft;
    draft.address = address;
    return draft;
}

Result<ResolvedRequest> resolved(const RequestDraft &draft, const Environment &environment = {}, const CookieJar &jar = {})
{
    return resolve(draft, environment, jar, kNow);
}

Request request(const RequestDraft &draft, const Environment &environment = {})
{
    const auto result = resolved(draft, environment);
    if (!result)
        FAIL(result.error().what.toStdString());
    return result->request;
}

QByteArrayList names(const Request &request)
{
    QByteArrayList list;
    for (const Field &field : request.fields)
        list << field.name;
    return list;
}

QByteArray field(const Request &request, const char *name)
{
    return request.fields.value(name).value_or("(none)");
}

}

TEST_CASE("Resolve: a plain GET carries Host first and what is added automatically, each marked", "[session]")
{
    const Request sent = request(get("https://api.example.com/v1/me"));
    CHECK(names(sent) == QByteArrayList{"Host", "User-Agent", "Accept", "Accept-Encoding"});
    CHECK(field(sent, "Host") == "api.example.com");
    CHECK(field(sent, "User-Agent") == "Keyhole/" KEYHOLE_VERSION);
    for (int i = 0; i < sent.fields.size(); ++i)
        CHECK(sent.originOf(i) == FieldOrigin::Automatic);
}

TEST_CASE("Resolve: typed fields keep order, case, duplicates and empty values", "[session]")
{
    RequestDraft draft = get("https://example.com/");
    draft.fields = {{true, "X-b", "1", {}}, {true, "x-A", "", {}}, {false, "Off", "1", {}}, {true, "X-b", "2", {}}, {true, "", "", {}}};
    const Request sent = request(draft);
    CHECK(names(sent).mid(1, 3) == QByteArrayList{"X-b", "x-A", "X-b"});
    CHECK(sent.fields.at(3).value == "2");
    CHECK(sent.originOf(1) == FieldOrigin::Typed);
}

TEST_CASE("Resolve: an automatic field gives way to a typed one, can be switched off, or goes beside it", "[session]")
{
    const auto [mode, typed, expected] = GENERATE(table<AutomaticMode, bool, int>({
        {AutomaticMode::UnlessTyped, false, 1},
        {AutomaticMode::UnlessTyped, true, 1},
        {AutomaticMode::Off, false, 0},
        {AutomaticMode::Off, true, 1},
        {AutomaticMode::Always, false, 1},
        {AutomaticMode::Always, true, 2},
    }));
    const char *name = GENERATE("Host", "User-Agent", "Accept", "Accept-Encoding", "Content-Type", "Content-Length");
    CAPTURE(name, int(mode), typed);
    RequestDraft draft = get("https://example.com/");
    draft.method = "POST";
    draft.body.kind = BodyKind::Json;
    draft.body.text = "{}";
    draft.automatic = {{name, mode}};
    if (typed)
        draft.fields.push_back({true, QByteArray(name).toLower(), "mine", {}});
    CHECK(request(draft).fields.count(name) == expected);
}

TEST_CASE("Resolve: Content-Length goes with a body, and with methods that expect one", "[session]")
{
    const auto [method, body, expected] = GENERATE(table<const char *, const char *, const char *>({
        {"GET", "", "(none)"},
        {"DELETE", "", "(none)"},
        {"POST", "", "0"},
        {"PUT", "", "0"},
        {"PATCH", "", "0"},
        {"GET", "abc", "3"},
    }));
    CAPTURE(method, body);
    RequestDraft draft = get("https://example.com/");
    draft.method = method;
    draft.body.kind = BodyKind::Text;
    draft.body.text = body;
    CHECK(field(request(draft), "Content-Length") == expected);
    draft.fields.push_back({true, "Transfer-Encoding", "chunked", {}});
    CHECK(field(request(draft), "Content-Length") == "(none)");
}

TEST_CASE("Resolve: an address without a scheme is http on this computer, else https, and that is told", "[session]")
{
    const auto [address, expected] = GENERATE(table<const char *, const char *>({
        {"example.com", "https://example.com"},
        {"example.com:8080/a?b", "https://example.com:8080/a?b"},
        {"//example.com/", "https://example.com/"},
        {"localhost:3000/x", "http://localhost:3000/x"},
        {"api.localhost", "http://api.localhost"},
        {"127.0.0.1:80", "http://127.0.0.1:80"},
        {"127.example.com", "https://127.example.com"},
        {"localhost.example.com", "https://localhost.example.com"},
        {"  example.com/ ", "https://example.com/"},
    }));
    CAPTURE(address);
    const auto result = resolved(get(address));
    REQUIRE(result);
    CHECK(result->request.url.toString() == expected);
    CHECK(result->warnings.size() == 1);
}

TEST_CASE("Resolve: blanks and letters beyond ASCII behind the host are percent-encoded, nothing else is touched", "[session]")
{
    const auto [address, target] = GENERATE(table<const char *, const char *>({
        {"https://example.com/a b", "/a%20b"},
        {"https://example.com/\xC3\xA4?q=\xC3\xA4", "/%C3%A4?q=%C3%A4"},
        {"https://example.com/a/../b//c", "/a/../b//c"},
        {"https://example.com/%7e%41", "/%7e%41"},
        {"https://example.com?x", "/?x"},
        {"https://example.com/?", "/?"},
        {"https://example.com/a#part", "/a"},
    }));
    CAPTURE(address);
    CHECK(request(get(address)).url.requestTarget() == target);
}

TEST_CASE("Resolve: what cannot be sent is refused with a place and a remedy", "[session]")
{
    const char *address = GENERATE("", "   ", "https://", "https:///path", "http://?x", "ftp://example.com/", "file:///etc/hostname",
                                   "javascript:alert(1)", "https://exa mple.com/", "https://{{host}}/", "https://a\\b.example/",
                                   "https://example.com:99999/", "https://example.com:port/");
    CAPTURE(address);
    const auto result = resolved(get(address));
    REQUIRE_FALSE(result);
    CHECK_FALSE(result.error().what.isEmpty());
    CHECK_FALSE(result.error().place.isEmpty());
    CHECK_FALSE(result.error().remedy.isEmpty());
}

TEST_CASE("Resolve: line ends and NUL are refused wherever they are put", "[session]")
{
    const QByteArray bad = GENERATE(QByteArray("a\r\nX-Evil: 1"), QByteArray("a\nb"), QByteArray("a\rb"), QByteArray("a\0b", 3));
    const int place = GENERATE(range(0, 15));
    CAPTURE(bad, place);
    RequestDraft draft = get("https://example.com/");
    Environment environment;
    switch (place) {
    case 0:
        draft.method = bad;
        break;
    case 1:
        draft.address += bad;
        break;
    case 2:
        draft.address = "https://" + bad + "/";
        break;
    case 3:
        draft.fields.push_back({true, bad, "1", {}});
        break;
    case 4:
        draft.fields.push_back({true, "X", bad, {}});
        break;
    case 5:
        draft.auth.kind = AuthKind::Bearer;
        draft.auth.secret = Secret(bad);
        break;
    case 6:
        draft.auth.kind = AuthKind::Bearer;
        draft.auth.scheme = bad;
        break;
    case 7:
        draft.auth.kind = AuthKind::Raw;
        draft.auth.secret = Secret(bad);
        break;
    case 8:
        draft.auth.kind = AuthKind::ApiKey;
        draft.auth.keyName = bad;
        break;
    case 9:
        draft.auth.kind = AuthKind::ApiKey;
        draft.auth.secret = Secret(bad);
        break;
    case 10:
        draft.auth.kind = AuthKind::ApiKey;
        draft.auth.keyPlace = KeyPlace::Cookie;
        draft.auth.secret = Secret(bad);
        break;
    case 11:
        draft.cookies.push_back({true, bad, "1", {}});
        break;
    case 12:
        draft.cookies.push_back({true, "c", bad, {}});
        break;
    case 13:
        environment.variables = {{"v", bad, false}};
        draft.fields.push_back({true, "X", "{{v}}", {}});
        break;
    case 14:
        draft.body.kind = BodyKind::Multipart;
        draft.body.parts = {{true, "p", "1", {}, bad}};
        break;
    }
    CHECK_FALSE(resolved(draft, environment));
}

TEST_CASE("Resolve: a key in the query and a Basic password may hold any byte, encoded", "[session]")
{
    RequestDraft draft = get("https://example.com/?a=1");
    draft.auth.kind = AuthKind::ApiKey;
    draft.auth.keyPlace = KeyPlace::Query;
    draft.auth.keyName = "key";
    draft.auth.secret = Secret("a&b\r\n");
    CHECK(request(draft).url.requestTarget() == "/?a=1&key=a%26b%0D%0A");
}

TEST_CASE("Resolve: variables are put in everywhere, and those without a value are listed", "[session]")
{
    RequestDraft draft = get("https://{{host}}/{{missing}}");
    draft.fields.push_back({true, "X-{{n}}", "{{v}}", {}});
    draft.cookies.push_back({true, "c", "{{v}}", {}});
    draft.auth.kind = AuthKind::Bearer;
    draft.auth.secret = Secret("{{v}}");
    draft.body.kind = BodyKind::Json;
    draft.body.text = "{\"a\":\"{{v}}\"}";
    const Environment environment{"e", {{"host", "example.com", false}, {"n", "Name", false}, {"v", "value", true}}};
    const auto result = resolved(draft, environment);
    REQUIRE(result);
    CHECK(result->request.url.toString() == "https://example.com/{{missing}}");
    CHECK(field(result->request, "X-Name") == "value");
    CHECK(field(result->request, "Cookie") == "c=value");
    CHECK(field(result->request, "Authorization") == "Bearer value");
    CHECK(result->request.body == "{\"a\":\"value\"}");
    CHECK(result->unresolved == std::vector<QByteArray>{"missing"});
}

TEST_CASE("Resolve: user information becomes Basic credentials where there are no others, and never shows in Host", "[session]")
{
    RequestDraft draft = get("https://alice:p%40ss@example.com/");
    const auto own = GENERATE(false, true);
    if (own) {
        draft.auth.kind = AuthKind::Bearer;
        draft.auth.secret = Secret("abc");
    }
    const auto result = resolved(draft);
    REQUIRE(result);
    CHECK(field(result->request, "Authorization") == (own ? "Bearer abc" : "Basic YWxpY2U6cEBzcw=="));
    CHECK(result->request.fields.count("Authorization") == 1);
    CHECK(field(result->request, "Host") == "example.com");
    CHECK(result->request.url.toString() == "https://example.com/");
    CHECK(result->warnings.size() == 1);
}

TEST_CASE("Resolve: a typed Authorization is not joined by the one in the address", "[session]")
{
    RequestDraft draft = get("https://alice:secret@example.com/");
    draft.fields.push_back({true, "authorization", "Bearer abc", {}});
    CHECK(request(draft).fields.values("Authorization") == std::vector<QByteArray>{"Bearer abc"});
}

TEST_CASE("Resolve: the jar's cookies go first, then the draft's, in one field", "[session]")
{
    CookieJar jar;
    jar.store(Url::parse("https://example.com/").value(), {{"Set-Cookie", "held=1", {}}}, kNow);
    RequestDraft draft = get("https://example.com/");
    draft.cookies = {{true, "mine", "2", {}}, {false, "off", "3", {}}};
    const auto result = resolved(draft, {}, jar);
    CHECK(result->request.fields.values("Cookie") == std::vector<QByteArray>{"held=1; mine=2"});
    CHECK(result->cookies.size() == 1);

    draft.useJar = false;
    CHECK(field(resolved(draft, {}, jar)->request, "Cookie") == "mine=2");
}

TEST_CASE("Resolve: a typed Cookie field keeps the jar's cookies back, and the ledger says so", "[session]")
{
    CookieJar jar;
    jar.store(Url::parse("https://example.com/").value(), {{"Set-Cookie", "held=1", {}}}, kNow);
    RequestDraft draft = get("https://example.com/");
    draft.fields.push_back({true, "Cookie", "typed=1", {}});
    const auto result = resolved(draft, {}, jar);
    CHECK(result->request.fields.values("Cookie") == std::vector<QByteArray>{"typed=1"});
    CHECK_FALSE(result->cookies.front().sent);
    CHECK(result->cookies.front().rule == "typed");
}

TEST_CASE("Resolve: an odd field name is sent, with a warning; one with a colon or none is not", "[session]")
{
    RequestDraft draft = get("https://example.com/");
    draft.fields = {{true, "Author ization", "x", {}}};
    const auto odd = resolved(draft);
    REQUIRE(odd);
    CHECK(odd->warnings.size() == 1);
    draft.fields = {{true, "Authorization:", "x", {}}};
    CHECK_FALSE(resolved(draft));
    draft.fields = {{true, "", "x", {}}};
    CHECK_FALSE(resolved(draft));
}
