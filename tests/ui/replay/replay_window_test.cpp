#include "catch.h"
#include "core/replay/draft_source.h"
#include "core/session/canned_transport.h"
#include "ui/accessible_tree.h"
#include "ui/controls/button.h"
#include "ui/environments/question_bar.h"
#include "ui/replay/choice_model.h"
#include "ui/replay/replay_window.h"
#include "ui/replay/result_model.h"
#include "ui/replay/run_settings.h"

#include <QAbstractItemModelTester>
#include <QCheckBox>
#include <QComboBox>
#include <QLineEdit>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTest>

using namespace keyhole;

namespace {

RequestDraft draftOf(const QByteArray &method, const QByteArray &path)
{
    RequestDraft draft;
    draft.name = QString::fromUtf8(path);
    draft.method = method;
    draft.address = "https://api.example.com" + path;
    return draft;
}

struct ReplayStage {
    CannedTransport transport;
    FixedClock clock;
    Session session{transport, clock};
    Theme theme;
    std::unique_ptr<ReplayWindow> window;

    ReplayWindow &open(std::vector<RequestDraft> drafts)
    {
        std::vector<ReplayRequest> requests;
        for (RequestDraft &draft : drafts)
            requests.push_back({std::move(draft)});
        return open(std::move(requests), {});
    }
    ReplayWindow &open(std::vector<ReplayRequest> requests, const EnvironmentChoice &environment)
    {
        for (const ReplayRequest &each : requests)
            transport.answer(each.draft.address, each.draft.address.endsWith("secret") ? 401 : 200,
                             FieldList({{"WWW-Authenticate", "Bearer", {}}}));
        ReplaySubject subject;
        subject.source = std::make_unique<DraftSource>("Orders", std::move(requests));
        subject.environment = environment;
        window = std::make_unique<ReplayWindow>(theme, session, std::move(subject));
        window->setAttribute(Qt::WA_DeleteOnClose, false);
        window->show();
        return *window;
    }
    void finish()
    {
        QTRY_VERIFY(window->run() && window->run()->state() == ReplayRun::State::Finished);
        window->results()->catchUp();
    }
    QString cell(int row, int column) const { return window->results()->index(row, column).data().toString(); }
};

}

TEST_CASE("Replay window: nothing is sent before a person says so; what changes data is counted beforehand", "[replay]")
{
    ReplayStage stage;
    ReplayWindow &window = stage.open({draftOf("GET", "/a"), draftOf("POST", "/b"), draftOf("DELETE", "/c"), draftOf("POST", "/d")});
    CHECK(stage.transport.sent.empty());
    CHECK(window.told().contains("3 requests change data: 2 POST, 1 DELETE"));
    CHECK(window.sendChanges()->isVisible());
    CHECK_FALSE(window.sendChanges()->isChecked());
    window.start();
    stage.finish();
    CHECK(stage.transport.sent.size() == 1);
    CHECK(stage.cell(1, ResultModel::OutcomeColumn) == "Skipped");
}

TEST_CASE("Replay window: with a tick for it, what changes data is sent as well", "[replay]")
{
    ReplayStage stage;
    ReplayWindow &window = stage.open({draftOf("GET", "/a"), draftOf("POST", "/b")});
    window.sendChanges()->setChecked(true);
    window.start();
    stage.finish();
    CHECK(stage.transport.sent.size() == 2);
}

TEST_CASE("Replay window: in production, what changes data is asked for once more, and nothing goes before the answer", "[replay]")
{
    ReplayStage stage;
    EnvironmentChoice production{"eu-prod"};
    production.production = true;
    ReplayWindow &window = stage.open({{draftOf("GET", "/a")}, {draftOf("POST", "/b")}}, production);
    window.sendChanges()->setChecked(true);
    window.start();
    CHECK_FALSE(window.run());
    REQUIRE(window.question()->isVisible());
    CHECK(window.question()->text().contains("1 POST"));
    CHECK(window.question()->text().contains("eu-prod"));
    QTest::keyClick(QApplication::focusWidget() ? QApplication::focusWidget() : &window, Qt::Key_Return);
    CHECK(stage.transport.sent.empty());

    window.start();
    window.question()->yes()->click();
    stage.finish();
    CHECK(stage.transport.sent.size() == 2);
}

