#include "catch.h"
#include "core/cookies/csrf.h"
#include "core/cookies/csrf_token.h"

using namespace keyhole;

namespace {

struct Sent {
    const char *method, *cookie, *field, *body;
};

Request request(const Sent &sent)
{
    Request request;
    request.method = sent.method;
    request.url = Url::parse("https://shop.example/cart").value();
    if (*sent.cookie)
        request.fields.append("Cookie", sent.cookie);
    const QByteArray field(sent.field);
    if (!field.isEmpty())
        request.fields.append(field.left(field.indexOf(':')), field.mid(field.indexOf(':') + 2));
    request.body = sent.body;
    return request;
}

CsrfPair onlyPair(const Sent &sent, const std::vector<QByteArray> &pages = {})
{
    const auto pairs = csrfPairs(request(sent), {}, pages);
    REQUIRE(pairs.size() == 1);
    CHECK_FALSE(pairs.front().says.isEmpty());
    return pairs.front();
}

}

TEST_CASE("csrfPairs: the framework is told by its cookie, and the header to add by its name", "[cookies][csrf]")
{
    const auto [cookie, id, field, value] = GENERATE(table<const char *, const char *, const char *, const char *>({
        {"XSRF-TOKEN=abc%3D; laravel_session=s", "laravel", "X-XSRF-TOKEN", "abc="},
        {"JSESSIONID=1; XSRF-TOKEN=0c-1", "spring", "X-XSRF-TOKEN", "0c-1"},
        {"XSRF-TOKEN=abc", "angular", "X-XSRF-TOKEN", "abc"},
        {"csrftoken=k9", "django", "X-CSRFToken", "k9"},
        {"_xsrf=2|a|b", "tornado", "X-XSRFToken", "2|a|b"},
        {".AspNetCore.Antiforgery.8x=CfDJ", "aspnet", "RequestVerificationToken", ""},
        {"__RequestVerificationToken_L2E1=x", "aspnet", "RequestVerificationToken", ""},
        {"wordpress_logged_in_0a1=bob", "wordpress", "X-WP-Nonce", ""},
        {"_shop_session=x", "rails", "X-CSRF-Token", ""},
        {"_shop_key=x", "phoenix", "X-CSRF-Token", ""},
        {"SSESSabc=x", "drupal", "X-CSRF-Token", ""},
        {"sap-XSRF_NPL_001=x", "sap", "X-CSRF-Token", ""},
        {"_csrf=x", "csurf", "CSRF-Token", ""},
        {"PHPSESSID=1; _csrf=x", "yii", "X-CSRF-Token", ""},
        {"JSESSIONID.1a2b=x", "jenkins", "Jenkins-Crumb", ""},
        {"nc_session_id=x", "nextcloud", "requesttoken", ""},
        {"laravel_session=x", "laravel", "X-CSRF-TOKEN", ""},
    }));
    CAPTURE(cookie);
    const auto pairs = csrfPairs(request({"POST", cookie, "", ""}), {});
    REQUIRE_FALSE(pairs.empty());
    CHECK(QByteArrayView(pairs.front().scheme->id) == id);
    CHECK(pairs.front().fieldName == field);
    CHECK(pairs.front().fieldValue == value);
    CHECK(pairs.front().isBroken());
    CHECK(pairs.front().canAdd() == (*value != '\0'));
}

TEST_CASE("csrfPairs: what is whole, what is missing and what does not fit are told apart", "[cookies][csrf]")
{
    const auto [sent, cookieSent, tokenSent, agree, broken] = GENERATE(table<Sent, bool, bool, bool, bool>({
        {{"POST", "csrftoken=aaa", "X-CSRFToken: aaa", ""}, true, true, true, false},
        {{"POST", "csrftoken=aaa", "", "csrfmiddlewaretoken=aaa&x=1"}, true, true, true, false},
        {{"POST", "csrftoken=aaa", "", "{\"csrfmiddlewaretoken\":\"aaa\"}"}, true, true, true, false},
        {{"POST", "csrftoken=aaa", "X-CSRFToken: bbb", ""}, true, true, false, true},
        {{"POST", "", "X-CSRFToken: aaa", ""}, false, true, true, true},
        {{"POST", "csrftoken=aaa", "", ""}, true, false, true, true},
        {{"PUT", "XSRF-TOKEN=a%2Bb%3D", "X-XSRF-TOKEN: a+b=", ""}, true, true, true, false},
        {{"PUT", "XSRF-TOKEN=a%2Bb%3D", "X-XSRF-TOKEN: a%2Bb%3D", ""}, true, true, false, true},
        {{"GET", "csrftoken=aaa", "", ""}, true, false, true, false},
        {{"GET", "wordpress_logged_in_1=x", "", ""}, true, false, true, true},
        {{"POST", "_shop_session=x", "X-CSRF-Token: t", ""}, true, true, true, false},
        {{"DELETE", "_shop_session=x", "", "authenticity_token=t"}, true, true, true, false},
    }));
    CAPTURE(sent.method, sent.cookie, sent.field, sent.body);
    const CsrfPair pair = onlyPair(sent);
    CHECK(pair.cookieSent == cookieSent);
    CHECK(pair.tokenSent == tokenSent);
    CHECK(pair.agree == agree);
    CHECK(pair.isBroken() == broken);
}

