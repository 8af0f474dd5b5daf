#include "catch.h"
#include "core/diagnosis/differences.h"
#include "core/session/history_keeper.h"
#include "core/session/kept_credentials.h"
#include "ui/compare/compare_window.h"
#include "ui/compare/difference_row.h"
#include "ui/diagnosis/diagnosis_panel.h"
#include "ui/diagnosis/differences_section.h"
#include "ui/main_window/stage.h"

#include <QTemporaryDir>

using namespace keyhole;

namespace {

constexpr const char *kAddress = "https://api.example.com/me";

RequestDraft draftWith(const char *token)
{
    RequestDraft draft;
    draft.address = kAddress;
    draft.auth = {AuthKind::Bearer, {}, Secret(token)};
    return draft;
}

OpenRequest openWith(const char *token)
{
    OpenRequest request;
    request.draft = draftWith(token);
    return request;
}

/// A run of the program with a history.
struct Run {
    CannedTransport transport;
    FixedClock clock;
    Session session{transport, clock};
    HistoryKeeper keeper;

    Run(KeptCredentials &credentials, const QString &file) : keeper(session, credentials, file) { }

    HistoryEntry send(const char *token, int status)
    {
        std::optional<HistoryEntry> entry;
        const auto connection
            = QObject::connect(&keeper, &HistoryKeeper::added, &keeper, [&](const HistoryEntry &added) { entry = added; });
        transport.answer(kAddress, status);
        REQUIRE(session.send(draftWith(token)));
        REQUIRE(QTest::qWaitFor([&] { return entry.has_value(); }));
        QObject::disconnect(connection);
        return *entry;
    }
};

CompareWindow *comparedIn(MainWindow &window)
{
    CompareWindow *found = nullptr;
    REQUIRE(QTest::qWaitFor([&] {
        found = window.findChild<CompareWindow *>();
        return found && found->left().exchange && !found->comparison().items.empty();
    }));
    return found;
}

}

TEST_CASE("Comparing in the window: a refusal after a success of this run tells what changed, and a click compares both", "[main_window]")
{
    Stage stage;
    stage.transport.answer(kAddress, 200);
    stage.transport.answer(kAddress, 401);
    stage.window.requests().add(openWith("0123456789abcdef0123"));
    stage.window.send();
    REQUIRE(QTest::qWaitFor([&] { return stage.window.requests().current()->answer.has_value(); }));
    stage.window.requests().current()->draft = draftWith("fedcba9876543210fedc");
    stage.window.send();
    REQUIRE(QTest::qWaitFor([&] { return stage.window.requests().current()->answer->report.status == 401; }));
    REQUIRE(stage.window.requests().current()->answer->report.differences);
    CHECK(stage.window.requests().current()->answer->report.differences->items.front().says == "another token");
    stage.window.act({"compare", {}, "history.1"});
    const CompareWindow *window = comparedIn(stage.window);
    CHECK(window->comparison().left.status == 200);
    CHECK(window->comparison().right.status == 401);
    CHECK(window->comparison().items.front().where == "request.headers.Authorization");
}

TEST_CASE("Comparing in the window: what changed since an earlier run of the program is told when the history has looked", "[main_window]")
{
    QTemporaryDir folder;
    KeptCredentials credentials;
    const QString file = folder.filePath("history.sqlite");
    {
        Run earlier(credentials, file);
        earlier.send("0123456789abcdef0123", 200);
    }
    Stage idle;
    HistoryKeeper keeper(idle.session, credentials, file);
    MainWindow::Surroundings surroundings;
    surroundings.history = &keeper;
    MainWindow window(idle.theme, idle.session, surroundings);
    idle.transport.answer(kAddress, 401);
    window.requests().add(openWith("fedcba9876543210fedc"));
    window.send();
    REQUIRE(
        QTest::qWaitFor([&] { return window.requests().current()->answer && window.requests().current()->answer->report.differences; }));
    const Differences &differences = *window.requests().current()->answer->report.differences;
    CHECK(differences.since.startsWith("kept."));
    CHECK(refusalOf(differences) == 0);
    CHECK(differences.items.front().says == "another token");
    CHECK(window.diagnosis()->findChild<DifferencesSection *>()->isVisibleTo(window.diagnosis()));
    window.compareWithLastSuccess();
    const CompareWindow *compared = comparedIn(window);
    CHECK(compared->left().exchange->source == ExchangeSource::History);
    CHECK(compared->right().exchange->source == ExchangeSource::History);
}

TEST_CASE("Comparing in the window: a place of a difference is shown in the tab of its exchange, or in one of its own", "[main_window]")
{
    Stage stage;
    stage.transport.answer(kAddress, 200);
    stage.transport.answer(kAddress, 401);
    stage.window.requests().add(openWith("0123456789abcdef0123"));
    stage.window.send();
    REQUIRE(QTest::qWaitFor([&] { return stage.window.requests().current()->answer.has_value(); }));
    stage.window.requests().current()->draft = draftWith("fedcba9876543210fedc");
    stage.window.send();
    REQUIRE(QTest::qWaitFor([&] { return stage.window.requests().current()->answer->report.status == 401; }));
    stage.window.compareWithLastSuccess();
    CompareWindow *window = comparedIn(stage.window);
    emit window->placeRequested(window->right().exchange, "response.status");
    CHECK(stage.window.requests().count() == 1);
    emit window->placeRequested(window->left().exchange, "response.status");
    CHECK(stage.window.requests().count() == 2);
    CHECK(stage.window.requests().current()->answer->report.status == 200);
}
