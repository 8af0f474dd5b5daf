#include "catch.h"
#include "core/diagnosis/diagnose.h"
#include "core/diagnosis/layer/signs.h"

using namespace keyhole;

namespace {

/// The answer of a server as it stands on the wire, to a request with a token.
Exchange answered(const char *statusLine, const FieldList &fields, const QByteArray &body)
{
    Exchange exchange;
    Hop hop;
    hop.request.method = "GET";
    hop.request.url = *Url::parse("https://app.example.com/orders");
    hop.request.fields.append("Authorization", "Bearer q7Vt2mPz9LxB4nRk");
    const QByteArrayList words = QByteArray(statusLine).split(' ');
    Response response;
    response.httpVersion = words.at(0);
    response.status = words.at(1).toInt();
    response.reason = words.mid(2).join(' ');
    response.fields = fields;
    response.body = body;
    hop.response = response;
    exchange.hops.push_back(hop);
    return exchange;
}

std::optional<AnsweredBy> whoAnswered(const char *statusLine, const FieldList &fields, const QByteArray &body)
{
    const Exchange exchange = answered(statusLine, fields, body);
    return diagnose({exchange}).answeredBy;
}

FieldList fields(std::initializer_list<std::pair<const char *, const char *>> list)
{
    FieldList result;
    for (const auto &[name, value] : list)
        result.append(name, value);
    return result;
}

const QByteArray kNginxPage
    = "<html>\r\n<head><title>401 Authorization Required</title></head>\r\n<body>\r\n"
      "<center><h1>401 Authorization Required</h1></center>\r\n<hr><center>nginx/1.22.1</center>\r\n</body>\r\n</html>\r\n";
const QByteArray kApachePage
    = "<!DOCTYPE HTML PUBLIC \"-//W3C//DTD HTML 4.01//EN\" \"http://www.w3.org/TR/html4/strict.dtd\">\n<html><head>\n"
      "<title>401 Unauthorized</title>\n</head><body>\n<h1>Unauthorized</h1>\n"
      "<p>This server could not verify that you\nare authorized to access the document\nrequested.</p>\n</body></html>\n";

}

// The fields and pages of nginx 1.22, Apache 2.4 and Squid 5.7 were taken from these servers themselves.
TEST_CASE("Layers: a server is known by the page that it alone writes", "[diagnosis][layer]")
{
    const auto nginx = whoAnswered("HTTP/1.1 401 Unauthorized",
                                   fields({{"Server", "nginx/1.22.1"},
                                           {"Content-Type", "text/html"},
                                           {"Connection", "keep-alive"},
                                           {"WWW-Authenticate", "Basic realm=\"Staging area\""}}),
                                   kNginxPage);
    REQUIRE(nginx);
    CHECK(nginx->layer.profile == "nginx");
    CHECK(nginx->layer.kind == Layer::Kind::Server);
    CHECK(nginx->certainty == Certainty::Certain);
    CHECK(nginx->isBeforeApplication());
    CHECK(nginx->reasons.front().where == "response.body");
    CHECK(nginx->reasons.front().text.contains(QStringLiteral("nginx/1.22.1")));

    const auto apache = whoAnswered("HTTP/1.1 401 Unauthorized",
                                    fields({{"Server", "Apache/2.4.71 (Debian) OpenSSL/3.0.22"},
                                            {"WWW-Authenticate", "Basic realm=\"Staff only\""},
                                            {"Content-Type", "text/html; charset=iso-8859-1"}}),
                                    kApachePage);
    REQUIRE(apache);
    CHECK(apache->layer.profile == "apache");
    CHECK(apache->certainty == Certainty::Certain);

    const auto squid = whoAnswered("HTTP/1.1 407 Proxy Authentication Required",
                                   fields({{"Server", "squid/5.7"},
                                           {"Mime-Version", "1.0"},
                                           {"X-Squid-Error", "ERR_CACHE_ACCESS_DENIED 0"},
                                           {"Proxy-Authenticate", "Basic realm=\"Office proxy\""},
                                           {"X-Cache", "MISS from gate"},
                                           {"Via", "1.1 gate (squid/5.7)"}}),
                                   "<html><head><title>ERROR: Cache Access Denied</title></head></html>");
    REQUIRE(squid);
    CHECK(squid->layer.profile == "squid");
    CHECK(squid->layer.kind == Layer::Kind::Proxy);
    CHECK(squid->passedOn.empty());
}

TEST_CASE("Layers: JSON that a web server passes on is the application's", "[diagnosis][layer]")
{
    const auto by = whoAnswered("HTTP/1.1 401 Unauthorized",
                                fields({{"Server", "nginx/1.22.1"},
                                        {"Content-Type", "application/json"},
                                        {"Connection", "keep-alive"},
                                        {"WWW-Authenticate", "Bearer"}}),
                                "{\"error\":\"nope\"}");
    REQUIRE(by);
    CHECK(by->layer.kind == Layer::Kind::Application);
    CHECK(by->certainty == Certainty::Likely);
    CHECK_FALSE(by->isBeforeApplication());
    REQUIRE(by->passedOn.size() == 1);
    CHECK(by->passedOn.front().profile == "nginx");
    CHECK(layerText(*by) == QStringLiteral("the application, passed on by nginx (web server)"));
}

