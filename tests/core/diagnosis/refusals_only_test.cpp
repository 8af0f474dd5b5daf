#include "catch.h"
#include "recorded.h"
#include "refusals.h"

using namespace keyhole;

namespace {

QByteArrayList idsOf(const Report &report)
{
    QByteArrayList ids;
    for (const Finding &finding : report.findings)
        ids += finding.id;
    return ids;
}

FieldList only(const QByteArray &name, const QByteArray &value)
{
    FieldList fields;
    fields.append(name, value);
    return fields;
}

QStringList recordings()
{
    QStringList paths;
    const QDir rules(QStringLiteral(KEYHOLE_SOURCE_DIR "/tests/fixtures/rules"));
    for (const QString &rule : rules.entryList(QDir::Dirs | QDir::NoDotAndDotDot))
        paths += casesOf(rule.toUtf8(), "hit") + casesOf(rule.toUtf8(), "miss");
    return paths;
}

}

TEST_CASE("Refusals alone: whether and why something was refused is told as in the whole report", "[diagnosis]")
{
    int accepted = 0;
    for (const QString &path : recordings()) {
        CAPTURE(path.toStdString());
        const auto har = HarFile::open(path);
        REQUIRE(har);
        for (int i = 0; i < har->count(); ++i) {
            const auto exchange = har->exchange(i);
            REQUIRE(exchange);
            const Report whole = diagnose({*exchange}), brief = diagnoseRefusal({*exchange});
            CHECK(brief.verdict.outcome == whole.verdict.outcome);
            CHECK(brief.verdict.id == whole.verdict.id);
            CHECK(brief.verdict.headline == whole.verdict.headline);
            CHECK(idsOf(brief) == idsOf(whole));
            CHECK(brief.url == whole.url);
            accepted += brief.verdict.outcome == Outcome::Accepted ? 1 : 0;
        }
    }
    CHECK(accepted > 50);
}

TEST_CASE("Refusals alone: an accepted answer has its verdict, and nothing that takes long to find", "[diagnosis]")
{
    Exchange exchange = refusal({}, only("Content-Type", "application/json"), R"({"id":42})", 200);
    exchange.hops.back().response->reason = "OK";
    const Report report = diagnoseRefusal({exchange});
    CHECK(report.verdict.headline == "Accepted: 200 OK");
    CHECK(report.status == 200);
    CHECK(report.marked.hops.empty());
    CHECK(report.ruledOut.empty());
}

TEST_CASE("Refusals alone: an error that is told in a success is found", "[diagnosis]")
{
    const Exchange exchange = refusal(only("Authorization", "Bearer tok-5a11"), only("Content-Type", "application/json"),
                                      R"({"errors":[{"message":"not signed in","extensions":{"code":"UNAUTHENTICATED"}}]})", 200);
    CHECK(diagnoseRefusal({exchange}).verdict.outcome != Outcome::Accepted);
}

TEST_CASE("Refusals alone: a secret of the address is not shown", "[diagnosis]")
{
    Exchange exchange = refusal({}, only("Content-Type", "application/json"), R"({"ok":true})", 200);
    exchange.hops.back().request.url = *Url::parse("https://api.example.com/v1/orders?api_key=k-90f2ab1177cd&page=2");
    const Report report = diagnoseRefusal({exchange});
    CHECK(report.verdict.outcome == Outcome::Accepted);
    CHECK_FALSE(report.url.contains("k-90f2ab1177cd"));
}
