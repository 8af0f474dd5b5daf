#include "catch.h"
#include "core/diagnosis/answer/answer.h"

using namespace keyhole;

namespace {

Response response(int status, const QByteArray &type, const QByteArray &body)
{
    Response made;
    made.status = status;
    made.fields.append("Content-Type", type);
    made.body = body;
    return made;
}

Answer readJson(const QByteArray &body, int status = 401)
{
    return readAnswer(response(status, "application/json", body));
}

QStringList codesOf(const Answer &answer)
{
    QStringList codes;
    for (const AnswerError &error : answer.errors) {
        for (const AnswerText &code : error.codes)
            codes += code.text;
    }
    return codes;
}

struct JsonCase {
    const char *body, *format, *codes, *message;
};

}

TEST_CASE("Answer: reads code and message out of each JSON form of an error", "[diagnosis][answer]")
{
    const auto each = GENERATE(
        JsonCase{R"({"error":"invalid_grant","error_description":"Code was used"})", "oauth", "invalid_grant", "Code was used"},
        JsonCase{R"({"error":"invalid_grant","error_description":"AADSTS50173: Das Kennwort wurde geändert.","error_codes":[50173],
                     "suberror":"bad_token","correlation_id":"0f3a6b1c-0000-4000-8000-1234567890ab","timestamp":"2026-05-04 10:00:00Z"})",
                 "entra", "invalid_grant bad_token 50173 AADSTS50173", "AADSTS50173: Das Kennwort wurde geändert."},
        JsonCase{R"({"type":"https://errors.example/late","title":"Too late","status":401,"detail":"It ended at noon","code":"LATE"})",
                 "problem-details", "LATE https://errors.example/late", "It ended at noon"},
        JsonCase{R"({"error":{"code":401,"message":"Nope","status":"UNAUTHENTICATED",
                     "details":[{"@type":"t/google.rpc.ErrorInfo","reason":"ACCESS_TOKEN_EXPIRED","domain":"googleapis.com"}]}})",
                 "google.rpc.Status", "ACCESS_TOKEN_EXPIRED UNAUTHENTICATED 401", "Nope"},
        JsonCase{R"({"error":{"code":403,"message":"Off","errors":[{"domain":"usage","reason":"accessNotConfigured"}]}})", "google-errors",
                 "accessNotConfigured 403", "Off"},
        JsonCase{R"({"__type":"com.amazon.coral.service#ExpiredTokenException","message":"It is over"})", "aws", "ExpiredTokenException",
                 "It is over"},
        JsonCase{
            R"({"error":{"code":"InvalidAuthenticationToken","message":"No","innerError":{"code":"tokenTooOld","request-id":"r-123456"}}})",
            "odata", "InvalidAuthenticationToken tokenTooOld", "No"},
        JsonCase{R"({"kind":"Status","apiVersion":"v1","status":"Failure","message":"Unauthorized","reason":"Unauthorized","code":401})",
                 "kubernetes", "Unauthorized 401", "Unauthorized"},
        JsonCase{
            R"({"errors":[{"code":"UNAUTHORIZED","message":"sign in first","detail":[{"Type":"repository","Name":"a/b","Action":"pull"}]}]})",
            "docker-registry", "UNAUTHORIZED", "sign in first"},
        JsonCase{R"({"data":null,"errors":[{"message":"Who?","path":["me"],"extensions":{"code":"UNAUTHENTICATED"}}]})", "graphql",
                 "UNAUTHENTICATED", "Who?"},
        JsonCase{R"({"errors":[{"status":"401","code":"NOT_AUTHORIZED","title":"No","detail":"Make a new one"}]})", "json-api",
                 "NOT_AUTHORIZED 401", "Make a new one"},
        JsonCase{R"({"timestamp":"2026-01-01T00:00:00Z","status":401,"error":"Unauthorized","message":"Zugriff verweigert","path":"/x"})",
                 "spring-boot", "Unauthorized", "Zugriff verweigert"},
        JsonCase{R"({"detail":"Kein Token","code":"token_not_valid","messages":[{"token_class":"AccessToken","message":"late"}]})",
                 "django-rest", "token_not_valid", "Kein Token"},
        JsonCase{R"({"detail":[{"type":"missing","loc":["header","x-token"],"msg":"Field required"}]})", "detail", "missing",
                 "Field required"},
        JsonCase{R"({"detail":"Not authenticated"})", "detail", "", "Not authenticated"},
        JsonCase{R"({"statusCode":401,"error":"Unauthorized","message":"No token"})", "status-code", "Unauthorized", "No token"},
        JsonCase{
            R"({"error":{"root_cause":[{"type":"security_exception","reason":"no"}],"type":"security_exception","reason":"no"},"status":401})",
            "elasticsearch", "security_exception", "no"},
        JsonCase{R"([{"message":"Over","errorCode":"INVALID_SESSION_ID"}])", "salesforce", "INVALID_SESSION_ID", "Over"},
        JsonCase{R"({"error":{"message":"Bad","type":"invalid_request_error","param":null,"code":"invalid_api_key"}})", "error-object",
                 "invalid_api_key invalid_request_error", "Bad"},
        JsonCase{R"({"type":"error","error":{"type":"authentication_error","message":"Bad"},"request_id":"req_0123456"})", "error-object",
                 "authentication_error", "Bad"},
        JsonCase{R"({"error":{"message":"Over","type":"OAuthException","code":190,"error_subcode":463}})", "facebook",
                 "190 463 OAuthException", "Over"},
        JsonCase{R"({"code":20003,"message":"Authenticate","more_info":"https://www.twilio.com/docs/errors/20003","status":401})", "twilio",
                 "20003", "Authenticate"},
        JsonCase{R"({"ok":false,"error":"missing_scope","needed":"chat:write","provided":"users:read"})", "slack", "missing_scope", ""},
        JsonCase{R"({"ok":false,"error_code":401,"description":"Unauthorized"})", "telegram", "401", "Unauthorized"},
        JsonCase{R"({"success":false,"errors":[{"code":9109,"message":"Not from here"}],"messages":[],"result":null})", "cloudflare",
                 "9109", "Not from here"},
        JsonCase{R"({"code":"rest_not_logged_in","message":"Vous n'êtes pas connecté","data":{"status":401}})", "wordpress",
                 "rest_not_logged_in 401", "Vous n'êtes pas connecté"},
        JsonCase{R"({"code":"PGRST301","details":null,"hint":null,"message":"late"})", "postgrest", "PGRST301", "late"},
        JsonCase{R"({"errorCode":"E0000011","errorSummary":"No","errorId":"oae123456"})", "okta", "E0000011", "No"},
        JsonCase{R"({"fault":{"faultstring":"No","detail":{"errorcode":"oauth.v2.InvalidAccessToken"}}})", "apigee",
                 "oauth.v2.InvalidAccessToken", "No"},
        JsonCase{R"({"errors":["permission denied"]})", "vault", "", "permission denied"},
        JsonCase{R"({"error":"unauthorized","reason":"Name or password is wrong"})", "couchdb", "unauthorized",
                 "Name or password is wrong"},
        JsonCase{R"({"reason":"ExpiredProviderToken","timestamp":1700000000000})", "apns", "ExpiredProviderToken", ""},
        JsonCase{R"({"message":"Unauthenticated."})", "message", "", "Unauthenticated."});
    CAPTURE(each.body);
    const Answer answer = readJson(each.body);
    REQUIRE(answer.errors.size() == 1);
    const AnswerError &error = answer.errors.front();
    CHECK(QByteArray(error.format) == each.format);
    CHECK(codesOf(answer).join(QLatin1Char(' ')) == QString::fromUtf8(each.codes));
    CHECK((error.message ? error.message->text : QString()) == QString::fromUtf8(each.message));
}

