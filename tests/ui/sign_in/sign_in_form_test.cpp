#include "core/json/json.h"
#include "core/token/key_export.h"
#include "core/token/token.h"
#include "signing_in.h"
#include "ui/request/claims_edit.h"
#include "ui/request/pasted_key.h"
#include "ui/sign_in/provider_picker.h"

#include <QPlainTextEdit>
#include <QTemporaryDir>

using namespace keyhole;

namespace {

/// Chooses a file as if it had been opened.
void give(PastedKey &key, const QByteArray &content)
{
    QTemporaryDir folder;
    QFile file(folder.filePath("key"));
    REQUIRE(file.open(QIODevice::WriteOnly));
    file.write(content);
    file.close();
    key.readFile(file.fileName());
}

}

TEST_CASE("Sign-in form: a known service fills its addresses in once its places are known", "[sign-in][providers]")
{
    SigningIn at;
    at.window.ask({}, {Url::parse("https://api.example.com")->origin()}, {});
    ProviderPicker *picker = at.window.form()->provider();
    picker->choose("entra");
    CHECK(at.window.form()->auth().oauth2.issuer.isEmpty());
    QLineEdit *tenant = picker->field("tenant");
    REQUIRE(tenant);
    CHECK(tenant->isVisibleTo(&at.window));
    CHECK_FALSE(picker->field("realm")->isVisibleTo(&at.window));
    CHECK(at.shows("The tenant is its ID"));
    QTest::keyClicks(tenant, "11111111-2222-3333-4444-555555555555");
    QTest::keyClick(tenant, Qt::Key_Return);
    const OAuth2Settings entra = at.window.form()->auth().oauth2;
    CHECK(entra.issuer == "https://login.microsoftonline.com/11111111-2222-3333-4444-555555555555/v2.0");
    CHECK(entra.scope == "openid offline_access");

    picker->choose("google");
    CHECK(at.window.form()->auth().oauth2.issuer == "https://accounts.google.com");
    AuthDraft auth = at.window.form()->auth();
    auth.oauth2.clientId = "desk";
    at.window.ask(auth, at.window.form()->origins(), {});
    CHECK(picker->provider() == providerNamed("google"));
    const auto settings = at.window.form()->settings();
    REQUIRE(settings);
    CHECK(toForm(settings->further) == "access_type=offline&prompt=consent");
}

TEST_CASE("Sign-in form: a value that cannot be in the service's address changes nothing, and says why", "[sign-in][providers]")
{
    SigningIn at;
    at.window.ask({}, {}, {});
    at.window.form()->provider()->choose("entra");
    QLineEdit *tenant = at.window.form()->provider()->field("tenant");
    QTest::keyClicks(tenant, "a/b");
    QTest::keyClick(tenant, Qt::Key_Return);
    CHECK(at.window.form()->auth().oauth2.issuer.isEmpty());
    CHECK(at.shows("cannot stand in the service"));
}

TEST_CASE("Sign-in form: an assertion is signed by the given key, with the claims that stand there", "[sign-in][jwt-bearer]")
{
    SigningIn at;
    at.tokens();
    at.setGrant(OAuth2Settings::Grant::JwtBearer);
    const SigningKey key = *SigningKey::generate("P-256");
    give(*at.window.form()->assertionKey(), privateKeyText(key)->reveal());
    auto *claims = at.window.form()->findChild<ClaimsEdit *>();
    REQUIRE(claims);
    CHECK(claims->isVisibleTo(&at.window));
    claims->setMode(ClaimsEdit::Json);
    claims->json()->setPlainText(R"({"iss":"desk","sub":"ada","aud":"","iat":"now","exp":"in 5 minutes"})");
    at.window.start();
    REQUIRE(at.ends());
    CAPTURE(at.window.outcome()->text().toStdString());
    const Token assertion = decodeToken(inForm(at.transport.sent.back().body, "assertion"));
    CHECK(verifySignature(assertion, key).state == SignatureState::Valid);
    CHECK(assertion.claimText("sub") == "ada");
    CHECK(assertion.claimText("aud") == kIssuer);
    // What renews it is in the keychain, in the same entry.
    REQUIRE(QTest::qWaitFor([&] { return at.store.list().size() == 1; }));
    const auto stored = tokensOf(*at.store.read(at.store.list()[0].id).result());
    REQUIRE(stored);
    CHECK(stored->assertion.has_value());
}

