#include "catch.h"
#include "ui/compare/noise_window.h"
#include "ui/controls/button.h"
#include "ui/tables/plain_table.h"

#include <QTest>

using namespace keyhole;

namespace {

struct Bench {
    Bench()
    {
        for (const char *host : {"api.example.com", "other.example"}) {
            for (int pair = 0; pair < 2; ++pair)
                noise.memory().learn({{host, "r"}, {1, 1, 1}, {"response.body/load", "response.headers.x-shard"}});
        }
        noise.memory().learn({{"once.example", "r"}, {1, 1, 1}, {"response.body/load"}});
        window = std::make_unique<NoiseWindow>(theme, noise);
        window->setAttribute(Qt::WA_DeleteOnClose, false);
        window->show();
    }
    QString cell(int row, int column) const { return window->table()->model()->index(row, column).data().toString(); }
    int rows() const { return window->table()->model()->rowCount(); }

    Theme theme;
    NoiseKeeper noise{QString()};
    std::unique_ptr<NoiseWindow> window;
};

}

TEST_CASE("Noise window: lists host, place, how often, and whether it is folded", "[compare][noise]")
{
    Bench bench;
    REQUIRE(bench.rows() == 5);
    CHECK(bench.cell(0, 0) == "api.example.com");
    CHECK(bench.cell(0, 1) == "/load in the answer");
    CHECK(bench.cell(0, 2) == "2 of 2");
    CHECK(bench.cell(0, 3) == "yes");
    CHECK(bench.cell(1, 1) == "field x-shard of the answer");
    CHECK(bench.cell(2, 0) == "once.example");
    CHECK(bench.cell(2, 3) == "not yet");
}

TEST_CASE("Noise window: rows, hosts and all of it can be forgotten", "[compare][noise]")
{
    Bench bench;
    bench.window->table()->selectRow(0);
    bench.window->forgetSelected();
    CHECK(bench.rows() == 4);
    CHECK(bench.cell(0, 1) == "field x-shard of the answer");
    bench.window->table()->selectRow(bench.rows() - 1);
    bench.window->forgetHosts();
    CHECK(bench.rows() == 2);
    bench.window->forgetAll();
    CHECK(bench.rows() == 0);
    CHECK(bench.noise.memory().isEmpty());
}
