#include "catch.h"
#include "stage.h"

#include "core/collection/collection_on_disk.h"
#include "core/replay/replay_source.h"
#include "ui/collection/sidebar.h"
#include "ui/environments/question_bar.h"
#include "ui/replay/choice_model.h"
#include "ui/replay/replay_window.h"

#include <QCheckBox>
#include <QTest>

using namespace keyhole;

namespace {

QByteArray recording(int entries)
{
    QByteArrayList list;
    for (int entry = 0; entry < entries; ++entry)
        list += R"({"startedDateTime":"2026-11-21T09:00:00.000Z","time":1,"request":{"method":"GET","url":"https://api.example.com/)"
            + QByteArray::number(entry)
            + R"(","httpVersion":"HTTP/1.1","headers":[]},"response":{"status":200,"statusText":"","httpVersion":"HTTP/1.1","headers":[],"content":{"size":0}}})";
    return R"({"log":{"version":"1.2","creator":{"name":"Firefox","version":"132"},"entries":[)" + list.join(',') + "]}}";
}

ReplayWindow *replayOf(Stage &stage)
{
    return stage.window.findChild<ReplayWindow *>();
}

/// A collection with an environment that leads to production, its request open in a tab.
struct SavedStage : Stage {
    SavedStage()
    {
        files.write("environments/production.yml", "name: production\nvariables:\n  - name: base\n    value: https://api.example.com\n");
        files.write("me.yml",
                    "info:\n  name: Me\n  type: http\nhttp:\n  method: GET\n  url: \"{{base}}/me\"\nruntime:\n  assertions:\n"
                    "    - expression: res.status\n      operator: eq\n      value: \"201\"\n");
        transport.answer("https://api.example.com/me", 200);
        window.openFile(files.path());
        REQUIRE(comesTrue([&] { return window.collections().find(files.path()) != nullptr; }));
        folder = &window.collections().find(files.path())->folder();
        emit window.sidebar()->requestChosen(window.tree().nodeOf(*window.collections().find(files.path()), folder->idOf("me.yml")));
    }
    void replay()
    {
        window.showReplay();
        REQUIRE(replayOf(*this));
        replayOf(*this)->start();
    }
    const ReplayResult &result()
    {
        ReplayRun *run = replayOf(*this)->run();
        REQUIRE(run);
        REQUIRE(comesTrue([&] { return run->state() == ReplayRun::State::Finished; }));
        return run->results().front();
    }

    CollectionOnDisk files;
    CollectionFolder *folder = nullptr;
};

}

TEST_CASE("Replay…: a saved request goes with the environment that is chosen for its collection", "[main_window][replay]")
{
    SavedStage stage;
    stage.window.environments().choose(stage.folder, "production");
    const bool changed = GENERATE(false, true);
    stage.window.requests().current()->changed = changed;
    stage.replay();
    CHECK(stage.result().expectations.size() == 1);
    CHECK(stage.result().outcome == ReplayResult::Outcome::Failed);  // 200, not 201
    CHECK(replayOf(stage)->run()->options().environment == "production");
}

TEST_CASE("Replay…: edits that are not saved are replayed as the tab shows them", "[main_window][replay]")
{
    SavedStage stage;
    stage.window.environments().choose(stage.folder, "production");
    OpenRequest *request = stage.window.requests().current();
    request->draft.fields = {{true, "X-Typed", "here", {}}};
    request->origin->file.expectations[0].value = "200";
    request->changed = true;
    stage.replay();
    CHECK(stage.result().outcome == ReplayResult::Outcome::Passed);
    CHECK(stage.transport.field(0, "X-Typed") == "here");
}

TEST_CASE("Replay…: what changes data in production is asked for", "[main_window][replay]")
{
    SavedStage stage;
    stage.window.environments().choose(stage.folder, "production");
    stage.window.requests().current()->draft.method = "DELETE";
    stage.window.requests().current()->changed = true;
    stage.window.showReplay();
    ReplayWindow *window = replayOf(stage);
    REQUIRE(window);
    window->sendChanges()->setChecked(true);
    window->start();
    CHECK(window->question()->isVisible());
    CHECK(stage.transport.sent.empty());
}

TEST_CASE("Replay…: Send on an entry of a recording opens the choice of its entries, and sends nothing", "[main_window][replay]")
{
    Stage stage;
    stage.window.openText(recording(3));
    REQUIRE(QTest::qWaitFor([&] { return stage.window.requests().count() == 1; }));
    stage.window.send();
    ReplayWindow *window = replayOf(stage);
    REQUIRE(window);
    CHECK(window->isVisible());
    CHECK(window->choices()->rowCount() == 3);
    CHECK(window->choices()->chosen() == std::vector<int>{2});  // the entry that is open
    CHECK(window->hosts() != nullptr);
    CHECK(stage.transport.sent.empty());
}

TEST_CASE("Replay…: a typed request is sent as often as is asked, and its rows open as exchanges", "[main_window][replay]")
{
    Stage stage;
    stage.transport.answer(Stage::kAddress, 401, {{"WWW-Authenticate", "Bearer", {}}});
    stage.window.newRequest();
    stage.window.requests().current()->draft.address = Stage::kAddress;
    stage.window.showReplay();
    ReplayWindow *window = replayOf(stage);
    REQUIRE(window);
    window->start();
    REQUIRE(QTest::qWaitFor([&] { return window->run() && window->run()->state() == ReplayRun::State::Finished; }));
    CHECK(stage.transport.sent.size() == 1);
    const int open = stage.window.requests().count();
    window->openResult(0);
    CHECK(stage.window.requests().count() == open + 1);
    CHECK(stage.window.requests().current()->recorded);
    CHECK(stage.window.requests().current()->answer->report.status == 401);
}

TEST_CASE("Replay…: what was sent is in the history", "[main_window][replay]")
{
    Stage stage;
    stage.transport.answer(Stage::kAddress, 200);
    stage.window.newRequest();
    stage.window.requests().current()->draft.address = Stage::kAddress;
    int told = 0;
    QObject::connect(&stage.session, &Session::exchangeFinished, [&told](const Diagnosed &) { ++told; });
    stage.window.showReplay();
    ReplayWindow *window = replayOf(stage);
    REQUIRE(window);
    window->start();
    REQUIRE(QTest::qWaitFor([&] { return told == 1; }));
}
