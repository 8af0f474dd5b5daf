// What outlives the window, however it ends.
#include "catch.h"

#include "core/collection/collection_on_disk.h"
#include "ui/collection/sidebar.h"
#include "ui/main_window/notice_bar.h"
#include "ui/main_window/stage.h"

#include <QProcess>
#include <QTemporaryDir>
#include <csignal>

using namespace keyhole;

namespace {

constexpr auto kSecret = "s3cr3t-t0ken-of-somebody-else-0123456789";

MainWindow::Surroundings keptIn(const QString &folder)
{
    MainWindow::Surroundings surroundings;
    surroundings.stateFolder = folder;
    return surroundings;
}

/// A window that keeps what is open in a folder.
struct Kept : Stage {
    explicit Kept(const QString &folder) : Stage({1440, 900}, keptIn(folder)) { }

    void openCollection(const QString &folder)
    {
        window.openFile(folder);
        REQUIRE(comesTrue([&] { return window.collections().find(folder) != nullptr; }));
    }
    void openRequest(const QString &collection, const QString &path)
    {
        OpenCollection *open = window.collections().find(collection);
        emit window.sidebar()->requestChosen(window.tree().nodeOf(*open, open->folder().idOf(path)));
    }
    void typeAddress(const QByteArray &address)
    {
        window.focusAddress();
        QTest::keyClicks(QApplication::focusWidget(), QString::fromUtf8(address));
    }
    QStringList tabs()
    {
        QStringList list;
        for (int index = 0; index < window.requests().count(); ++index) {
            const OpenRequest &request = window.requests().at(index);
            list << request.title() + (request.isUnsaved() ? " *" : "") + (index == window.requests().currentIndex() ? " <" : "");
        }
        return list;
    }
    QByteArray address(int index) { return window.requests().at(index).draft.address; }
};

QByteArray everythingIn(const QString &folder)
{
    QByteArray all;
    for (const QString &name : QDir(folder).entryList(QDir::Files | QDir::Hidden)) {
        QFile file(folder + '/' + name);
        if (file.open(QFile::ReadOnly))
            all += file.readAll();
    }
    return all;
}

/// Opens a collection, edits a saved request and one that was never saved, and leaves a third as it is.
void work(Kept &kept, const QString &collection)
{
    kept.openCollection(collection);
    kept.openRequest(collection, "health.yml");
    kept.typeAddress("{{base}}/mine");
    kept.window.newRequest();
    kept.typeAddress("https://api.example.com/never-saved");
    kept.openRequest(collection, "orders/list.yml");
    kept.window.requests().setCurrent(1);
}

bool isWritten(const QString &state)
{
    const QByteArray all = everythingIn(state);
    return all.contains("never-saved") && all.contains("{{base}}/mine") && all.contains("orders/list.yml") && all.contains("current");
}

}

TEST_CASE("Restart: tabs come back in their order with what was typed into them", "[main_window][restart]")
{
    const QTemporaryDir state;
    const CollectionOnDisk files;
    {
        Kept kept(state.path());
        work(kept, files.path());
        kept.window.close();
    }
    Kept again(state.path());
    REQUIRE(comesTrue([&] { return again.window.requests().count() == 3 && again.address(2) == "{{base}}/orders"; }));
    CHECK(again.tabs() == QStringList{"Health *", "/never-saved * <", "List orders"});
    CHECK(again.address(0) == "{{base}}/mine");
    again.window.requests().setCurrent(0);
    again.window.saveRequest();
    CHECK(files.read("health.yml").contains("{{base}}/mine"));
}

TEST_CASE("Restart: kill -9 half a second after typing loses nothing", "[main_window][restart]")
{
    const QTemporaryDir state;
    const CollectionOnDisk files;
    QProcess child;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert("KEYHOLE_TEST_STATE", state.path());
    environment.insert("KEYHOLE_TEST_COLLECTION", files.path());
    child.setProcessEnvironment(environment);
    child.start(QCoreApplication::applicationFilePath(), {"Restart: the window that is killed"});
    REQUIRE(comesTrue([&] { return isWritten(state.path()); }));
    ::kill(pid_t(child.processId()), SIGKILL);
    REQUIRE(child.waitForFinished());
    CHECK(child.exitStatus() == QProcess::CrashExit);

    Kept again(state.path());
    REQUIRE(comesTrue([&] { return again.window.requests().count() == 3 && again.address(2) == "{{base}}/orders"; }));
    CHECK(again.tabs() == QStringList{"Health *", "/never-saved * <", "List orders"});
    CHECK(again.address(0) == "{{base}}/mine");
    CHECK(files.read("health.yml").contains("{{base}}/health"));
}

