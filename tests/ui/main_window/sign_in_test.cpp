#include "catch.h"
#include "core/http/form.h"
#include "core/oauth/stored_tokens.h"
#include "core/oauth/token_refresher.h"
#include "core/secrets/session_store.h"
#include "core/token/key_text.h"
#include "core/token/signature.h"
#include "ui/main_window/notice_bar.h"
#include "ui/main_window/stage.h"
#include "ui/sign_in/sign_in_form.h"
#include "ui/sign_in/sign_in_window.h"

using namespace keyhole;

namespace {

const QByteArray kToken = "https://id.example.com/token";

/// A request with a stored sign-in, whose token the API refuses.
struct Refused {
    SessionStore store;
    CredentialId id = newCredentialId();
    Stage stage{{1440, 900}, {}, &store};

    explicit Refused(Seconds life = Seconds(3600), bool refreshes = true)
    {
        StoredTokens stored;
        stored.tokens.access = Secret("old-access-0123456789");
        stored.tokens.refresh = Secret("refresh-0123456789");
        stored.tokens.expiry = stage.clock.moment + life;
        stored.client.id = "desk";
        stored.tokenEndpoint = *Url::parse(kToken);
        CredentialInfo info;
        info.id = id;
        info.label.name = "desk";
        info.origins = {Url::parse(Stage::kAddress)->origin()};
        REQUIRE(store.write(toCredential(info, stored)).result());
        stage.open();
        OpenRequest *request = stage.window.requests().current();
        request->draft.auth.kind = AuthKind::OAuth2;
        request->draft.auth.credential = id;
        request->draft.auth.oauth2.refreshBeforeExpiry = refreshes;
        stage.transport.answer(Stage::kAddress, 401, {{"WWW-Authenticate", "Bearer error=\"invalid_token\"", {}}});
        stage.transport.answer(Stage::kAddress, 200, {}, "{}");
        stage.transport.answer(kToken, 200, {{"Content-Type", "application/json", {}}},
                               R"({"access_token":"new-access-0123456789","token_type":"Bearer","expires_in":3600})");
    }

    bool answers(int status)
    {
        return comesTrue([&] {
            const OpenRequest *request = stage.window.requests().current();
            return request && !request->sending && request->answer && request->answer->report.status == status;
        });
    }
    const Report &report() { return stage.window.requests().current()->answer->report; }
};

}

TEST_CASE("Refresh: after a 401 the best fix refreshes the token and sends again", "[sign-in]")
{
    Refused at;
    at.stage.window.send();
    REQUIRE(at.answers(401));
    REQUIRE_FALSE(at.report().verdict.actions.empty());
    CHECK(at.report().verdict.actions.front().id == "refresh-token");
    CHECK(at.report().verdict.actions.front().primary);
    at.stage.window.bestFix();
    REQUIRE(at.answers(200));
    const auto &sent = at.stage.transport.sent;
    REQUIRE(sent.size() == 3);
    CHECK(at.stage.transport.field(0, "Authorization") == "Bearer old-access-0123456789");
    CHECK(sent[1].url.toString() == kToken);
    CHECK(at.stage.transport.field(2, "Authorization") == "Bearer new-access-0123456789");
    CHECK(at.store.read(at.id).result()->part("access-token")->reveal() == "new-access-0123456789");
    CHECK(at.store.read(at.id).result()->part("refresh-token")->reveal() == "refresh-0123456789");
}

TEST_CASE("Refresh: a token that is about to be over is renewed before the request goes", "[sign-in]")
{
    Refused at(Seconds(10));
    at.stage.window.send();
    REQUIRE(at.answers(401));
    REQUIRE(at.stage.transport.sent.size() == 2);
    CHECK(at.stage.transport.sent[0].url.toString() == kToken);
    CHECK(at.stage.transport.field(1, "Authorization") == "Bearer new-access-0123456789");
}

