#include "catch.h"
#include "core/secrets/session_store.h"
#include "credentials.h"

using namespace keyhole;

TEST_CASE("Session store: gives back what was stored, and forgets what was removed", "[secrets]")
{
    SessionStore store;
    const Credential credential = bearer("1f", "s3cret");
    CHECK(store.write(credential).result());
    CHECK(store.list() == std::vector{credential.info});
    CHECK(store.read(credential.info.id).result() == credential);
    CHECK(store.remove(credential.info.id).result());
    CHECK(store.list().empty());
    CHECK(store.read(credential.info.id).result().error().fault == StoreFault::NotFound);
}

TEST_CASE("Session store: says that it does not last", "[secrets]")
{
    CHECK_FALSE(SessionStore().isLasting());
}

TEST_CASE("Stores: every state and fault has words of its own", "[secrets]")
{
    QSet<QString> names, meanings, faults;
    for (int state = 0; state <= int(StoreState::Replaced); ++state) {
        names.insert(stateName(StoreState(state)));
        meanings.insert(stateMeaning(StoreState(state)));
    }
    for (int fault = 0; fault <= int(StoreFault::Failed); ++fault) {
        const StoreError error = storeError(StoreFault(fault));
        faults.insert(error.error.what);
        CHECK_FALSE(error.error.remedy.isEmpty());
    }
    CHECK(names.size() == int(StoreState::Replaced) + 1);
    CHECK(meanings.size() == int(StoreState::Replaced) + 1);
    CHECK(faults.size() == int(StoreFault::Failed) + 1);
}
