#include "core/diagnosis/generated.h"

#include "core/http/date.h"
#include "core/token/base64url.h"

namespace keyhole {

namespace {

constexpr Instant kMorning{Milliseconds(1795254192000)};  // 21 Nov 2026 09:43:12 UTC

QByteArray seconds(Instant at)
{
    return QByteArray::number(qint64(std::chrono::duration_cast<Seconds>(at.time_since_epoch()).count()));
}

}

QByteArray Generated::opaque(int length)
{
    static constexpr char kLetters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    QByteArray text;
    for (int i = 0; i < length; ++i)
        text += kLetters[number(int(sizeof kLetters) - 1)];
    return text;
}

QByteArray Generated::token(Instant now, const QByteArray &host)
{
    const Instant issued = now - Seconds(number(3000));
    const QByteArray header = R"({"alg":")" + oneOf<QByteArray>({"RS256", "ES256", "PS256"}) + R"(","typ":")"
        + oneOf<QByteArray>({"JWT", "at+jwt"}) + R"(","kid":")" + opaque(12) + R"("})";
    const QByteArray payload = R"({"iss":"https://id.)" + host + R"(/","aud":"https://)" + host + R"(","sub":")" + opaque(10)
        + R"(","scope":"orders:read orders:write","client_id":")" + opaque(8) + R"(","jti":")" + opaque(16) + R"(","iat":)"
        + seconds(issued) + R"(,"exp":)" + seconds(issued + Seconds(3600)) + '}';
    return encodeBase64Url(header) + '.' + encodeBase64Url(payload) + '.' + encodeBase64Url(opaque(number(2) ? 256 : 64));
}

QByteArray Generated::body(QByteArray &type)
{
    switch (number(9)) {
    case 6:  // an answer that speaks of refusals is none
        type = "application/json";
        return R"({"items":[{"id":)" + QByteArray::number(number(900)) + R"(,"title":"What to do about )"
            + oneOf<QByteArray>({"jwt expired", "invalid_token", "CSRF token mismatch", "an expired session", "SignatureDoesNotMatch"})
            + R"(","state":"open"}],"total":1})";
    case 7:
        type = "application/json";
        return R"({"error":null,"errors":[],"data":{"viewer":{"login":")" + opaque(7) + R"("}},"message":"Session has been refreshed"})";
    case 8:
        type = "text/html";
        return "<html><head><title>Why do I get 401 Unauthorized?</title></head><body><h1>Questions</h1><p>Not logged in? The token has "
               "expired when ... "
            + opaque(12) + "</p></body></html>";
    case 0:
        type = "application/json";
        return R"({"id":)" + QByteArray::number(number(100000)) + R"(,"name":")" + opaque(8) + R"(","total":)"
            + QByteArray::number(number(999)) + '}';
    case 1:
        type = "application/json; charset=utf-8";
        return R"({"ok":true,"items":[{"id":1,"state":"open"},{"id":2,"state":"closed"}],"next":null})";
    case 2:
        type = "text/html; charset=utf-8";
        return "<!doctype html><html><head><title>Orders</title></head><body><h1>Orders</h1><p>" + opaque(20) + "</p></body></html>";
    case 3:
        type = "application/xml";
        return "<?xml version=\"1.0\"?><orders><order><id>17</id></order></orders>";
    case 4:
        type = "text/plain";
        return opaque(number(200));
    default:
        type.clear();
        return {};
    }
}

void Generated::addCredential(Hop &hop)
{
    const QByteArray host = hop.request.url.origin().host;
    FieldList &fields = hop.request.fields;
    switch (number(9)) {
    case 0:
        fields.append("Authorization", "Bearer " + token(*hop.sentAt, host));
        break;
    case 1:
        fields.append("Authorization", "Bearer " + opaque(20 + number(60)));
        break;
    case 2:
        fields.append("Authorization", "Basic " + (opaque(6) + ':' + opaque(14)).toBase64());
        break;
    case 3:
        fields.append(oneOf<QByteArray>({"X-API-Key", "api-key", "X-Auth-Token"}), opaque(32));
        break;
    default:
        break;
    }
}

void Generated::addCookies(Hop &hop)
{
    if (chance(40))
        hop.request.fields.append("Cookie",
                                  oneOf<QByteArray>({"sid", "session", "JSESSIONID", "connect.sid"}) + '=' + opaque(32) + "; theme=dark");
}

Hop Generated::request()
{
    Hop hop;
    hop.request.method = oneOf<QByteArray>({"GET", "GET", "GET", "POST", "PUT", "DELETE", "HEAD"});
    const QByteArray host = oneOf<QByteArray>({"api.example.com", "shop.example.org", "www.example.net", "intern.example.test"});
    QByteArray address
        = "https://" + host + oneOf<QByteArray>({"/", "/v1/orders", "/api/users/17", "/search?q=shoes&page=2", "/rest/items"});
    hop.request.url = *Url::parse(address);
    hop.request.fields.append("Host", host);
    hop.request.fields.append("User-Agent", oneOf<QByteArray>({"curl/8.5.0", "python-requests/2.31.0", "okhttp/4.12.0"}));
    hop.request.fields.append("Accept", oneOf<QByteArray>({"*/*", "application/json"}));
    hop.sentAt = kMorning + Milliseconds(number(86'400'000));
    hop.answeredAt = *hop.sentAt + Milliseconds(20 + number(400));
    return hop;
}

void Generated::answer(Hop &hop, int status, const QByteArray &reason)
{
    Response response;
    response.status = status;
    response.reason = reason;
    response.fields.append("Date", formatHttpDate(*hop.answeredAt));
    if (chance(50))
        response.fields.append("Server", oneOf<QByteArray>({"nginx", "Apache", "uvicorn", "Kestrel", "gunicorn"}));
    hop.response = response;
}

Exchange Generated::healthy()
{
    Hop hop = request();
    addCredential(hop);
    addCookies(hop);
    const int status = oneOf<int>({200, 200, 200, 201, 202, 204, 206});
    answer(hop, status, "OK");
    QByteArray type;
    if (status != 204 && hop.request.method != "HEAD")
        hop.response->body = body(type);
    if (!type.isEmpty())
        hop.response->fields.append("Content-Type", type);
    if (chance(20))
        hop.response->fields.append("Set-Cookie", "seen=" + opaque(8) + "; Path=/; Secure; SameSite=Lax");
    Exchange exchange;
    exchange.hops.push_back(std::move(hop));
    return exchange;
}

Exchange Generated::unexplained()
{
    Hop hop = request();
    hop.request.fields.append("Authorization", "Bearer " + opaque(24 + number(40)));
    answer(hop, 401, "Unauthorized");
    hop.response->fields.append("WWW-Authenticate",
                                oneOf<QByteArray>({"Bearer", "Bearer realm=\"api\"", "Bearer error=\"invalid_token\""}));
    const QByteArray text = oneOf<QByteArray>({"", "Unauthorized", R"({"message":"Unauthorized"})", R"({"error":"unauthorized"})",
                                               R"({"status":401,"error":"Unauthorized","path":"/"})", "401 Unauthorized"});
    hop.response->body = text;
    if (!text.isEmpty())
        hop.response->fields.append("Content-Type", text.startsWith('{') ? "application/json" : "text/plain");
    Exchange exchange;
    exchange.hops.push_back(std::move(hop));
    return exchange;
}

}
