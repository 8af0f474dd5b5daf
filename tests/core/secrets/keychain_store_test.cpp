#include "catch.h"
#include "core/secrets/keychain_store.h"
#include "credentials.h"
#include "memory_keychain.h"
#include "waiting.h"

#include <QFileInfo>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <sys/stat.h>

using namespace keyhole;

namespace {

struct Fixture {
    QTemporaryDir folder;
    MemoryKeychain keychain;
    const QString index = folder.filePath("config/credentials.json");
    KeychainStore store{borrowed(keychain), index};
    const Credential credential = bearer("1f", "s3cret-token-of-a-deploy-job");

    QByteArray indexText() const
    {
        QFile file(index);
        return file.open(QFile::ReadOnly) ? file.readAll() : QByteArray();
    }
};

}

TEST_CASE("Keychain store: an entry comes back in a later run, and the list knows it without the keychain", "[secrets]")
{
    Fixture f;
    REQUIRE(await(f.store.write(f.credential)));
    MemoryKeychain &keychain = f.keychain;
    const int calls = keychain.calls;
    KeychainStore later(borrowed(keychain), f.index);
    CHECK(later.list() == std::vector{f.credential.info});
    CHECK(keychain.calls == calls);
    CHECK(await(later.read(f.credential.info.id)) == f.credential);
    CHECK(await(later.remove(f.credential.info.id)));
    CHECK(later.list().empty());
    CHECK(await(later.read(f.credential.info.id)).error().fault == StoreFault::NotFound);
}

TEST_CASE("Keychain store: asks nothing before it is used", "[secrets]")
{
    Fixture f;
    QCoreApplication::processEvents();
    CHECK(f.keychain.calls == 0);
    CHECK(f.store.state() == StoreState::Unknown);
}

TEST_CASE("Keychain store: keys and the list hold no secret, and only their owner reads the list", "[secrets]")
{
    const mode_t before = umask(0);
    Fixture f;
    REQUIRE(await(f.store.write(f.credential)));
    umask(before);
    for (const auto &[key, bytes] : f.keychain.entries) {
        CHECK(key.size() <= 64);
        CHECK(std::all_of(key.begin(), key.end(),
                          [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '/' || c == '-'; }));
        CHECK_FALSE(key.contains("example"));
    }
    CHECK_FALSE(f.indexText().contains("s3cret"));
    CHECK(f.indexText().contains("https://api.example.com"));
    const auto others = QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther;
    CHECK((QFile::permissions(f.index) & others) == 0);
    CHECK((QFile::permissions(QFileInfo(f.index).path()) & (others | QFile::ExeGroup | QFile::ExeOther)) == 0);
}

TEST_CASE("Keychain store: what replaces an entry leaves no copy of the old one", "[secrets]")
{
    Fixture f;
    for (const char *token : {"first", "second", "third"}) {
        REQUIRE(await(f.store.write(bearer("1f", token))));
        CHECK(await(f.store.read(idOf("1f"))) == bearer("1f", token));
        int copies = 0;
        for (const auto &[key, bytes] : f.keychain.entries)
            copies += key.contains(idOf("1f")) ? 1 : 0;
        CHECK(copies == 1);
    }
}

TEST_CASE("Keychain store: a write that is cut off at any step leaves what was acknowledged, and the next one works", "[secrets]")
{
    Fixture f;
    REQUIRE(await(f.store.write(bearer("1f", "old"))));
    // The second slot as it may stand after a crash: nothing, no byte, half of it, all of it.
    const QByteArray whole = *encodeCredential(bearer("1f", "new"), 2);
    const QByteArray left = GENERATE_COPY(QByteArray(""), whole.first(20), whole.first(whole.size() - 1), whole);
    f.keychain.entries["keyhole/v1/" + idOf("1f") + "/b"] = left;
    CHECK(await(f.store.read(idOf("1f"))) == bearer("1f", "old"));
    REQUIRE(await(f.store.write(bearer("1f", "newest"))));
    CHECK(await(f.store.read(idOf("1f"))) == bearer("1f", "newest"));
}

