#include "catch.h"
#include "core/diagnosis/recorded.h"

using namespace keyhole;

namespace {

/// What is reported about a request with this Authorization that a server refused, asking for `challenge`.
Report refusedWith(const QByteArray &authorization, const QByteArray &challenge, const QByteArray &body = {})
{
    Exchange exchange;
    Hop hop;
    hop.request.method = "GET";
    hop.request.url = *Url::parse("https://api.example.com/v1/orders");
    hop.request.fields.append("Authorization", authorization);
    Response response;
    response.status = 401;
    response.reason = "Unauthorized";
    response.fields.append("WWW-Authenticate", challenge);
    response.body = body;
    hop.response = response;
    exchange.hops.push_back(hop);
    return diagnose({exchange});
}

QByteArray firstCause(const Report &report)
{
    return report.findings.empty() ? QByteArray() : report.findings.front().id;
}

}

TEST_CASE("header.placeholder: knows the templates of tools, shells and languages", "[diagnosis][header]")
{
    const char *value = GENERATE("{{token}}", "{{ access_token }}", "${TOKEN}", "$TOKEN", "$(PAT)", "%TOKEN%", "#{Token}#", "<%= token %>",
                                 "${{ secrets.TOKEN }}", "<your token>", "[object Object]", "[object Promise]", "undefined", "null", "None",
                                 "YOUR_API_KEY", "your-token-here", "ACCESS_TOKEN", "process.env.TOKEN", "@api.token@", "{token}", "%s",
                                 "System.Security.SecureString", "com.example.Token@5e91993f");
    CAPTURE(value);
    CHECK(firstCause(refusedWith(QByteArray("Bearer ") + value, "Bearer")) == "header.placeholder");
}

TEST_CASE("header.placeholder: takes no real token and no odd password for a template", "[diagnosis][header]")
{
    const char *token = GENERATE("12|k2VYd0qLr8Zs4NwXb6TgHm1JcPf9Ra3Ue7Ko5Qi", "nullable_7c2f90d1ab34", "A$B{1}c2d3e4f5a6b7",
                                 "Your4aK9xQ2mZ7", "AAAAAAAAAAAA%2BkT0VdQ2mX8%3DqP3v");
    CAPTURE(token);
    CHECK_FALSE(reports(refusedWith(QByteArray("Bearer ") + token, "Bearer"), "header.placeholder"));

    const QByteArray password = GENERATE(QByteArray("pa$SWORD1"), QByteArray("x{{y}}z"), QByteArray("[abcd]-7"), QByteArray("%AB%cd"));
    CAPTURE(password);
    CHECK_FALSE(reports(refusedWith("Basic " + ("mara:" + password).toBase64(), "Basic realm=\"x\""), "header.placeholder"));
}

TEST_CASE("header.malformed: names what does not belong into the value", "[diagnosis][header]")
{
    const auto [value, what] = GENERATE(table<const char *, const char *>({
        {"Bearer \"abcdef0123456789\"", "quotation marks around it"},
        {"Bearer “abcdef0123456789”", "quotation marks around it"},
        {"Bearer <abcdef0123456789>", "brackets around it"},
        {"Bearer: abcdef0123456789", "a colon behind the scheme"},
        {"Bearer=abcdef0123456789", "“=” in place of a blank"},
        {"Bearer\tabcdef0123456789", "a tab in place of a blank"},
        {"Bearer abcdef\n0123456789", "a line break inside it"},
        {"Bearer abcdef 0123456789", "a blank inside it"},
        {"Bearer access_token=abcdef0123456789", "a name before the token"},
        {"Bearer {\"access_token\":\"abcdef\"}", "a whole JSON text"},
        {"Bearer b'abcdef0123456789'", "Python’s b'…' around it"},
        {"Bearer abcdef0123456789;", "“;” at its end"},
    }));
    CAPTURE(value);
    const Report report = refusedWith(value, "Bearer");
    REQUIRE(firstCause(report) == "header.malformed");
    CHECK(report.findings.front().title.contains(QString::fromUtf8(what)));
    CHECK(report.findings.front().title.size() <= 60);
}

TEST_CASE("header.malformed: leaves alone what services put into their tokens", "[diagnosis][header]")
{
    const char *value
        = GENERATE("Bearer 12|k2VYd0qLr8Zs4NwXb6TgHm1JcPf9", "Bearer 00D5g0000012345!AQcAQH9f2vKz", "Bearer AAAA%2BkT0VdQ2mX8%3DqP3v",
                   "Token token=\"abcdef0123\", email=\"a@example.com\"", "MediaBrowser Client=\"TV\", Token=\"c20b1f0d9a\"");
    CAPTURE(value);
    CHECK_FALSE(reports(refusedWith(value, "Bearer"), "header.malformed"));
}

TEST_CASE("header rules: are silent where the answer shows that the token was read", "[diagnosis][header]")
{
    const auto [value, cause] = GENERATE(table<const char *, const char *>({
        {"abcdef0123456789abcdef", "header.scheme-missing"},
        {"Token abcdef0123456789", "header.scheme-wrong"},
        {"Bearer Bearer abcdef0123456789", "header.scheme-repeated"},
        {"Bearer \"abcdef0123456789\"", "header.malformed"},
    }));
    CAPTURE(value, cause);
    CHECK(reports(refusedWith(value, "Bearer", R"({"error":"no authorization header"})"), cause));
    CHECK_FALSE(reports(refusedWith(value, "Bearer", R"({"error":"jwt expired"})"), cause));
}
