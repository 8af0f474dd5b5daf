#include "catch.h"

#include "ui/accessible_tree.h"
#include "ui/credentials/credential_stage.h"
#include "ui/credentials/import_model.h"
#include "ui/credentials/import_window.h"

#include <QAbstractItemModelTester>
#include <QFile>

using namespace keyhole;

namespace {

const QByteArray kNetrc = "machine api.example.com login alice password s3cret-of-alice\ndefault login bob password s3cret-of-bob\n";

struct Import : CredentialStage {
    ImportWindow imports{theme, store, [this] { return clock.now(); }};
    QAbstractItemModelTester tester{imports.model(), QAbstractItemModelTester::FailureReportingMode::Fatal};
    QString path = folder.filePath(".netrc");

    Import()
    {
        imports.setAttribute(Qt::WA_DeleteOnClose, false);
        imports.show();
        QFile file(path);
        REQUIRE(file.open(QFile::WriteOnly));
        file.write(kNetrc);
        file.close();
    }
    QByteArray fileContent() const
    {
        QFile file(path);
        REQUIRE(file.open(QFile::ReadOnly));
        return file.readAll();
    }
};

}

TEST_CASE("Import: what is found is listed masked, and nothing is stored before it is said", "[credentials][import]")
{
    Import i;
    i.imports.readFile(i.path);
    REQUIRE(i.imports.model()->rowCount() == 2);
    QString all;
    for (int row = 0; row < 2; ++row) {
        for (int column = 0; column < ImportModel::ColumnCount; ++column)
            all += i.imports.model()->index(row, column).data().toString() + '\n';
    }
    CHECK(all.contains("https://api.example.com"));
    CHECK_FALSE(all.contains("s3cret"));
    CHECK(accessibleFaults(i.imports, {"s3cret-of-alice", "s3cret-of-bob"}).join("\n").toStdString() == "");
    CHECK(i.keychain.entries.empty());
    CHECK(i.store.list().empty());
}

TEST_CASE("Import: what names no host is not moved before a person says where it may go", "[credentials][import]")
{
    Import i;
    i.imports.readFile(i.path);
    ImportModel *model = i.imports.model();
    int any = -1;
    for (int row = 0; row < model->rowCount(); ++row) {
        if (model->rows()[size_t(row)].origins.isEmpty())
            any = row;
    }
    REQUIRE(any >= 0);
    CHECK(model->ready().size() == 1);
    CHECK(model->setData(model->index(any, ImportModel::OriginsColumn), "*", Qt::EditRole));
    CHECK(model->ready().size() == 1);
    CHECK(model->setData(model->index(any, ImportModel::OriginsColumn), "https://git.example.org", Qt::EditRole));
    CHECK(model->ready().size() == 2);
    CHECK(model->originsOf(any) == std::vector{Origin{"https", "git.example.org", 443}});
}

TEST_CASE("Import: what is moved is in the keychain, and the copies that remain are named with their lines", "[credentials][import]")
{
    Import i;
    i.imports.readFile(i.path);
    i.imports.move();
    REQUIRE(QTest::qWaitFor([&] { return !i.imports.remaining().isEmpty(); }));
    REQUIRE(i.store.list().size() == 1);
    const auto stored = await(i.store.read(i.store.list().front().id));
    REQUIRE(stored);
    CHECK(stored->part("password")->reveal() == "s3cret-of-alice");
    CHECK(stored->info.origins == std::vector{i.api});
    CHECK(i.imports.remaining().contains(i.path));
    CHECK(i.imports.remaining().contains("line 1"));
    CHECK_FALSE(i.imports.remaining().contains("s3cret"));
    CHECK(i.fileContent() == kNetrc);  // it is theirs
    CHECK(i.imports.model()->ready().empty());
}

TEST_CASE("Import: what is not ticked stays where it is", "[credentials][import]")
{
    Import i;
    i.imports.readFile(i.path);
    ImportModel *model = i.imports.model();
    for (int row = 0; row < model->rowCount(); ++row)
        model->setData(model->index(row, ImportModel::LabelColumn), Qt::Unchecked, Qt::CheckStateRole);
    CHECK(model->ready().empty());
    i.imports.move();
    QCoreApplication::processEvents();
    CHECK(i.store.list().empty());
}

TEST_CASE("Import: a locked keychain moves nothing and says so in the row", "[credentials][import]")
{
    Import i;
    i.imports.readFile(i.path);
    i.keychain.state = StoreState::Locked;
    i.imports.move();
    REQUIRE(QTest::qWaitFor([&] { return i.imports.model()->rows().front().fault.contains("locked"); }));
    CHECK(i.imports.remaining().isEmpty());
    CHECK(i.store.list().empty());
}

TEST_CASE("Import: the environment is looked at too, and a file that is none is refused in words", "[credentials][import]")
{
    Import i;
    i.imports.readEnvironment({"HOME=/home/alice", "GITHUB_TOKEN=ghp_0123456789abcdef0123456789abcdef0123"});
    CHECK(i.imports.model()->rowCount() == 1);
    QFile file(i.folder.filePath("picture.png"));
    REQUIRE(file.open(QFile::WriteOnly));
    file.write("\x89PNG");
    file.close();
    i.imports.readFile(file.fileName());
    CHECK(i.imports.told().contains("picture.png"));
    i.imports.readFile(i.folder.filePath("missing"));
    CHECK(i.imports.told().contains("cannot be read"));
}