TEST_CASE("Layers: Envoy that reached nobody behind it says so by the field that is not there", "[diagnosis][layer]")
{
    const auto [upstream, own] = GENERATE(table<bool, bool>({{true, false}, {false, true}}));
    FieldList head = fields({{"content-type", "text/plain"}, {"server", "istio-envoy"}});
    if (upstream)
        head.append("x-envoy-upstream-service-time", "3");
    const auto by = whoAnswered("HTTP/1.1 403 Forbidden", head, "no");
    REQUIRE(by);
    CHECK((by->layer.kind == Layer::Kind::Gateway && by->certainty == Certainty::Likely) == own);
    CHECK(by->isBeforeApplication() == own);
}

TEST_CASE("Layers: Kong tells its own answer from one that it passes on", "[diagnosis][layer]")
{
    const auto own = whoAnswered(
        "HTTP/1.1 401 Unauthorized",
        fields({{"Content-Type", "application/json; charset=utf-8"}, {"X-Kong-Response-Latency", "1"}, {"Server", "kong/3.5.0"}}),
        "{\"message\":\"Unauthorized\"}");
    REQUIRE(own);
    CHECK(own->layer.profile == "kong");
    CHECK(own->certainty == Certainty::Certain);
    const auto passed = whoAnswered("HTTP/1.1 401 Unauthorized",
                                    fields({{"Content-Type", "application/json"},
                                            {"X-Kong-Upstream-Latency", "12"},
                                            {"X-Kong-Proxy-Latency", "1"},
                                            {"Via", "kong/3.5.0"}}),
                                    "{\"detail\":\"no\"}");
    REQUIRE(passed);
    CHECK(passed->layer.kind == Layer::Kind::Application);
    CHECK(passed->certainty == Certainty::Likely);
    CHECK(passed->passedOn.front().profile == "kong");
}

TEST_CASE("Layers: hands are told from the client on, those of Via in its order, unknown ones by their own names", "[diagnosis][layer]")
{
    const auto by = whoAnswered("HTTP/2 401",
                                fields({{"content-type", "application/json"},
                                        {"via", "1.1 inner.example.com, 1.1 varnish, 1.1 0123.cloudfront.net (CloudFront)"},
                                        {"x-powered-by", "Express"}}),
                                "{\"message\":\"jwt malformed\"}");
    REQUIRE(by);
    CHECK(by->layer.profile == "express");
    CHECK(by->layer.kind == Layer::Kind::Framework);
    REQUIRE(by->passedOn.size() == 3);
    CHECK(by->passedOn[0].profile == "cloudfront");
    CHECK(by->passedOn[1].profile == "varnish");
    CHECK(by->passedOn[2].name == QStringLiteral("inner.example.com"));
}

TEST_CASE("Layers: an answer from a cache is the cache's", "[diagnosis][layer]")
{
    const auto by
        = whoAnswered("HTTP/1.1 401 Unauthorized",
                      fields({{"Server", "nginx/1.22.1"}, {"X-Cache", "HIT"}, {"Age", "40"}, {"X-Amz-Cf-Id", "abc"}}), kNginxPage);
    REQUIRE(by);
    CHECK(by->layer.kind == Layer::Kind::Cache);
    CHECK(by->layer.name == QStringLiteral("the cache of CloudFront"));
}

TEST_CASE("Layers: the order of fields counts where a server hides its name, in HTTP/1 alone", "[diagnosis][layer]")
{
    const FieldList head = fields({{"Server", "web"}, {"Date", "Sat, 21 Nov 2026 10:00:00 GMT"}, {"Content-Type", "text/html"}});
    const auto shown = whoAnswered("HTTP/1.1 401 Unauthorized", head, "<p>no</p>");
    REQUIRE(shown);
    CHECK(shown->layer.profile == "nginx");
    CHECK(shown->certainty == Certainty::Possible);
    CHECK_FALSE(whoAnswered("HTTP/2 401", head, "<p>no</p>"));
}

TEST_CASE("Layers: an answer that shows nothing of who made it names nobody", "[diagnosis][layer]")
{
    CHECK_FALSE(whoAnswered("HTTP/1.1 401 Unauthorized", fields({{"Content-Length", "0"}}), {}));
}

