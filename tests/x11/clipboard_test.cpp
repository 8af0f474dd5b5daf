#include "catch.h"

#include "ui/controls/secret_clipboard.h"
#include "x11/secret_places.h"
#include "x11/x_display.h"

#include <QApplication>
#include <QClipboard>
#include <QPushButton>
#include <QTimer>

using namespace keyhole;

namespace {

const QByteArray kSecret = "s3cret-of-the-clipboard";

/// The times that run for copied secrets.
QList<QTimer *> stays()
{
    return QGuiApplication::clipboard()->findChildren<QTimer *>(QString(), Qt::FindDirectChildrenOnly);
}

/// As if the 30 s were over, and no later.
void passTheTime()
{
    REQUIRE(stays().size() == 1);
    CHECK(stays().front()->intervalAsDuration() == std::chrono::seconds(30));
    stays().front()->start(0);
    REQUIRE(QTest::qWaitFor([] { return stays().isEmpty(); }));
}

/// Offered as a secret to whoever pastes, and to nobody by the middle button.
void checkConcealed(const QByteArray &secret)
{
    CHECK(pasted("CLIPBOARD") == secret);
    CHECK(pasted("CLIPBOARD", "x-kde-passwordManagerHint") == "secret");
    const std::optional<QByteArray> targets = pasted("CLIPBOARD", "TARGETS");
    REQUIRE(targets);
    CHECK(targets->contains("org.nspasteboard.ConcealedType"));
    CHECK(targets->contains("ExcludeClipboardContentFromMonitorProcessing"));
    CHECK_FALSE(pasted("PRIMARY"));
}

/// What is left of other cases would be offered still.
void beginWithNothing()
{
    for (QTimer *stay : stays())
        delete stay;
    for (const QClipboard::Mode mode : {QClipboard::Clipboard, QClipboard::Selection})
        QGuiApplication::clipboard()->clear(mode);
    REQUIRE(QGuiApplication::platformName() == "xcb");
    REQUIRE_FALSE(pasted("CLIPBOARD"));
    REQUIRE_FALSE(pasted("PRIMARY"));
}

}

TEST_CASE("X11: another program's copy is seen in each selection", "[x11]")
{
    beginWithNothing();
    const QByteArray selection = GENERATE(as<QByteArray>(), "CLIPBOARD", "PRIMARY");
    const OtherProgram other(selection, "a recipe");
    CHECK(pasted(selection) == "a recipe");
}

TEST_CASE("X11: a copied secret is in the clipboard alone, marked as one, and leaves it after 30 s", "[x11][secrets]")
{
    beginWithNothing();
    copySecret(Secret(kSecret));
    checkConcealed(kSecret);
    passTheTime();
    CHECK_FALSE(pasted("CLIPBOARD"));
    CHECK_FALSE(pasted("PRIMARY"));
}

TEST_CASE("X11: copied again, a secret stays its whole time again", "[x11][secrets]")
{
    beginWithNothing();
    copySecret(Secret(kSecret), std::chrono::milliseconds(1));
    copySecret(Secret(kSecret));
    QTest::qWait(20);
    CHECK(pasted("CLIPBOARD") == kSecret);
    CHECK(stays().size() == 1);
}

TEST_CASE("X11: what another program has copied since stays", "[x11][secrets]")
{
    beginWithNothing();
    copySecret(Secret(kSecret));
    const OtherProgram other("CLIPBOARD", "a recipe");
    REQUIRE(QTest::qWaitFor([] { return !QGuiApplication::clipboard()->ownsClipboard(); }));
    passTheTime();
    CHECK(pasted("CLIPBOARD") == "a recipe");
}

TEST_CASE("X11: a secret that a clipboard manager took over is taken back all the same", "[x11][secrets]")
{
    beginWithNothing();
    copySecret(Secret(kSecret));
    const OtherProgram manager("CLIPBOARD", kSecret);
    REQUIRE(QTest::qWaitFor([] { return !QGuiApplication::clipboard()->ownsClipboard(); }));
    passTheTime();
    CHECK_FALSE(pasted("CLIPBOARD"));
}

TEST_CASE("X11: a secret does not outlive the program", "[x11][secrets]")
{
    beginWithNothing();
    copySecret(Secret(kSecret));
    SECTION("while it is still there")
    {
        QTimer::singleShot(0, qApp, &QCoreApplication::quit);
        QCoreApplication::exec();
        CHECK_FALSE(pasted("CLIPBOARD"));
    }
    SECTION("but what another program copied does")
    {
        const OtherProgram other("CLIPBOARD", "a recipe");
        QTimer::singleShot(0, qApp, &QCoreApplication::quit);
        QCoreApplication::exec();
        CHECK(pasted("CLIPBOARD") == "a recipe");
    }
}

TEST_CASE("X11: each button that copies a secret conceals it", "[x11][secrets]")
{
    beginWithNothing();
    SECTION("credential manager")
    {
        SecretPlaces opened("credential manager");
        static_cast<SecretRows *>(opened.place.place)->copy("token");
        REQUIRE(QTest::qWaitFor([] { return !stays().isEmpty(); }));
        checkConcealed(kShownSecret);
    }
    SECTION("keys, in a revealed field or text")
    {
        const QByteArray name = GENERATE(as<QByteArray>(), "typed credential", "token window", "raw bytes");
        CAPTURE(name);
        SecretPlaces opened(name);
        opened.place.setRevealed(true);
        opened.place.text->setFocus();
        QTest::keyClick(opened.place.text, Qt::Key_A, Qt::ControlModifier);
        QTest::keyClick(opened.place.text, Qt::Key_C, Qt::ControlModifier);
        REQUIRE(QTest::qWaitFor([] { return !stays().isEmpty(); }));
        const std::optional<QByteArray> copied = pasted("CLIPBOARD");
        REQUIRE(copied);
        CHECK(copied->contains(kShownSecret));
        checkConcealed(*copied);
        passTheTime();
        CHECK_FALSE(pasted("CLIPBOARD"));
    }
}

TEST_CASE("X11: what is selected while it is revealed is not offered to the middle button", "[x11][secrets]")
{
    beginWithNothing();
    const QByteArray name = GENERATE(as<QByteArray>(), "typed credential", "token window");
    CAPTURE(name);
    SecretPlaces opened(name);
    QWidget *text = opened.place.text;
    if (auto *view = qobject_cast<QTextEdit *>(text))
        text = view->viewport();
    const auto selectByMouse = [&] {
        opened.place.text->setFocus();
        QTest::mouseDClick(text, Qt::LeftButton, {}, {text->width() / 4, text->height() / 3});
        QCoreApplication::processEvents();
    };
    opened.place.setRevealed(true);
    selectByMouse();
    CHECK_FALSE(pasted("PRIMARY"));
    REQUIRE(opened.place.shows());
    opened.place.setRevealed(false);
    selectByMouse();
    CHECK_FALSE(pasted("PRIMARY").value_or(QByteArray()).contains(kShownSecret));
}