TEST_CASE("Replay window: reading in production, and changing elsewhere, is not asked for", "[replay]")
{
    const auto [method, isProduction] = GENERATE(table<const char *, bool>({{"GET", true}, {"POST", false}}));
    ReplayStage stage;
    EnvironmentChoice environment{"some"};
    environment.production = isProduction;
    ReplayWindow &window = stage.open({{draftOf(method, "/a")}}, environment);
    window.sendChanges()->setChecked(true);
    window.start();
    stage.finish();
    CHECK(stage.transport.sent.size() == 1);
}

TEST_CASE("Replay window: a tick for changes counts only while it is seen", "[replay]")
{
    ReplayStage stage;
    ReplayRequest overriding{draftOf("GET", "/a")};
    overriding.draft.fields = {{true, "X-HTTP-Method-Override", "DELETE", {}}};
    ReplayWindow &window = stage.open({overriding, {draftOf("POST", "/b")}}, {});
    window.sendChanges()->setChecked(true);
    window.choices()->chooseOnly({0});
    CHECK_FALSE(window.sendChanges()->isVisible());
    window.start();
    stage.finish();
    CHECK(stage.transport.sent.empty());
}

TEST_CASE("Replay window: a secret of an answer that would go elsewhere is asked for, and goes once that is allowed", "[replay]")
{
    ReplayStage stage;
    ReplayRequest login{draftOf("GET", "/login")}, other{draftOf("GET", "/me")};
    login.captures = {{true, "token", "res.body.access_token"}};
    other.draft.address = "https://other.example.com/me";
    other.draft.fields = {{true, "X-Token", "{{token}}", {}}};
    for (int run = 0; run < 2; ++run)
        stage.transport.answer("https://api.example.com/login", 200, FieldList({{"Content-Type", "application/json", {}}}),
                               R"({"access_token":"q8Zr1vWn5Tb3Yx7Lk2Mp9Dc4"})");
    stage.transport.answer("https://other.example.com/me", 200);
    ReplayWindow &window = stage.open({login, other}, {});
    std::vector<HandOn> allowed;
    QObject::connect(&window, &ReplayWindow::handOnsAllowed, [&](const std::vector<HandOn> &given) { allowed = given; });
    window.start();
    stage.finish();
    REQUIRE(window.question()->isVisible());
    CHECK(window.question()->text().contains("https://api.example.com"));
    CHECK(window.question()->text().contains("https://other.example.com"));
    CHECK(stage.transport.sent.size() == 1);
    window.question()->yes()->click();
    stage.finish();
    CHECK(stage.transport.field(2, "X-Token") == "q8Zr1vWn5Tb3Yx7Lk2Mp9Dc4");
    CHECK(allowed.size() == 1);
}

TEST_CASE("Replay window: a request without a tick is not sent", "[replay]")
{
    ReplayStage stage;
    ReplayWindow &window = stage.open({draftOf("GET", "/a"), draftOf("GET", "/b")});
    ChoiceModel *choices = window.choices();
    const QAbstractItemModelTester tester(choices, QAbstractItemModelTester::FailureReportingMode::Fatal);
    CHECK(choices->setData(choices->index(0, 0), Qt::Unchecked, Qt::CheckStateRole));
    window.start();
    stage.finish();
    REQUIRE(stage.transport.sent.size() == 1);
    CHECK(stage.transport.sent[0].url.path == "/b");
}

TEST_CASE("Replay window: each row tells status, cause and result; a row opens its exchange, diagnosed", "[replay]")
{
    ReplayStage stage;
    ReplayWindow &window = stage.open({draftOf("GET", "/a"), draftOf("GET", "/secret")});
    const QAbstractItemModelTester tester(window.results(), QAbstractItemModelTester::FailureReportingMode::Fatal);
    window.start();
    stage.finish();
    CHECK(stage.cell(0, ResultModel::OutcomeColumn) == "Passed");
    CHECK(stage.cell(1, ResultModel::OutcomeColumn) == "Failed");
    CHECK(stage.cell(1, ResultModel::StatusColumn) == "401");
    CHECK(stage.cell(1, ResultModel::CauseColumn) == "header.missing");
    int shown = 0;
    QObject::connect(&window, &ReplayWindow::exchangeChosen, &window,
                     [&shown](const auto &exchange, const Report &report, const QString &) {
                         shown = exchange->last().response->status;
                         CHECK(report.verdict.id == "header.missing");
                     });
    window.openResult(1);
    CHECK(shown == 401);
    CHECK(window.told().contains("1 passed, 1 failed"));
}

