#include "catch.h"

#include "core/secrets/credential_expiry.h"
#include "core/secrets/credentials.h"
#include "core/secrets/keychain_store.h"
#include "core/secrets/layered_store.h"
#include "core/secrets/memory_keychain.h"
#include "core/secrets/waiting.h"

#include <QTemporaryDir>

using namespace keyhole;

namespace {

struct Layers {
    QTemporaryDir folder;
    MemoryKeychain keychain;
    KeychainStore lasting{borrowed(keychain), folder.filePath("credentials.json")};
    LayeredStore store{lasting};
    const Credential credential = bearer("1f", "kept-until-quit");
};

}

TEST_CASE("Layered store: what is kept until quit is used like any other and never reaches the keychain", "[secrets]")
{
    Layers l;
    REQUIRE(await(l.store.untilQuit()->write(l.credential)));
    CHECK(l.store.list() == std::vector{l.credential.info});
    CHECK(await(l.store.read(l.credential.info.id)) == l.credential);
    CHECK(l.keychain.calls == 0);
    CHECK_FALSE(QFile::exists(l.folder.filePath("credentials.json")));
    CHECK(await(l.store.remove(l.credential.info.id)));
    CHECK(l.store.list().empty());
}

TEST_CASE("Layered store: a write means the keychain, and failing there puts nothing into memory", "[secrets]")
{
    Layers l;
    l.keychain.state = StoreState::Locked;
    const auto written = await(l.store.write(l.credential));
    REQUIRE_FALSE(written);
    CHECK(written.error().fault == StoreFault::Locked);
    CHECK(l.store.list().empty());
}

TEST_CASE("Layered store: once the keychain has taken it, the copy in memory is gone", "[secrets]")
{
    Layers l;
    REQUIRE(await(l.store.untilQuit()->write(l.credential)));
    REQUIRE(await(l.store.write(l.credential)));
    REQUIRE(becomesTrue([&] { return l.store.untilQuit()->list().empty(); }));
    CHECK(l.store.list().size() == 1);
    CHECK(await(l.store.read(l.credential.info.id)) == l.credential);
    CHECK(l.keychain.entry('a'));
}

TEST_CASE("Keychain store: the last use is known again after a restart, to the minute, and a new value keeps it", "[secrets]")
{
    Layers l;
    REQUIRE(await(l.store.write(l.credential)));
    l.store.noteUse(l.credential.info.id, Instant(Seconds(1'795'250'042)));
    Credential changed = l.credential;
    changed.info.expires = Instant(Seconds(1'796'000'000));
    REQUIRE(await(l.store.write(changed)));
    KeychainStore again(borrowed(l.keychain), l.folder.filePath("credentials.json"));
    REQUIRE(again.list().size() == 1);
    CHECK(again.list().front().used == Instant(Seconds(1'795'250'040)));
    CHECK(again.list().front().expires == changed.info.expires);
    CHECK(await(again.read(l.credential.info.id))->info.expires == changed.info.expires);
}

TEST_CASE("Expiry: a JWT tells its own, other values tell none", "[secrets]")
{
    CHECK_FALSE(expiryTold(bearer("1f", "opaque")));
    // {"alg":"none"}.{"exp":1796000000}.
    CHECK(expiryTold(bearer("1f", "eyJhbGciOiJub25lIn0.eyJleHAiOjE3OTYwMDAwMDB9.")) == Instant(Seconds(1'796'000'000)));
}
