// Variables and environments in the window: what is asked before a request goes out, and what an answer gives.
#include "catch.h"

#include "core/collection/collection_on_disk.h"
#include "core/session/kept_credentials.h"
#include "ui/collection/sidebar.h"
#include "ui/controls/button.h"
#include "ui/environments/environment_window.h"
#include "ui/environments/question_bar.h"
#include "ui/environments/secret_prompt.h"
#include "ui/main_window/address_row.h"
#include "ui/main_window/environment_button.h"
#include "ui/main_window/request_pane.h"
#include "ui/main_window/stage.h"
#include "ui/request/secret_edit.h"

#include <QCheckBox>
#include <QLineEdit>

using namespace keyhole;

namespace {

struct Desk : Stage {
    explicit Desk(CredentialStore *store = nullptr) : Stage({1440, 900}, {}, store)
    {
        files.write("environments/production.yml",
                    "name: production\nvariables:\n  - name: base\n    value: https://api.example.com\n  - secret: true\n    name: key\n");
        window.openFile(files.path());
        REQUIRE(comesTrue([&] { return window.collections().find(files.path()) != nullptr; }));
        collection = window.collections().find(files.path());
    }
    void openRequest(const QString &path)
    {
        const TreeNode *node = window.tree().nodeOf(*collection, collection->folder().idOf(path));
        REQUIRE(node);
        emit window.sidebar()->requestChosen(node);
    }
    void edit(const std::function<void(RequestDraft &)> &change)
    {
        change(window.requests().current()->draft);
        window.pane()->showCurrent();
    }
    bool isAsked() const { return window.question()->isVisible(); }

    CollectionOnDisk files;
    OpenCollection *collection = nullptr;
};

}

TEST_CASE("Window: a request with a name without a value is held back, each with its place, until it is said to go",
          "[main_window][environments]")
{
    Desk desk;
    desk.openRequest("health.yml");
    desk.edit([](RequestDraft &draft) {
        draft.address = "https://api.example.com/{{gone}}";
        draft.fields = {{true, "X-Tenant", "{{tenant}}", {}}};
    });
    desk.window.send();
    REQUIRE(desk.isAsked());
    CHECK(desk.transport.sent.empty());
    CHECK(desk.window.question()->text().contains("{{gone}} in the address, {{tenant}} in the field X-Tenant"));
    desk.window.question()->yes()->click();
    REQUIRE(desk.transport.sent.size() == 1);
    CHECK(desk.transport.field(0, "X-Tenant") == "{{tenant}}");
}

TEST_CASE("Window: what may change data in production asks first, and reading does not", "[main_window][environments]")
{
    Desk desk;
    desk.openRequest("health.yml");
    desk.window.environments().choose(&desk.collection->folder(), "production");
    desk.window.send();
    CHECK_FALSE(desk.isAsked());
    REQUIRE(comesTrue([&] { return !desk.window.requests().current()->sending; }));
    const size_t before = desk.transport.sent.size();

    desk.edit([](RequestDraft &draft) { draft.method = "DELETE"; });
    desk.window.send();
    REQUIRE(desk.isAsked());
    CHECK(desk.window.question()->text().contains("api.example.com"));
    CHECK(desk.window.question()->text().contains("production"));
    desk.press(Qt::Key_Return);  // the focus is not on Send
    CHECK(desk.transport.sent.size() == before);

    desk.window.send();
    desk.window.question()->remember()->setChecked(true);
    desk.window.question()->yes()->click();
    CHECK(desk.transport.sent.size() == before + 1);
    REQUIRE(comesTrue([&] { return !desk.window.requests().current()->sending; }));
    desk.window.send();
    CHECK_FALSE(desk.isAsked());
    CHECK(desk.transport.sent.size() == before + 2);
}

TEST_CASE("Window: another environment has its own variables and no question", "[main_window][environments]")
{
    Desk desk;
    desk.files.write("environments/local.yml", "name: local\nvariables:\n  - name: base\n    value: http://localhost:3000\n");
    desk.collection->watch().look();
    desk.openRequest("health.yml");
    desk.window.environments().choose(&desk.collection->folder(), "local");
    desk.edit([](RequestDraft &draft) { draft.method = "DELETE"; });
    desk.window.send();
    CHECK_FALSE(desk.isAsked());
    REQUIRE(desk.transport.sent.size() == 1);
    CHECK(desk.transport.sent[0].url.host == "localhost");
    CHECK(desk.session.environment().name == "local");
}

TEST_CASE("Window: a secret variable without a value is asked for, kept for that origin, and sent", "[main_window][environments]")
{
    KeptCredentials store;
    Desk desk(&store);
    desk.openRequest("health.yml");
    desk.window.environments().choose(&desk.collection->folder(), "production");
    desk.edit([](RequestDraft &draft) { draft.fields = {{true, "X-Key", "{{key}}", {}}}; });
    desk.window.send();
    auto *prompt = desk.window.findChild<SecretPrompt *>();
    REQUIRE(prompt);
    CHECK(desk.transport.sent.empty());
    prompt->value()->setSecret(Secret("k-4711"));
    emit prompt->value()->edited();
    prompt->keep()->click();
    REQUIRE(comesTrue([&] { return desk.transport.sent.size() == 1; }));
    CHECK(desk.transport.field(0, "X-Key") == "k-4711");
    CHECK(store.list().front().origins == std::vector<Origin>{Url::parse("https://api.example.com")->origin()});
    REQUIRE(comesTrue([&] { return !desk.window.requests().current()->sending; }));

    desk.edit([](RequestDraft &draft) { draft.address = "https://attacker.example/"; });
    desk.window.send();
    QCoreApplication::processEvents();
    CHECK(desk.transport.sent.size() == 1);
}

