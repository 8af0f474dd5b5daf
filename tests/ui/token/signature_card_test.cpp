#include "catch.h"
#include "tokens.h"
#include "ui/accessible_tree.h"

#include "core/token/base64url.h"
#include "ui/controls/button.h"
#include "ui/text/flow_label.h"
#include "ui/token/key_fetcher.h"
#include "ui/token/signature_card.h"

#include <QApplication>
#include <QPromise>
#include <QTest>

using namespace keyhole;

namespace {

/// Answers when it is told to, and remembers that it was asked.
struct FakeFetcher final : KeyFetcher {
    Result<Plan> plan(const Token &token) const override
    {
        if (token.headerText("alg").startsWith("HS"))
            return failure(Error{"a shared secret is not fetched", {}, {}});
        return Plan{"id.example.com", {"https://id.example.com/.well-known/openid-configuration", "https://id.example.com/jwks"}};
    }
    QFuture<Result<Fetched>> fetch(const Token &) override
    {
        ++asked;
        promise = QPromise<Result<Fetched>>();
        promise.start();
        return promise.future();
    }
    void answer(Result<Fetched> result)
    {
        promise.addResult(std::move(result));
        promise.finish();
        QApplication::processEvents();
    }
    int asked = 0;
    QPromise<Result<Fetched>> promise;
};

struct Card {
    explicit Card(const QByteArray &token) : card(theme)
    {
        card.setFetcher(&fetcher);
        card.setToken(decodeToken(token));
        card.resize(372, 300);
        card.show();
        QApplication::processEvents();
    }
    Button *button(const QString &text) const
    {
        for (Button *each : card.findChildren<Button *>()) {
            if (each->text() == text && each->isVisible())
                return each;
        }
        return nullptr;
    }
    bool says(const QString &text) const
    {
        for (const FlowLabel *label : card.findChildren<FlowLabel *>()) {
            if (label->isVisible() && label->text().contains(text))
                return true;
        }
        return false;
    }

    Theme theme;
    FakeFetcher fetcher;
    SignatureCard card;
};

struct Signed {
    SigningKey key = *SigningKey::generate("P-256");
    QByteArray token = *signToken(R"({"kid":"2026-10-a"})", R"({"iss":"https://id.example.com","sub":"me"})", "ES256", key);
    KeyFetcher::Fetched keys() const
    {
        return {{{*SigningKey::fromJwk(*parseJson(key.publicJwk("2026-10-a")))}}, "https://id.example.com/jwks, fetched at 09:43:12 UTC"};
    }
};

}

TEST_CASE("Signature: keys are fetched only after the addresses were shown and confirmed", "[token][network]")
{
    const Signed made;
    Card shown(made.token);
    REQUIRE(shown.button("Fetch keys from id.example.com…"));
    shown.button("Fetch keys from id.example.com…")->click();
    CHECK(shown.says("https://id.example.com/.well-known/openid-configuration"));
    CHECK(shown.says("https://id.example.com/jwks"));
    CHECK(shown.fetcher.asked == 0);
    CHECK_FALSE(shown.button("Use a key…"));
    CHECK(accessibleFaults(shown.card) == QStringList());
    shown.button("Fetch")->click();
    CHECK(shown.fetcher.asked == 1);
    shown.fetcher.answer(made.keys());
    CHECK(shown.card.facts().state == SignatureFacts::State::Verified);
    CHECK(shown.says("key “2026-10-a” (https://id.example.com/jwks, fetched at 09:43:12 UTC)"));
    CHECK(shown.button("Fetch keys again…"));
}

TEST_CASE("Signature: fetching can be given up, and a late answer changes nothing", "[token][network]")
{
    const Signed made;
    Card shown(made.token);
    shown.button("Fetch keys from id.example.com…")->click();
    shown.button("Fetch")->click();
    shown.button("Cancel")->click();
    CHECK(shown.fetcher.promise.isCanceled());
    shown.fetcher.answer(made.keys());
    CHECK(shown.card.facts().state == SignatureFacts::State::NoKey);
    CHECK(shown.button("Fetch keys from id.example.com…"));
}

TEST_CASE("Signature: says why keys could not be fetched, and can try again", "[token][network]")
{
    const Signed made;
    Card shown(made.token);
    shown.button("Fetch keys from id.example.com…")->click();
    shown.button("Fetch")->click();
    shown.fetcher.answer(failure(Error{"the connection was refused", "https://id.example.com/jwks", {}}));
    CHECK(shown.says("The keys were not fetched: the connection was refused (https://id.example.com/jwks)"));
    CHECK(shown.card.facts().state == SignatureFacts::State::NoKey);
    shown.button("Fetch")->click();
    CHECK(shown.fetcher.asked == 2);
}

TEST_CASE("Signature: nothing is offered to be fetched for a shared secret", "[token][network]")
{
    const Card shown(tokens::expired());
    CHECK(shown.button("Use a key…"));
    CHECK(shown.card.findChildren<Button *>().size() > 1);
    for (const Button *button : shown.card.findChildren<Button *>())
        CHECK_FALSE((button->isVisible() && button->text().startsWith("Fetch")));
}

TEST_CASE("Signature: a key that serves and does not fit is told apart from one that does not serve", "[token]")
{
    const Signed made, other;
    Card shown(made.token);
    shown.card.checkWith({{other.key}}, "pasted");
    CHECK(shown.card.facts().state == SignatureFacts::State::Wrong);
    shown.card.checkWith({{SigningKey::fromSecret(Secret("a shared secret that is long enough"))}}, "pasted");
    CHECK(shown.card.facts().title == "Not checked: the key does not serve");
}
