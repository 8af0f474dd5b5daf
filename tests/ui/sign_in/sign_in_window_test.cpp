#include "signing_in.h"
#include "ui/sign_in/browser.h"

using namespace keyhole;

TEST_CASE("Sign-in window: through the browser to a token in the keychain, each step to be opened", "[sign-in]")
{
    SigningIn at;
    at.tokens();
    at.browse = [&](const QByteArray &address) { at.comeBack(address); };
    QSignalSpy kept(&at.window, &SignInWindow::kept), exchanges(&at.window, &SignInWindow::exchangeOpened);
    at.button("Sign in in the browser")->click();
    REQUIRE(at.ends());
    REQUIRE(QTest::qWaitFor([&] { return kept.count() == 1; }));
    REQUIRE(at.opened.size() == 1);
    CHECK(at.opened[0].startsWith("https://id.example.com/auth?"));
    CHECK(at.window.steps()->count() == 3);
    const Credential stored = at.store.read(kept[0][0].toByteArray()).result().value();
    CHECK(stored.part("access-token")->reveal() == "access-0123456789abcdef0123456789");
    CHECK(stored.info.origins == std::vector<Origin>{Url::parse("https://api.example.com")->origin()});
    CHECK(stored.info.expires == at.clock.moment + Seconds(3600));
    const QString told = at.window.outcome()->text();
    CHECK(told.contains("Granted: orders:read"));
    CHECK(told.contains("Asked and not granted: orders:write"));
    CHECK(told.contains("https://api.example.com only"));
    CHECK_FALSE(told.contains("access-0123456789abcdef0123456789"));
    CHECK(at.shows("orders:read"));
    for (Button *button : at.window.findChildren<Button *>()) {
        if (button->text() == "Open exchange" && button->isVisibleTo(&at.window))
            button->click();
    }
    CHECK(exchanges.count() == 2);
}

TEST_CASE("Sign-in window: while the browser is open its address can be copied, and the sign-in cancelled", "[sign-in]")
{
    SigningIn at;
    at.window.start();
    REQUIRE(QTest::qWaitFor([&] { return !at.opened.empty(); }));
    CHECK(at.button("Copy address")->isVisible());
    CHECK(at.button("Copy redirect address")->isVisible());
    CHECK_FALSE(at.window.form()->isEnabled());
    at.button("Cancel")->click();
    REQUIRE(at.ends());
    CHECK(at.window.outcome()->text().contains("cancelled"));
    CHECK(at.window.form()->isEnabled());
    CHECK_FALSE(at.button("Copy address")->isVisible());
}

