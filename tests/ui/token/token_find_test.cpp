#include "catch.h"
#include "tokens.h"
#include "ui/token/claim_line.h"
#include "ui/token/encoded_view.h"
#include "ui/token/token_find.h"
#include "ui/token/token_window.h"

#include <QApplication>
#include <QLineEdit>
#include <QPointer>
#include <QTest>

using namespace keyhole;

namespace {

struct Stage {
    explicit Stage(const QByteArray &token) : window(new TokenWindow(theme)), find(window->findChild<TokenFind *>())
    {
        window->setTokens({{token, "Pasted."}}, {std::nullopt, tokens::kLocalNow});
        window->show();
        QApplication::setActiveWindow(window);
        QApplication::processEvents();
        QTest::keyClick(window, Qt::Key_F, Qt::ControlModifier);
    }
    ~Stage() { delete window; }
    QByteArray chosen() const
    {
        for (const ClaimLine *each : window->findChildren<ClaimLine *>()) {
            if (each->isChosen())
                return each->name();
        }
        return {};
    }

    Theme theme;
    QPointer<TokenWindow> window;
    TokenFind *find;
};

}

TEST_CASE("Token find: Ctrl+F opens it, and what is typed is found in names, values and meanings", "[token]")
{
    Stage stage(tokens::withPayload(R"({"sub":"svc-orders","department":"Accounting","nested":{"deep":"Narwhal"},"exp":1795258867})"));
    REQUIRE(stage.find->isVisible());
    const auto [text, claim] = GENERATE(table<const char *, const char *>(
        {{"SVC-ord", "sub"}, {"depart", "department"}, {"accounting", "department"}, {"narwhal", "nested"}, {"Whom it is about", "sub"}}));
    CAPTURE(text);
    stage.find->field()->setText(text);
    CHECK(stage.find->matchCount() >= 1);
    CHECK(stage.chosen() == claim);
}

TEST_CASE("Token find: the encoded text is searched as it is shown, never behind the dots", "[token][secrets]")
{
    const QByteArray token = tokens::valid();
    Stage stage(token);
    const auto *encoded = stage.window->findChild<EncodedView *>();
    stage.find->field()->setText(QString::fromLatin1(token.left(8)));
    CHECK(stage.find->matchCount() == 1);
    CHECK(encoded->textCursor().selectedText() == QString::fromLatin1(token.left(8)));
    const qsizetype signature = token.lastIndexOf('.') + 1;
    stage.find->field()->setText(QString::fromLatin1(token.mid(signature, 12)));
    CHECK(stage.find->matchCount() == 0);
}

TEST_CASE("Token find: F3 and Enter go on, Shift goes back, and both come round", "[token]")
{
    Stage stage(tokens::withPayload(R"({"first":"match one","second":"match two","third":"match three"})"));
    stage.find->field()->setText("match ");
    REQUIRE(stage.find->matchCount() == 3);
    CHECK(stage.chosen() == "first");
    QTest::keyClick(stage.find->field(), Qt::Key_Return);
    CHECK(stage.chosen() == "second");
    stage.find->step(1);
    stage.find->step(1);
    CHECK(stage.chosen() == "first");
    QTest::keyClick(stage.find->field(), Qt::Key_Return, Qt::ShiftModifier);
    CHECK(stage.chosen() == "third");
    CHECK(stage.find->field()->accessibleDescription() == "3 of 3");
}

TEST_CASE("Token find: Escape closes it and takes its selection away; another token is searched anew", "[token]")
{
    Stage stage(tokens::withPayload(R"({"colour":"blue"})"));
    stage.find->field()->setText("colour");
    CHECK(stage.find->currentMatch() == 0);
    stage.window->setTokens({{tokens::withPayload(R"({"other":1})"), "Pasted."}}, {std::nullopt, tokens::kLocalNow});
    CHECK(stage.find->field()->text() == "colour");
    CHECK(stage.find->matchCount() == 0);
    QTest::keyClick(stage.find->field(), Qt::Key_Escape);
    CHECK_FALSE(stage.find->isVisible());
}