TEST_CASE("Answer: keeps what a challenge asks for, with its place", "[diagnosis][answer]")
{
    Response refused = response(401, "text/plain", "");
    refused.fields.append("WWW-Authenticate",
                          "Bearer realm=\"api\", error=\"insufficient_user_authentication\", error_description=\"Zu alt\", "
                          "acr_values=\"urn:x:mfa\", max_age=300, scope=\"a b\", "
                          "resource_metadata=\"https://api.example/.well-known/oauth-protected-resource\"");
    refused.fields.append("WWW-Authenticate", "DPoP algs=\"ES256\", error=\"use_dpop_nonce\"");
    refused.fields.append("DPoP-Nonce", "n-12345");
    const Answer answer = readAnswer(refused);
    const auto [what, text]
        = GENERATE(table<AskedFor, const char *>({{AskedFor::AuthenticationContext, "urn:x:mfa"},
                                                  {AskedFor::MaxAge, "300"},
                                                  {AskedFor::Scope, "a b"},
                                                  {AskedFor::Realm, "api"},
                                                  {AskedFor::ResourceMetadata, "https://api.example/.well-known/oauth-protected-resource"},
                                                  {AskedFor::Algorithm, "ES256"},
                                                  {AskedFor::Nonce, "n-12345"}}));
    CAPTURE(text);
    const AnswerText *asked = answer.asks(what);
    REQUIRE(asked);
    CHECK(asked->text == QString::fromUtf8(text));
    CHECK(asked->where.startsWith("response.headers."));
    CHECK(answer.errorCode("insufficient_user_authentication"));
    CHECK(answer.errorCode("use_dpop_nonce"));
    CHECK(answer.errors.front().message->text == "Zu alt");
}

