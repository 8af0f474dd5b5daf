#include "canned_transport.h"
#include "catch.h"
#include "core/collection/draft_texts.h"
#include "core/secrets/session_store.h"
#include "core/session/environments.h"
#include "core/session/secret_variables.h"

#include <QCoreApplication>
#include <QDeadlineTimer>
#include <QDir>
#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>

using namespace keyhole;

namespace {

void write(const QString &path, const QByteArray &text)
{
    QFile file(path);
    REQUIRE(file.open(QIODevice::WriteOnly));
    file.write(text);
}

/// A collection with two environments, of which one adds to the other.
struct Shop {
    Shop()
    {
        QDir(temporary.path()).mkpath("shop/environments");
        QDir(temporary.path()).mkpath("shop/orders");
        write(path() + "/opencollection.yml",
              "opencollection: 1.0.0\ninfo:\n  name: Shop\nrequest:\n  variables:\n    - name: version\n      value: v1\n");
        write(path() + "/environments/base.yml",
              "name: base\nvariables:\n  - name: host\n    value: base.example\n  - name: zone\n    value: b\n");
        write(path() + "/environments/production.yml",
              "name: production\nextends: base\ncolor: '#b91c1c'\nvariables:\n  - name: host\n    value: api.example\n  - secret: true\n   "
              " name: key\n");
        write(path() + "/.env", "TOKEN=from-file\n");
        write(path() + "/orders/list.yml",
              "info:\n  name: List\n  type: http\n  seq: 1\nhttp:\n  method: GET\n  url: https://{{host}}/{{version}}\n");
        auto opened = CollectionFolder::open(path());
        REQUIRE(opened);
        folder = std::make_unique<CollectionFolder>(std::move(*opened));
    }
    QString path() const { return temporary.path() + "/shop"; }
    RequestVariables variables(Environments &environments)
    {
        const int id = folder->idOf("orders/list.yml");
        REQUIRE(id != 0);
        return environments.variablesFor(folder.get(), *folder->requestFile(id), folder->entry(id)->parent, "orders/list.yml");
    }
    QTemporaryDir temporary;
    std::unique_ptr<CollectionFolder> folder;
};

std::shared_ptr<const Exchange> answered(const QByteArray &body, const FieldList &fields = {})
{
    Hop hop;
    hop.request.url = *Url::parse("https://api.example/login");
    hop.response = Response();
    hop.response->status = 200;
    hop.response->fields = fields;
    hop.response->body = body;
    hop.response->bodySize = body.size();
    auto exchange = std::make_shared<Exchange>();
    exchange->hops.push_back(std::move(hop));
    return exchange;
}

Capture captureOf(const char *variable, const char *expression, Capture::Scope scope = Capture::Scope::Runtime)
{
    return {true, variable, expression, scope};
}

template <class T> T resultOf(QFuture<T> future)
{
    const QDeadlineTimer deadline(5000);
    while (!future.isFinished() && !deadline.hasExpired())
        QCoreApplication::processEvents();
    REQUIRE(future.resultCount() == 1);
    return future.result();
}

}

TEST_CASE("Environments: a request sees its collection's, the chosen environment's and those that it adds to", "[environments]")
{
    Shop shop;
    Environments environments;
    CHECK(shop.variables(environments).scopes.find("version")->scope == VariableScope::Collection);
    CHECK_FALSE(shop.variables(environments).scopes.find("host"));
    environments.choose(shop.folder.get(), "production");
    const RequestVariables variables = shop.variables(environments);
    CHECK(variables.scopes.find("host")->value == "api.example");
    CHECK(variables.scopes.find("host")->file == "environments/production.yml");
    CHECK(variables.scopes.findAll("host").size() == 2);
    CHECK(variables.scopes.find("zone")->place == "base");
    CHECK(variables.scopes.find("process.env.TOKEN")->secret);
    CHECK(variables.environment.production);
    CHECK(variables.environment.color == "#b91c1c");
}

TEST_CASE("Environments: the choice and the order are kept beside the collection, and the files stay as they are", "[environments]")
{
    Shop shop;
    Environments first;
    first.choose(shop.folder.get(), "base");
    Environments::setOrder(*shop.folder, {"production", "base"});
    auto again = CollectionFolder::open(shop.path());
    REQUIRE(again);
    const Environments later;
    CHECK(later.chosen(&*again) == "base");
    CHECK(Environments::ordered(*again) == QStringList{"production", "base"});
    REQUIRE(again->removeEnvironment("base"));
    CHECK(later.chosen(&*again).isEmpty());
}

TEST_CASE("Environments: what is for all collections is kept in a folder of its own, made when it is first needed", "[environments]")
{
    Shop shop;
    const QString folder = shop.temporary.path() + "/all";
    Environments environments(folder);
    CHECK(environments.shared() == nullptr);
    CHECK_FALSE(QFile::exists(folder));
    const auto shared = environments.makeShared();
    REQUIRE(shared);
    SettingsFile settings = *(*shared)->settings(0);
    settings.variables = {{true, "zone", "global"}, {true, "only", "here"}};
    REQUIRE((*shared)->saveSettings(0, settings));
    environments.choose(shop.folder.get(), "base");
    CHECK(shop.variables(environments).scopes.find("zone")->value == "b");
    CHECK(shop.variables(environments).scopes.find("only")->scope == VariableScope::Global);
    Environments later(folder);
    CHECK(shop.variables(later).scopes.find("only")->value == "here");
}

