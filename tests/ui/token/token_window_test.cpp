#include "catch.h"
#include "tokens.h"
#include "ui/accessible_tree.h"
#include "ui/controls/chip.h"
#include "ui/controls/icon_button.h"
#include "ui/controls/tab_strip.h"
#include "ui/text/flow_label.h"
#include "ui/token/claim_line.h"
#include "ui/token/claim_table.h"
#include "ui/token/encoded_card.h"
#include "ui/token/encoded_view.h"
#include "ui/token/paste_box.h"
#include "ui/token/signature_card.h"
#include "ui/token/token_head.h"
#include "ui/token/token_window.h"
#include "ui/token/validity_line.h"

#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QPlainTextEdit>
#include <QPointer>
#include <QPushButton>
#include <QTest>
#include <QThreadPool>

using namespace keyhole;

namespace {

struct OpenWindow {
    explicit OpenWindow(const QByteArray &token, std::optional<ClockOffset> offset = tokens::serverAhead(), QSize size = {1080, 800})
        : window(new TokenWindow(theme))
    {
        window->setTokens({{token, "Keychain: shop-api / staging."}}, {offset, tokens::kLocalNow});
        window->resize(size);
        window->show();
        QApplication::processEvents();
    }
    ~OpenWindow() { delete window; }

    EncodedView *encoded() const { return window->findChild<EncodedView *>(); }
    QStringList chips() const
    {
        QStringList texts;
        for (const Chip *chip : window->findChildren<Chip *>()) {
            if (chip->isVisible())
                texts << chip->text().replace(QChar(0xA0), u' ');
        }
        return texts;
    }
    ClaimLine *line(const QByteArray &name) const
    {
        for (ClaimLine *each : window->findChildren<ClaimLine *>()) {
            if (each->name() == name)
                return each;
        }
        return nullptr;
    }
    QPushButton *button(const QString &text) const
    {
        for (QPushButton *each : window->findChildren<QPushButton *>()) {
            if (each->text() == text && each->isVisible())
                return each;
        }
        return nullptr;
    }

    Theme theme;
    QPointer<TokenWindow> window;
};

QString signatureOf(const QByteArray &token)
{
    return QString::fromLatin1(token.mid(token.lastIndexOf('.') + 1));
}

}

TEST_CASE("Token window: its chips say time and signature apart, and nothing says valid", "[token]")
{
    CHECK(OpenWindow(tokens::expired()).chips() == QStringList{"Expired 3 h 12 min ago", "Signature not checked"});
    CHECK(OpenWindow(tokens::valid(), std::nullopt).chips() == QStringList{"In time for 19 min 29 s more", "Signature not checked"});
    CHECK(OpenWindow(tokens::notYetValid()).chips() == QStringList{"Not valid for another 2 min 38 s", "Signature not checked"});
    CHECK(OpenWindow(tokens::broken()).chips() == QStringList{"Cannot be decoded"});
    CHECK(OpenWindow(tokens::encrypted()).chips() == QStringList{"Encrypted"});
    CHECK(OpenWindow("an-opaque-token-of-some-service").chips() == QStringList{"Not a JWT"});
}

TEST_CASE("Token window: hides the signature until it is asked for, and hides it again with the window's focus", "[token][secret]")
{
    const QByteArray token = tokens::expired();
    OpenWindow opened(token);
    const QString hidden = signatureOf(token).chopped(4);
    CHECK_FALSE(opened.encoded()->toPlainText().contains(hidden));
    CHECK(opened.encoded()->toPlainText().size() == token.size());
    opened.encoded()->setRevealed(true);
    CHECK(opened.encoded()->toPlainText() == QString::fromLatin1(token));
    QEvent left(QEvent::WindowDeactivate);
    QApplication::sendEvent(opened.window, &left);
    CHECK_FALSE(opened.encoded()->isRevealed());
}

TEST_CASE("Token window: hides an opaque token as a whole, and the tag of an encrypted one", "[token][secret]")
{
    CHECK_FALSE(OpenWindow("an-opaque-token-of-some-service").encoded()->toPlainText().contains("opaque"));
    const QByteArray jwe = tokens::encrypted();
    CHECK_FALSE(OpenWindow(jwe).encoded()->toPlainText().contains(signatureOf(jwe)));
}

