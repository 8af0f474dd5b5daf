#include "catch.h"
#include "core/formats/import/import.h"

using namespace keyhole;

namespace {

Imported read(const QByteArray &items, const QByteArray &more = {})
{
    const QByteArray text
        = R"({"info":{"name":"Shop","schema":"https://schema.getpostman.com/json/collection/v2.1.0/collection.json"},"item":[)" + items
        + ']' + more + '}';
    CAPTURE(text);
    auto imported = importText(ImportFormat::Postman, text, "file");
    REQUIRE(imported);
    return *imported;
}

RequestDraft request(const QByteArray &json)
{
    const Imported imported = read(R"({"name":"one","request":)" + json + '}');
    REQUIRE(imported.collection.items.size() == 1);
    return imported.collection.items[0].request;
}

AuthDraft auth(const QByteArray &json)
{
    return request(R"({"url":"https://a.example/","auth":)" + json + '}').auth;
}

}

TEST_CASE("Postman: folders, names and descriptions are kept", "[formats]")
{
    const Imported imported
        = read(R"({"name":"Orders","description":"All of them","item":[{"name":"List","request":"https://a.example/o"}]})");
    CHECK(imported.collection.name == "Shop");
    REQUIRE(imported.collection.items.size() == 1);
    const CollectionItem &folder = imported.collection.items[0];
    CHECK(folder.folder);
    CHECK(folder.description == "All of them");
    REQUIRE(folder.children.size() == 1);
    CHECK(folder.children[0].name == "List");
    CHECK(folder.children[0].request.address == "https://a.example/o");
    CHECK(folder.children[0].request.auth.kind == AuthKind::Inherited);
}

TEST_CASE("Postman: an address is read from its text or its parts", "[formats]")
{
    const auto [url, address] = GENERATE(table<QByteArray, QByteArray>({
        {R"("https://a.example/x?y=1")", "https://a.example/x?y=1"},
        {R"({"raw":"https://a.example/x?y=1","query":[{"key":"y","value":"1"},{"key":"z","value":"2","disabled":true}]})",
         "https://a.example/x?y=1"},
        {R"({"protocol":"https","host":["a","example"],"port":"8443","path":["x","y"],"query":[{"key":"q","value":null}]})",
         "https://a.example:8443/x/y?q"},
        {R"({"host":"a.example","path":"/x"})", "a.example/x"},
        {R"({"raw":"{{base}}/o/:id/:other","variable":[{"key":"id","value":"7"},{"key":"other","value":""}]})", "{{base}}/o/7/{{other}}"},
    }));
    CAPTURE(url);
    CHECK(request("{\"url\":" + url + '}').address == address);
}

TEST_CASE("Postman: each kind of body becomes its own", "[formats]")
{
    const auto body = [](const QByteArray &json) { return request(R"({"method":"POST","url":"https://a.example/","body":)" + json + '}'); };
    SECTION("JSON")
    {
        const RequestDraft got = body(R"({"mode":"raw","raw":"{\"a\": 1}","options":{"raw":{"language":"json"}}})");
        CHECK(got.body.kind == BodyKind::Json);
        CHECK(got.body.text == "{\"a\": 1}");
    }
    SECTION("a form")
    {
        const RequestDraft got
            = body(R"({"mode":"urlencoded","urlencoded":[{"key":"a","value":"1"},{"key":"b","value":"2","disabled":true}]})");
        CHECK(got.body.form == std::vector<DraftRow>{{true, "a", "1", {}}, {false, "b", "2", {}}});
    }
    SECTION("parts")
    {
        const RequestDraft got
            = body(R"({"mode":"formdata","formdata":[{"key":"f","type":"file","src":"/tmp/a.png","contentType":"image/png"},)"
                   R"({"key":"t","value":"x","type":"text"}]})");
        CHECK(got.body.parts == std::vector<BodyPart>{{true, "f", {}, "/tmp/a.png", "image/png"}, {true, "t", "x", {}, {}}});
    }
    SECTION("GraphQL")
    {
        CHECK(body(R"({"mode":"graphql","graphql":{"query":"{ me }","variables":"{\"a\":1}"}})").body.text
              == R"({"query":"{ me }","variables":{"a":1}})");
    }
    SECTION("a file, which is named and not read")
    {
        CHECK(body(R"({"mode":"file","file":{"src":"/etc/hostname"}})").body.file == "/etc/hostname");
    }
    SECTION("XML keeps its media type")
    {
        const RequestDraft got = body(R"({"mode":"raw","raw":"<a/>","options":{"raw":{"language":"xml"}}})");
        CHECK(got.fields == std::vector<DraftRow>{{true, "Content-Type", "application/xml", {}}});
    }
}

TEST_CASE("Postman: credentials of 2.0 and 2.1 become drafts of their kind", "[formats]")
{
    const AuthDraft basic = auth(R"({"type":"basic","basic":[{"key":"username","value":"me"},{"key":"password","value":"pw"}]})");
    CHECK(basic.kind == AuthKind::Basic);
    CHECK(basic.user == "me");
    CHECK(basic.secret.reveal() == "pw");
    CHECK(auth(R"({"type":"bearer","bearer":{"token":"abc"}})").secret.reveal() == "abc");
    const AuthDraft key
        = auth(R"({"type":"apikey","apikey":[{"key":"key","value":"X-K"},{"key":"value","value":"v"},{"key":"in","value":"query"}]})");
    CHECK(key.keyName == "X-K");
    CHECK(key.keyPlace == KeyPlace::Query);
    const AuthDraft aws = auth(
        R"({"type":"awsv4","awsv4":[{"key":"accessKey","value":"AK"},{"key":"secretKey","value":"SK"},{"key":"region","value":"eu"}]})");
    CHECK(aws.kind == AuthKind::AwsSignature4);
    CHECK(aws.aws.accessKeyId == "AK");
    CHECK(aws.aws.region == "eu");
    const AuthDraft oauth = auth(
        R"({"type":"oauth2","oauth2":[{"key":"grant_type","value":"client_credentials"},{"key":"accessTokenUrl","value":"https://i/t"},{"key":"clientId","value":"c"},{"key":"clientSecret","value":"s"}]})");
    CHECK(oauth.oauth2.grant == OAuth2Settings::Grant::ClientCredentials);
    CHECK(oauth.oauth2.tokenEndpoint == "https://i/t");
    CHECK(oauth.secondSecret.reveal() == "s");
    CHECK(auth(R"({"type":"noauth"})").kind == AuthKind::None);
}

TEST_CASE("Postman: scripts are kept as text, and what is left out is told with its place", "[formats]")
{
    const Imported imported
        = read(R"({"name":"one","event":[{"listen":"test","script":{"exec":["pm.test(1);","x"]
}
}],)"
               R"("response":[{"name":"ok"}],"request":{"url":"https://a.example/","auth":{"type":"hawk"},"proxy":{"host":"p"}}})",
               R"(,"event":[{"listen":"prerequest","script":{"exec":"run(1);"
}
}])");
    const RequestDraft &draft = imported.collection.items[0].request;
    REQUIRE(draft.scripts.size() == 1);
    CHECK(draft.scripts[0].text == "pm.test(1);\nx");
    CHECK(imported.collection.scripts.size() == 1);
    QString told;
    for (const Error &note : imported.notes)
        told += note.place + ": " + note.what + '\n';
    for (const char *expected : {"Shop / one: The script", "Saved answers (1)", "hawk", "A proxy is ignored"}) {
        CAPTURE(told.toStdString(), expected);
        CHECK(told.contains(QLatin1String(expected)));
    }
    CHECK(draft.transport == TransportOptions());
}