TEST_CASE("Window: what an answer gives is put into the next request", "[main_window][environments]")
{
    Desk desk;
    desk.files.write(
        "login.yml",
        "info:\n  name: Login\n  type: http\n  seq: 9\nhttp:\n  method: GET\n  url: https://api.example.com/login\n"
        "runtime:\n  actions:\n    - type: set-variable\n      phase: after-response\n      selector:\n"
        "        expression: res.body.id\n        method: jsonq\n      variable:\n        name: order\n        scope: runtime\n");
    desk.collection->watch().look();
    desk.transport.answer("https://api.example.com/login", 200, {{"Content-Type", "application/json", {}}}, R"({"id":4711})");
    desk.openRequest("login.yml");
    REQUIRE(desk.window.requests().current()->origin->file.captures.size() == 1);
    desk.window.send();
    REQUIRE(comesTrue([&] { return desk.window.requests().current()->answer.has_value(); }));
    desk.openRequest("health.yml");
    desk.edit([](RequestDraft &draft) { draft.address = "https://api.example.com/orders/{{order}}"; });
    desk.window.send();
    REQUIRE(comesTrue([&] { return desk.transport.sent.size() == 2; }));
    CHECK(desk.transport.sent[1].url.path == "/orders/4711");
}

TEST_CASE("Window: a secret of an answer goes to another origin when that is said, and not before", "[main_window][environments]")
{
    Desk desk;
    desk.files.write(
        "login.yml",
        "info:\n  name: Login\n  type: http\n  seq: 9\nhttp:\n  method: GET\n  url: https://api.example.com/login\n"
        "runtime:\n  actions:\n    - type: set-variable\n      phase: after-response\n      selector:\n"
        "        expression: res.body.token\n        method: jsonq\n      variable:\n        name: token\n        scope: runtime\n");
    desk.collection->watch().look();
    desk.transport.answer("https://api.example.com/login", 200, {{"Content-Type", "application/json", {}}}, R"({"token":"t-4711"})");
    desk.openRequest("login.yml");
    desk.window.send();
    REQUIRE(comesTrue([&] { return desk.window.requests().current()->answer.has_value(); }));
    desk.openRequest("health.yml");
    desk.edit([](RequestDraft &draft) {
        draft.address = "https://other.example/orders";
        draft.fields = {{true, "X-Token", "{{token}}", {}}};
    });
    desk.window.send();
    REQUIRE(desk.isAsked());
    CHECK(desk.transport.sent.size() == 1);
    CHECK(desk.window.question()->text().contains("https://api.example.com"));
    CHECK(desk.window.question()->text().contains("https://other.example"));
    CHECK_FALSE(desk.window.question()->text().contains("t-4711"));

    SECTION("leave is given")
    {
        desk.window.question()->yes()->click();
        REQUIRE(comesTrue([&] { return desk.transport.sent.size() == 2; }));
        CHECK(desk.transport.field(1, "X-Token") == "t-4711");
        REQUIRE(comesTrue([&] { return !desk.window.requests().current()->sending; }));
        desk.window.send();
        CHECK_FALSE(desk.isAsked());  // of this pair, until the program ends
        CHECK(comesTrue([&] { return desk.transport.sent.size() == 3; }));
    }
    SECTION("it is taken back")
    {
        desk.press(Qt::Key_Escape);
        QCoreApplication::processEvents();
        CHECK_FALSE(desk.isAsked());
        CHECK(desk.transport.sent.size() == 1);
    }
    SECTION("another target is another question")
    {
        desk.edit([](RequestDraft &draft) { draft.address = "https://third.example/"; });
        desk.window.send();
        REQUIRE(desk.isAsked());
        CHECK(desk.window.question()->text().contains("https://third.example"));
        CHECK(desk.transport.sent.size() == 1);
    }
}

TEST_CASE("Window: an environment that gets another name keeps its cookies and what answers gave in it", "[main_window][environments]")
{
    Desk desk;
    desk.openRequest("health.yml");
    CollectionFolder &folder = desk.collection->folder();
    desk.window.environments().choose(&folder, "production");
    desk.session.editJar([&](CookieJar &jar) {
        jar.store(Url::parse("https://api.example.com/").value(), {{"Set-Cookie", "sid=8f2e", {}}}, desk.session.now());
    });
    const auto wouldSend
        = [&] { return desk.session.jar().cookieField(Url::parse("https://api.example.com/").value(), {}, desk.session.now()); };
    desk.action("request.variables")->trigger();
    EnvironmentWindow *window = desk.window.environmentWindow();
    REQUIRE(window);
    window->name()->setText("live");
    window->rename();
    CHECK(desk.window.environments().chosen(&folder) == "live");
    CHECK(desk.session.jarName().endsWith("live.yml"));
    CHECK(wouldSend() == "sid=8f2e");
    window->undo();
    CHECK(desk.window.environments().chosen(&folder) == "production");
    CHECK(desk.session.jarName().endsWith("production.yml"));
    CHECK(wouldSend() == "sid=8f2e");
    desk.window.environments().choose(&folder, "dev");
    CHECK(wouldSend().isEmpty());
}

TEST_CASE("Window: environments and variables open in a window of their own, at the one in use", "[main_window][environments]")
{
    Desk desk;
    desk.openRequest("health.yml");
    desk.window.environments().choose(&desk.collection->folder(), "production");
    desk.action("request.variables")->trigger();
    REQUIRE(desk.window.environmentWindow());
    CHECK(desk.window.environmentWindow()->list()->current().name == "production");
    CHECK(desk.window.pane()->environment()->text() == "production");
    CHECK(desk.window.pane()->environment()->accessibleName().contains("Production"));
}
