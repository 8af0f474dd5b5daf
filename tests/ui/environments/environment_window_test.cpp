#include "catch.h"
#include "core/session/canned_transport.h"
#include "core/session/kept_credentials.h"
#include "ui/controls/button.h"
#include "ui/credentials/origins_edit.h"
#include "ui/environments/environment_window.h"
#include "ui/environments/question_bar.h"
#include "ui/environments/secret_prompt.h"
#include "ui/environments/variable_rows_model.h"
#include "ui/request/growing_table.h"
#include "ui/request/secret_edit.h"
#include "ui/text/text_label.h"

#include <QAbstractItemModelTester>
#include <QCheckBox>
#include <QComboBox>
#include <QDir>
#include <QDropEvent>
#include <QFile>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QTemporaryDir>
#include <QTest>

using namespace keyhole;

namespace {

QByteArray textOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

void write(const QString &path, const QByteArray &text)
{
    QFile file(path);
    REQUIRE(file.open(QIODevice::WriteOnly));
    file.write(text);
}

constexpr auto kStaging = "# where we try things\nname: staging\nvariables:\n  - name: host   # the gateway\n    value: staging.example\n"
                          "  - name: key\n    value: typed-in-clear\n";

/// Qt sends a drop only where a real drag came in before.
struct DropTarget : EnvironmentList {
    using EnvironmentList::dropEvent;
};

struct Bench {
    Bench()
    {
        QDir(temporary.path()).mkpath("shop/environments");
        write(path() + "/opencollection.yml", "opencollection: 1.0.0\ninfo:\n  name: Shop\n");
        write(path() + "/environments/staging.yml", kStaging);
        write(path() + "/environments/production.yml", "name: production\nvariables:\n  - name: host\n    value: api.example\n");
        write(path() + "/.env", "# local\nTOKEN=dot-env-secret\n");
        auto opened = CollectionFolder::open(path());
        REQUIRE(opened);
        folder = std::make_unique<CollectionFolder>(std::move(*opened));
        session.setCredentials(&credentials);
        window = std::make_unique<EnvironmentWindow>(
            theme, environments, [this] { return std::vector<CollectionFolder *>{folder.get()}; }, session);
        window->setAttribute(Qt::WA_DeleteOnClose, false);
        window->show();
        window->choose(folder.get(), "staging");
    }
    QString path() const { return temporary.path() + "/shop"; }
    QString file(const QString &name) const { return path() + "/environments/" + name + ".yml"; }
    bool type(int row, int column, const QString &text)
    {
        return window->rows()->setData(window->rows()->index(row, column), text, Qt::EditRole);
    }

    QTemporaryDir temporary;
    std::unique_ptr<CollectionFolder> folder;
    FixedClock clock;
    CannedTransport transport;
    KeptCredentials credentials;
    Theme theme;
    Session session{transport, clock};
    Environments environments{temporary.path() + "/all"};
    std::unique_ptr<EnvironmentWindow> window;
};

}

TEST_CASE("Environment window: an edit changes its line of the file and no other", "[environments]")
{
    Bench bench;
    QAbstractItemModelTester tester(bench.window->rows());
    REQUIRE(bench.type(0, VariableRowsModel::ValueColumn, "other.example"));
    CHECK(textOf(bench.file("staging")) == QByteArray(kStaging).replace("staging.example", "other.example"));
    REQUIRE(bench.type(2, VariableRowsModel::NameColumn, "zone"));
    REQUIRE(bench.type(2, VariableRowsModel::ValueColumn, "b"));
    CHECK(bench.folder->environment("staging")->variables.size() == 3);
    CHECK(textOf(bench.file("staging")).contains("# the gateway"));
    CHECK(bench.window->message().isEmpty());
}

TEST_CASE("Environment window: what others changed meanwhile is told and never written over", "[environments]")
{
    Bench bench;
    const QByteArray theirs = QByteArray(kStaging).replace("staging.example", "theirs.example");
    write(bench.file("staging"), theirs);
    bench.type(0, VariableRowsModel::ValueColumn, "mine.example");
    CHECK(textOf(bench.file("staging")) == theirs);
    CHECK_FALSE(bench.window->message().isEmpty());
    CHECK(bench.window->rows()->rows().front().value == "theirs.example");
}

