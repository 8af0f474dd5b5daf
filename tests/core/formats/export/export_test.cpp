#include "catch.h"
#include "core/formats/drafted_request.h"
#include "core/formats/export/export.h"
#include "core/formats/export/secret_variables.h"
#include "core/formats/import/import.h"

#include <random>

using namespace keyhole;

namespace {

/// A request of each kind of body and credential, in a folder and outside.
Collection sample()
{
    Collection collection;
    collection.name = "Shop";
    collection.environment.variables = {{"base", "https://a.example", false}};
    CollectionItem get;
    get.name = get.request.name = "List";
    get.request.address = "https://a.example/orders?page=2&sort=a";
    get.request.disabledParams = {{false, "all", "1", {}}};
    get.request.fields = {{true, "Accept", "application/json", {}}, {false, "X-Off", "1", {}}};
    get.request.auth.kind = AuthKind::Basic;
    get.request.auth.user = "me";
    get.request.auth.secret = Secret("geheim-1");
    CollectionItem post;
    post.name = post.request.name = "Add";
    post.request.method = "POST";
    post.request.address = "{{base}}/orders";
    post.request.auth.kind = AuthKind::Bearer;
    post.request.auth.secret = Secret("geheim-2");
    post.request.body.kind = BodyKind::Json;
    post.request.body.text = "{\n  \"a\": 1\n}";
    CollectionItem form = post;
    form.name = form.request.name = "Form";
    form.request.auth = {};
    form.request.body = {};
    form.request.body.kind = BodyKind::Form;
    form.request.body.form = {{true, "a", "x y", {}}, {true, "b", "&", {}}};
    CollectionItem folder;
    folder.folder = true;
    folder.name = "Orders";
    folder.children = {post, form};
    collection.items = {get, folder};
    return collection;
}

/// What a collection would send, one JSON text a request.
QByteArrayList requestsOf(const std::vector<CollectionItem> &items)
{
    QByteArrayList texts;
    for (const CollectionItem &item : items) {
        if (item.folder)
            texts += requestsOf(item.children);
        else
            texts.append(toJson(draftedRequestJson(draftedRequest(item.request))));
    }
    return texts;
}

Collection again(ExportFormat format, ImportFormat as, const Collection &collection)
{
    const Exported exported = exportCollection(format, collection, {.keepSecrets = true});
    CAPTURE(exported.text.toStdString());
    auto imported = importText(as, exported.text, {});
    REQUIRE(imported);
    return imported->collection;
}

}

TEST_CASE("Export: what is written reads back as the same requests", "[formats]")
{
    const Collection collection = sample();
    CHECK(requestsOf(again(ExportFormat::Postman, ImportFormat::Postman, collection).items) == requestsOf(collection.items));
    CHECK(requestsOf(again(ExportFormat::Har, ImportFormat::Har, collection).items).size() == 3);
    CHECK(requestsOf(again(ExportFormat::HttpFile, ImportFormat::HttpFile, collection).items) == requestsOf(collection.items));
    CHECK(requestsOf(again(ExportFormat::Curl, ImportFormat::Curl, collection).items).size() == 3);
}

TEST_CASE("Export: Postman keeps names, folders, rows that are off, variables and scripts", "[formats]")
{
    Collection collection = sample();
    collection.scripts = {{"before the request", "run()\nagain()"}};
    const Collection back = again(ExportFormat::Postman, ImportFormat::Postman, collection);
    CHECK(back.name == "Shop");
    CHECK(back.environment.variables == collection.environment.variables);
    CHECK(back.scripts == collection.scripts);
    REQUIRE(back.items.size() == 2);
    CHECK(back.items[1].name == "Orders");
    CHECK(back.items[0].request.disabledParams == collection.items[0].request.disabledParams);
    CHECK(back.items[0].request.fields == collection.items[0].request.fields);
    CHECK(exportCollection(ExportFormat::Postman, back, {.keepSecrets = true}).text
          == exportCollection(ExportFormat::Postman, collection, {.keepSecrets = true}).text);
}

TEST_CASE("Export: Postman gets the parts of an address beside its text, by which its runners send", "[formats]")
{
    const auto [address, parts] = GENERATE(table<QByteArray, QByteArray>({
        {"https://api.example.com:8443/a/b.c", R"("protocol":"https","host":["api","example","com"],"port":"8443","path":["a","b.c"])"},
        {"{{base.url}}/x/{{a/b}}/", R"("host":["{{base.url}}"],"path":["x","{{a/b}}",""])"},
        {"http://{{host}}:{{port}}?a=&b",
         R"("protocol":"http","host":["{{host}}"],"port":"{{port}}","query":[{"key":"a","value":""},)"
         R"({"key":"b","value":null}])"},
        {"{{vault:x}}#top", R"("host":["{{vault:x}}"],"hash":"top")"},
        {"http://[::1]:80/", R"("protocol":"http","host":["[::1]"],"port":"80","path":[""])"},
        {"", R"("host":[""])"},
    }));
    Collection collection;
    collection.items.emplace_back();
    collection.items[0].request.address = address;
    const QByteArray text = exportCollection(ExportFormat::Postman, collection, {}).text;
    CAPTURE(text.toStdString(), parts.toStdString());
    CHECK(text.contains(parts + '}'));
    const auto again = importText(ImportFormat::Postman, text, {});
    REQUIRE(again);
    CHECK(again->collection.items[0].request.address == address);
}

