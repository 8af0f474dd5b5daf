#include "catch.h"
#include "ui/replay/host_model.h"

#include <QAbstractItemModelTester>

using namespace keyhole;

namespace {

const Origin kApi{"https", "api.example.com", 443}, kLogin{"https", "login.example.com", 443};

void type(HostModel &model, int row, int column, const QString &text)
{
    REQUIRE(model.setData(model.index(row, column), text, Qt::EditRole));
}

}

TEST_CASE("Servers of a recording: as long as nothing is typed, each entry goes where it went", "[replay]")
{
    const Theme theme;
    HostModel model(theme, {kApi, kLogin});
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
    const auto settings = model.settings(true);
    REQUIRE(settings);
    CHECK(settings->hosts.empty());
    CHECK(settings->credentials.empty());
    CHECK(settings->recordedCredentials);
}

TEST_CASE("Servers of a recording: another server is typed, and its token goes there alone", "[replay]")
{
    const Theme theme;
    HostModel model(theme, {kApi, kLogin});
    type(model, 0, HostModel::TargetColumn, "http://localhost:8080");
    type(model, 0, HostModel::TokenColumn, "my-own-token");
    const auto settings = model.settings(false);
    REQUIRE(settings);
    REQUIRE(settings->hosts.size() == 1);
    CHECK(mapped(*Url::parse("https://api.example.com/a?b"), settings->hosts).toString() == "http://localhost:8080/a?b");
    CHECK(mapped(*Url::parse("https://login.example.com/a"), settings->hosts).toString() == "https://login.example.com/a");
    REQUIRE(settings->credentials.size() == 1);
    CHECK(settings->credentials[0].first == Origin{"http", "localhost", 8080});
    CHECK(settings->credentials[0].second.secret.reveal() == "my-own-token");
    CHECK_FALSE(settings->recordedCredentials);
}

TEST_CASE("Servers of a recording: a token is shown nowhere, and what is no server is refused", "[replay]")
{
    const Theme theme;
    HostModel model(theme, {kApi});
    type(model, 0, HostModel::TokenColumn, "my-own-token");
    for (int column = 0; column < HostModel::ColumnCount; ++column) {
        for (const int role : {int(Qt::DisplayRole), int(Qt::EditRole), int(Qt::AccessibleTextRole), int(Qt::ToolTipRole)})
            CHECK_FALSE(model.index(0, column).data(role).toString().contains("own"));
    }
    type(model, 0, HostModel::TargetColumn, "ftp://somewhere/else");
    CHECK_FALSE(model.settings(true));
}