TEST_CASE("Token window: copies without the signature", "[token][secret]")
{
    const QByteArray token = tokens::expired();
    OpenWindow opened(token);
    opened.button("Copy without signature")->click();
    CHECK(QApplication::clipboard()->text() == QString::fromLatin1(token.left(token.lastIndexOf('.') + 1)));
    CHECK_FALSE(OpenWindow("an-opaque-token-of-some-service").button("Copy without signature")->isEnabled());
}

TEST_CASE("Token window: choosing a claim underlines its bytes", "[token]")
{
    OpenWindow opened(tokens::expired());
    const auto before = opened.encoded()->extraSelections().size();
    opened.line("exp")->findChild<ClaimName *>()->click();
    CHECK(opened.line("exp")->isChosen());
    const auto selections = opened.encoded()->extraSelections();
    REQUIRE(selections.size() == before + 1);
    CHECK(selections.last().format.fontUnderline());
    const QByteArray chosen = selections.last().cursor.selectedText().toLatin1();
    CHECK(chosen.size() >= 22);  // "exp":1795242667 is 16 bytes
    CHECK(chosen.size() <= 26);
}

TEST_CASE("Token window: selecting bytes chooses the claim that they encode", "[token]")
{
    OpenWindow opened(tokens::expired());
    opened.line("sub")->findChild<ClaimName *>()->click();
    const auto place = opened.encoded()->extraSelections().last().cursor;
    QTest::mouseClick(opened.line("alg"), Qt::LeftButton);
    CHECK(opened.line("alg")->isChosen());
    QTextCursor cursor(opened.encoded()->document());
    cursor.setPosition(place.selectionStart() + 3);
    cursor.setPosition(place.selectionEnd() - 3, QTextCursor::KeepAnchor);
    opened.encoded()->setTextCursor(cursor);
    CHECK(opened.line("sub")->isChosen());
    CHECK_FALSE(opened.line("alg")->isChosen());
}

TEST_CASE("Token window: checks the signature with a key that is given, in three different words", "[token]")
{
    OpenWindow opened(tokens::expired());
    auto *card = opened.window->findChild<SignatureCard *>();
    CHECK(card->facts().title == "Not checked: no key yet");
    opened.button("Use a key…")->click();
    auto *field = card->findChild<QPlainTextEdit *>();
    REQUIRE(field->isVisible());
    field->setPlainText("not the secret that signed it, but long enough");
    opened.button("Check")->click();
    CHECK(card->facts().state == SignatureFacts::State::Wrong);
    CHECK(opened.chips()[1] == "Signature does not verify");
    CHECK(field->toPlainText().isEmpty());

    opened.button("Use another key…")->click();
    field->setPlainText(QString::fromLatin1(tokens::kSecret));
    opened.button("Check")->click();
    CHECK(card->facts().state == SignatureFacts::State::Verified);
    CHECK(opened.chips() == QStringList{"Expired 3 h 12 min ago", "Signature verified"});
}

TEST_CASE("Token window: says beside the field what is wrong with a key", "[token]")
{
    OpenWindow opened(tokens::expired());
    auto *card = opened.window->findChild<SignatureCard *>();
    card->useKey("{\"kty\":\"RSA\"");
    CHECK(card->facts().state == SignatureFacts::State::NoKey);
    bool told = false;
    for (const FlowLabel *label : card->findChildren<FlowLabel *>())
        told = told || (label->isVisible() && label->text().contains("byte"));
    CHECK(told);
}

TEST_CASE("Token window: says what would be fetched, and fetches nothing", "[token]")
{
    Token token = decodeToken(tokens::expired());
    token.header->members[0].value.text = "RS256";
    const auto alg
        = std::find_if(token.header->members.begin(), token.header->members.end(), [](const auto &each) { return each.name == "alg"; });
    alg->value.text = "RS256";
    const SignatureFacts facts = signatureFacts(token, std::nullopt);
    CHECK(facts.text.contains("https://id.example.com/realms/shop"));
    CHECK(facts.text.contains("Nothing is fetched by itself"));
    alg->value.text = "none";
    CHECK(signatureFacts(token, std::nullopt).state == SignatureFacts::State::None);
}

TEST_CASE("Token window: shows every time as UTC, local or Unix with one switch", "[token]")
{
    OpenWindow opened(tokens::expired());
    auto *times = opened.window->findChild<TabStrip *>();
    times->setCurrentIndex(int(TimeForm::Unix));
    QApplication::processEvents();
    CHECK(opened.window->findChild<ValidityLine *>()->accessibleName().contains("1795239067"));
    times->setCurrentIndex(int(TimeForm::Utc));
    CHECK(opened.window->findChild<ValidityLine *>()->accessibleName().contains("05:31:07"));
}

