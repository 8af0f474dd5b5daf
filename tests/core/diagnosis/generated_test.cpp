#include "catch.h"
#include "core/diagnosis/diagnose.h"
#include "core/diagnosis/generated.h"

using namespace keyhole;

namespace {

QByteArray causesOf(const Report &report)
{
    QByteArrayList ids;
    for (const Finding &finding : report.findings) {
        if (finding.role <= FindingRole::PossibleCause)
            ids += finding.id;
    }
    return ids.join(' ');
}

}

TEST_CASE("Diagnosis: finds no cause in ten thousand exchanges in which nothing is wrong", "[diagnosis]")
{
    Generated generated(20261121);
    for (int i = 0; i < 10'000; ++i) {
        const Exchange exchange = generated.healthy();
        const Report report = diagnose({exchange});
        const QByteArray causes = causesOf(report);
        if (!causes.isEmpty() || report.verdict.outcome != Outcome::Accepted) {
            CAPTURE(i, reportToText(report).toStdString());
            CHECK(causes == "");
            REQUIRE(report.verdict.outcome == Outcome::Accepted);
        }
    }
    SUCCEED("ten thousand without a cause");
}

TEST_CASE("Diagnosis: says that a 401 does not say why, a thousand times, where there is nothing to be seen", "[diagnosis]")
{
    Generated generated(401);
    for (int i = 0; i < 1'000; ++i) {
        const Exchange exchange = generated.unexplained();
        const Report report = diagnose({exchange});
        const bool sure = std::any_of(report.findings.begin(), report.findings.end(), [](const Finding &finding) {
            return finding.role <= FindingRole::PossibleCause && finding.certainty != Certainty::Possible;
        });
        if (sure || report.verdict.outcome != Outcome::NotSaid) {
            CAPTURE(i, reportToText(report).toStdString());
            CHECK_FALSE(sure);
            REQUIRE(report.verdict.outcome == Outcome::NotSaid);
        }
    }
    SUCCEED("a thousand that are told as not explained");
}