TEST_CASE("csrfPairs: a cookie that is held back is known, and its absence is what is wrong", "[cookies][csrf]")
{
    CookieDecision held;
    held.name = "XSRF-TOKEN";
    held.setCookie = "XSRF-TOKEN=abc; SameSite=Strict";
    const auto pairs = csrfPairs(request({"POST", "", "X-XSRF-TOKEN: abc", ""}), {held});
    REQUIRE(pairs.size() == 1);
    CHECK_FALSE(pairs.front().cookieSent);
    CHECK(pairs.front().says.contains("held back"));
}

TEST_CASE("csrfPairs: a request without such cookies and fields has no pair", "[cookies][csrf]")
{
    CHECK(csrfPairs(request({"POST", "sid=1; theme=dark", "Content-Type: application/json", "{}"}), {}).empty());
}

TEST_CASE("csrfPairs: a token that stands in an earlier page is found there", "[cookies][csrf]")
{
    const auto [cookie, page, value] = GENERATE(table<const char *, const char *, const char *>({
        {"_shop_session=x", "<head><meta content=\"t+1=\" name=\"csrf-token\"></head>", "t+1="},
        {"_shop_session=x", "<meta name='csrf-token' content='two'>", "two"},
        {"_shop_session=x", "<meta name=\"csrf-param\" content=\"authenticity_token\">", ""},
        {".AspNetCore.Antiforgery.x=1", "<form><input type=hidden name=\"__RequestVerificationToken\" value=\"CfDJ8\"></form>", "CfDJ8"},
        {"wordpress_logged_in_1=x", "var wpApiSettings = {\"root\":\"/wp-json/\",\"nonce\":\"0123456789\"};", "0123456789"},
        {"nc_session_id=x", "<head data-user=\"bob\" data-requesttoken=\"ab:cd\">", "ab:cd"},
        {"JSESSIONID.1=x",
         "{\"_class\":\"hudson.security.csrf.DefaultCrumbIssuer\",\"crumb\":\"c1\",\"crumbRequestField\":\"Jenkins-Crumb\"}", "c1"},
    }));
    CAPTURE(page);
    CHECK(onlyPair({"POST", cookie, "", ""}, {"nothing here", page}).fieldValue == value);
}

TEST_CASE("sameCsrfToken: one secret below two masks is one token", "[cookies][csrf]")
{
    const QByteArray secret(32, 'b'), mask(32, 'c'), shifted(32, 'd');  // c is 2 further than a, so b becomes d
    CHECK(sameCsrfToken(mask + shifted, secret));
    CHECK_FALSE(sameCsrfToken(mask + shifted, QByteArray(32, 'x')));
    const QByteArray token = "f1d2";
    const QByteArray masked = (QByteArray("\x01\x01\x01\x01") + "g0e3").toBase64(QByteArray::Base64UrlEncoding);
    CHECK(sameCsrfToken(masked, token));
    CHECK_FALSE(sameCsrfToken(masked, "f1d3"));
}

TEST_CASE("csrfSchemes: each names its source, and where a token is to be had", "[cookies][csrf]")
{
    for (const CsrfScheme &scheme : csrfSchemes()) {
        CAPTURE(scheme.id);
        CHECK(QByteArrayView(scheme.source).startsWith("https://"));
        CHECK((*scheme.lookUp == '\0') == scheme.fromCookie);
    }
}