TEST_CASE("Token window: opens a nested value in place", "[token]")
{
    OpenWindow opened(tokens::expired());
    CHECK_FALSE(opened.line("roles"));
    opened.line("realm_access")->findChild<QToolButton *>()->click();
    REQUIRE(opened.line("roles"));
    CHECK(opened.line("roles")->isVisible());
    opened.line("realm_access")->findChild<QToolButton *>()->click();
    CHECK_FALSE(opened.line("roles")->isVisible());
}

TEST_CASE("Token window: enlarges two clocks that are too close to tell apart, and only those", "[token]")
{
    CHECK(OpenWindow(tokens::expired()).window->findChild<ValidityLine *>()->hasLens());
    CHECK_FALSE(OpenWindow(tokens::expired(), std::nullopt).window->findChild<ValidityLine *>()->hasLens());
    CHECK_FALSE(OpenWindow(tokens::valid()).window->findChild<ValidityLine *>()->hasLens());
    CHECK(OpenWindow(tokens::expired(), ClockOffset{Milliseconds(0), Milliseconds(0)}).window->findChild<ValidityLine *>()->hasLens());
}

TEST_CASE("Token window: the line reads as its sentence and its marks", "[token][accessibility]")
{
    const OpenWindow opened(tokens::expired());
    const auto *line = opened.window->findChild<ValidityLine *>();
    CHECK(line->accessibleName().startsWith("Valid from 05:31:07 to 06:31:07 UTC."));
    CHECK(line->accessibleDescription().contains("exp: 21 Nov 2026, 06:31:07 UTC"));
    CHECK(line->accessibleDescription().contains("this computer: 21 Nov 2026, 09:40:31 UTC"));
    CHECK(QString(line->accessibleDescription()).replace(QChar(0xA0), u' ').contains("server, ± 0.6 s: 21 Nov 2026, 09:43:12 UTC"));
}

TEST_CASE("Token window: marks the first character that does not fit", "[token]")
{
    const QByteArray token = tokens::broken();
    const OpenWindow opened(token);
    const auto selections = opened.encoded()->extraSelections();
    REQUIRE_FALSE(selections.isEmpty());
    CHECK(selections.last().cursor.selectedText() == "+");
    bool told = false;
    for (const FlowLabel *label : opened.window->findChild<EncodedCard *>()->findChildren<FlowLabel *>())
        told = told || label->text().contains(QString("Character %1").arg(token.indexOf('+') + 1));
    CHECK(told);
    CHECK_FALSE(opened.window->findChild<ValidityLine *>()->isVisible());
}

TEST_CASE("Token window: decodes another token that is pasted, with or without its scheme", "[token]")
{
    OpenWindow opened(tokens::expired());
    opened.button("Paste token…")->click();
    auto *field = opened.window->findChild<TokenHead *>()->findChild<QPlainTextEdit *>();
    REQUIRE(field->isVisible());
    field->setPlainText("Bearer " + QString::fromLatin1(tokens::notYetValid()) + "\n");
    QTest::keyClick(field, Qt::Key_Return);
    CHECK_FALSE(field->isVisible());
    CHECK(opened.chips()[0] == "Not valid for another 2 min 38 s");
    CHECK(field->toPlainText().isEmpty());
}

TEST_CASE("Token window: of an exchange with several tokens one is shown at a time, with its place", "[token]")
{
    Exchange sent;
    sent.hops.emplace_back();
    const auto exchange = std::make_shared<const Exchange>(sent);
    const std::vector<ShownToken> both{
        {tokens::expired(), "Sent with GET /v1/orders", "request.headers.Authorization", {}, exchange},
        {tokens::notYetValid(), "Sent with GET /v1/orders", "request.cookies.id_token", "percent-encoded", exchange}};
    OpenWindow opened(tokens::valid());
    auto *places = opened.window->findChild<QComboBox *>();
    CHECK_FALSE(places->isVisible());
    CHECK_FALSE(opened.button("Show it"));
    opened.window->setTokens(both, {std::nullopt, tokens::kLocalNow});
    CHECK(places->isVisible());
    CHECK(places->itemText(0) == "Access token: header Authorization");
    CHECK(places->itemText(1) == "Access token: cookie id_token, percent-encoded");
    places->setCurrentIndex(1);
    emit places->activated(1);
    CHECK(opened.chips()[0] == "Not valid for another 5 min 19 s");

    QByteArray asked;
    QObject::connect(opened.window, &TokenWindow::placeRequested, opened.window, [&](const ShownToken &shown) { asked = shown.where; });
    REQUIRE(opened.button("Show it"));
    opened.button("Show it")->click();
    CHECK(asked == "request.cookies.id_token");
}

