#include "catch.h"
#include "core/collection/collection_folder.h"
#include "core/formats/export/secret_move.h"
#include "core/formats/import/import.h"
#include "core/secrets/session_store.h"

#include <QCoreApplication>
#include <QDirIterator>
#include <QFile>
#include <QTemporaryDir>

using namespace keyhole;

namespace {

const QByteArray kCanary = "kanarie-7f3a9b";

QByteArray canary(int number)
{
    return kCanary + QByteArray::number(number);
}

CollectionItem request(const QString &name, const QByteArray &address)
{
    CollectionItem item;
    item.name = item.request.name = name;
    item.request.address = address;
    return item;
}

/// A secret in each place that may hold one.
Imported sample()
{
    Imported imported;
    imported.collection.name = "Shop";
    imported.collection.auth = {AuthKind::Bearer, {}, Secret(canary(1))};
    imported.collection.environment = {"Shop", {{"base", "https://a.example", false}, {"api_key", canary(2), true}}};
    imported.collection.scripts = {{"before the request", "one()"}};
    imported.environments
        = {{"staging", {{"base", "https://b.example", false}, {"password", canary(3), true}}}, {"a/b", {{"x", "1", false}}}};
    CollectionItem list = request("List", "{{base}}/orders?access_token=" + canary(4));
    list.request.auth.kind = AuthKind::Inherited;
    list.request.fields = {{true, "X-API-Key", canary(5), {}}, {true, "X-Pass", "{{password}}", {}}, {true, "Accept", "text/plain", {}}};
    list.request.cookies = {{true, "sid", canary(6), {}}};
    list.variables = {{"page", "1", false}, {"token", canary(7), true}};
    CollectionItem add = request("Add", "https://c.example/orders");
    add.request.method = "POST";
    add.request.auth = {AuthKind::Basic, "ada", Secret(canary(1))};
    add.request.body.kind = BodyKind::Json;
    add.request.body.text = "{\"client_secret\": \"" + canary(8) + "\"}";
    CollectionItem form = request("Form", "https://c.example/form");
    form.request.body.kind = BodyKind::Multipart;
    form.request.body.parts = {{true, "password", canary(9), {}, {}}};
    CollectionItem folder;
    folder.folder = true;
    folder.name = "Orders";
    folder.children = {add, form};
    folder.scripts = {{"after the answer", "two()"}};
    imported.collection.items = {list, folder};
    return imported;
}

QByteArray everythingIn(const QString &folder)
{
    QByteArray all;
    QDirIterator files(folder, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        QFile file(files.next());
        REQUIRE(file.open(QFile::ReadOnly));
        all += file.fileName().toUtf8() + '\n' + file.readAll();
    }
    return all;
}

const TakenSecret *taken(const WithoutSecrets &content, const QByteArray &value)
{
    const auto found = std::find_if(content.secrets.begin(), content.secrets.end(),
                                    [&value](const TakenSecret &each) { return each.value.reveal() == value; });
    return found == content.secrets.end() ? nullptr : &*found;
}

}

TEST_CASE("Export: no secret of an import gets into the files of a collection, and none is lost", "[formats]")
{
    const Imported imported = sample();
    const WithoutSecrets content = takeSecrets(imported.collection, imported.environments);
    for (int number = 1; number <= 9; ++number) {
        CAPTURE(number);
        CHECK(taken(content, canary(number)) != nullptr);
    }
    CHECK(content.secrets.size() == 9);
    const QTemporaryDir folder;
    REQUIRE(writeOpenCollectionFolder(folder.filePath("out"), content));
    CHECK_FALSE(everythingIn(folder.path()).contains(kCanary));
    CHECK_FALSE(writeOpenCollectionFile(content).text.contains(kCanary));
}

TEST_CASE("Export: a secret may go to the origins of the requests that use it", "[formats]")
{
    const Imported imported = sample();
    const WithoutSecrets content = takeSecrets(imported.collection, imported.environments);
    const Origin a{"https", "a.example", 443}, b{"https", "b.example", 443}, c{"https", "c.example", 443};
    CHECK(taken(content, canary(4))->origins == std::vector{a, b});
    CHECK(taken(content, canary(3))->origins == std::vector{b});
    CHECK(taken(content, canary(8))->origins == std::vector{c});
    CHECK(taken(content, canary(1))->origins == std::vector{a, c, b});
    CHECK(taken(content, canary(2))->origins.empty());
    const Credential stored = credentialFor(*taken(content, canary(3)), "Shop", Instant());
    CHECK(stored.info.label == CredentialLabel{"Shop", "staging", "password"});
    CHECK(stored.info.origins == std::vector{b});
    CHECK(stored.parts.front().value.reveal() == canary(3));
}

TEST_CASE("Export: the variables of a folder refer to the credentials that were stored for them", "[formats]")
{
    const Imported imported = sample();
    const WithoutSecrets content = takeSecrets(imported.collection, imported.environments);
    const QTemporaryDir folder;
    const CredentialId one = newCredentialId(), two = newCredentialId();
    REQUIRE(writeOpenCollectionFolder(folder.filePath("out"), content, {{"staging", "password", one}, {{}, "api_key", two}}));
    auto collection = CollectionFolder::open(folder.filePath("out"));
    REQUIRE(collection);
    CHECK(collection->environments() == QStringList{"a-b", "staging"});
    CHECK(collection->environment("a-b")->name == "a/b");
    const auto staging = collection->environment("staging");
    REQUIRE(staging);
    CHECK(staging->variables[1].credential == one);
    const auto settings = collection->settings(0);
    REQUIRE(settings);
    CHECK(settings->variables[0].value == "https://a.example");
    CHECK(settings->variables[1].credential == two);
    CHECK(settings->scripts == imported.collection.scripts);
    CHECK(collection->settings(collection->idOf("Orders"))->scripts == imported.collection.items[1].scripts);
}