TEST_CASE("Postman: variables and environments are read, secret ones as such", "[formats]")
{
    const Imported imported
        = read({}, R"(,"variable":[{"key":"base","value":"https://a.example"},{"key":"off","value":"x","disabled":true}])");
    CHECK(imported.collection.environment.variables == std::vector<Variable>{{"base", "https://a.example", false}});
    const auto environment = importText(
        ImportFormat::Postman,
        R"({"name":"Test","values":[{"key":"t","value":"s","type":"secret","enabled":true}],"_postman_variable_scope":"environment"})", {});
    REQUIRE(environment);
    REQUIRE(environment->environments.size() == 1);
    CHECK(environment->environments[0].variables == std::vector<Variable>{{"t", "s", true}});
}

TEST_CASE("Postman: secrets that stand in clear are listed, without their values", "[formats]")
{
    const Imported imported
        = read(R"({"name":"a","request":{"url":"https://a.example/","auth":{"type":"bearer","bearer":{"token":"abc"}}}},)"
               R"({"name":"b","request":{"url":"https://a.example/","auth":{"type":"bearer","bearer":{"token":"{{token}}"}}}})");
    REQUIRE(imported.secrets.size() == 1);
    CHECK(imported.secrets[0].place == "a: credential");
}

TEST_CASE("Postman: what a credential has no place for is told by name, never by value", "[formats]")
{
    const auto imported = importText(
        ImportFormat::Postman,
        R"({"info":{"name":"A","schema":"https://schema.getpostman.com/json/collection/v2.1.0/collection.json"},"item":[{"name":"R",
        "request":{"method":"GET","url":"https://a.example/","auth":{"type":"oauth2","oauth2":[{"key":"clientId","value":"c"},
        {"key":"password","value":"geheim"},{"key":"state","value":"s"},{"key":"useBrowser","value":false}]}}}]})",
        {});
    REQUIRE(imported);
    REQUIRE(imported->notes.size() == 1);
    CHECK(imported->notes[0].what == QStringLiteral("Of its credential is left out: password, state."));
}

