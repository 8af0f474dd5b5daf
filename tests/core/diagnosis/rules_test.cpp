#include "catch.h"
#include "core/diagnosis/recorded.h"
#include "core/diagnosis/texts/texts.h"

#include <QFile>
#include <QRegularExpression>

using namespace keyhole;

namespace {

/// A recorded case must be reported: as the first of the causes, or as the note or warning that it is. Nothing else may be told as certain
/// beside it.
void checkHit(const QString &path, const char *id)
{
    CAPTURE(path);
    const auto report = diagnoseRecording(path);
    REQUIRE(report);
    REQUIRE(reports(*report, id));
    const auto isCause = [](const Finding &finding) { return finding.role <= FindingRole::PossibleCause; };
    const auto &findings = report->findings;
    const auto own = std::find_if(findings.begin(), findings.end(), [id](const Finding &finding) { return finding.id == id; });
    if (isCause(*own))
        CHECK(findings.front().id == id);
    for (const Finding &finding : findings) {
        CAPTURE(finding.id);
        if (isCause(*own) && isCause(finding) && finding.id != id)
            CHECK(finding.certainty != Certainty::Certain);
    }
}

void checkMiss(const QString &path, const char *id)
{
    CAPTURE(path);
    const auto report = diagnoseRecording(path);
    REQUIRE(report);
    CHECK_FALSE(reports(*report, id));
}

}

TEST_CASE("Rules: each has a page with what it is, how to see it, why, and what to do", "[diagnosis]")
{
    for (const Rule *rule : allRules()) {
        CAPTURE(rule->id);
        QFile page(QStringLiteral(KEYHOLE_SOURCE_DIR "/resources/rules/%1.md").arg(QString::fromLatin1(rule->id)));
        REQUIRE(page.open(QIODevice::ReadOnly));
        const QString text = QString::fromUtf8(page.readAll());
        CHECK(text.startsWith(QStringLiteral("# ")));
        for (const char *section : {"## What it is", "## How to recognise it", "## Why servers do it", "## What to do", "## Sources"}) {
            CAPTURE(section);
            CHECK(text.contains(QLatin1String(section)));
        }
        CHECK(rulePage(rule->id) == text);
    }
}

TEST_CASE("Rules: each has three cases that it reports and three near misses that it leaves alone", "[diagnosis]")
{
    for (const Rule *rule : allRules()) {
        CAPTURE(rule->id);
        const QStringList hits = casesOf(rule->id, QStringLiteral("hit"));
        const QStringList misses = casesOf(rule->id, QStringLiteral("miss"));
        CHECK(hits.size() >= 3);
        CHECK(misses.size() >= 3);
        for (const QString &path : hits)
            checkHit(path, rule->id);
        for (const QString &path : misses)
            checkMiss(path, rule->id);
    }
}

TEST_CASE("Rules: ids are unique and every one has its words", "[diagnosis]")
{
    QByteArrayList seen;
    for (const Rule *rule : allRules()) {
        CAPTURE(rule->id);
        CHECK_FALSE(seen.contains(QByteArray(rule->id)));
        seen += rule->id;
        CHECK(qstrlen(rule->summary) > 10);
        REQUIRE(findTexts(rule->id) != nullptr);
    }
}

TEST_CASE("Texts: titles say what is, in one short sentence without a full stop or blame", "[diagnosis]")
{
    static constexpr const char *kForbidden[]
        = {"invalid", "illegal", "please", "oops", "unfortunately", "!", "you sent", " bad ", "failed"};
    for (const Rule *rule : allRules()) {
        const CauseTexts *texts = findTexts(rule->id);
        REQUIRE(texts);
        CAPTURE(rule->id);
        for (const char *text : {texts->headline, texts->title, texts->maybe}) {
            const QString plain = QString::fromUtf8(text).remove(QStringLiteral("**"));
            CAPTURE(plain);
            CHECK_FALSE(plain.isEmpty());
            CHECK(plain.size() <= 75);  // with its parameters' names, which are longer than most values
            CHECK_FALSE(plain.endsWith(QLatin1Char('.')));
        }
        for (const char *text : {texts->headline, texts->title, texts->maybe, texts->why, texts->help}) {
            // The window makes bold what is a name, and shows other marks as they are.
            CHECK_FALSE(
                QString::fromUtf8(text).remove(QRegularExpression("\\*\\*[A-Za-z0-9_.{}-]{1,40}\\*\\*")).contains(QLatin1String("**")));
            for (const char *word : kForbidden) {
                CAPTURE(word);
                // Codes of the protocols are quoted as they are: **invalid_grant**.
                CHECK_FALSE(QString::fromUtf8(text).remove(QStringLiteral("invalid_")).contains(QLatin1String(word), Qt::CaseInsensitive));
            }
        }
        CHECK(QString::fromUtf8(texts->help).endsWith(QLatin1Char('.')));
    }
}
