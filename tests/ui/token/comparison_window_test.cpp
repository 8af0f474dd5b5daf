#include "catch.h"
#include "tokens.h"
#include "ui/accessible_tree.h"

#include "ui/controls/button.h"
#include "ui/controls/fold_head.h"
#include "ui/controls/tab_strip.h"
#include "ui/text/flow_label.h"
#include "ui/token/claim_line.h"
#include "ui/token/comparison_line.h"
#include "ui/token/comparison_window.h"
#include "ui/token/open_tokens.h"
#include "ui/token/paste_box.h"
#include "ui/token/token_window.h"

#include <QApplication>
#include <QMenu>
#include <QPlainTextEdit>
#include <QPointer>
#include <QTest>

using namespace keyhole;

namespace {

QByteArray older()
{
    return tokens::withPayload(R"({"iss":"https://id.example.com","sub":"me","scope":"read write","jti":"1","exp":1795242667})");
}

QByteArray newer()
{
    return tokens::withPayload(
        R"({"iss":"https://id.example.com","sub":"me","scope":"read admin","jti":"2","exp":1795246267,"azp":"cli"})");
}

struct Compared {
    explicit Compared(const QByteArray &left = older(), const QByteArray &right = newer(), QSize size = {1080, 800})
        : window(new ComparisonWindow(theme, {std::nullopt, tokens::kLocalNow}))
    {
        window->compare({left, "Sent with GET /v1/orders"}, {right, "Pasted."});
        window->resize(size);
        window->show();
        QApplication::processEvents();
    }
    ~Compared() { delete window; }

    QStringList shownNames() const
    {
        QStringList names;
        for (const ComparisonLine *line : window->findChildren<ComparisonLine *>()) {
            if (line->isVisible())
                names << QString::fromUtf8(line->member().name());
        }
        return names;
    }
    const ComparisonLine *line(const QByteArray &name) const
    {
        for (const ComparisonLine *each : window->findChildren<ComparisonLine *>()) {
            if (each->member().name() == name)
                return each;
        }
        return nullptr;
    }
    FoldHead *fold(const QString &title) const
    {
        for (FoldHead *each : window->findChildren<FoldHead *>()) {
            if (each->accessibleName() == title)
                return each;
        }
        return nullptr;
    }

    Theme theme;
    QPointer<ComparisonWindow> window;
};

}

TEST_CASE("Comparison: shows what differs, and folds what is alike or new in every token", "[token]")
{
    const Compared compared;
    CHECK(compared.shownNames() == QStringList{"scope", "exp", "azp"});
    CHECK(compared.line("scope")->says().contains("with admin"));
    CHECK(compared.line("scope")->says().contains("without write"));
    CHECK(QString(compared.line("exp")->says()).replace(QChar(0xA0), u' ').contains("1 h later"));
    CHECK(compared.line("azp")->says() == "Only in the other");
    REQUIRE(compared.fold("New in each token"));
    compared.fold("New in each token")->click();
    CHECK(compared.shownNames().contains("jti"));
    compared.fold("Alike in both")->click();
    CHECK(compared.shownNames().contains("sub"));
}

TEST_CASE("Comparison: swaps the sides, and what only one has changes its side", "[token]")
{
    const Compared compared;
    for (Button *button : compared.window->findChildren<Button *>()) {
        if (button->text() == "Swap")
            button->click();
    }
    CHECK(compared.line("azp")->says() == "Only in this one");
}

TEST_CASE("Comparison: shows a time as it is written and as what it means", "[token]")
{
    const Compared compared;
    const auto values = compared.line("exp")->findChildren<ClaimValue *>();
    REQUIRE(values.size() == 2);
    CHECK(values[0]->toPlainText() == "1795242667");
    QStringList moments;
    for (const FlowLabel *label : compared.line("exp")->findChildren<FlowLabel *>())
        moments << label->text();
    CHECK(moments.contains("21 Nov 2026, 06:31:07 UTC"));
    compared.window->findChild<TabStrip *>()->setCurrentIndex(2);
    CHECK(compared.line("exp")->findChildren<FlowLabel *>().size() == 2);  // the name and what differs
}

TEST_CASE("Comparison: asks for the other token when there is none", "[token]")
{
    const Compared compared(older(), {});
    auto *field = compared.window->findChild<PasteBox *>()->findChild<QPlainTextEdit *>();
    REQUIRE(field->isVisible());
    field->setPlainText("Bearer " + QString::fromLatin1(newer()));
    QTest::keyClick(field, Qt::Key_Return);
    CHECK_FALSE(field->isVisible());
    CHECK(compared.shownNames() == QStringList{"scope", "exp", "azp"});
}

TEST_CASE("Comparison: a pair too long for the main thread arrives all the same", "[token][limits]")
{
    const QByteArray longClaims = "{\"sub\":\"me\",\"long\":\"" + QByteArray(60'000, 'x') + "\"}";
    const Compared compared(tokens::withPayload(longClaims), older());
    CHECK(QTest::qWaitFor([&] { return compared.shownNames().contains("long"); }, 5000));
}

TEST_CASE("Comparison: fits at every size, stacked below 960, and every node that can be reached has a name",
          "[token][room][accessibility]")
{
    const QSize size = GENERATE(QSize(860, 620), QSize(1080, 800), QSize(1600, 1000));
    const Compared compared(older(), newer(), size);
    for (const FlowLabel *label : compared.window->findChildren<FlowLabel *>()) {
        if (!label->isVisible() || label->text().isEmpty())
            continue;
        CAPTURE(label->text(), label->width());
        CHECK(label->height() >= label->heightForWidth(label->width()));
        CHECK(label->mapTo(compared.window.data(), QPoint(label->width(), 0)).x() <= size.width());
    }
    for (const ClaimValue *value : compared.window->findChildren<ClaimValue *>())
        CHECK(value->height() >= value->heightForWidth(value->width()));
    const QByteArray token = older();
    const QString secret = QString::fromLatin1(token.mid(token.lastIndexOf('.') + 1).chopped(4));
    CHECK(accessibleFaults(*compared.window, {secret}) == QStringList());
}

TEST_CASE("Open tokens: one window a token; others and those that were sent are offered for comparing", "[token]")
{
    Theme theme;
    OpenTokens open(theme, [] { return std::vector<ShownToken>{{newer(), "Sent with GET /v1/orders, accepted"}, {older(), "again"}}; });
    const TokenCircumstances now{std::nullopt, tokens::kLocalNow};
    TokenWindow *first = open.open({{older(), "Sent with GET /v1/orders"}}, now);
    CHECK(open.open({{older(), "Sent with GET /v1/orders"}}, now) == first);
    open.open({{tokens::valid(), {}}}, now);
    CHECK(open.windows().size() == 2);

    emit first->compareRequested(first);
    const QMenu *menu = first->findChild<QMenu *>();
    REQUIRE(menu);
    QStringList offered;
    for (const QAction *action : menu->actions())
        offered << action->text();
    CHECK(offered == QStringList{"Access token", "Access token: Sent with GET /v1/orders, accepted", QString(), "Paste another token…"});
    menu->actions()[1]->trigger();
    const ComparisonWindow *comparison = nullptr;
    for (QWidget *top : QApplication::topLevelWidgets())
        comparison = qobject_cast<ComparisonWindow *>(top) ? static_cast<ComparisonWindow *>(top) : comparison;
    REQUIRE(comparison);
    CHECK(comparison->other().text == newer());
    delete comparison;
    first->close();
}