TEST_CASE("Answer: names scopes, permissions and fields that a body asks for", "[diagnosis][answer]")
{
    const Answer slack = readJson(R"({"ok":false,"error":"missing_scope","needed":"chat:write"})");
    REQUIRE(slack.asks(AskedFor::Scope));
    CHECK(slack.asks(AskedFor::Scope)->text == "chat:write");
    const Answer google = readJson(R"({"error":{"code":403,"status":"PERMISSION_DENIED","message":"no","details":[
        {"reason":"IAM_PERMISSION_DENIED","metadata":{"permission":"storage.buckets.get","service":"storage.googleapis.com"}}]}})");
    REQUIRE(google.asks(AskedFor::Permission));
    CHECK(google.asks(AskedFor::Permission)->text == "storage.buckets.get");
    const Answer fast = readJson(R"({"detail":[{"type":"missing","loc":["header","x-token"],"msg":"Field required"}]})");
    REQUIRE(fast.errors.front().subjects.size() == 2);
    CHECK(fast.errors.front().subjects.back().text == "x-token");
}

TEST_CASE("Answer: reads XML errors of clouds and SOAP faults", "[diagnosis][answer]")
{
    const auto [body, format, codes, message] = GENERATE(table<const char *, const char *, const char *, const char *>(
        {{"<?xml version=\"1.0\"?><Error><Code>ExpiredToken</Code><Message>It is over</Message><RequestId>ABC12345</RequestId></Error>",
          "aws", "ExpiredToken", "It is over"},
         {"<ErrorResponse><Error><Type>Sender</Type><Code>SignatureDoesNotMatch</Code><Message>a &lt; b</Message></Error>"
          "<RequestId>r-1234567</RequestId></ErrorResponse>",
          "aws", "Sender SignatureDoesNotMatch", "a < b"},
         {"<?xml version=\"1.0\"?><Error><Code>AuthenticationFailed</Code><Message>No</Message>"
          "<AuthenticationErrorDetail>too old</AuthenticationErrorDetail></Error>",
          "azure", "AuthenticationFailed", "too old"},
         {"<soap:Envelope xmlns:soap=\"http://schemas.xmlsoap.org/soap/envelope/\"><soap:Body><soap:Fault>"
          "<faultcode>wsse:FailedAuthentication</faultcode><faultstring>Anmeldung "
          "abgelehnt</faultstring></soap:Fault></soap:Body></soap:Envelope>",
          "soap-1.1", "FailedAuthentication", "Anmeldung abgelehnt"},
         {"<e:Envelope xmlns:e=\"http://www.w3.org/2003/05/soap-envelope\"><e:Body><e:Fault><e:Code><e:Value>e:Sender</e:Value><e:Subcode>"
          "<e:Value>wsse:MessageExpired</e:Value></e:Subcode></e:Code><e:Reason><e:Text xml:lang=\"ja\">期限切れ</e:Text></e:Reason>"
          "</e:Fault></e:Body></e:Envelope>",
          "soap-1.2", "Sender MessageExpired", "期限切れ"}}));
    CAPTURE(body);
    const Answer answer = readAnswer(response(403, "application/xml", body));
    REQUIRE(answer.errors.size() == 1);
    CHECK(QByteArray(answer.errors.front().format) == format);
    CHECK(codesOf(answer).join(QLatin1Char(' ')) == QString::fromUtf8(codes));
    REQUIRE(answer.errors.front().message);
    CHECK(answer.errors.front().message->text == QString::fromUtf8(message));
}

