#include "catch.h"
#include "core/secrets/session_store.h"
#include "core/session/history_keeper.h"
#include "ui/collection/sidebar.h"
#include "ui/main_window/stage.h"

#include <QTemporaryDir>
#include <QTreeView>

using namespace keyhole;

namespace {

constexpr const char *kSecret = "Zq8vLr2TnX5wPk1yHs7dCf3gJb9mEa4u";

/// What another run has sent: one request with a key that was typed.
struct EarlierRun {
    QTemporaryDir folder;
    CannedTransport transport;
    FixedClock clock;
    Session session{transport, clock};
    SessionStore credentials;

    EarlierRun()
    {
        HistoryKeeper keeper(session, credentials, file());
        bool added = false;
        QObject::connect(&keeper, &HistoryKeeper::added, &keeper, [&] { added = true; });
        transport.answer("https://api.example.com/me", 401);
        RequestDraft draft;
        draft.address = "https://api.example.com/me";
        draft.auth = {AuthKind::Bearer, {}, Secret(kSecret)};
        REQUIRE(session.send(draft));
        REQUIRE(QTest::qWaitFor([&] { return added; }));
    }
    QString file() const { return folder.filePath("history.sqlite"); }
};

const HistoryModel::Row *firstRow(Stage &stage)
{
    const auto *view = stage.window.sidebar()->view(Sidebar::History);
    const auto *proxy = static_cast<const RequestFilter *>(view->model());
    const auto *history = static_cast<const HistoryModel *>(proxy->sourceModel());
    return history->rowAt(history->index(0, 0, history->index(0, 0)));
}

}

TEST_CASE("History in the window: what another run sent opens with what was told then, and its marks are never sent", "[main_window]")
{
    EarlierRun earlier;
    HistoryKeeper keeper(earlier.session, earlier.credentials, earlier.file());
    MainWindow::Surroundings surroundings;
    surroundings.history = &keeper;
    Stage stage({1440, 900}, surroundings);
    REQUIRE(QTest::qWaitFor([&] { return firstRow(stage) != nullptr; }));
    const HistoryModel::Row row = *firstRow(stage);
    emit stage.window.sidebar()->exchangeChosen(row);
    REQUIRE(QTest::qWaitFor([&] { return stage.window.requests().count() == 1; }));
    const OpenRequest *shown = stage.window.requests().current();
    CHECK(shown->recorded);
    CHECK(shown->answer->report.verdict.id == row.entry.cause);
    CHECK_FALSE(shown->draft.auth.secret.isEmpty());
    CHECK(shown->draft.auth.secret.reveal() != kSecret);
    stage.window.send();  // Replay…
    REQUIRE(QTest::qWaitFor([&] { return stage.window.requests().count() == 2; }));
    const OpenRequest *copy = stage.window.requests().current();
    CHECK_FALSE(copy->recorded);
    CHECK(copy->draft.auth.kind == AuthKind::Bearer);
    CHECK(copy->draft.auth.secret.isEmpty());
    CHECK(stage.window.status()->message().contains("Authorization"));
    CHECK(stage.transport.sent.empty());
}
