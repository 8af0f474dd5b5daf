#include "catch.h"
#include "core/secrets/session_store.h"
#include "ui/collection/import_keeping.h"
#include "ui/collection/import_notes.h"
#include "ui/collection/open_collections.h"
#include "ui/controls/button.h"

#include <QCoreApplication>
#include <QDirIterator>
#include <QFile>
#include <QPlainTextEdit>
#include <QSignalSpy>
#include <QTemporaryDir>

using namespace keyhole;

namespace {

Imported sample()
{
    Imported imported;
    imported.collection.name = "Shop";
    imported.notes = {{"A script is kept", "Shop / Add", {}}, {"An odd \x1b[31m name", {}, {}}};
    imported.secrets = {{"Shop / Add: Authorization", "token"}};
    return imported;
}

}

TEST_CASE("Import notes: each thing that was left out and each secret is a line, and no control character is shown", "[collection]")
{
    const Theme theme;
    const ImportNotes notes(theme, sample(), 0);
    const QString text = notes.findChild<QPlainTextEdit *>()->toPlainText();
    CHECK(text.contains(QStringLiteral("• Shop / Add: A script is kept")));
    CHECK(text.contains(QStringLiteral("• Shop / Add: Authorization (token)")));
    CHECK_FALSE(text.contains(QChar(0x1b)));
    CHECK(notes.findChild<Button *>("import.move-secrets") == nullptr);
}

TEST_CASE("Import notes: secrets are moved where a keychain can take them, when that is asked for", "[collection]")
{
    const Theme theme;
    ImportNotes notes(theme, sample(), 3);
    QSignalSpy asked(&notes, &ImportNotes::moveRequested);
    auto *move = notes.findChild<Button *>("import.move-secrets");
    REQUIRE(move);
    CHECK(move->text().contains("3"));
    CHECK(asked.isEmpty());
    move->click();
    CHECK(asked.size() == 1);
}

TEST_CASE("Import notes: an import that lost nothing and holds no secret has none", "[collection]")
{
    CHECK(ImportNotes::isWorthShowing(sample()));
    CHECK_FALSE(ImportNotes::isWorthShowing(Imported()));
}

TEST_CASE("Keeping an import: its files hold no secret, and their variables are taken from the store", "[collection]")
{
    Imported imported = sample();
    CollectionItem item;
    item.name = item.request.name = "Add";
    item.request.address = "https://a.example/orders";
    item.request.auth = {AuthKind::Bearer, {}, Secret("kanarie-1")};
    imported.collection.items = {item};
    imported.environments = {{"staging", {{"password", "kanarie-2", true}}}};
    const QTemporaryDir folder;
    OpenCollections open;
    const auto made = open.create(folder.filePath("shop"), "Shop");
    REQUIRE(made);
    SessionStore store;
    auto *keeping = new ImportKeeping(
        store, open, std::make_shared<const WithoutSecrets>(takeSecrets(imported.collection, imported.environments)), &open);
    QSignalSpy kept(keeping, &ImportKeeping::kept), refused(keeping, &ImportKeeping::refused);
    keeping->run(**made, Instant());
    for (int i = 0; i < 1000 && kept.isEmpty() && refused.isEmpty(); ++i)
        QCoreApplication::processEvents(QEventLoop::AllEvents, 10);
    REQUIRE(refused.isEmpty());
    REQUIRE(kept.size() == 1);
    CHECK(kept[0][0].toInt() == 2);
    CHECK(store.list().size() == 2);
    CHECK(store.read((*made)->folder().environment("staging")->variables[0].credential).result()->part("value")->reveal() == "kanarie-2");
    QDirIterator files(folder.path(), QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        QFile file(files.next());
        REQUIRE(file.open(QFile::ReadOnly));
        CHECK_FALSE(file.readAll().contains("kanarie"));
    }
}
