#include "catch.h"
#include "ui/environments/variable_hints.h"

#include <QApplication>
#include <QHelpEvent>
#include <QLineEdit>
#include <QTest>
#include <QToolTip>
#include <QVBoxLayout>

using namespace keyhole;

namespace {

VariableScopes shop()
{
    VariableRow stored{true, "key"};
    stored.secret = true;
    stored.credential = "c1";
    VariableRow nowhere{true, "lost"};
    nowhere.secret = true;
    VariableRow captured{true, "token", "t0p-s3cret-token"};
    captured.secret = true;
    return VariableScopes({{VariableScope::Captured, "Login", {}, {captured}},
                           {VariableScope::Environment,
                            "staging",
                            "environments/staging.yml",
                            {{true, "host", "<b>api</b>.example", false, {}, {}, 4}, stored, nowhere}},
                           {VariableScope::Collection, {}, "opencollection.yml", {{true, "host", "old.example"}}}});
}

}

TEST_CASE("Variable hint: value, place, file and line, and what it hides", "[environments]")
{
    const QString hint = variableHint(shop(), "host");
    CHECK(hint.contains("host = <b>api</b>.example"));
    CHECK(hint.contains("environment staging, environments/staging.yml, line 4"));
    CHECK(hint.contains("Hides: the collection, opencollection.yml"));
    CHECK(variableHint(shop(), "nobody").contains("no value"));
}

TEST_CASE("Variable hint: no secret is in it", "[environments]")
{
    CHECK(variableHint(shop(), "key").contains("in the keychain"));
    CHECK(variableHint(shop(), "lost").contains("without a value on this computer"));
    const QString hint = variableHint(shop(), "token");
    CHECK(hint.contains("Login"));
    CHECK_FALSE(hint.contains("t0p"));
}

TEST_CASE("Variable hints: the tip of a {{name}} under the mouse is shown as it is written", "[environments]")
{
    QWidget window;
    auto *edit = new QLineEdit("https://{{host}}/");
    (new QVBoxLayout(&window))->addWidget(edit);
    window.resize(400, 60);
    window.show();
    const VariableHints hints(
        &shop, [&window] { return &window; }, nullptr);
    const QPoint at(edit->fontMetrics().horizontalAdvance("https://{{h") + 8, edit->height() / 2);
    QHelpEvent event(QEvent::ToolTip, at, edit->mapToGlobal(at));
    QCoreApplication::sendEvent(edit, &event);
    REQUIRE(QTest::qWaitFor([] { return QToolTip::isVisible(); }));
    CHECK(QToolTip::text().contains("&lt;b&gt;api"));
    QToolTip::hideText();
}

TEST_CASE("Variable hints: the cursor of the keyboard tells them as the field's accessible description", "[environments][accessible]")
{
    QWidget window;
    auto *edit = new QLineEdit("https://{{host}}/{{token}}"), *other = new QLineEdit("plain");
    edit->setAccessibleDescription("Where it goes");
    auto *column = new QVBoxLayout(&window);
    column->addWidget(other);
    column->addWidget(edit);
    const VariableHints hints(
        &shop, [&window] { return &window; }, nullptr);
    window.show();
    QApplication::setActiveWindow(&window);
    other->setFocus();
    edit->setFocus();
    edit->setCursorPosition(2);
    CHECK(edit->accessibleDescription() == "Where it goes");
    edit->setCursorPosition(11);
    CHECK(edit->accessibleDescription().contains("environment staging"));
    edit->setCursorPosition(20);
    CHECK(edit->accessibleDescription().contains("Login"));
    CHECK_FALSE(edit->accessibleDescription().contains("t0p"));
    other->setFocus();
    CHECK(edit->accessibleDescription() == "Where it goes");
}