TEST_CASE("Answer: XML by its type alone, without an element in it, is an answer without an error", "[diagnosis][answer]")
{
    const char *body = GENERATE("W", "not signed in", "<", "&amp;");
    CAPTURE(body);
    CHECK(readAnswer(response(401, "application/xml", body)).errors.empty());
}

TEST_CASE("Answer: knows a sign-in page by its form or its title in any of the languages", "[diagnosis][answer]")
{
    const auto [body, signs] = GENERATE(table<const char *, bool>(
        {{"<html><title>Shop</title><form action=/in><input name=p type=password></form></html>", true},
         {"<html><body onload=\"document.forms[0].submit()\"><form action=\"https://idp.example/sso\"><input type=\"hidden\" "
          "name=\"SAMLRequest\" value=\"x\"></form></html>",
          true},
         {"<html><head><title>ログイン</title></head></html>", true},
         {"<html><head><title>登录 - 控制台</title></head></html>", true},
         {"<html><head><title>Iniciar sessão</title></head></html>", true},
         {"<html><head><title>Logging in depth</title></head><h1>Authors</h1></html>", false},
         {"<html><head><title>Catalog information</title></head></html>", false}}));
    CAPTURE(body);
    CHECK(readAnswer(response(200, "text/html", body)).signIn.has_value() == signs);
}

TEST_CASE("Answer: finds codes that stand in a sentence of any language", "[diagnosis][answer]")
{
    const auto [message, code] = GENERATE(table<const char *, const char *>(
        {{"AADSTS50011：重定向 URI 不匹配", "AADSTS50011"},
         {"Fehler 0x8009030C bei der Anmeldung", "0x8009030C"},
         {"80090308: LdapErr: DSID-0C09044E, comment: AcceptSecurityContext error, data 52e, v4563", "data 52e"},
         {"IDX10223: Lebensdauer ungültig", "IDX10223"}}));
    CAPTURE(message);
    const Answer answer = readJson(QByteArray("{\"message\":\"") + message + "\"}");
    CHECK(answer.errorCode(code));
}

TEST_CASE("Answer: an HTML error page gives its heading, and Entra's error out of the script", "[diagnosis][answer]")
{
    const Answer iis = readAnswer(response(401, "text/html",
                                           "<html><head><title>IIS 10.0 Detailed Error - 401.2</title></head><body><h2>HTTP-Fehler 401.2 - "
                                           "Nicht berechtigt</h2></body></html>"));
    REQUIRE(iis.errors.size() == 1);
    CHECK(iis.errors.front().code("401.2"));
    const Answer entra = readAnswer(response(
        200, "text/html",
        "<html><title>Fehler</title><script>$Config={\"strServiceExceptionMessage\":\"AADSTS50105: Der Benutzer fehlt\"}</script></html>"));
    CHECK(entra.errorCode("AADSTS50105"));
}