TEST_CASE("Refresh: not before the request goes where that is not wanted; that it is over is foretold", "[sign-in]")
{
    Refused at(Seconds(-10), false);
    const Report report = at.stage.session.foretell(at.stage.window.requests().current()->draft);
    CHECK(report.verdict.id == "token.expired");
    CHECK(report.verdict.headline.contains("expired on arrival"));
    REQUIRE_FALSE(report.verdict.actions.empty());
    CHECK(report.verdict.actions.front().id == "refresh-token");
    CHECK(report.token.state == Card::State::Bad);
    at.stage.window.send();
    REQUIRE(at.answers(401));
    CHECK(at.stage.transport.sent.size() == 1);
}

TEST_CASE("Refresh: what cannot be refreshed is told, and the stored token stays", "[sign-in]")
{
    Refused at;
    at.stage.window.send();
    REQUIRE(at.answers(401));
    Credential without = *at.store.read(at.id).result();
    std::erase_if(without.parts, [](const SecretPart &part) { return part.name == "refresh-token"; });
    REQUIRE(at.store.write(without).result());
    at.stage.window.bestFix();
    REQUIRE(comesTrue([&] { return !at.stage.session.tokens()->isRefreshing(at.id); }));
    QCoreApplication::processEvents();
    CHECK(at.stage.transport.sent.size() == 1);
    CHECK(at.store.read(at.id).result()->part("access-token")->reveal() == "old-access-0123456789");
}

TEST_CASE("Refresh: an ID token of somebody else is told, and the stored tokens stay", "[sign-in][bad-input]")
{
    const auto idToken = [](const QByteArray &subject) {
        return *signToken("{}",
                          R"({"iss":"https://id.example.com","aud":"desk","sub":")" + subject + R"(","iat":1795250000,"exp":1999999999})",
                          "HS256", SigningKey::fromSecret(Secret("a-secret-of-nobody-0123456789abcdef")));
    };
    Refused at;
    Credential with = *at.store.read(at.id).result();
    with.parts.push_back({"id-token", Secret(idToken("ada"))});
    REQUIRE(at.store.write(with).result());
    at.stage.transport.answer(kToken, 200, {{"Content-Type", "application/json", {}}},
                              R"({"access_token":"eves-access-0123456789","token_type":"Bearer","expires_in":3600,"id_token":")"
                                  + idToken("eve") + "\"}");
    const Action refresh{"refresh-token", "Refresh token and resend"};
    at.stage.window.act(refresh);  // the first answer has no ID token
    REQUIRE(at.answers(401));
    at.stage.window.act(refresh);
    REQUIRE(comesTrue([&] { return at.stage.window.notice()->isVisible(); }));
    CHECK(at.stage.window.notice()->text().contains("“eve”"));
    CHECK(at.stage.window.notice()->text().contains("The tokens from before are kept"));
    CHECK(at.store.read(at.id).result()->part("access-token")->reveal() == "new-access-0123456789");
}

TEST_CASE("Sign-in: a refusal for a scope offers a token with it, and the window begins with that scope", "[sign-in]")
{
    SessionStore store;
    Stage stage({1440, 900}, {}, &store);
    stage.open();
    stage.window.requests().current()->draft.auth.kind = AuthKind::Bearer;
    stage.window.requests().current()->draft.auth.secret = Secret("opaque-0123456789abcdef");
    stage.transport.answer(Stage::kAddress, 403, {{"WWW-Authenticate", R"(Bearer error="insufficient_scope", scope="orders:write")", {}}});
    stage.window.send();
    REQUIRE(comesTrue([&] { return stage.window.requests().current()->answer.has_value(); }));
    const std::vector<Action> &actions = stage.window.requests().current()->answer->report.verdict.actions;
    REQUIRE_FALSE(actions.empty());
    CHECK(actions.front().id == "new-token");
    CHECK(actions.front().label.contains("orders:write"));
    stage.window.act(actions.front());
    SignInWindow *window = nullptr;
    for (QWidget *each : QApplication::topLevelWidgets()) {
        if (auto *found = qobject_cast<SignInWindow *>(each))
            window = found;
    }
    REQUIRE(window);
    CHECK(window->form()->auth().oauth2.scope == "orders:write");
    CHECK(window->form()->origins() == std::vector<Origin>{Url::parse(Stage::kAddress)->origin()});
}
