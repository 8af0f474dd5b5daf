#include "catch.h"
#include "tokens.h"
#include "ui/controls/button.h"
#include "ui/controls/chip.h"
#include "ui/token/claim_line.h"
#include "ui/token/key_form.h"
#include "ui/token/signature_card.h"
#include "ui/token/token_window.h"

#include <QApplication>
#include <QComboBox>
#include <QPointer>

using namespace keyhole;

namespace {

// Made for these tests: alg dir, enc A128GCM, under kKey.
const QByteArray kKey = R"({"kty":"oct","k":"c2l4dGVlbiBieXRlIGtleQ"})";
const QByteArray kClaims
    = "eyJhbGciOiJkaXIiLCJlbmMiOiJBMTI4R0NNIn0..dnZ2dnZ2dnZ2dnZ2.gy5zZcoL-Ay25-6wakMnZM-iBIXKgeC_dXf8R9o1tYs4I5EZ.In-LYZgQLbvfH5bUlIj0Kw";
const QByteArray kNested
    = "eyJhbGciOiJkaXIiLCJlbmMiOiJBMTI4R0NNIiwiY3R5IjoiSldUIn0..dnZ2dnZ2dnZ2dnZ2.nXVKeMpuoUeY4MqYHRVMJuKkPtnG3ruafXfOfMBArqQpJd5R56q_"
      "Fq2zYdImKc6cDx0QMgbbdKlYN1BuJJJTqUXv68xENVOrdy_0ocK84T4HHkBO_A.IF-LQb7ijUKRWDlPWcGRgA";

struct Stage {
    explicit Stage(const QByteArray &token) : window(new TokenWindow(theme))
    {
        window->setTokens({{token, "Pasted."}}, {std::nullopt, tokens::kLocalNow});
        window->show();
        QApplication::processEvents();
    }
    ~Stage() { delete window; }
    SignatureCard *card() const { return window->findChild<SignatureCard *>(); }
    bool shows(const QByteArray &claim) const
    {
        const auto lines = window->findChildren<ClaimLine *>();
        return std::any_of(lines.begin(), lines.end(), [&](const ClaimLine *each) { return each->name() == claim; });
    }
    QStringList chips() const
    {
        QStringList texts;
        for (const Chip *chip : window->findChildren<Chip *>()) {
            if (chip->isVisible())
                texts << chip->text();
        }
        return texts;
    }

    Theme theme;
    QPointer<TokenWindow> window;
};

}

TEST_CASE("Encrypted token: opened with one's own key, its claims are shown, and who can have made it", "[token]")
{
    Stage stage(kClaims);
    CHECK_FALSE(stage.shows("scope"));
    stage.card()->useKey(kKey);
    CHECK(stage.card()->facts().state == SignatureFacts::State::Opened);
    CHECK(stage.card()->facts().text.contains("holds that secret too"));
    CHECK(stage.shows("scope"));
    CHECK(stage.chips().contains("Encrypted, opened"));
}

TEST_CASE("Encrypted token: a signed one inside of it is shown as a token of its own", "[token]")
{
    Stage stage(kNested);
    stage.card()->useKey(kKey);
    CHECK(stage.window->token().claimText("sub") == "inner");
    CHECK(stage.window->token().form == TokenForm::Jws);
    auto *places = stage.window->findChild<QComboBox *>();
    REQUIRE(places->count() == 2);
    CHECK(places->itemText(1).contains("decrypted"));
}

TEST_CASE("Encrypted token: another key does not open it, and a public key is refused with the reason", "[token]")
{
    Stage stage(kClaims);
    stage.card()->useKey(R"({"kty":"oct","k":"YW5vdGhlciBrZXkgb2YgMTY"})");
    CHECK(stage.card()->facts().title == "Not opened");
    CHECK(stage.card()->facts().state == SignatureFacts::State::CannotBe);
    CHECK_FALSE(stage.shows("scope"));
}

TEST_CASE("Encrypted token: the key is asked for by name, and what is typed is gone when it was used", "[token][secrets]")
{
    Stage stage(kClaims);
    Button *open = nullptr;
    for (Button *each : stage.card()->findChildren<Button *>()) {
        if (each->text() == "Open with a key…")
            open = each;
    }
    REQUIRE(open);
    CHECK(open->isVisible());
    open->click();
    CHECK(stage.card()->findChild<KeyForm *>()->isVisible());
    stage.card()->useKey(kKey);
    CHECK_FALSE(stage.card()->findChild<KeyForm *>()->isVisible());
}
