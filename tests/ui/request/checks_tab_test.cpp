#include "catch.h"
#include "ui/request/checks_tab.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>

using namespace keyhole;

namespace {

CheckedAnswer answer(int status, const QByteArray &body, std::vector<QByteArray> causes = {})
{
    Hop hop;
    hop.request.url = *Url::parse("https://api.example/");
    hop.response = Response();
    hop.response->status = status;
    hop.response->body = body;
    hop.response->bodySize = body.size();
    auto exchange = std::make_shared<Exchange>();
    exchange->hops.push_back(std::move(hop));
    return {exchange, std::move(causes)};
}

struct Page {
    Theme theme;
    ChecksTab tab{theme};
    QString expectation(int row, int column) { return tab.expectations().index(row, column).data().toString(); }
    QString taken(int row, int column) { return tab.captures().index(row, column).data().toString(); }
};

}

TEST_CASE("Checks: what is typed becomes an expectation and a capture of the file", "[request][checks]")
{
    Page page;
    RequestFile file;
    page.tab.setFile(&file);
    const QAbstractItemModelTester expectations(&page.tab.expectations()), captures(&page.tab.captures());
    const QSignalSpy edited(&page.tab, &EditorTab::edited);
    page.tab.expectations().setData(page.tab.expectations().index(0, ExpectationsModel::ExpressionColumn), "res.status", Qt::EditRole);
    page.tab.expectations().setData(page.tab.expectations().index(0, ExpectationsModel::ValueColumn), "200", Qt::EditRole);
    page.tab.captures().setData(page.tab.captures().index(0, CapturesModel::VariableColumn), "id", Qt::EditRole);
    page.tab.captures().setData(page.tab.captures().index(0, CapturesModel::ExpressionColumn), "res.body.id", Qt::EditRole);
    page.tab.captures().setData(page.tab.captures().index(0, CapturesModel::ScopeColumn), CapturesModel::scopeName(Capture::Scope::Folder),
                                Qt::EditRole);
    CHECK(edited.count() == 5);
    page.tab.storeIn(file);
    REQUIRE(file.expectations.size() == 1);
    CHECK(file.expectations[0].expression == "res.status");
    CHECK(file.expectations[0].comparison == "eq");
    CHECK(file.expectations[0].value == "200");
    REQUIRE(file.captures.size() == 1);
    CHECK(file.captures[0].variable == "id");
    CHECK(file.captures[0].scope == Capture::Scope::Folder);
    CHECK(page.tab.count() == 2);
}

TEST_CASE("Checks: what the last answer gave stands beside each, and tells what failed", "[request][checks]")
{
    Page page;
    RequestFile file;
    file.expectations = {{true, "res.status", "eq", "200"}, {true, "res.cause", "eq", "token.expired"}, {true, "2 + 2", "eq", "4"}};
    file.captures = {{true, "id", "res.body.id"}, {true, "gone", "res.body.gone"}};
    page.tab.setFile(&file);
    page.tab.setAnswer(answer(401, R"({"id":42})", {"token.expired"}));
    CHECK(page.expectation(0, ExpectationsModel::ResultColumn).startsWith("failed"));
    CHECK(page.expectation(0, ExpectationsModel::ResultColumn).contains("401"));
    CHECK(page.expectation(1, ExpectationsModel::ResultColumn).startsWith("held"));
    CHECK(page.expectation(2, ExpectationsModel::ResultColumn).contains("never run"));
    CHECK(page.taken(0, CapturesModel::SeenColumn) == "42");
    CHECK(page.taken(1, CapturesModel::SeenColumn) == "nothing");
    page.tab.setAnswer({});
    CHECK(page.expectation(0, ExpectationsModel::ResultColumn).isEmpty());
}

TEST_CASE("Checks: a token of the answer is not shown", "[request][checks]")
{
    Page page;
    RequestFile file;
    file.expectations = {{true, "res.body.access_token", "eq", "other"}};
    file.captures = {{true, "access", "res.body.access_token"}};
    page.tab.setFile(&file);
    page.tab.setAnswer(answer(200, R"({"access_token":"s3cr3t-of-the-server"})"));
    CHECK(page.expectation(0, ExpectationsModel::ResultColumn) == "failed");
    CHECK(page.taken(0, CapturesModel::SeenColumn) == QString::fromUtf8("••••••"));
}

TEST_CASE("Checks: a request in no collection has no file for them, and says so", "[request][checks]")
{
    Page page;
    page.tab.setFile(nullptr);
    CHECK(page.tab.expectations().isReadOnly());
    RequestFile file;
    page.tab.setFile(&file);
    CHECK_FALSE(page.tab.expectations().isReadOnly());
    page.tab.setReadOnly(true);
    CHECK(page.tab.captures().isReadOnly());
}