TEST_CASE("Environment window: a value that becomes a secret leaves the file for the keychain", "[environments]")
{
    Bench bench;
    bench.window->rows()->setData(bench.window->rows()->index(1, VariableRowsModel::SecretColumn), Qt::Checked, Qt::CheckStateRole);
    auto *prompt = bench.window->findChild<SecretPrompt *>();
    REQUIRE(prompt);
    CHECK(prompt->value()->secret().reveal() == "typed-in-clear");
    CHECK_FALSE(prompt->keep()->isEnabled());
    prompt->origins()->setOrigins({Url::parse("https://staging.example")->origin()});
    emit prompt->origins()->edited();
    REQUIRE(prompt->keep()->isEnabled());
    prompt->keep()->click();
    REQUIRE(QTest::qWaitFor([&] { return bench.window->rows()->rows()[1].secret; }));
    CHECK_FALSE(textOf(bench.file("staging")).contains("typed-in-clear"));
    CHECK_FALSE(textOf(bench.path() + "/.keyhole/collection.json").contains("typed-in-clear"));
    const auto info = bench.credentials.list();
    REQUIRE(info.size() == 1);
    CHECK(bench.folder->environment("staging")->variables[1].credential == info.front().id);
    const QModelIndex value = bench.window->rows()->index(1, VariableRowsModel::ValueColumn);
    CHECK(value.data().toString() == QString::fromUtf8("••••••"));
}

TEST_CASE("Environment window: an environment is added, copied with its comments, renamed and put in order", "[environments]")
{
    Bench bench;
    bench.window->duplicate();
    CHECK(textOf(bench.file("staging copy")).contains("# where we try things"));
    CHECK(bench.folder->environment("staging copy")->name == "staging copy");
    bench.window->name()->setText("qa");
    bench.window->rename();
    CHECK_FALSE(QFile::exists(bench.file("staging copy")));
    CHECK(textOf(bench.file("qa")).contains("# the gateway"));
    CHECK(bench.window->list()->current().name == "qa");
    const QStringList before = Environments::ordered(*bench.folder);
    bench.window->moveUp();
    CHECK(Environments::ordered(*bench.folder) != before);
    bench.window->add();
    CHECK(bench.folder->environments().size() == 4);
}

TEST_CASE("Environment window: dragging puts environments into another order, within their folder alone", "[environments]")
{
    Bench bench;
    write(bench.path() + "/environments/local.yml", "name: local\n");
    Environments::setOrder(*bench.folder, {"production", "staging", "local"});
    bench.folder->rescan();
    bench.environments.told();
    EnvironmentList *list = bench.window->list();
    const auto drop = [&](const VariablePlace &dragged, const VariablePlace &onto, bool below) {
        REQUIRE(list->choose(onto));
        const QRect row = list->visualRect(list->currentIndex());
        REQUIRE(list->choose(dragged));
        const QPointF at(row.center().x(), below ? row.bottom() - 1 : row.top() + 1);
        QDropEvent event(at, Qt::MoveAction, nullptr, Qt::LeftButton, Qt::NoModifier);
        (list->*(&DropTarget::dropEvent))(&event);
        QCoreApplication::processEvents();
        return Environments::ordered(*bench.folder);
    };
    const auto file = [&](const QString &name) { return VariablePlace{VariablePlace::Kind::File, bench.path(), name}; };
    const VariablePlace collection{VariablePlace::Kind::Settings, bench.path()}, shared{VariablePlace::Kind::Settings};
    CHECK(drop(file("local"), file("production"), false) == QStringList{"local", "production", "staging"});
    CHECK(list->current() == file("local"));
    CHECK(drop(file("local"), file("production"), true) == QStringList{"production", "local", "staging"});
    CHECK(drop(file("staging"), collection, true) == QStringList{"staging", "production", "local"});
    CHECK(drop(file("local"), shared, true) == QStringList{"staging", "production", "local"});
}

TEST_CASE("Environment window: a name that leaves the folder or is taken is refused", "[environments]")
{
    Bench bench;
    const auto name = GENERATE(as<QString>(), "../evil", "a/b", "production", ".hidden");
    CAPTURE(name.toStdString());
    bench.window->name()->setText(name);
    bench.window->rename();
    CHECK(textOf(bench.file("staging")) == kStaging);
    CHECK_FALSE(bench.window->message().isEmpty());
    CHECK(bench.folder->environments().size() == 2);
}

TEST_CASE("Environment window: what is removed can be had back byte for byte", "[environments]")
{
    Bench bench;
    bench.window->remove();
    CHECK_FALSE(QFile::exists(bench.file("staging")));
    REQUIRE(bench.window->undoBar()->isVisible());
    bench.window->undoBar()->yes()->click();
    CHECK(textOf(bench.file("staging")) == kStaging);
    CHECK(bench.window->list()->current().name == "staging");
}

