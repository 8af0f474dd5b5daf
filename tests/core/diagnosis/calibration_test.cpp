#include "catch.h"
#include "core/diagnosis/recorded.h"

using namespace keyhole;

namespace {

/// How often what was told so sure was the established cause.
struct Score {
    int told = 0, right = 0;
    double share() const { return told == 0 ? 1.0 : double(right) / told; }
    std::string text() const { return std::to_string(right) + " of " + std::to_string(told); }
};

}

TEST_CASE("Certainty: certain is right 99 times in 100, likely 85, over every recorded case", "[diagnosis][calibration]")
{
    Score certain, likely;
    int first = 0, cases = 0;
    for (const Rule *rule : allRules()) {
        for (const QString &path : casesOf(rule->id, QStringLiteral("hit"))) {
            const auto report = diagnoseRecording(path);
            REQUIRE(report);
            ++cases;
            bool none = true;
            for (const Finding &finding : report->findings) {
                if (finding.role > FindingRole::PossibleCause)
                    continue;
                first += none && finding.id == rule->id;
                none = false;
                Score *score = finding.certainty == Certainty::Certain ? &certain
                    : finding.certainty == Certainty::Likely           ? &likely
                                                                       : nullptr;
                if (score) {
                    ++score->told;
                    score->right += finding.id == rule->id;
                }
            }
        }
        // In a near miss the cause is another one: whatever is told of this one is wrong.
        for (const QString &path : casesOf(rule->id, QStringLiteral("miss"))) {
            const auto report = diagnoseRecording(path);
            REQUIRE(report);
            for (const Finding &finding : report->findings) {
                if (finding.id == rule->id && finding.role <= FindingRole::PossibleCause)
                    ++(finding.certainty == Certainty::Certain ? certain : likely).told;
            }
        }
    }
    WARN("certain: " << certain.text() << "; likely: " << likely.text() << "; the cause at the first place: " << first << " of " << cases);
    CHECK(certain.share() >= 0.99);
    CHECK(likely.share() >= 0.85);
}