TEST_CASE("Replay window: a run is paused, goes on, and is cancelled", "[replay]")
{
    ReplayStage stage;
    stage.transport.hold();
    ReplayWindow &window = stage.open({draftOf("GET", "/a"), draftOf("GET", "/b")});
    window.start();
    CHECK(window.run()->state() == ReplayRun::State::Running);
    window.pauseOrResume();
    CHECK(window.run()->state() == ReplayRun::State::Paused);
    CHECK(window.told().contains("pausing"));
    window.pauseOrResume();
    CHECK(window.run()->state() == ReplayRun::State::Running);
    window.cancel();
    CHECK(window.run()->state() == ReplayRun::State::Finished);
    CHECK(stage.transport.sent.size() == 1);
}

TEST_CASE("Replay window: the settings are those of the run; an incomplete one is told and nothing is sent", "[replay]")
{
    ReplayStage stage;
    ReplayWindow &window = stage.open({draftOf("GET", "/a"), draftOf("GET", "/secret"), draftOf("GET", "/c")});
    window.settings()->stop()->setCurrentIndex(4);  // a status
    window.start();
    CHECK_FALSE(window.run());
    CHECK(window.told().contains("not complete"));
    window.settings()->stopValue()->setText("401");
    window.settings()->repeat()->setValue(3);
    window.settings()->parallel()->setValue(1);
    window.start();
    stage.finish();
    CHECK(window.run()->stoppedBy() == "status 401");
    CHECK(stage.transport.sent.size() == 2);
    CHECK(window.run()->options().repeat == 3);
}

TEST_CASE("Replay window: cookies of the session go along, and those that come stay with the run", "[replay]")
{
    ReplayStage stage;
    const auto url = Url::parse("https://api.example.com/");
    stage.session.jar().store(*url, FieldList({{"Set-Cookie", "sid=1; Path=/", {}}}), stage.clock.now());
    stage.transport.answer("https://api.example.com/login", 200, FieldList({{"Set-Cookie", "other=2; Path=/", {}}}));
    ReplayWindow &window = stage.open({draftOf("GET", "/login"), draftOf("GET", "/b")});
    window.start();
    stage.finish();
    CHECK(stage.transport.field(0, "Cookie") == "sid=1");
    CHECK(stage.transport.field(1, "Cookie").contains("other=2"));
    CHECK(stage.session.jar().cookies().size() == 1);
}

TEST_CASE("Replay window: a thousand results come without a stop, and the model is in order", "[replay]")
{
    ReplayStage stage;
    ReplayWindow &window = stage.open({draftOf("GET", "/a")});
    const QAbstractItemModelTester tester(window.results(), QAbstractItemModelTester::FailureReportingMode::Fatal);
    window.settings()->repeat()->setValue(1000);
    window.settings()->parallel()->setValue(8);
    window.start();
    stage.finish();
    CHECK(window.results()->rowCount() == 1000);
    CHECK(stage.cell(999, ResultModel::RequestColumn).contains("round 1000"));
}

TEST_CASE("Replay window: every control has a name for a screen reader", "[replay][accessible]")
{
    ReplayStage stage;
    ReplayWindow &window = stage.open({draftOf("GET", "/a"), draftOf("POST", "/b")});
    CHECK(accessibleFaults(window).join("\n").toStdString() == "");
    window.start();
    stage.finish();
    CHECK(accessibleFaults(window).join("\n").toStdString() == "");
}

TEST_CASE("Replay window: closed in the middle of a run, it ends what is on its way", "[replay]")
{
    ReplayStage stage;
    stage.transport.hold();
    ReplayWindow &window = stage.open({draftOf("GET", "/a")});
    window.start();
    stage.window.reset();
    QTRY_VERIFY(stage.transport.lastIsCancelled());
}