TEST_CASE("Environment window: every change is taken back and done again byte for byte", "[environments]")
{
    Bench bench;
    EnvironmentWindow &window = *bench.window;
    const auto change = GENERATE(table<const char *, void (*)(Bench &)>({
        {"a value", [](Bench &b) { b.type(0, VariableRowsModel::ValueColumn, "other.example"); }},
        {"a new variable", [](Bench &b) { b.type(2, VariableRowsModel::NameColumn, "zone"); }},
        {"a variable removed", [](Bench &b) { b.window->rows()->removeRows(0, 1); }},
        {"a colour",
         [](Bench &b) {
             b.window->color()->setText("#00ff00");
             emit b.window->color()->editingFinished();
         }},
        {"what it adds to",
         [](Bench &b) {
             b.window->base()->setCurrentIndex(1);
             emit b.window->base()->activated(1);
         }},
        {"a name",
         [](Bench &b) {
             b.window->name()->setText("qa");
             b.window->rename();
         }},
        {"an order", [](Bench &b) { b.window->moveUp(); }},
        {"a new environment", [](Bench &b) { b.window->add(); }},
        {"a copy", [](Bench &b) { b.window->duplicate(); }},
        {"a removal", [](Bench &b) { b.window->remove(); }},
        {"production", [](Bench &b) { b.window->production()->click(); }},
    }));
    CAPTURE(std::get<0>(change));
    const EnvironmentState before = stateOf(bench.environments, bench.folder.get());
    std::get<1>(change)(bench);
    const EnvironmentState after = stateOf(bench.environments, bench.folder.get());
    REQUIRE_FALSE(isSame(before, after));
    for (int round = 0; round < 2; ++round) {
        window.undo();
        CHECK(isSame(stateOf(bench.environments, bench.folder.get()), before));
        window.redo();
        CHECK(isSame(stateOf(bench.environments, bench.folder.get()), after));
    }
    CHECK(window.message().isEmpty());
}

TEST_CASE("Environment window: a change of one in memory is taken back", "[environments]")
{
    Bench bench;
    bench.environments.addInMemory({"lab", {{"base", "http://127.0.0.1:1"}}});
    bench.window->choose(nullptr, "lab");
    REQUIRE(bench.type(0, VariableRowsModel::ValueColumn, "http://127.0.0.1:2"));
    CHECK(bench.environments.inMemory().front().variables.front().value == "http://127.0.0.1:2");
    bench.window->undo();
    CHECK(bench.environments.inMemory().front().variables.front().value == "http://127.0.0.1:1");
    bench.window->remove();
    CHECK(bench.environments.inMemory().empty());
    bench.window->undo();
    CHECK(bench.environments.inMemory().size() == 1);
}

TEST_CASE("Environment window: undo leaves alone what others changed since, and says so", "[environments]")
{
    Bench bench;
    bench.type(0, VariableRowsModel::ValueColumn, "mine.example");
    const QByteArray theirs = QByteArray(kStaging).replace("staging.example", "theirs.example");
    write(bench.file("staging"), theirs);
    bench.window->undo();
    CHECK(textOf(bench.file("staging")) == theirs);
    CHECK(bench.window->message().contains("staging"));
}

TEST_CASE("Environment window: production is by name until it is said otherwise", "[environments]")
{
    Bench bench;
    CHECK_FALSE(bench.window->production()->isChecked());
    bench.window->choose(bench.folder.get(), "production");
    CHECK(bench.window->production()->isChecked());
    bench.window->production()->click();
    CHECK_FALSE(bench.folder->sideCar().isProduction("production"));
}

TEST_CASE("Environment window: the .env file is shown with its lines, and without its values", "[environments]")
{
    Bench bench;
    REQUIRE(bench.window->dotEnv()->isVisible());
    CHECK(bench.window->dotEnv()->toPlainText().contains("2  TOKEN="));
    CHECK_FALSE(bench.window->dotEnv()->toPlainText().contains("dot-env-secret"));
    CHECK(bench.window->dotEnv()->isReadOnly());
}

TEST_CASE("Environment window: variables for all collections begin a folder of their own", "[environments]")
{
    Bench bench;
    bench.window->choose(nullptr, {});
    REQUIRE(bench.type(0, VariableRowsModel::NameColumn, "zone"));
    REQUIRE(bench.type(0, VariableRowsModel::ValueColumn, "eu"));
    REQUIRE(bench.environments.shared());
    CHECK(bench.environments.shared()->settings(0)->variables.front().value == "eu");
    CHECK(bench.environments.variablesFor(bench.folder.get(), {}, 0, {}).scopes.find("zone")->scope == VariableScope::Global);
}

TEST_CASE("Environment window: what counts instead of a variable is told beside it", "[environments]")
{
    Bench bench;
    SettingsFile settings = *bench.folder->settings(0);
    settings.variables = {{true, "host", "collection.example"}};
    REQUIRE(bench.folder->saveSettings(0, settings));
    bench.environments.choose(bench.folder.get(), "staging");
    bench.window->choose(bench.folder.get(), {});
    CHECK(bench.window->rows()->index(0, VariableRowsModel::HiddenColumn).data().toString() == "environment staging");
}