TEST_CASE("Environments: those in memory are for requests in no folder, and end with the program", "[environments]")
{
    Shop shop;
    Environments environments;
    environments.addInMemory({"Imported", {{"host", "imported.example"}, {"key", "s3cret", true}}});
    environments.choose(nullptr, "Imported");
    const VariableScopes scopes = environments.variablesFor(nullptr, {}, 0, "tab").scopes;
    CHECK(scopes.find("host")->value == "imported.example");
    CHECK(scopes.environment().find("key")->value == "s3cret");
    CHECK(environments.choices(nullptr).size() == 1);
    CHECK(environments.choices(shop.folder.get()).size() == 2);
}

TEST_CASE("Captures: a value of an answer stands before all others, and is put in as it is", "[environments]")
{
    Shop shop;
    Environments environments;
    environments.choose(shop.folder.get(), "production");
    RequestFile login;
    login.draft.name = "Login";
    login.captures = {captureOf("host", "res.body.host"), captureOf("id", "res.body.id"), captureOf("gone", "res.body.nothing")};
    const auto missing = environments.take(shop.folder.get(), login, "login.yml", *answered(R"({"host":"{{zone}}","id":42})"));
    CHECK(missing == std::vector<QByteArray>{"gone"});
    const VariableScopes scopes = shop.variables(environments).scopes;
    CHECK(scopes.find("host")->scope == VariableScope::Captured);
    CHECK(scopeText(*scopes.find("host")).contains("Login"));
    const Environment environment = scopes.environment();
    Substitution substitution(environment);
    CHECK(substitution.apply("{{host}}/{{id}}") == "{{zone}}/42");
    environments.choose(shop.folder.get(), "base");
    CHECK(shop.variables(environments).scopes.find("id") == std::nullopt);
}

TEST_CASE("Captures: who sees a value is as it is declared", "[environments]")
{
    const auto [scope, path, seen] = GENERATE(table<Capture::Scope, const char *, bool>({
        {Capture::Scope::Request, "orders/login.yml", true},
        {Capture::Scope::Request, "orders/list.yml", false},
        {Capture::Scope::Folder, "orders/deep/a.yml", true},
        {Capture::Scope::Folder, "users/list.yml", false},
        {Capture::Scope::Collection, "users/list.yml", true},
        {Capture::Scope::Runtime, "users/list.yml", true},
    }));
    CAPTURE(path);
    CapturedValues values;
    values.take({captureOf("id", "res.body.id", scope)}, *answered(R"({"id":7})"), {"/shop", "e", "orders/login.yml", "Login"});
    CHECK(values.seenFrom({"/shop", "e", path, {}}).empty() != seen);
    CHECK(values.seenFrom({"/other", "e", path, {}}).empty());
}

TEST_CASE("Captures: a secret goes to the origin whose answer gave it, and to those that are allowed", "[environments]")
{
    Shop shop;
    Environments environments;
    RequestFile login;
    login.captures = {captureOf("token", "res.body.token"), captureOf("id", "res.body.id")};
    environments.take(shop.folder.get(), login, "login.yml", *answered(R"({"token":"t-4711","id":42})"));
    const Origin from = Url::parse("https://api.example")->origin(), to = Url::parse("https://other.example")->origin();
    const auto token = [&] { return *shop.variables(environments).scopes.environment().find("token"); };
    CHECK(token().onlyTo == std::vector<Origin>{from});
    CHECK(shop.variables(environments).scopes.environment().find("id")->onlyTo == std::nullopt);
    environments.allow({{from, to}, {from, to}});
    CHECK(token().onlyTo == std::vector<Origin>{from, to});
}

TEST_CASE("Environments: a new name takes everything along that goes by the name", "[environments]")
{
    Shop shop;
    Environments environments;
    CollectionFolder &folder = *shop.folder;
    Environments::setOrder(folder, {"production", "base"});
    EnvironmentFile file = *folder.environment("base");
    VariableRow &token = file.variables.emplace_back(VariableRow{true, "token"});
    token.secret = true;
    token.credential = "c-1";
    REQUIRE(folder.saveEnvironment("base", file));
    folder.sideCar().setProduction("base", true);
    environments.choose(&folder, "base");
    RequestFile login;
    login.captures = {captureOf("id", "res.body.id")};
    environments.take(&folder, login, "login.yml", *answered(R"({"id":42})"));
    const QSignalSpy jar(&environments, &Environments::jarRenamed);

    const auto done = environments.rename(&folder, "base", "local");
    REQUIRE(done);
    CHECK(Environments::ordered(folder) == QStringList{"production", "local"});
    CHECK(environments.chosen(&folder) == "local");
    CHECK(folder.sideCar().credentialOf("local", "token") == "c-1");
    CHECK(folder.sideCar().isProduction("local"));
    CHECK(folder.environment("production")->extends == "local");
    CHECK(folder.environment("local")->name == "local");
    CHECK(shop.variables(environments).scopes.environment().find("id"));
    REQUIRE(jar.count() == 1);
    CHECK(jar[0][0].toString().endsWith("/base.yml"));
    CHECK(jar[0][1].toString().endsWith("/local.yml"));
    CHECK_FALSE(environments.rename(&folder, "base", "other"));
}