TEST_CASE("Restart: the window that is killed", "[.]")
{
    Kept kept(qEnvironmentVariable("KEYHOLE_TEST_STATE"));
    work(kept, qEnvironmentVariable("KEYHOLE_TEST_COLLECTION"));
    QTest::qWait(60'000);
}

TEST_CASE("Restart: an edit whose file was changed meanwhile is a conflict, and neither is lost", "[main_window][restart]")
{
    const QTemporaryDir state;
    const CollectionOnDisk files;
    {
        Kept kept(state.path());
        work(kept, files.path());
        kept.window.close();
    }
    const QByteArray theirs = CollectionOnDisk::request("Health", 2, "{{base}}/theirs");
    files.write("health.yml", theirs);
    Kept again(state.path());
    REQUIRE(comesTrue([&] { return again.window.requests().count() == 3 && again.window.requests().at(0).origin->outside; }));
    CHECK(again.address(0) == "{{base}}/mine");
    again.window.requests().setCurrent(0);
    again.window.saveRequest();
    CHECK(files.read("health.yml") == theirs);
}

TEST_CASE("Restart: a tab that was closed with edits still has them", "[main_window][restart]")
{
    const QTemporaryDir state;
    const CollectionOnDisk files;
    {
        Kept kept(state.path());
        work(kept, files.path());
        kept.window.requests().setCurrent(0);
        kept.window.closeTab();
        kept.window.close();
    }
    Kept again(state.path());
    REQUIRE(comesTrue([&] { return again.window.collections().find(files.path()) != nullptr; }));
    CHECK(again.window.requests().count() == 2);
    again.openRequest(files.path(), "health.yml");
    CHECK(again.window.requests().current()->draft.address == "{{base}}/mine");
    CHECK(again.window.requests().current()->isUnsaved());
}

TEST_CASE("Restart: a collection that is gone keeps the edits, and drops what had none", "[main_window][restart]")
{
    const QTemporaryDir state;
    auto files = std::make_unique<CollectionOnDisk>();
    {
        Kept kept(state.path());
        work(kept, files->path());
        kept.window.close();
    }
    files.reset();
    Kept again(state.path());
    REQUIRE(comesTrue([&] { return again.window.notice()->isVisible(); }));
    CHECK(again.tabs() == QStringList{"Health *", "/never-saved * <"});
}

TEST_CASE("Restart: no secret is in what is kept", "[main_window][restart]")
{
    const QTemporaryDir state;
    Kept kept(state.path());
    kept.window.openText(QByteArray("curl https://api.example.com/x?access_token=") + kSecret + " -H 'Authorization: Bearer " + kSecret
                         + "' -d '{\"password\":\"" + kSecret + "\"}'");
    REQUIRE(comesTrue([&] { return kept.window.requests().count() == 1; }));
    kept.window.journal()->flush();
    const QByteArray all = everythingIn(state.path());
    CHECK(all.contains("api.example.com/x"));
    CHECK_FALSE(all.contains(kSecret));
}

TEST_CASE("Restart: a pasted command is there again, and is not taken for edited", "[main_window][restart]")
{
    const QTemporaryDir state;
    {
        Kept kept(state.path());
        kept.window.openText("curl https://api.example.com/pasted");
        REQUIRE(comesTrue([&] { return kept.window.requests().count() == 1; }));
        kept.window.close();
    }
    Kept again(state.path());
    CHECK(again.tabs() == QStringList{"/pasted <"});
}

TEST_CASE("Restart: what is not to be kept is not", "[main_window][restart]")
{
    const QTemporaryDir state;
    {
        Kept kept(state.path());
        kept.window.newRequest();
        kept.window.close();
    }
    Kept again(state.path());
    CHECK(again.window.requests().count() == 0);
}