TEST_CASE("Token window: a token beyond 64 KB is decoded off the main thread, and the last one chosen is shown", "[token][limits]")
{
    const QByteArray large = tokens::withPayload("{\"sub\":\"large\",\"long\":\"" + QByteArray(70'000, 'x') + "\"}");
    OpenWindow opened(large);
    CHECK(QTest::qWaitFor([&] { return opened.window->token().claimText("sub") == "large"; }, 5000));
    opened.window->setTokens({{large, {}}}, {std::nullopt, tokens::kLocalNow});
    opened.window->setTokens({{tokens::valid(), {}}}, {std::nullopt, tokens::kLocalNow});
    QThreadPool::globalInstance()->waitForDone();
    QApplication::processEvents();
    CHECK(opened.window->token().claimText("sub") == "svc-orders");
}

TEST_CASE("Token window: without a token it asks for one", "[token]")
{
    const OpenWindow opened("");
    CHECK(opened.window->findChild<PasteBox *>()->isVisible());
}

TEST_CASE("Token window: stacks its parts below 960 and fits 860 × 620", "[token][room]")
{
    const QSize size = GENERATE(QSize(860, 620), QSize(1080, 800), QSize(1600, 1000));
    const OpenWindow opened(tokens::expired(), tokens::serverAhead(), size);
    const auto *encoded = opened.window->findChild<EncodedCard *>();
    const auto *claims = opened.window->findChild<ClaimTable *>();
    CHECK((claims->x() > encoded->x()) == (size.width() >= 960));
    for (const FlowLabel *label : opened.window->findChildren<FlowLabel *>()) {
        if (!label->isVisible() || label->text().isEmpty())
            continue;
        CAPTURE(label->text(), label->width());
        CHECK(label->height() >= label->heightForWidth(label->width()));
        CHECK(label->mapTo(opened.window.data(), QPoint(label->width(), 0)).x() <= size.width());
    }
    for (const ClaimValue *value : opened.window->findChildren<ClaimValue *>())
        CHECK(value->height() >= value->heightForWidth(value->width()));
}

TEST_CASE("Token window: every node that can be reached has a name, and none tells the signature", "[token][accessibility][secret]")
{
    const QByteArray token
        = GENERATE(tokens::expired(), tokens::broken(), tokens::encrypted(), QByteArray("an-opaque-token-of-some-service"));
    const OpenWindow opened(token);
    const QString secret = token.contains('.') ? signatureOf(token).chopped(4) : QString::fromLatin1(token);
    CHECK(accessibleFaults(*opened.window, {secret}) == QStringList());
    CHECK_FALSE(opened.window->windowTitle().contains(secret));
}

TEST_CASE("Token window: a token of thousands of claims opens, and tells what it leaves out", "[token][limits]")
{
    QByteArray claims = "{";
    for (int i = 0; i < 3000; ++i)
        claims += "\"claim" + QByteArray::number(i) + "\":\"<img src=x>\",";
    const OpenWindow opened(tokens::withPayload(claims + "\"long\":\"" + QByteArray(5000, 'x') + "\"}"));
    REQUIRE(QTest::qWaitFor([&] { return opened.line("claim0"); }, 5000));
    CHECK(opened.window->findChildren<ClaimLine *>().size() <= 210);
    bool told = false;
    for (const FlowLabel *label : opened.window->findChildren<FlowLabel *>())
        told = told || label->text() == "2808 more are not shown";  // 2801 claims, and seven that at+jwt asks for
    CHECK(told);
}

TEST_CASE("Signature: an issuer without https is named, and only a missing one is said to be missing", "[token]")
{
    const auto said = [](const QByteArray &payload) {
        Token token = decodeToken(tokens::withPayload(payload));
        for (auto &member : token.header->members) {
            if (member.name == "alg")
                member.value.text = "RS256";
        }
        return signatureFacts(token, std::nullopt).text;
    };
    CHECK(said(R"({"iss":"http://127.0.0.1:8080"})").contains("http://127.0.0.1:8080"));
    CHECK_FALSE(said(R"({"iss":"http://127.0.0.1:8080"})").contains("does not give"));
    CHECK(said(R"({"sub":"me"})").contains("does not give"));
}
