#include "catch.h"

#include "ui/controls/secret_clipboard.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QMimeData>
#include <QTest>

using namespace keyhole;

TEST_CASE("Clipboard: a secret is marked as one for every clipboard manager", "[controls][secrets]")
{
    copySecret(Secret("s3cret"));
    const QMimeData *data = QGuiApplication::clipboard()->mimeData();
    CHECK(data->text() == "s3cret");
    for (const char *mark : {"x-kde-passwordManagerHint", "org.nspasteboard.ConcealedType", "ExcludeClipboardContentFromMonitorProcessing"})
        CHECK(data->hasFormat(mark));
    QGuiApplication::clipboard()->clear();
}

TEST_CASE("Clipboard: a secret is gone after its time", "[controls][secrets]")
{
    copySecret(Secret("s3cret"), std::chrono::milliseconds(10));
    CHECK(QTest::qWaitFor([] { return QGuiApplication::clipboard()->text().isEmpty(); }));
}

TEST_CASE("Clipboard: what was copied meanwhile stays", "[controls][secrets]")
{
    copySecret(Secret("s3cret"), std::chrono::milliseconds(10));
    QGuiApplication::clipboard()->setText("a recipe");
    QTest::qWait(50);
    CHECK(QGuiApplication::clipboard()->text() == "a recipe");
    QGuiApplication::clipboard()->clear();
}

TEST_CASE("Clipboard: a secret does not outlive the program", "[controls][secrets]")
{
    copySecret(Secret("s3cret"));
    QMetaObject::invokeMethod(qGuiApp, "aboutToQuit");
    CHECK(QGuiApplication::clipboard()->text().isEmpty());
}
