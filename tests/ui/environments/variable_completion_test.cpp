#include "catch.h"
#include "ui/accessible_tree.h"
#include "ui/environments/variable_completion.h"

#include <QApplication>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QStyledItemDelegate>
#include <QTableWidget>
#include <QTest>
#include <QTreeView>
#include <QVBoxLayout>

using namespace keyhole;

namespace {

VariableScopes shop()
{
    VariableRow captured{true, "token", "t0p-s3cret-token"};
    captured.secret = true;
    return VariableScopes({{VariableScope::Captured, "Login", {}, {captured}},
                           {VariableScope::Environment, "staging", {}, {{true, "base", "https://api.example"}, {true, "basic", "x"}}},
                           {VariableScope::Collection, {}, {}, {{true, "not a name", "x"}}}});
}

/// A part of a window with a field, a text and a table.
struct Form : QWidget {
    Form()
        : field(new QLineEdit), text(new QPlainTextEdit), table(new QTableWidget(1, 1)), completion(
                                                                                             theme, &shop, [this] { return this; }, nullptr)
    {
        auto *column = new QVBoxLayout(this);
        for (QWidget *each : std::initializer_list<QWidget *>{field, text, table})
            column->addWidget(each);
        resize(700, 500);
        show();
        QApplication::setActiveWindow(this);
    }
    void type(QWidget *widget, const QString &keys)
    {
        widget->setFocus();
        QTest::keyClicks(widget, keys);
    }
    /// The popup takes the keys while it is there.
    void press(Qt::Key key) { QTest::keyClick(list()->isVisible() ? static_cast<QWidget *>(list()) : QApplication::focusWidget(), key); }
    QTreeView *list() const { return completion.list(); }
    QStringList offered() const
    {
        QStringList names;
        for (int row = 0; list()->isVisible() && row < list()->model()->rowCount(); ++row)
            names += list()->model()->index(row, 0).data().toString();
        return names;
    }

    Theme theme;
    QLineEdit *field;
    QPlainTextEdit *text;
    QTableWidget *table;
    VariableCompletion completion;
};

}

TEST_CASE("Completion: begins behind two braces and ends with the name", "[environments]")
{
    const auto [before, begun] = GENERATE(table<const char *, std::optional<QString>>({{"{{", ""},
                                                                                       {"https://{{ba", "ba"},
                                                                                       {"{{ ba", "ba"},
                                                                                       {"{{$time", "$time"},
                                                                                       {"{{a}}{{b", "b"},
                                                                                       {"{", std::nullopt},
                                                                                       {"{{a}}", std::nullopt},
                                                                                       {"{{a b", std::nullopt},
                                                                                       {"a", std::nullopt}}));
    CAPTURE(before);
    CHECK(begunName(before) == begun);
}

TEST_CASE("Completion: what is typed narrows the names; value and place stand beside, and no secret", "[environments]")
{
    Form form;
    form.type(form.field, "https://{{");
    CHECK(form.offered().contains("base"));
    CHECK(form.offered().contains("$timestamp"));
    CHECK_FALSE(form.offered().contains("not a name"));
    QTest::keyClicks(form.list(), "BAS");
    CHECK(form.offered() == QStringList{"base", "basic"});
    CHECK(form.list()->model()->index(0, 1).data().toString() == "https://api.example");
    CHECK(form.list()->model()->index(0, 2).data().toString() == "environment staging");
    form.field->clear();
    form.type(form.field, "{{tok");
    REQUIRE(form.offered() == QStringList{"token"});
    for (const int role : {int(Qt::DisplayRole), int(Qt::AccessibleTextRole)}) {
        for (int column = 0; column < 3; ++column)
            CHECK_FALSE(form.list()->model()->index(0, column).data(role).toString().contains("t0p"));
    }
}

TEST_CASE("Completion: arrows choose, Enter and Tab take, Escape closes and keeps what was typed", "[environments]")
{
    const auto [keys, text] = GENERATE(table<std::vector<Qt::Key>, const char *>({{{Qt::Key_Return}, "{{base}}"},
                                                                                  {{Qt::Key_Tab}, "{{base}}"},
                                                                                  {{Qt::Key_Down, Qt::Key_Return}, "{{basic}}"},
                                                                                  {{Qt::Key_Down, Qt::Key_Up, Qt::Key_Tab}, "{{base}}"},
                                                                                  {{Qt::Key_Escape}, "{{bas"}}));
    Form form;
    form.type(form.field, "{{bas");
    REQUIRE(form.list()->isVisible());
    for (const Qt::Key key : keys)
        form.press(key);
    CHECK(form.field->text() == text);
    CHECK_FALSE(form.list()->isVisible());
    CHECK(form.field->hasFocus());
}

TEST_CASE("Completion: braces that stand there already are not doubled, and the rest of the line stays", "[environments]")
{
    Form form;
    form.field->setText("a{{}}/b");
    form.field->setFocus();
    form.field->setCursorPosition(3);
    QTest::keyClicks(form.field, "base");
    form.press(Qt::Key_Return);
    CHECK(form.field->text() == "a{{base}}/b");
}

TEST_CASE("Completion: works in texts, and one undo takes it back", "[environments]")
{
    Form form;
    form.text->setPlainText("{\n");
    form.text->moveCursor(QTextCursor::End);
    form.type(form.text, "  \"to\": \"{{bas");
    REQUIRE(form.list()->isVisible());
    form.press(Qt::Key_Return);
    CHECK(form.text->toPlainText().endsWith("\"to\": \"{{base}}"));
    form.text->undo();
    CHECK_FALSE(form.text->toPlainText().contains("base}}"));
}

TEST_CASE("Completion: works in the cells of a table, which stay open", "[environments]")
{
    Form form;
    form.table->setItem(0, 0, new QTableWidgetItem);
    form.table->setFocus();
    form.table->editItem(form.table->item(0, 0));
    auto *editor = form.table->findChild<QLineEdit *>();
    REQUIRE(editor);
    form.type(editor, "{{bas");
    REQUIRE(form.list()->isVisible());
    form.press(Qt::Key_Return);
    REQUIRE(form.table->findChild<QLineEdit *>() == editor);
    CHECK(editor->text() == "{{base}}");
    QTest::keyClick(editor, Qt::Key_Return);
    QCoreApplication::processEvents();  // the delegate commits later
    CHECK(form.table->item(0, 0)->text() == "{{base}}");
}

TEST_CASE("Completion: a field that hides what is typed offers nothing", "[environments]")
{
    Form form;
    form.field->setEchoMode(QLineEdit::Password);
    form.type(form.field, "{{bas");
    CHECK_FALSE(form.list()->isVisible());
}

TEST_CASE("Completion: each row is read out with its value and place", "[environments][accessible]")
{
    Form form;
    form.type(form.field, "{{base");
    REQUIRE(form.list()->isVisible());
    CHECK(form.list()->model()->index(0, 0).data(Qt::AccessibleTextRole).toString() == "base, https://api.example, environment staging");
    CHECK_FALSE(form.list()->accessibleName().isEmpty());
}