TEST_CASE("Export: a collection reads back the same from its folder and from one file", "[formats]")
{
    const Imported imported = sample();
    const WithoutSecrets content = takeSecrets(imported.collection, imported.environments);
    const QTemporaryDir folder;
    REQUIRE(writeOpenCollectionFolder(folder.filePath("out"), content));
    const auto fromFolder = importFolder(folder.filePath("out"));
    const Exported file = writeOpenCollectionFile(content);
    CAPTURE(file.text.toStdString());
    const auto fromFile = importText(ImportFormat::OpenCollection, file.text, {});
    REQUIRE(fromFolder);
    REQUIRE(fromFile);
    for (const Imported *again : {&*fromFolder, &*fromFile}) {
        CHECK(again->secrets.empty());
        CHECK(again->requestCount() == 3);
        CHECK(again->collection.environment.variables == content.collection.environment.variables);
        CHECK(again->environments.size() == 2);
        CHECK(again->collection.scripts == content.collection.scripts);
        REQUIRE(again->collection.items.size() == 2);
        const CollectionItem &list = again->collection.items[0].folder ? again->collection.items[1] : again->collection.items[0];
        CHECK(list.request.address == content.collection.items[0].request.address);
        CHECK(list.request.fields == content.collection.items[0].request.fields);
        CHECK(list.variables == content.collection.items[0].variables);
    }
    CHECK(file.notes.size() == 1);  // the cookie has a place beside a folder only
}

TEST_CASE("Export: a new variable never takes a name that is there", "[formats]")
{
    Collection collection;
    collection.environment.variables = {{"TOKEN", "{{own}}", false}, {"TOKEN_2", "{{own}}", false}};
    CollectionItem item = request("A", "https://a.example/");
    item.request.auth = {AuthKind::Bearer, {}, Secret(canary(1))};
    collection.items = {item};
    const WithoutSecrets content = takeSecrets(collection, {{"dev", {{"TOKEN_3", "{{own}}", false}}}});
    REQUIRE(content.secrets.size() == 1);
    CHECK(content.secrets[0].variable == "TOKEN_4");
    CHECK(content.collection.items[0].request.auth.secret.reveal() == "{{TOKEN_4}}");
}

namespace {

/// Keeps things in memory, and refuses what is called so.
class PickyStore : public CredentialStore {
public:
    QString refused;
    StoreState state() const override { return m_memory.state(); }
    bool isLasting() const override { return false; }
    std::vector<CredentialInfo> list() const override { return m_memory.list(); }
    Answer<Credential> read(const CredentialId &id) override { return m_memory.read(id); }
    Answer<void> write(const Credential &credential) override
    {
        if (credential.info.label.name != refused)
            return m_memory.write(credential);
        return QtFuture::makeReadyFuture(Result<void, StoreError>(failure(storeError(StoreFault::Failed))));
    }
    Answer<void> remove(const CredentialId &id) override { return m_memory.remove(id); }
    QFuture<StoreState> refresh() override { return m_memory.refresh(); }
    QFuture<StoreState> unlock() override { return m_memory.unlock(); }
    QFuture<StoreState> startAnew() override { return m_memory.startAnew(); }

private:
    SessionStore m_memory;
};

struct Moved {
    std::vector<VariableCredential> stored;
    bool refused = false;
};

Moved move(CredentialStore &store, const WithoutSecrets &content)
{
    std::optional<Moved> moved;
    auto *run = new SecretMove(store, content.secrets, "Shop", Instant());
    QObject::connect(run, &SecretMove::finished, run, [&moved](const auto &stored, const auto &why) { moved = {stored, why.has_value()}; });
    run->start();
    for (int i = 0; i < 10'000 && !moved; ++i)
        QCoreApplication::processEvents(QEventLoop::AllEvents, 10);
    REQUIRE(moved);
    return *moved;
}

}

TEST_CASE("Moving secrets: each goes into the store, and the folder's variables refer to it", "[formats]")
{
    const Imported imported = sample();
    const WithoutSecrets content = takeSecrets(imported.collection, imported.environments);
    const QTemporaryDir folder;
    auto collection = CollectionFolder::create(folder.filePath("out"), "Shop");
    REQUIRE(collection);
    REQUIRE(fillCollection(*collection, content));
    SessionStore store;
    const Moved moved = move(store, content);
    CHECK_FALSE(moved.refused);
    REQUIRE(moved.stored.size() == content.secrets.size());
    REQUIRE(referTo(*collection, moved.stored));
    CHECK_FALSE(everythingIn(folder.path()).contains(kCanary));
    auto again = CollectionFolder::open(folder.filePath("out"));
    REQUIRE(again);
    const CredentialId id = again->environment("staging")->variables[1].credential;
    const auto read = store.read(id).result();
    REQUIRE(read);
    CHECK(read->part("value")->reveal() == canary(3));
    for (const VariableRow &row : again->settings(0)->variables)
        CHECK(row.secret == !row.credential.isEmpty());
}

TEST_CASE("Moving secrets: what is stored before a refusal is told, and no more is asked", "[formats]")
{
    const Imported imported = sample();
    const WithoutSecrets content = takeSecrets(imported.collection, imported.environments);
    PickyStore store;
    store.refused = QString::fromUtf8(content.secrets[2].variable);
    const Moved moved = move(store, content);
    CHECK(moved.refused);
    CHECK(moved.stored.size() == 2);
    CHECK(store.list().size() == 2);
}
