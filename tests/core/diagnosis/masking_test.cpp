#include "catch.h"
#include "core/diagnosis/diagnose.h"

using namespace keyhole;

namespace {

// Payload {"sub":"lena","exp":1795239067}: 21 Nov 2026, 05:31:07 UTC.
const QByteArray kToken = "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiJsZW5hIiwiZXhwIjoxNzk1MjM5MDY3fQ."
                          "36XRzv0O_fX1K3ZRINpyxXBusd0AAAAAAAAAAAAAAAA";

Exchange exchange(int status, const QByteArray &authorization, const QByteArray &cookie, const char *date = "Sat, 21 Nov 2026 08:31:07 GMT")
{
    Hop hop;
    hop.request.method = "GET";
    hop.request.url = Url::parse("https://api.example.com/me").value();
    if (!authorization.isNull())
        hop.request.fields.append("Authorization", authorization);
    if (!cookie.isEmpty())
        hop.request.fields.append("Cookie", cookie);
    hop.sentAt = hop.answeredAt = Instant(Seconds(1795249867));
    Response response;
    response.status = status;
    response.fields.append("Date", date);
    response.fields.append("Content-Type", "application/json");
    response.body = "{\"name\": \"Lena\"}";
    response.bodySize = response.body.size();
    hop.response = response;
    Exchange exchange;
    exchange.hops = {hop};
    return exchange;
}

QString lineOf(const Exchange &last, const std::vector<const Exchange *> &earlier = {})
{
    return diagnose({last, earlier}).verdict.line;
}

}

TEST_CASE("Masking: a session cookie beside a header that cannot sign in is named in an accepted answer", "[diagnosis][cookies]")
{
    const auto [authorization, says] = GENERATE_COPY(table<QByteArray, const char *>({
        {"Bearer " + kToken, "its token ended"},
        {"Bearer " + kToken.left(70), "its token is not whole"},
        {"Bearer undefined", "there is no credential behind"},
        {"Bearer null", "there is no credential behind"},
        {"", "it is empty"},
    }));
    CAPTURE(authorization.toStdString());
    const Report report = diagnose({exchange(200, authorization, "theme=dark; JSESSIONID=8A1F"), {}});
    CHECK(report.verdict.line.contains(says));
    CHECK(report.verdict.line.contains("JSESSIONID"));
    CHECK(report.verdict.line.contains("or nobody is asked"));
    CHECK(report.cookies.detail.contains("signs in"));
}

TEST_CASE("Masking: nothing is said where the header may be right, no session goes along, or the answer refuses", "[diagnosis][cookies]")
{
    const QByteArray cookie = "JSESSIONID=8A1F";
    CHECK_FALSE(lineOf(exchange(200, "Bearer " + kToken, cookie, "Sat, 21 Nov 2026 05:31:30 GMT")).contains("Authorization"));
    CHECK_FALSE(lineOf(exchange(200, "Bearer opaque-token-of-some-length", cookie)).contains("Authorization cannot"));
    CHECK_FALSE(lineOf(exchange(200, "Bearer " + kToken, "theme=dark")).contains("Authorization cannot"));
    CHECK_FALSE(lineOf(exchange(401, "Bearer " + kToken, cookie)).contains("Authorization cannot"));
    CHECK_FALSE(lineOf(exchange(200, {}, cookie)).contains("Authorization cannot"));
}

TEST_CASE("Masking: it is shown where the same credential was refused without that cookie", "[diagnosis][cookies]")
{
    const Exchange before = exchange(401, "Bearer " + kToken, {});
    CHECK(lineOf(exchange(200, "Bearer " + kToken, "JSESSIONID=8A1F"), {&before}).startsWith("The cookie JSESSIONID signed in"));
    const Exchange withIt = exchange(401, "Bearer " + kToken, "JSESSIONID=old");
    CHECK_FALSE(lineOf(exchange(200, "Bearer " + kToken, "JSESSIONID=8A1F"), {&withIt}).startsWith("The cookie"));
}