TEST_CASE("Postman: a query stays as it was typed where the table says the same, and is never lost", "[formats]")
{
    const auto [url, address] = GENERATE(table<QByteArray, QByteArray>({
        {R"({"raw":"https://a.example/?a=&b","query":[{"key":"a","value":""},{"key":"b","value":null}]})", "https://a.example/?a=&b"},
        {R"({"raw":"https://a.example/?a=1#top","query":[{"key":"a","value":"1"}]})", "https://a.example/?a=1#top"},
        {R"({"raw":"https://a.example/?a=1","query":[]})", "https://a.example/?a=1"},
        {R"({"raw":"https://a.example/?a=old","query":[{"key":"a","value":"new"}]})", "https://a.example/?a=new"},
        {R"({"raw":"https://a.example/","query":[{"key":"a","value":"1"}]})", "https://a.example/?a=1"},
    }));
    CAPTURE(url);
    CHECK(request("{\"url\":" + url + '}').address == address);
}

TEST_CASE("Postman: a method of blanks is none, and GET", "[formats]")
{
    CHECK(request(R"({"method":"   ","url":"https://a.example/"})").method == "GET");
}

TEST_CASE("Postman: each file of a part is a part", "[formats]")
{
    const RequestDraft draft = request(R"({"url":"https://a.example/","method":"POST","body":{"mode":"formdata","formdata":[
        {"key":"f","type":"file","src":["a.txt","b.txt"]},{"key":"t","value":"x","type":"text"}]}})");
    CHECK(draft.body.parts == std::vector<BodyPart>{{true, "f", {}, "a.txt", {}}, {true, "f", {}, "b.txt", {}}, {true, "t", "x", {}, {}}});
}

TEST_CASE("Postman: variables that are off and settings without a place are told", "[formats]")
{
    const Imported imported = read(R"({"name":"one","request":{"url":"https://a.example/"},"protocolProfileBehavior":
        {"maxRedirects":3,"disableCookies":true,"disableBodyPruning":true,"followAuthorizationHeader":false}})",
                                   R"(,"variable":[{"key":"off","value":"x","disabled":true}])");
    REQUIRE(imported.notes.size() == 2);
    CHECK(imported.notes[0].what == QStringLiteral("The variable “off” is switched off, and is left out."));
    CHECK(imported.notes[1].what == QStringLiteral("The setting “maxRedirects” is left out."));
    CHECK_FALSE(imported.collection.items[0].request.useJar);
}

TEST_CASE("Postman: of a credential nothing is told that holds in any case, and a grant that is replaced is told", "[formats]")
{
    const auto notes = [](const QByteArray &rows) {
        const Imported imported
            = read(R"({"name":"R","request":{"url":"https://a.example/","auth":{"type":"oauth2","oauth2":[)" + rows + "]}}}");
        return imported.notes.size();
    };
    CHECK(
        notes(R"({"key":"grant_type","value":"authorization_code"},{"key":"addTokenTo","value":"header"},{"key":"tokenName","value":"n"})")
        == 0);
    CHECK(notes(R"({"key":"addTokenTo","value":"queryParams"})") == 1);
    CHECK(notes(R"({"key":"grant_type","value":"implicit"})") == 1);
}
