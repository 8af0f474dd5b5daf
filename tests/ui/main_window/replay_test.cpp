#include "catch.h"
#include "stage.h"

#include "core/replay/replay_source.h"
#include "ui/replay/choice_model.h"
#include "ui/replay/replay_window.h"

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