TEST_CASE("Environments: one of a collection is told from one of the same name elsewhere by its file", "[environments]")
{
    Shop shop, other;
    Environments environments;
    environments.addInMemory({"base", {}});
    environments.choose(nullptr, "base");
    environments.choose(shop.folder.get(), "base");
    environments.choose(other.folder.get(), "base");
    const QString jar = environments.current(shop.folder.get()).jar();
    CHECK(QFile::exists(jar));
    CHECK(jar != environments.current(other.folder.get()).jar());
    CHECK(environments.current(nullptr).jar() == "base");
}

TEST_CASE("Captures: tokens and cookies are secrets, ids and words are none", "[environments]")
{
    const auto [variable, expression, value, secret] = GENERATE(table<const char *, const char *, const char *, bool>({
        {"sid", "res.cookies[\"sid\"]", "1", true},
        {"x", "res.cookies[\"theme\"]", "dark", true},
        {"accessToken", "res.body.value", "short", true},
        {"x", "res.body.access_token", "short", true},
        {"x", "res.body.value", "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2ln", true},
        {"id", "res.body.id", "42", false},
        {"id", "res.body.id", "3f2a8c1e-7d44-4a3b-9a54-0f1e2d3c4b5a", false},
        {"next", "res.body.next", "https://api.example/orders?page=2", false},
        {"status", "res.body.status", "waiting-for-payment-of-customer", false},
    }));
    CAPTURE(variable, expression, value);
    CHECK(looksSecret(captureOf(variable, expression), value) == secret);
}

TEST_CASE("Secret variables: the value is read from the keychain for the request that needs it, bound to its origins", "[environments]")
{
    Shop shop;
    SessionStore store;
    const Origin origin = Url::parse("https://api.example")->origin();
    const Credential credential = variableCredential("key", "Shop", "production", Secret("k-4711"), {origin}, Instant());
    Environments environments;
    environments.choose(shop.folder.get(), "production");
    RequestDraft draft;
    draft.address = "https://{{host}}/";
    draft.fields = {{true, "X-Key", "{{key}}", {}}};

    const auto missing = missingSecrets(&store, shop.variables(environments).scopes, draft);
    REQUIRE(missing.size() == 1);
    REQUIRE(resultOf(store.write(credential)));
    environments.setCredential(shop.folder.get(), missing.front(), credential.info.id);
    const RequestVariables variables = shop.variables(environments);
    CHECK(missingSecrets(&store, variables.scopes, draft).empty());

    const auto read = resultOf(readVariables(&store, variables.scopes, draft, "production"));
    REQUIRE(read);
    REQUIRE(read->find("key"));
    CHECK(read->find("key")->value == "k-4711");
    CHECK(read->find("key")->onlyTo == std::vector<Origin>{origin});
    draft.fields.clear();
    CHECK(resultOf(readVariables(&store, variables.scopes, draft, "production"))->find("key") == nullptr);
}

TEST_CASE("Secret variables: neither the files of a collection nor its side-car hold the value", "[environments]")
{
    Shop shop;
    SessionStore store;
    const Credential credential = variableCredential("key", "Shop", "production", Secret("k-4711-secret"), {}, Instant());
    REQUIRE(resultOf(store.write(credential)));
    EnvironmentFile file = *shop.folder->environment("production");
    for (VariableRow &row : file.variables)
        row.credential = row.secret ? credential.info.id : QByteArray();
    REQUIRE(shop.folder->saveEnvironment("production", file));
    QDir folder(shop.path());
    for (const char *name : {"environments/production.yml", ".keyhole/collection.json"}) {
        QFile kept(folder.filePath(name));
        REQUIRE(kept.open(QIODevice::ReadOnly));
        CHECK_FALSE(kept.readAll().contains("k-4711"));
    }
}

TEST_CASE("Secret variables: one that another computer stored is told before anything is sent", "[environments]")
{
    Shop shop;
    SessionStore store;
    shop.folder->sideCar().setCredential("production", "key", QByteArray(32, 'a'));
    Environments environments;
    environments.choose(shop.folder.get(), "production");
    RequestDraft draft;
    draft.address = "https://{{host}}/?k={{key}}";
    CHECK(missingSecrets(&store, shop.variables(environments).scopes, draft).size() == 1);
    const auto read = resultOf(readVariables(&store, shop.variables(environments).scopes, draft, "production"));
    REQUIRE_FALSE(read);
    CHECK(read.error().error.what.contains("key"));
}