TEST_CASE("Answer: an error in the address that a browser is sent to is read like one in a body", "[diagnosis][answer]")
{
    Response redirect = response(302, "text/plain", "");
    redirect.fields.append("Location", "https://app.example/cb#error=login_required&error_description=No+session&state=7");
    const Answer answer = readAnswer(redirect);
    REQUIRE(answer.errorCode("login_required"));
    CHECK(answer.errorCode("login_required")->where == "response.headers.Location");
    CHECK(answer.errorWhateverStatus);
    // A page about an error is none.
    Response page = response(302, "text/plain", "");
    page.fields.append("Location", "/login?error=1");
    CHECK(readAnswer(page).errors.empty());
}

TEST_CASE("Answer: gRPC tells its status in fields, trailers or the last frame", "[diagnosis][answer]")
{
    Response trailers = response(200, "application/grpc", "");
    trailers.trailers.append("grpc-status", "16");
    trailers.trailers.append("grpc-message", "Token%20abgelaufen");
    Response frame = response(200, "application/grpc-web+proto",
                              QByteArray("\x80\x00\x00\x00\x24", 5) + "grpc-status:16\r\ngrpc-message:No%20one\r\n");
    frame.body[4] = char(frame.body.size() - 5);
    for (const Response *each : {&trailers, &frame}) {
        const Answer answer = readAnswer(*each);
        REQUIRE(answer.errors.size() == 1);
        CHECK(answer.errors.front().code("UNAUTHENTICATED"));
        CHECK(answer.errorWhateverStatus);
    }
    CHECK(readAnswer(trailers).errors.front().message->text == "Token abgelaufen");
    Response fine = response(200, "application/grpc", "");
    fine.trailers.append("grpc-status", "0");
    CHECK(readAnswer(fine).errors.empty());
}

TEST_CASE("Answer: collects the ids by which a request is found in a log", "[diagnosis][answer]")
{
    Response refused = response(
        401, "application/json",
        R"({"message":"AADSTS1 Trace ID: 11112222-aaaa Timestamp: 2026-05-04 10:00:00Z","requestId":"body-id-1","id":"user-7"})");
    refused.fields.append("X-Request-Id", "edge-id-1");
    refused.fields.append("CF-Ray", "8f00ba4-FRA");
    refused.fields.append("ETag", "\"none-of-those\"");
    const Answer answer = readAnswer(refused);
    QStringList ids;
    for (const AnswerText &id : answer.ids)
        ids += QString::fromUtf8(id.where) + QLatin1Char('=') + id.text;
    CHECK(ids
          == QStringList{"response.headers.X-Request-Id=edge-id-1", "response.headers.CF-Ray=8f00ba4-FRA", "response.body=body-id-1",
                         "response.body=11112222-aaaa"});
    REQUIRE(answer.times.size() == 1);
    CHECK(answer.times.front().text == "2026-05-04 10:00:00Z");
}

TEST_CASE("Answer: words stand between characters of other words, codes alone", "[diagnosis][answer]")
{
    const Answer answer = readJson(R"({"error":"invalid_grant","error_description":"AADSTS700082: The token is inexpired"})");
    CHECK(answer.saying("aadsts700082"));
    CHECK_FALSE(answer.saying("aadsts70008"));
    CHECK_FALSE(answer.saying("expired"));
    CHECK(answer.code("invalid_grant"));
    CHECK_FALSE(answer.code("invalid"));
}

TEST_CASE("Answer: limits hold and are told", "[diagnosis][answer]")
{
    const Answer deep = readJson(QByteArray("{\"a\":").repeated(40) + "\"x\"" + QByteArray("}").repeated(40));
    CHECK(deep.unread.size() == 1);
    const Answer wide = readJson("{\"a\":[" + QByteArray("\"x\",").repeated(500) + "\"x\"]}");
    CHECK(wide.items.size() == 60);
    CHECK(wide.unread.size() == 1);
    const Answer many = readJson("{\"errors\":[" + QByteArray("{\"message\":\"x\",\"path\":[]},").repeated(50) + "{}]}");
    CHECK(many.errors.size() <= 20);
    const Answer large = readAnswer(response(401, "text/plain", QByteArray("word ").repeated(40'000)));
    CHECK(large.items.front().text.size() == 4000);
    CHECK(large.unread.size() == 1);
    CHECK(readAnswer(response(401, "text/plain", "")).errors.empty());
}
