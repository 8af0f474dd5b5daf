#include "screenshots/scenes.h"

namespace keyhole::scenes {

namespace {

constexpr auto kBase = "https://api.staging.example.com";
constexpr auto kDate = "Sat, 21 Nov 2026 09:43:12 GMT";

QByteArray base64(const QByteArray &text)
{
    return text.toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals);
}

QByteArray tokenFrom(qint64 issued, qint64 expires, const QByteArray &more = {})
{
    const QByteArray header = R"({"alg":"RS256","typ":"at+jwt","kid":"2026-10-a"})";
    const QByteArray times
        = "\"iat\":" + QByteArray::number(issued) + ",\"nbf\":" + QByteArray::number(issued) + ",\"exp\":" + QByteArray::number(expires);
    const QByteArray payload = R"({"iss":"https://id.example.com/realms/shop","sub":"svc-orders","aud":"https://api.staging.example.com",)"
                               R"("client_id":"orders-cli","scope":"orders:read orders:write","jti":"7f1c2e90",)"
        + times + more + '}';
    QByteArray signature;
    for (int i = 0; i < 256; ++i)
        signature.append(char((i * 73 + 41) & 0xFF));
    return base64(header) + '.' + base64(payload) + '.' + base64(signature);
}

CollectionItem request(const QString &name, const QByteArray &method, const QByteArray &path, const QByteArray &token = {})
{
    CollectionItem item;
    item.name = name;
    item.request.name = name;
    item.request.method = method;
    item.request.address = "{{base}}" + path;
    item.request.fields = {{true, "Accept", "application/json", {}}, {true, "X-Request-Id", "7f1c2e90", {}}};
    if (!token.isEmpty()) {
        item.request.auth.kind = AuthKind::Bearer;
        item.request.auth.secret = Secret(token);
    }
    return item;
}

CollectionItem folder(const QString &name, std::vector<CollectionItem> children)
{
    CollectionItem item;
    item.name = name;
    item.folder = true;
    item.children = std::move(children);
    return item;
}

FieldList fieldsOf(std::initializer_list<std::pair<QByteArray, QByteArray>> more)
{
    FieldList fields;
    fields.append("date", kDate);
    fields.append("content-type", "application/json");
    fields.append("server", "uvicorn");
    for (const auto &[name, value] : more)
        fields.append(name, value);
    return fields;
}

}

QByteArray expiredToken()
{
    return tokenFrom(1'795'239'067, 1'795'242'667);
}

QByteArray validToken()
{
    return tokenFrom(1'795'253'700, 1'795'257'300);
}

QByteArray newToken()
{
    QByteArray token = tokenFrom(1'795'253'700, 1'795'257'300, R"(,"azp":"orders-cli")");
    const QByteArray scope = R"("orders:read orders:write","jti":"7f1c2e90")";
    const qsizetype dot = token.indexOf('.') + 1;
    const QByteArray payload = QByteArray::fromBase64(token.mid(dot, token.lastIndexOf('.') - dot), QByteArray::Base64UrlEncoding);
    const QByteArray changed = QByteArray(payload).replace(scope, R"("orders:read orders:admin","jti":"c3a9d514")");
    return token.left(dot) + base64(changed) + token.mid(token.lastIndexOf('.'));
}

Collection shopApi()
{
    Collection shop;
    shop.name = "Shop API";
    shop.environment = {"Staging", {{"base", kBase, false}}};
    shop.items = {
        folder("Orders",
               {request("List orders", "GET", "/v1/orders?status=open&limit=50", expiredToken()),
                request("Create order", "POST", "/v1/orders", validToken()), request("Order by id", "GET", "/v1/orders/4711", validToken()),
                request("Change address", "PATCH", "/v1/orders/4711/address", validToken()),
                request("Cancel order", "DELETE", "/v1/orders/4711", validToken())}),
        folder("Customers", {request("List customers", "GET", "/v1/customers", validToken())}),
        folder("Sign-in",
               {request("Token (refresh)", "POST", "/oauth2/token"),
                request("OpenID configuration", "GET", "/.well-known/openid-configuration")}),
        request("Health", "GET", "/health"),
        request("Invoices", "GET", "/v1/invoices", validToken()),
        request("Export", "GET", "/slow", validToken()),
        request("Old host", "GET", "/gone", validToken()),
    };
    shop.items.back().request.address = "https://old.staging.example.com/v1/orders";
    return shop;
}

void teach(SceneTransport &transport)
{
    const QByteArray base = kBase;
    transport.answer(
        base + "/v1/orders?status=open&limit=50",
        {401, "Unauthorized",
         fieldsOf({{"www-authenticate", "Bearer error=\"invalid_token\", error_description=\"The access token expired\""},
                   {"cache-control", "no-store"}}),
         R"({"error":"invalid_token","error_description":"The access token expired","status":401,"timestamp":"2026-11-21T09:43:12.418Z","path":"/v1/orders","trace_id":"4bf92f3577b34da6a3ce929d0e0e4736","docs":"https://developer.example.com/auth#expired"})"});
    transport.answer(base + "/v1/orders", {201, "Created", fieldsOf({}), R"({"id":4712})"});
    transport.answer(base + "/v1/orders/4711", {200, "OK", fieldsOf({}), R"({"id":4711,"state":"open"})"});
    transport.answer(base + "/v1/orders/4711/address", {403, "Forbidden", fieldsOf({}), R"({"error":"forbidden"})"});
    transport.answer(base + "/health", {200, "OK", fieldsOf({}), R"({"up":true})"});
    transport.answer(base + "/v1/invoices",
                     {401, "Unauthorized", fieldsOf({{"www-authenticate", "Bearer"}}), R"({"error":"unauthorized"})"});
    transport.answer("https://id.example.com/health", {200, "OK", fieldsOf({}), R"({"up":true})"});
}

}
