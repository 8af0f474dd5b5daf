#include "catch.h"
#include "core/secrets/session_store.h"
#include "core/session/canned_transport.h"
#include "ui/controls/button.h"
#include "ui/main_window/window_settings.h"
#include "ui/settings/history_limits.h"

#include <QSignalSpy>
#include <QSpinBox>
#include <QTemporaryDir>
#include <QTest>

using namespace keyhole;

namespace {

/// A history with one exchange that is ten days old.
struct Bench {
    Bench()
    {
        transport.answer("https://api.example.com/", 200);
        RequestDraft draft;
        draft.address = "https://api.example.com/";
        bool added = false;
        QObject::connect(&keeper, &HistoryKeeper::added, &keeper, [&added] { added = true; });
        REQUIRE(session.send(draft));
        REQUIRE(QTest::qWaitFor([&added] { return added; }));
        clock.moment += std::chrono::hours(240);
    }
    QTemporaryDir folder;
    CannedTransport transport;
    FixedClock clock;
    Session session{transport, clock};
    SessionStore credentials;
    HistoryKeeper keeper{session, credentials, folder.filePath("history.sqlite")};
    Theme theme;
    HistoryLimits limits{theme, keeper};
};

}

TEST_CASE("History limits: what a choice would remove is told before it holds", "[settings]")
{
    Bench bench;
    CHECK(bench.limits.days()->value() == 90);
    CHECK_FALSE(bench.limits.apply()->isEnabled());
    REQUIRE(QTest::qWaitFor([&] { return bench.limits.says().startsWith("Nothing"); }));
    bench.limits.days()->setValue(7);
    REQUIRE(QTest::qWaitFor([&] { return bench.limits.says().contains("remove"); }));
    CHECK(bench.keeper.retention().age == std::chrono::days(90));
    QSignalSpy chosen(&bench.limits, &HistoryLimits::chosen);
    bench.limits.apply()->click();
    REQUIRE(chosen.count() == 1);
}

TEST_CASE("History limits: they are remembered, and hold from the next start", "[settings]")
{
    const QTemporaryDir folder;
    WindowSettings settings;
    settings.history.age = std::chrono::days(400);
    settings.history.bytes = 64LL << 20;
    REQUIRE(settings.save(folder.filePath("window.ini")));
    CHECK(WindowSettings::load(folder.filePath("window.ini")).history == settings.history);
}
