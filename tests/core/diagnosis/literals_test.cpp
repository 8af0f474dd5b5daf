#include "catch.h"
#include "core/diagnosis/recorded.h"

#include <QDirIterator>
#include <QFile>
#include <QRegularExpression>

using namespace keyhole;

// A rule that tests for a value of one case alone has learnt the case, not the cause. What stands in one recording only must be known
// publicly: named on a page about a cause, or an entry of the knowledge with its source.

namespace {

std::vector<std::pair<QString, QByteArray>> filesBelow(const char *folder, const QString &pattern)
{
    std::vector<std::pair<QString, QByteArray>> files;
    QDirIterator walk(QStringLiteral(KEYHOLE_SOURCE_DIR "/%1").arg(QLatin1String(folder)), {pattern}, QDir::Files,
                      QDirIterator::Subdirectories);
    while (walk.hasNext()) {
        QFile file(walk.next());
        if (file.open(QIODevice::ReadOnly))
            files.emplace_back(walk.filePath(), file.readAll());
    }
    return files;
}

const std::vector<QByteArray> &recordings()
{
    static const std::vector<QByteArray> texts = [] {
        std::vector<QByteArray> all;
        for (const auto &[path, text] : filesBelow("tests/fixtures/rules", QStringLiteral("*.har")))
            all.push_back(QByteArray(text).toLower().replace("\\\"", "\""));
        return all;
    }();
    return texts;
}

bool standsInOneRecordingOnly(const QByteArray &lower)
{
    return std::count_if(recordings().begin(), recordings().end(), [&](const QByteArray &each) { return each.contains(lower); }) == 1;
}

/// The byte strings that a rule compares with; what it says to a reader is a QStringLiteral.
QByteArrayList comparedBy(const QByteArray &source)
{
    static const QRegularExpression comment(QStringLiteral("//[^\n]*|#include[^\n]*"));
    static const QRegularExpression spoken(QStringLiteral("(?:QStringLiteral|QLatin1String)\\(\\s*(?:\"(?:[^\"\\\\]|\\\\.)*\"\\s*)+\\)"));
    static const QRegularExpression literal(QStringLiteral("\"((?:[^\"\\\\\n]|\\\\.)*)\""));
    constexpr qsizetype kShortest = 6;
    QString text = QString::fromUtf8(source);
    text.remove(comment).remove(spoken);
    QByteArrayList found;
    for (auto match = literal.globalMatch(text); match.hasNext();) {
        const QByteArray each = match.next().captured(1).toUtf8();
        if (each.size() >= kShortest && !each.contains(' '))
            found += each;
    }
    return found;
}

}

TEST_CASE("Rules: compare with nothing that one recording alone holds, unless a page about a cause names it", "[diagnosis][literals]")
{
    QByteArray pages;
    for (const auto &[path, text] : filesBelow("resources/rules", QStringLiteral("*.md")))
        pages += text;
    for (const auto &[path, text] : filesBelow("core/diagnosis/knowledge", QStringLiteral("*.yaml")))
        pages += text;
    pages = pages.toLower();
    REQUIRE(recordings().size() > 300);
    for (const auto &[path, source] : filesBelow("core/diagnosis/rules", QStringLiteral("*.cpp"))) {
        for (const QByteArray &literal : comparedBy(source)) {
            CAPTURE(path, literal);
            CHECK((pages.contains(literal.toLower()) || !standsInOneRecordingOnly(literal.toLower())));
        }
    }
}
