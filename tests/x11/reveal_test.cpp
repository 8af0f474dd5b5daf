#include "catch.h"

#include "x11/secret_places.h"

using namespace keyhole;

namespace {

const std::vector<QByteArray> kPlaces{"credential manager", "stored credential", "typed credential", "token window", "raw bytes"};

}

TEST_CASE("Reveal: a secret is shown for 30 s, and hidden then", "[x11][secrets]")
{
    const QByteArray name = GENERATE(from_range(kPlaces));
    CAPTURE(name);
    SecretPlaces opened(name);
    SecretPlace &place = opened.place;
    REQUIRE(place.reveal());
    CHECK(place.reveal()->span() == std::chrono::seconds(30));
    CHECK_FALSE(place.shows());
    place.reveal()->setSpan(std::chrono::milliseconds(1000));
    place.setRevealed(true);
    REQUIRE(QTest::qWaitFor([&] { return place.shows(); }));
    CHECK(place.reveal()->isOn());
    REQUIRE(QTest::qWaitFor([&] { return !place.reveal()->isOn(); }, 5000));
    CHECK_FALSE(place.shows());
}

TEST_CASE("Reveal: a secret is hidden when another window gets the focus, and stays so when the focus comes back", "[x11][secrets]")
{
    const QByteArray name = GENERATE(from_range(kPlaces));
    CAPTURE(name);
    SecretPlaces opened(name);
    SecretPlace &place = opened.place;
    place.setRevealed(true);
    REQUIRE(QTest::qWaitFor([&] { return place.shows(); }));
    QWidget other;
    other.resize(100, 100);
    other.show();
    other.activateWindow();
    REQUIRE(QTest::qWaitForWindowActive(&other));
    CHECK_FALSE(place.shows());
    CHECK_FALSE(place.reveal()->isOn());
    other.close();
    place.window->activateWindow();
    REQUIRE(QTest::qWaitForWindowActive(place.window));
    CHECK_FALSE(place.shows());
}

TEST_CASE("Reveal: a secret that the keychain gives late is shown once the keychain's own window has gone", "[x11][secrets]")
{
    CredentialStage s;
    s.keepToken(kShownSecret);
    s.open();
    REQUIRE(QTest::qWaitForWindowActive(s.window.get()));
    SecretRows *rows = s.window->page()->secrets();
    REQUIRE(QTest::qWaitFor([&] { return s.lasting.state() == StoreState::Ready; }));
    s.keychain.fault = MemoryKeychain::Fault::NeverAnswers;
    rows->setRevealed(true);
    QWidget prompt;
    prompt.show();
    prompt.activateWindow();
    REQUIRE(QTest::qWaitForWindowActive(&prompt));
    prompt.close();
    s.window->activateWindow();
    REQUIRE(QTest::qWaitForWindowActive(s.window.get()));
    s.keychain.release();
    REQUIRE(QTest::qWaitFor([&] { return rows->shown("token") == QString(kShownSecret); }));
    CHECK(rows->isRevealed());
}
