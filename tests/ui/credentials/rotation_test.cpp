#include "catch.h"

#include "ui/credentials/credential_stage.h"
#include "ui/credentials/part_edits.h"
#include "ui/credentials/rotation_page.h"
#include "ui/credentials/trial_box.h"
#include "ui/request/secret_edit.h"

using namespace keyhole;

namespace {

struct Rotation : CredentialStage {
    void begin(int status)
    {
        keepToken("old-token");
        transport.answer(kAddress, status);
        open();
        press("Replace secret…");
        REQUIRE(QTest::qWaitFor([&] { return window->currentPage() == window->rotation(); }));
        window->rotation()->parts()->setParts(CredentialKind::Bearer, {{"token", Secret("new-token")}});
        emit window->rotation()->parts()->edited();
        press("Try the new one, then replace");
        REQUIRE(QTest::qWaitFor([&] { return transport.sent.size() == 1; }));
        CHECK(transport.field(0, "Authorization") == "Bearer new-token");
    }
};

}

TEST_CASE("Replacing a secret: the new one goes in once the server has taken it", "[credentials]")
{
    Rotation r;
    r.begin(200);
    REQUIRE(QTest::qWaitFor([&] { return r.window->currentPage() == r.window->page(); }));
    CHECK(r.storedToken() == "new-token");
}

TEST_CASE("Replacing a secret: one that the server refuses changes nothing", "[credentials]")
{
    Rotation r;
    r.begin(401);
    REQUIRE(QTest::qWaitFor([&] { return r.window->rotation()->trial()->told().contains("401"); }));
    CHECK(r.storedToken() == "old-token");
    CHECK_FALSE(r.button("Replace all the same"));
}

TEST_CASE("Replacing a secret: where the answer says nothing, the person decides", "[credentials]")
{
    Rotation r;
    r.begin(503);
    REQUIRE(QTest::qWaitFor([&] { return r.button("Replace all the same") != nullptr; }));
    CHECK(r.storedToken() == "old-token");
    r.press("Replace all the same");
    REQUIRE(QTest::qWaitFor([&] { return r.window->currentPage() == r.window->page(); }));
    CHECK(r.storedToken() == "new-token");
}

TEST_CASE("Replacing a secret: a keychain that does not take it leaves the old one", "[credentials]")
{
    Rotation r;
    r.begin(503);
    REQUIRE(QTest::qWaitFor([&] { return r.button("Replace all the same") != nullptr; }));
    r.keychain.fault = MemoryKeychain::Fault::RefusesWrites;
    r.press("Replace all the same");
    REQUIRE(QTest::qWaitFor([&] { return r.window->rotation()->trial()->told().contains("keychain"); }));
    r.keychain.fault = MemoryKeychain::Fault::None;
    CHECK(r.storedToken() == "old-token");
    CHECK(r.window->currentPage() == r.window->rotation());
}
