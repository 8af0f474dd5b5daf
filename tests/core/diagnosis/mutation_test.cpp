#include "catch.h"
#include "core/diagnosis/neutral.h"
#include "core/diagnosis/recorded.h"

using namespace keyhole;

namespace {

Recording recordingOf(const QString &path)
{
    Recording recording;
    const auto har = HarFile::open(path);
    for (int i = 0; har && i < har->count(); ++i) {
        if (auto exchange = har->exchange(i))
            recording.push_back(std::move(*exchange));
    }
    return recording;
}

std::optional<Finding> findingOf(const Recording &recording, QByteArrayView id)
{
    std::vector<const Exchange *> before;
    for (size_t i = 0; i + 1 < recording.size(); ++i)
        before.push_back(&recording[i]);
    const Report report = diagnose({recording.back(), before});
    const auto found = std::find_if(report.findings.begin(), report.findings.end(), [id](const Finding &each) { return each.id == id; });
    return found == report.findings.end() ? std::nullopt : std::optional(*found);
}

/// What a reader would notice.
bool isSame(const Finding &a, const Finding &b)
{
    return a.certainty == b.certainty && a.role == b.role && a.title == b.title && a.why == b.why
        && std::equal(a.evidence.begin(), a.evidence.end(), b.evidence.begin(), b.evidence.end(),
                      [](const Evidence &x, const Evidence &y) { return x.where == y.where && x.text == y.text && x.says == y.says; });
}

}

TEST_CASE("Rules: a finding changes or goes when a line of its evidence does", "[diagnosis][mutation]")
{
    for (const Rule *rule : allRules()) {
        for (const QString &path : casesOf(rule->id, QStringLiteral("hit"))) {
            const Recording recording = recordingOf(path);
            const auto finding = findingOf(recording, rule->id);
            CAPTURE(rule->id, path);
            REQUIRE(finding);
            for (const Evidence &evidence : finding->evidence) {
                CAPTURE(evidence.where);
                Recording changed = recording;
                REQUIRE(neutralise(changed, evidence.where, Milliseconds(-10 * 86'400'000LL)));
                const auto after = findingOf(changed, rule->id);
                CHECK((!after || !isSame(*finding, *after)));
            }
        }
    }
}

TEST_CASE("Rules: a finding goes when all of its evidence goes", "[diagnosis][mutation]")
{
    constexpr int kRounds = 3;  // what it falls back on goes as well
    for (const Rule *rule : allRules()) {
        for (const QString &path : casesOf(rule->id, QStringLiteral("hit"))) {
            Recording recording = recordingOf(path);
            QByteArrayList done;
            auto finding = findingOf(recording, rule->id);
            for (int round = 0; finding && round < kRounds; ++round) {
                for (const Evidence &evidence : finding->evidence) {
                    if (!done.contains(evidence.where))
                        neutralise(recording, evidence.where);
                    done += evidence.where;
                }
                finding = findingOf(recording, rule->id);
            }
            CAPTURE(rule->id, path, done.join(' '));
            CHECK_FALSE(finding);
        }
    }
}
