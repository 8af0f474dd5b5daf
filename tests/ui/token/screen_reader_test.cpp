#include "catch.h"
#include "tokens.h"
#include "ui/accessible_tree.h"
#include "ui/token/signature_card.h"
#include "ui/token/token_find.h"
#include "ui/token/token_window.h"
#include "ui/token/validity_line.h"

#include <QApplication>
#include <QPointer>

using namespace keyhole;

namespace {

struct Stage {
    Stage() : window(new TokenWindow(theme))
    {
        window->setTokens({{tokens::expired(), "Pasted."}}, {tokens::serverAhead(), tokens::kLocalNow});
        window->show();
        QApplication::processEvents();
    }
    ~Stage() { delete window; }
    static QString nameOf(QObject *object) { return QAccessible::queryAccessibleInterface(object)->text(QAccessible::Name); }

    Theme theme;
    QPointer<TokenWindow> window;
};

}

TEST_CASE("Screen reader: the card of the signature says what came of a key", "[token][accessible]")
{
    const Stage stage;
    auto *card = stage.window->findChild<SignatureCard *>();
    card->useKey(tokens::kSecret);
    const auto *shown = QAccessible::queryAccessibleInterface(card);
    CHECK(shown->text(QAccessible::Name) == "Signature");
    CHECK(shown->text(QAccessible::Description).startsWith("Signature verified. Checked with"));
}

TEST_CASE("Screen reader: the line of times is a picture whose name is the verdict, and whose description says its marks",
          "[token][accessible]")
{
    const Stage stage;
    auto *line = stage.window->findChild<ValidityLine *>();
    CHECK(QAccessible::queryAccessibleInterface(line)->role() == QAccessible::Graphic);
    const QString marks = QAccessible::queryAccessibleInterface(line)->text(QAccessible::Description);
    CAPTURE(Stage::nameOf(line).toStdString());
    CHECK(Stage::nameOf(line).contains("3\u00A0h"));
    for (const char *mark : {"05:31:07", "06:31:07", "09:43:12"}) {
        CAPTURE(mark, marks.toStdString());
        CHECK(marks.contains(mark));
    }
}

TEST_CASE("Screen reader: every control of the window has a name, also with find open and a key asked for", "[token][accessible]")
{
    const Stage stage;
    stage.window->findChild<TokenFind *>()->open();
    CHECK(accessibleFaults(*stage.window) == QStringList());
}

TEST_CASE("Screen reader: Tab reaches every control, and comes round", "[token][accessible]")
{
    const Stage stage;
    QSet<const QWidget *> reached;
    const QWidget *widget = stage.window;
    do {
        widget = widget->nextInFocusChain();
        reached += widget;
    } while (widget != stage.window && reached.size() < 1000);
    for (const QWidget *each : stage.window->findChildren<QWidget *>()) {
        if (each->isVisible() && each->isEnabled() && (each->focusPolicy() & Qt::TabFocus)) {
            CAPTURE(each->metaObject()->className(), each->accessibleName().toStdString());
            CHECK(reached.contains(each));
        }
    }
}
