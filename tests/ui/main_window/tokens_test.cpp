#include "catch.h"

#include "core/token/signature.h"
#include "ui/main_window/request_pane.h"
#include "ui/main_window/stage.h"
#include "ui/request/request_editor.h"
#include "ui/response/response_view.h"
#include "ui/token/token_window.h"

#include <QPointer>

using namespace keyhole;

namespace {

const QByteArray kSecret = "a shared secret that is long enough to sign with";

QByteArray tokenOf(const QByteArray &subject)
{
    return *signToken("{}", "{\"sub\":\"" + subject + "\"}", "HS256", SigningKey::fromSecret(Secret(kSecret)));
}

TokenWindow *tokenWindow()
{
    for (QWidget *top : QApplication::topLevelWidgets()) {
        if (auto *window = qobject_cast<TokenWindow *>(top))
            return window;
    }
    return nullptr;
}

void sendWith(Stage &stage, const QByteArray &options)
{
    stage.transport.answer(Stage::kAddress, 401, {{"WWW-Authenticate", "Bearer", {}}});
    stage.open(QByteArray(Stage::kAddress) + ' ' + options);
    stage.window.send();
    REQUIRE(comesTrue([&] { return stage.window.requests().current()->answer.has_value(); }));
}

}

TEST_CASE("Tokens: those of an exchange open together, and a click shows where one stands", "[main_window][token]")
{
    Stage stage;
    sendWith(stage, "-H 'Authorization: Bearer " + tokenOf("first") + "' -H 'X-Id-Token: " + tokenOf("second") + '\'');
    stage.window.act({"show-token", {}, {}, false});
    TokenWindow *window = tokenWindow();
    REQUIRE(window);
    CHECK(window->token().claimText("sub") == "first");
    CHECK(window->shown().from.startsWith("Sent with GET /orders, "));
    CHECK(window->shown().where == "request.headers.Authorization");
    stage.window.pane()->editor()->showTab(RequestEditor::Body);
    stage.window.newRequest();
    emit window->placeRequested(window->shown());
    CHECK(stage.window.requests().currentIndex() == 0);
    CHECK(stage.window.pane()->editor()->currentTab() != RequestEditor::Body);
}

TEST_CASE("Tokens: sending with one makes it the credential of the open request, sends nothing, and can be taken back",
          "[main_window][token]")
{
    Stage stage;
    const QByteArray before = tokenOf("before"), after = tokenOf("after");
    sendWith(stage, "-H 'Authorization: Bearer " + before + '\'');
    const size_t sent = stage.transport.sent.size();
    stage.window.useToken(after);
    const RequestDraft &draft = stage.window.requests().current()->draft;
    CHECK(draft.auth.secret == Secret(after));
    CHECK(draft.auth.kind == AuthKind::Bearer);
    CHECK(stage.transport.sent.size() == sent);
    CHECK(stage.window.pane()->editor()->currentTab() == RequestEditor::Auth);
    stage.window.send();
    REQUIRE(comesTrue([&] { return stage.transport.sent.size() > sent; }));
    CHECK(stage.transport.field(sent, "Authorization") == "Bearer " + after);
    REQUIRE(comesTrue([&] { return !stage.window.requests().current()->sending; }));
    stage.window.useToken(before);
    stage.window.status()->undo();
    CHECK(stage.window.requests().current()->draft.auth.secret == Secret(after));
}

TEST_CASE("Tokens: a credential that is typed as a field does not go out beside the token", "[main_window][token]")
{
    Stage stage;
    const QByteArray token = tokenOf("me");
    sendWith(stage, "-u me:secret -H 'Authorization: Basic eDp5'");
    stage.window.useToken(token);
    const size_t sent = stage.transport.sent.size();
    stage.window.send();
    REQUIRE(comesTrue([&] { return stage.transport.sent.size() > sent; }));
    int credentials = 0;
    for (const Field &field : stage.transport.sent.back().fields)
        credentials += equalsIgnoringCase(field.name, "Authorization");
    CHECK(credentials == 1);
    CHECK(stage.transport.field(sent, "Authorization") == "Bearer " + token);
}