TEST_CASE("Sign-in window: a code for another device is shown large, with the host", "[sign-in]")
{
    SigningIn at;
    at.setGrant(OAuth2Settings::Grant::DeviceCode);
    at.transport.answer(
        kIssuer + "/device", 200, {},
        R"({"device_code":"device-0123456789","user_code":"WDJB-MJHT","verification_uri":"https://id.example.com/go","interval":1})");
    at.tokens();
    at.button("Get token")->click();
    REQUIRE(QTest::qWaitFor([&] { return at.window.deviceCode()->isVisible(); }));
    CHECK(at.window.deviceCode()->shownCode() == "WDJB-MJHT");
    CHECK(at.window.deviceCode()->shownHost().contains("You sign in at id.example.com"));
    REQUIRE(at.ends());
    CHECK_FALSE(at.window.deviceCode()->isVisible());
    CHECK(at.window.outcome()->text().contains("There is a token"));
}

TEST_CASE("Sign-in window: tokens that the keychain does not take are kept, stored again, or kept until the end", "[sign-in]")
{
    SigningIn at;
    at.setGrant(OAuth2Settings::Grant::ClientCredentials);
    at.tokens();
    at.store.locked = true;
    QSignalSpy kept(&at.window, &SignInWindow::kept);
    at.window.start();
    REQUIRE(at.ends());
    REQUIRE(QTest::qWaitFor([&] { return at.button("Store again")->isVisible(); }));
    CHECK(at.window.outcome()->text().contains("not stored"));
    CHECK(at.button("Keep until I quit")->isVisible());
    CHECK(kept.isEmpty());
    SECTION("stored again")
    {
        at.store.locked = false;
        at.button("Store again")->click();
        REQUIRE(QTest::qWaitFor([&] { return kept.count() == 1; }));
        CHECK(at.store.list().size() == 1);
    }
    SECTION("kept until the end")
    {
        at.button("Keep until I quit")->click();
        REQUIRE(QTest::qWaitFor([&] { return kept.count() == 1; }));
        CHECK(at.store.list().empty());
        CHECK(at.store.memory.list().size() == 1);
        CHECK(at.window.outcome()->text().contains("until you quit"));
    }
    CHECK_FALSE(at.button("Store again")->isVisible());
}

TEST_CASE("Sign-in window: what is missing is told before anything is sent", "[sign-in]")
{
    SigningIn at;
    AuthDraft auth = at.window.form()->auth();
    auth.oauth2.clientId.clear();
    at.window.ask(auth, at.window.form()->origins(), {});
    at.window.start();
    CHECK(at.window.outcome()->text().contains("client ID"));
    auth.oauth2.clientId = "desk";
    at.window.ask(auth, {}, {});
    at.window.start();
    CHECK(at.window.outcome()->text().contains("nowhere"));
    at.window.ask(auth, {Url::parse("https://api.example.com")->origin()}, {});
    at.window.form()->redirect()->setText("https://evil.example/cb");
    at.window.start();
    CHECK(at.window.outcome()->text().contains("not on this computer"));
    CHECK(at.transport.sent.empty());
}

TEST_CASE("Sign-in window: a refusal is told with what the server says as text, and what to do", "[sign-in]")
{
    SigningIn at;
    at.setGrant(OAuth2Settings::Grant::ClientCredentials);
    at.transport.answer(kIssuer + "/token", 400, {}, R"({"error":"invalid_scope","error_description":"<b>no</b> such \u202Escope"})");
    at.window.start();
    REQUIRE(at.ends());
    const QString told = at.window.outcome()->text();
    CHECK(told.contains("No token"));
    CHECK(told.contains("<b>no</b> such \\u{202E}scope"));
    CHECK(told.contains("Leave out scopes"));
    CHECK(at.store.list().empty());
}

TEST_CASE("Sign-in window: client secrets are told not to be any, and passwords to be of the past", "[sign-in]")
{
    SigningIn at;
    CHECK_FALSE(at.shows("Not a secret in native apps"));
    AuthDraft auth = at.window.form()->auth();
    auth.oauth2.clientAuthentication = OAuth2Settings::ClientAuthentication::Post;
    auth.oauth2.grant = OAuth2Settings::Grant::Password;
    at.window.ask(auth, {}, {});
    CHECK(at.shows("Not a secret in native apps"));
    CHECK(at.shows("For old servers only"));
    CHECK(at.window.form()->clientSecret()->isVisibleTo(&at.window));
}

TEST_CASE("Sign-in window: an API that tells who gives its tokens fills the issuer in", "[sign-in]")
{
    SigningIn at;
    at.window.ask({}, {Url::parse("https://api.example.com")->origin()}, {});
    auto refused = std::make_shared<Exchange>();
    refused->hops.emplace_back();
    refused->hops[0].response.emplace();
    refused->hops[0].response->fields.append("WWW-Authenticate", R"(Bearer resource_metadata="https://api.example.com/meta")");
    at.transport.answer("https://api.example.com/meta", 200, {},
                        R"({"resource":"https://api.example.com/","authorization_servers":["https://id.example.com"]})");
    at.window.findIssuer("https://api.example.com/orders", refused);
    REQUIRE(QTest::qWaitFor([&] { return at.window.form()->auth().oauth2.issuer == kIssuer; }));
    CHECK(at.window.form()->auth().oauth2.resources == std::vector<QByteArray>{"https://api.example.com/"});
    CHECK(at.window.steps()->count() == 1);
}

TEST_CASE("Browser: only pages are opened", "[sign-in]")
{
    const auto [address, allowed] = GENERATE(table<const char *, bool>({
        {"https://id.example.com/auth?x=1", true},
        {"http://127.0.0.1:8080/auth", true},
        {"file:///etc/passwd", false},
        {"smb://server/share", false},
        {"javascript:alert", false},
        {"data:text/html,x", false},
        {"mailto:a@example.com", false},
        {"vscode://file", false},
        {"\\\\host\\share", false},
        {"https://user@id.example.com/", false},
        {"", false},
    }));
    CAPTURE(address);
    CHECK(checkForBrowser(address).has_value() == allowed);
}