TEST_CASE("Export: Postman's schema has no type for secret variables, and they come back as such", "[formats]")
{
    Collection collection;
    collection.environment.variables = {{"token", {}, true}};
    const QByteArray text = exportCollection(ExportFormat::Postman, collection, {}).text;
    CHECK_FALSE(text.contains(R"("type":"secret")"));
    const auto again = importText(ImportFormat::Postman, text, {});
    REQUIRE(again);
    CHECK(again->collection.environment.variables == std::vector<Variable>{{"token", {}, true}});
}

TEST_CASE("Export: blanks in an address are written as they are sent, where a reader would refuse them", "[formats]")
{
    Collection collection;
    collection.items.emplace_back();
    collection.items[0].request.address = "https://a.example/a b?q=x y";
    const ExportFormat format = GENERATE(ExportFormat::Curl, ExportFormat::Har);
    CHECK(exportCollection(format, collection, {}).text.contains("https://a.example/a%20b?q=x%20y"));
}

TEST_CASE("Export: every credential that Postman has comes back as it was", "[formats]")
{
    const AuthKind kind = GENERATE(AuthKind::Basic, AuthKind::Bearer, AuthKind::ApiKey, AuthKind::Digest, AuthKind::Ntlm,
                                   AuthKind::AwsSignature4, AuthKind::OAuth1, AuthKind::OAuth2, AuthKind::SignedJwt);
    Collection collection = sample();
    AuthDraft &auth = collection.items[0].request.auth;
    auth = {};
    auth.kind = kind;
    auth.secret = Secret("s1");
    if (kind == AuthKind::Basic || kind == AuthKind::Digest || kind == AuthKind::Ntlm)
        auth.user = kind == AuthKind::Ntlm ? "D\\me" : "me";
    if (kind == AuthKind::AwsSignature4)
        auth.aws.accessKeyId = "AK";
    CHECK(again(ExportFormat::Postman, ImportFormat::Postman, collection).items[0].request.auth == auth);
}

TEST_CASE("Export: secrets become variables unless they are to stay", "[formats]")
{
    const ExportFormat format = GENERATE(ExportFormat::Postman, ExportFormat::HttpFile, ExportFormat::Har, ExportFormat::Curl);
    const Exported without = exportCollection(format, sample());
    CHECK_FALSE(without.text.contains("geheim"));
    CHECK_FALSE(without.text.contains(QByteArray("me:geheim-1").toBase64()));
    const Exported with = exportCollection(format, sample(), {.keepSecrets = true});
    CHECK((with.text.contains("geheim-2")));
}

TEST_CASE("Export: the same secret gets the same variable, which joins those of the collection", "[formats]")
{
    Collection collection = sample();
    collection.items[0].request.auth = collection.items[1].children[0].request.auth;
    const Collection hidden = withSecretsAsVariables(collection);
    CHECK(hidden.items[0].request.auth.secret.reveal() == "{{TOKEN}}");
    CHECK(hidden.items[1].children[0].request.auth.secret.reveal() == "{{TOKEN}}");
    REQUIRE(hidden.environment.find("TOKEN"));
    CHECK(hidden.environment.find("TOKEN")->secret);
    CHECK(hidden.environment.find("TOKEN")->value.isEmpty());
}

TEST_CASE("Export: any text in fields, addresses and bodies comes back through Postman", "[formats]")
{
    std::mt19937 random(20261121);
    static constexpr QByteArrayView kTricky("'\"\\`$%&=?#{}[]<>:;,+ \t\nabc1\xC3\xA4");
    const auto text = [&random](int length) {
        QByteArray made;
        while (length-- > 0)
            made += kTricky[qsizetype(random() % size_t(kTricky.size() - 2))];
        return made;
    };
    for (int round = 0; round < 300; ++round) {
        Collection collection;
        CollectionItem item;
        item.name = item.request.name = "one";
        item.request.method = "POST";
        item.request.address = "https://a.example/" + text(8).replace('?', "").replace('#', "").replace(':', "")
            + "?q=" + text(6).replace('#', "").replace('&', "");
        item.request.fields = {{true, "X-A", text(10), {}}};
        item.request.body.kind = BodyKind::Json;
        item.request.body.text = text(20) + "x";
        collection.items = {item};
        const Collection back = again(ExportFormat::Postman, ImportFormat::Postman, collection);
        REQUIRE(back.items.size() == 1);
        REQUIRE(back.items[0].request.address == item.request.address);
        REQUIRE(back.items[0].request.fields == item.request.fields);
        REQUIRE(back.items[0].request.body == item.request.body);
    }
}
