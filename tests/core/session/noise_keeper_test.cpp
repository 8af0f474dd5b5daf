#include "canned_transport.h"
#include "catch.h"
#include "core/replay/draft_source.h"
#include "core/replay/replay_run.h"
#include "core/session/noise_keeper.h"

#include <QCoreApplication>
#include <QDeadlineTimer>
#include <QFile>
#include <QTemporaryDir>

using namespace keyhole;

namespace {

constexpr auto kHost = "api.example.com";

bool comesTrue(const std::function<bool()> &condition)
{
    const QDeadlineTimer deadline(5000);
    while (!condition() && !deadline.hasExpired())
        QCoreApplication::processEvents();
    return condition();
}

struct Bench {
    CannedTransport transport;
    FixedClock clock;
    Session session{transport, clock};

    /// Three times the same request, each with another load.
    void sendThree(const QByteArray &path)
    {
        RequestDraft draft;
        draft.address = "https://" + QByteArray(kHost) + path;
        for (const char *load : {"1", "2", "3"})
            transport.answer(draft.address, 200, FieldList({{"Content-Type", "application/json", {}}}),
                             R"({"load":)" + QByteArray(load) + '}');
        for (int i = 0; i < 3; ++i) {
            const auto sent = session.send(draft);
            REQUIRE(sent);
            REQUIRE(comesTrue([&] { return sent->isFinished(); }));
        }
    }
};

bool isKnown(const NoiseMemory &memory)
{
    return memory.find({kHost, "another request"}, "response.body/load").has_value();
}

}

TEST_CASE("NoiseKeeper: learns from what is sent, and knows it in the next run", "[session][noise]")
{
    const QTemporaryDir folder;
    const QString file = folder.filePath("deeper/noise.json");
    {
        Bench bench;
        NoiseKeeper keeper(file);
        keeper.follow(bench.session);
        bench.sendThree("/orders");
        CHECK(comesTrue([&] { return isKnown(keeper.memory()); }));
    }
    CHECK((QFile::permissions(file) & (QFile::ReadGroup | QFile::ReadOther)) == 0);
    NoiseKeeper keeper(file);
    CHECK(isKnown(keeper.memory()));
    keeper.forget(kHost);
    keeper.flush();
    CHECK(NoiseKeeper(file).memory().isEmpty());
}

TEST_CASE("NoiseKeeper: two programs with one file lose nothing of each other", "[session][noise]")
{
    const QTemporaryDir folder;
    const QString file = folder.filePath("noise.json");
    NoiseKeeper one(file), other(file);
    one.memory().learn({{"one.example", "r"}, {1, 1, 1}, {"response.body/x"}});
    other.memory().learn({{"other.example", "r"}, {1, 1, 1}, {"response.body/x"}});
    one.flush();
    other.flush();
    CHECK(NoiseKeeper(file).memory().entries().size() == 2);
}

TEST_CASE("NoiseKeeper: an unreadable file is begun anew, and one that cannot be written is told", "[session][noise]")
{
    const QTemporaryDir folder;
    QFile file(folder.filePath("noise.json"));
    REQUIRE(file.open(QFile::WriteOnly));
    file.write("{\"hosts\":");
    file.close();
    NoiseKeeper keeper(file.fileName());
    CHECK(keeper.memory().isEmpty());
    NoiseKeeper nowhere("/proc/nowhere/noise.json");
    int told = 0;
    QObject::connect(&nowhere, &NoiseKeeper::noticed, &nowhere, [&told] { ++told; });
    nowhere.memory().learn({{"h", "r"}, {1, 1, 1}, {"response.body/x"}});
    nowhere.flush();
    CHECK(comesTrue([&] { return told == 1; }));
}

TEST_CASE("Noise: what a replay learned is folded in a comparison of another request of the host, and the other way round",
          "[session][noise]")
{
    NoiseKeeper keeper({});
    const auto replay = [&keeper](const QByteArray &path, int rounds) {
        Bench bench;
        ReplayRequest request;
        request.draft.address = "https://" + QByteArray(kHost) + path;
        for (int round = 0; round < rounds; ++round)
            bench.transport.answer(request.draft.address, 200, FieldList({{"Content-Type", "application/json", {}}}),
                                   R"({"load":)" + QByteArray::number(round) + '}');
        DraftSource source({}, {request});
        ReplayOptions options;
        options.repeat = rounds;
        ReplayRun run(bench.session, source, {0}, options);
        run.setNoise(keeper.memory());
        REQUIRE(run.start());
        REQUIRE(comesTrue([&] { return run.state() == ReplayRun::State::Finished; }));
        return run.results().back().change;
    };
    CHECK(replay("/first", 2).isChanged());
    CHECK(replay("/first", 2).places == QStringList{"/load"});
    CHECK(isKnown(keeper.memory()));
    CHECK(replay("/second", 2).noise);

    Bench bench;
    keeper.forget({});
    keeper.follow(bench.session);
    bench.sendThree("/orders");
    REQUIRE(comesTrue([&] { return isKnown(keeper.memory()); }));
    CHECK(replay("/third", 2).noise);
}
