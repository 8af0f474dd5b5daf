#include "catch.h"
#include "core/secrets/secret_service.h"
#include "core/secrets/waiting.h"
#include "fake_services.h"

using namespace keyhole;

namespace {

struct Unlocking {
    std::optional<StoreState> brought;
    SecretService asked;

    void begin(FakeSecretService &service)
    {
        asked.unlock([this](StoreState state) { brought = state; });
        REQUIRE(becomesTrue([&] { return service.prompt.shown == 1; }));
        CHECK_FALSE(brought);
    }
};

}

TEST_CASE("Unlocking: waits for the keychain's own dialogue and brings what came of it", "[keyring]")
{
    FakeSecretService service;
    const bool answered = GENERATE(true, false);
    Unlocking unlocking;
    unlocking.begin(service);
    service.answerPrompt(answered);
    REQUIRE(becomesTrue([&] { return unlocking.brought.has_value(); }));
    CHECK(*unlocking.brought == (answered ? StoreState::Ready : StoreState::Locked));
}

TEST_CASE("Unlocking: ends when the keychain goes away while it asks", "[keyring]")
{
    auto service = std::make_unique<FakeSecretService>();
    Unlocking unlocking;
    unlocking.begin(*service);
    service.reset();
    REQUIRE(becomesTrue([&] { return unlocking.brought.has_value(); }));
    CHECK(*unlocking.brought == StoreState::Absent);
}

TEST_CASE("Probing: shows no dialogue", "[keyring]")
{
    FakeSecretService service;
    SecretService asked;
    std::optional<StoreState> brought;
    asked.probe([&](StoreState state) { brought = state; });
    REQUIRE(becomesTrue([&] { return brought.has_value(); }));
    CHECK(*brought == StoreState::Locked);
    CHECK(service.prompt.shown == 0);
}
