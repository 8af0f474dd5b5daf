#include "catch.h"
#include "ui/main_window/text_dialog.h"

#include <QPlainTextEdit>
#include <QTextEdit>
#include <memory>

using namespace keyhole;

TEST_CASE("A page about a cause: is typeset under its own heading, and loads nothing that it names", "[main_window]")
{
    const Theme theme;
    const std::unique_ptr<TextDialog> dialog(
        TextDialog::typeset(theme, "# The token is late\n\nSee `exp` in ![x](file:///etc/hostname).\n", nullptr));
    CHECK(dialog->windowTitle() == "The token is late");
    auto *page = dialog->findChild<QTextEdit *>();
    REQUIRE(page);
    CHECK(page->toPlainText().startsWith("The token is late\nSee exp"));
    CHECK(page->isReadOnly());
    CHECK(page->textInteractionFlags().testFlag(Qt::TextSelectableByKeyboard));
    CHECK_FALSE(page->textInteractionFlags().testFlag(Qt::LinksAccessibleByMouse));
    const QUrl file = QUrl::fromLocalFile(KEYHOLE_SOURCE_DIR "/CMakeLists.txt");
    CHECK(page->document()->resource(QTextDocument::StyleSheetResource, file).toByteArray().isEmpty());
}

TEST_CASE("A page of plain text: shows markup as it stands", "[main_window]")
{
    const Theme theme;
    const TextDialog dialog(theme, "About", "# no heading <b>", nullptr);
    CHECK(dialog.findChild<QPlainTextEdit *>()->toPlainText() == "# no heading <b>");
}
