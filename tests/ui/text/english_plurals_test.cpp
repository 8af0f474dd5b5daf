#include "catch.h"
#include "ui/text/english_plurals.h"

#include <QDirIterator>
#include <QFile>
#include <QRegularExpression>

using namespace keyhole;

TEST_CASE("Counts: one thing is said in the singular, several in the plural", "[text]")
{
    const EnglishPlurals plurals;
    CHECK(plurals.translate("MainWindow", "Jar: %n cookies", nullptr, 1) == "Jar: %n cookie");
    CHECK(plurals.translate("MainWindow", "Jar: %n cookies", nullptr, 2).isEmpty());
    CHECK(plurals.translate("MainWindow", "Jar: %n cookies", nullptr, 0).isEmpty());
}

TEST_CASE("Counts: every counted text of the window has a form for one", "[text]")
{
    const EnglishPlurals plurals;
    const QRegularExpression counted("tr\\(\"([^\"]*%n[^\"]*)\", nullptr");
    int seen = 0;
    for (QDirIterator files(KEYHOLE_SOURCE_DIR "/ui", {"*.cpp"}, QDir::Files, QDirIterator::Subdirectories); files.hasNext();) {
        QFile file(files.next());
        REQUIRE(file.open(QIODevice::ReadOnly));
        for (auto found = counted.globalMatch(QString::fromUtf8(file.readAll())); found.hasNext(); ++seen) {
            const QByteArray text = found.next().captured(1).toUtf8();
            CAPTURE(text.toStdString());
            CHECK_FALSE(plurals.translate("", text.constData(), nullptr, 1).isEmpty());
        }
    }
    CHECK(seen > 0);
}