TEST_CASE("Via: entries are read from the client on, with comments that hold commas, and no more than twenty", "[diagnosis][layer]")
{
    FieldList list;
    list.append("Via", "1.1 origin.example (Apache, 2.4), HTTP/1.0 fred");
    list.append("via", "2 edge");
    const auto entries = readVia(list);
    REQUIRE(entries.size() == 3);
    CHECK(entries[0].receivedBy == "edge");
    CHECK(entries[1].receivedBy == "fred");
    CHECK(entries[2].receivedBy == "origin.example");
    CHECK(entries[2].comment == "Apache, 2.4");

    FieldList many;
    many.append("Via", QByteArray("1.1 a,").repeated(1000));
    CHECK(readVia(many).size() == 20);
    FieldList odd;
    odd.append("Via", "(((, ,)");
    CHECK(readVia(odd).size() <= 1);
}

namespace {

Report refusedWith(const FieldList &sent, int status, const FieldList &received, const QByteArray &body)
{
    Exchange exchange = answered("HTTP/1.1 401 Unauthorized", received, body);
    exchange.hops.front().request.fields = sent;
    exchange.hops.front().response->status = status;
    return diagnose({exchange});
}

const Finding *findingOf(const Report &report, QByteArrayView id)
{
    const auto found = std::find_if(report.findings.begin(), report.findings.end(), [id](const Finding &each) { return each.id == id; });
    return found == report.findings.end() ? nullptr : &*found;
}

const FieldList kNginxAsks = fields({{"Server", "nginx/1.22.1"},
                                     {"Content-Type", "text/html"},
                                     {"Connection", "keep-alive"},
                                     {"WWW-Authenticate", "Basic realm=\"Staging area\""}});

}

TEST_CASE("Layers: a key for the application is not blamed where the web server asks for a login of its own", "[diagnosis][layer]")
{
    const Report report = refusedWith(fields({{"X-Api-Key", "k-5f0c1b7e92d84a36"}}), 401, kNginxAsks, kNginxPage);
    CHECK_FALSE(findingOf(report, "apikey.invalid"));
    const Finding *missing = findingOf(report, "header.missing");
    REQUIRE(missing);
    CHECK(missing->certainty == Certainty::Likely);
    CHECK(missing->why.contains(QStringLiteral("nginx asks for a login of its own")));
    CHECK(report.verdict.line.contains(QStringLiteral("Answered by nginx (web server): <hr><center>nginx/1.22.1</center>.")));
}

TEST_CASE("Layers: a password is blamed at the layer that asks for it", "[diagnosis][layer]")
{
    const Report report = refusedWith(fields({{"Authorization", "Basic YWxpY2U6b3Blbi1zZXNhbWU="}}), 401, kNginxAsks, kNginxPage);
    const Finding *rejected = findingOf(report, "basic.rejected");
    REQUIRE(rejected);
    CHECK(rejected->why.contains(QStringLiteral("nginx asks for one again")));
    CHECK(std::any_of(rejected->evidence.begin(), rejected->evidence.end(),
                      [](const Evidence &each) { return each.says.contains(QStringLiteral("not the application behind it")); }));
}

TEST_CASE("Layers: what nginx had checked by somebody else may still be the credential", "[diagnosis][layer]")
{
    const FieldList silent = fields({{"Server", "nginx/1.22.1"}, {"Content-Type", "text/html"}, {"Connection", "keep-alive"}});
    CHECK(findingOf(refusedWith(fields({{"X-Api-Key", "k-5f0c1b7e92d84a36"}}), 401, silent, kNginxPage), "apikey.invalid"));
}

TEST_CASE("Layers: nothing was removed before the first that answered", "[diagnosis][layer]")
{
    const FieldList kong = fields(
        {{"Content-Type", "application/json"}, {"WWW-Authenticate", "Bearer"}, {"Server", "kong/3.8.0"}, {"X-Kong-Response-Latency", "2"}});
    const FieldList sent = fields({{"Authorization", "Bearer q7Vt2mPz9LxB4nRk"}});
    CHECK_FALSE(findingOf(refusedWith(sent, 401, kong, "{\"message\":\"No credentials found\"}"), "header.stripped-upstream"));
}

TEST_CASE("Layers: 407 without a demand is no certain word of a proxy", "[diagnosis][layer]")
{
    const auto certainty = [](const FieldList &received, const QByteArray &body) {
        const Report report = refusedWith(fields({{"Authorization", "Bearer q7Vt2mPz9LxB4nRk"}}), 407, received, body);
        const Finding *finding = findingOf(report, "status.proxy-authentication");
        REQUIRE(finding);
        CHECK(finding->why.contains(QStringLiteral("the server’s credential")));
        return finding->certainty;
    };
    CHECK(certainty(fields({{"Proxy-Authenticate", "Basic realm=\"office\""}}), {}) == Certainty::Certain);
    CHECK(certainty({}, {}) == Certainty::Likely);
    CHECK(certainty(fields({{"X-Powered-By", "Express"}, {"Content-Type", "application/json"}}), "{\"error\":\"sign in\"}")
          == Certainty::Possible);
}