TEST_CASE("Keychain store: without its list, the newest whole generation of an entry is read", "[secrets]")
{
    Fixture f;
    REQUIRE(await(f.store.write(bearer("1f", "old"))));
    f.keychain.entries["keyhole/v1/" + idOf("1f") + "/b"] = *encodeCredential(bearer("1f", "new"), 2);
    KeychainStore other(borrowed(f.keychain), f.folder.filePath("elsewhere.json"));
    CHECK(await(other.read(idOf("1f"))) == bearer("1f", "new"));
}

TEST_CASE("Keychain store: entries larger than a keychain takes are cut into chunks and put together again", "[secrets]")
{
    MemoryKeychain keychain;
    CredentialEntries entries(keychain, 2000);
    const Credential large = bearer("1f", QByteArray(60'000, 'k') + "end");
    std::optional<Result<CredentialEntries::Written, StoreError>> written;
    entries.write(large, 0, [&](auto result) { written = result; });
    REQUIRE(becomesTrue([&] { return written.has_value(); }));
    REQUIRE(*written);
    qsizetype largest = 0;
    for (const auto &[key, bytes] : keychain.entries) {
        largest = std::max(largest, bytes.size());
        CHECK(key.size() <= 64);
    }
    CHECK(largest == 2000);

    std::optional<Result<StoredCredential, StoreError>> found;
    const auto read = [&] {
        found.reset();
        entries.read(large.info.id, 1, [&](auto result) { found = result; });
        REQUIRE(becomesTrue([&] { return found.has_value(); }));
    };
    read();
    REQUIRE(*found);
    CHECK((*found)->credential == large);

    SECTION("a lost chunk is damage")
    {
        keychain.entries.erase("keyhole/v1/" + large.info.id + "/a/7");
        read();
        CHECK(found->error().fault == StoreFault::Damaged);
    }
    SECTION("removing leaves nothing")
    {
        std::optional<Result<void, StoreError>> removed;
        entries.remove(large.info.id, [&](auto result) { removed = result; });
        REQUIRE(becomesTrue([&] { return removed.has_value(); }));
        CHECK(*removed);
        CHECK(keychain.entries.empty());
    }
}

TEST_CASE("Keychain store: says after its limit that the keychain lets wait, and takes a late answer", "[secrets]")
{
    Fixture f;
    REQUIRE(await(f.store.write(f.credential)));
    f.store.setSoftLimit(std::chrono::milliseconds(30));
    f.keychain.fault = MemoryKeychain::Fault::NeverAnswers;
    QSignalSpy states(&f.store, &CredentialStore::stateChanged);
    auto late = f.store.read(f.credential.info.id);
    REQUIRE(becomesTrue([&] { return f.store.state() == StoreState::Waiting; }));
    CHECK_FALSE(late.isFinished());
    f.keychain.release();
    CHECK(await(late) == f.credential);
    CHECK(f.store.state() == StoreState::Ready);
    CHECK(states.size() == 2);
}

TEST_CASE("Keychain store: the limit after which it says that the keychain lets wait is five seconds", "[secrets]")
{
    CHECK(KeychainStore::kSoftLimit == std::chrono::seconds(5));
}

TEST_CASE("Keychain store: a wait that was given up does not hold up the next call", "[secrets]")
{
    Fixture f;
    REQUIRE(await(f.store.write(f.credential)));
    f.keychain.fault = MemoryKeychain::Fault::NeverAnswers;
    auto given = f.store.read(f.credential.info.id);
    auto behind = f.store.read(f.credential.info.id);
    REQUIRE(becomesTrue([&] { return !f.keychain.held.empty(); }));
    given.cancel();
    behind.cancel();
    auto wanted = f.store.read(f.credential.info.id);
    f.keychain.release();
    CHECK(await(wanted) == f.credential);
}

TEST_CASE("Keychain store: may be closed while the keychain still owes an answer", "[secrets]")
{
    QTemporaryDir folder;
    MemoryKeychain keychain;
    keychain.fault = MemoryKeychain::Fault::NeverAnswers;
    QFuture<Result<Credential, StoreError>> open;
    {
        KeychainStore store(borrowed(keychain), folder.filePath("credentials.json"));
        open = store.read(idOf("1f"));
        REQUIRE(becomesTrue([&] { return !keychain.held.empty(); }));
    }
    keychain.held.clear();
    CHECK(open.isCanceled());
}

TEST_CASE("Keychain store: unlocking is asked for, never done by itself", "[secrets]")
{
    Fixture f;
    REQUIRE(await(f.store.write(f.credential)));
    f.keychain.state = StoreState::Locked;
    CHECK(await(f.store.read(f.credential.info.id)).error().fault == StoreFault::Locked);
    CHECK(f.store.state() == StoreState::Locked);
    CHECK(await(f.store.unlock()) == StoreState::Ready);
    CHECK(await(f.store.read(f.credential.info.id)) == f.credential);
}

TEST_CASE("Keychain store: another keychain is not written to until its user says so, and the list stays", "[secrets]")
{
    Fixture f;
    REQUIRE(await(f.store.write(f.credential)));
    f.keychain.entries.clear();
    CHECK(await(f.store.refresh()) == StoreState::Replaced);
    CHECK(await(f.store.write(bearer("2e", "other"))).error().fault == StoreFault::Replaced);
    CHECK(f.keychain.entries.empty());
    CHECK(f.store.list().size() == 1);
    CHECK(await(f.store.startAnew()) == StoreState::Ready);
    CHECK(await(f.store.write(bearer("2e", "other"))));
    CHECK(await(f.store.read(f.credential.info.id)).error().fault == StoreFault::NotFound);
    CHECK(f.store.list().size() == 2);
}

TEST_CASE("Keychain store: two installations share a keychain without taking it for another one", "[secrets]")
{
    Fixture f;
    REQUIRE(await(f.store.write(f.credential)));
    KeychainStore other(borrowed(f.keychain), f.folder.filePath("elsewhere.json"));
    REQUIRE(await(other.write(bearer("2e", "another"))));
    CHECK(await(f.store.refresh()) == StoreState::Ready);
    CHECK(await(other.refresh()) == StoreState::Ready);
}

TEST_CASE("Keychain store: the first write of all tells why it was not taken", "[secrets]")
{
    Fixture f;
    const auto [fault, told]
        = GENERATE(table<MemoryKeychain::Fault, StoreFault>({{MemoryKeychain::Fault::RefusesAll, StoreFault::Denied},
                                                             {MemoryKeychain::Fault::RefusesWrites, StoreFault::Denied},
                                                             {MemoryKeychain::Fault::WritesNothing, StoreFault::NotStored},
                                                             {MemoryKeychain::Fault::ReadsNothing, StoreFault::NotStored}}));
    f.keychain.fault = fault;
    CHECK(await(f.store.write(f.credential)).error().fault == told);
    CHECK(f.store.list().empty());
    f.keychain.fault = MemoryKeychain::Fault::None;
    CHECK(await(f.store.write(f.credential)));
}

TEST_CASE("Keychain store: a list that cannot be read is put aside and told, and the entries are still found", "[secrets]")
{
    Fixture f;
    REQUIRE(await(f.store.write(f.credential)));
    {
        QFile file(f.index);
        REQUIRE(file.open(QFile::WriteOnly));
        file.write("{\"version\":1,\"entr");
    }
    KeychainStore later(borrowed(f.keychain), f.index);
    QSignalSpy lost(&later, &KeychainStore::indexLost);
    REQUIRE(becomesTrue([&] { return lost.size() == 1; }));
    CHECK(QFile::exists(f.index + ".damaged"));
    CHECK(await(later.read(f.credential.info.id)) == f.credential);
    CHECK(later.list() == std::vector{f.credential.info});
}

TEST_CASE("Keychain store: an edited list cannot widen where a credential may go", "[secrets]")
{
    Fixture f;
    REQUIRE(await(f.store.write(f.credential)));
    QByteArray text = f.indexText();
    text.replace("https://api.example.com", "https://evil.example");
    {
        QFile file(f.index);
        REQUIRE(file.open(QFile::WriteOnly));
        file.write(text);
    }
    KeychainStore later(borrowed(f.keychain), f.index);
    REQUIRE(later.list().front().origins.front().host == "evil.example");
    CHECK(await(later.read(f.credential.info.id))->info.origins == f.credential.info.origins);
}