TEST_CASE("Sign-in form: the claims of an assertion have their room, filled in before the window is shown or after",
          "[sign-in][jwt-bearer]")
{
    const bool before = GENERATE(true, false);
    CAPTURE(before);
    SigningIn at;
    at.window.setVisible(!before);
    AuthDraft auth = at.window.form()->auth();
    auth.oauth2.issuer = kIssuer;
    auth.oauth2.grant = OAuth2Settings::Grant::JwtBearer;
    at.window.ask(auth, {}, "Staging");
    auth.oauth2.assertion.claims = R"({"iss":"desk","sub":"ada","aud":"","iat":"now","exp":"in 5 minutes"})";
    at.window.ask(auth, at.window.form()->origins(), "Staging");
    at.window.form()->provider()->choose("keycloak");
    at.window.show();
    const auto *claims = at.window.form()->findChild<ClaimsEdit *>();
    CHECK(claims->isVisible());
    CHECK(QTest::qWaitFor([&] { return claims->height() >= claims->minimumSizeHint().height(); }));
    CHECK(claims->geometry().bottom() < claims->parentWidget()->height());
}

TEST_CASE("Sign-in form: the key file of a service account fills everything in, and says where its key still lies", "[sign-in][jwt-bearer]")
{
    SigningIn at;
    at.setGrant(OAuth2Settings::Grant::JwtBearer);
    const SigningKey key = *SigningKey::generate("RSA");
    const QByteArray account = R"({"type":"service_account","private_key_id":"key-7","client_email":"robot@p.example",)"
                               R"("token_uri":"https://id.example.com/token","private_key":)"
        + jsonString(privateKeyText(key)->reveal()) + '}';
    give(*at.window.form()->assertionKey(), account);
    const auto settings = at.window.form()->settings();
    REQUIRE(settings);
    CHECK(settings->oauth.clientId == "robot@p.example");
    CHECK(settings->oauth.issuer.isEmpty());
    CHECK(settings->oauth.tokenEndpoint == "https://id.example.com/token");
    CHECK(settings->assertionKeyId == "key-7");
    CHECK(at.window.form()->auth().oauth2.keyId == "key-7");
    CHECK(settings->oauth.assertion.claims.contains("robot@p.example"));
    CHECK_FALSE(settings->oauth.assertion.claims.contains("PRIVATE"));
    CHECK(at.shows("delete its file"));
    give(*at.window.form()->assertionKey(), QByteArray(account).replace("token_uri", "uri"));
    CHECK(at.shows("token_uri"));
    CHECK(at.window.form()->assertionKey()->secret().isEmpty());
}

TEST_CASE("Sign-in form: redirect address, further parameters and key ID of the request are shown, used, and given back with it",
          "[sign-in]")
{
    SigningIn at;
    at.tokens();
    AuthDraft auth = at.window.form()->auth();
    auth.oauth2.redirectAddress = "http://127.0.0.1:0/callback";
    auth.oauth2.furtherParameters = "prompt=login&ui_locales=de";
    auth.oauth2.keyId = "key-7";
    at.window.ask(auth, at.window.form()->origins(), "Staging");
    CHECK(at.showsField("http://127.0.0.1:0/callback"));
    CHECK(at.showsField("prompt=login&ui_locales=de"));
    CHECK_FALSE(at.showsField("key-7"));
    at.browse = [&at](const QByteArray &address) { at.comeBack(address); };
    QSignalSpy kept(&at.window, &SignInWindow::kept);
    at.window.start();
    REQUIRE(at.ends());
    CAPTURE(at.window.outcome()->text().toStdString());
    const QByteArray query = *Url::parse(at.opened.at(0))->query;
    CHECK(inForm(query, "prompt") == "login");
    CHECK(inForm(query, "ui_locales") == "de");
    CHECK(inForm(query, "redirect_uri").endsWith("/callback"));
    REQUIRE(QTest::qWaitFor([&] { return kept.size() == 1; }));
    const OAuth2Settings back = kept[0][1].value<AuthDraft>().oauth2;
    CHECK(back.redirectAddress == auth.oauth2.redirectAddress);
    CHECK(back.furtherParameters == auth.oauth2.furtherParameters);
    CHECK(back.keyId == "key-7");
    at.setGrant(OAuth2Settings::Grant::JwtBearer);
    CHECK(at.showsField("key-7"));
    CHECK_FALSE(at.showsField("prompt=login&ui_locales=de"));
}

TEST_CASE("Sign-in form: a redirect address of elsewhere, as other programs have it, is refused with what to write", "[sign-in]")
{
    SigningIn at;
    AuthDraft auth = at.window.form()->auth();
    auth.oauth2.redirectAddress = "https://app.example.com/callback";
    at.window.ask(auth, at.window.form()->origins(), "Staging");
    at.window.start();
    CHECK_FALSE(at.window.isRunning());
    CHECK(at.window.outcome()->text().contains("not on this computer"));
    CHECK(at.opened.empty());
}
