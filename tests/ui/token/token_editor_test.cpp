#include "catch.h"
#include "tokens.h"
#include "ui/accessible_tree.h"

#include "core/secrets/session_store.h"
#include "ui/controls/button.h"
#include "ui/text/flow_label.h"
#include "ui/token/claim_form.h"
#include "ui/token/claims_editor.h"
#include "ui/token/json_form.h"
#include "ui/token/kept_keys.h"
#include "ui/token/open_tokens.h"
#include "ui/token/signature_card.h"
#include "ui/token/signing_key_card.h"
#include "ui/token/token_editor.h"
#include "ui/token/token_window.h"

#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QMenu>
#include <QMimeData>
#include <QPlainTextEdit>
#include <QPointer>
#include <QSignalSpy>
#include <QTest>

using namespace keyhole;

namespace {

struct Editing {
    explicit Editing(const QByteArray &token = tokens::expired())
        : editor(new TokenEditor(theme, *draftOf(decodeToken(token)), "Sent with GET /v1/orders", tokens::kLocalNow))
    {
        QObject::connect(editor, &TokenEditor::tokenSigned, editor,
                         [this](const QByteArray &text, const SigningKey &with) { signedTokens.emplace_back(decodeToken(text), with); });
        editor->show();
        QApplication::processEvents();
    }
    ~Editing() { delete editor; }

    Button *button(const QString &text) const
    {
        for (Button *each : editor->findChildren<Button *>()) {
            if (each->text() == text && each->isVisible())
                return each;
        }
        return nullptr;
    }
    ClaimForm *form(const QString &name) const
    {
        for (ClaimForm *each : editor->findChildren<ClaimForm *>()) {
            if (each->accessibleName() == name)
                return each;
        }
        return nullptr;
    }
    bool says(const QString &text) const
    {
        for (const FlowLabel *label : editor->findChildren<FlowLabel *>()) {
            if (label->isVisible() && label->text().contains(text))
                return true;
        }
        return false;
    }

    Theme theme;
    QPointer<TokenEditor> editor;
    std::vector<std::pair<Token, SigningKey>> signedTokens;
};

}

TEST_CASE("Token editor: signs what is in the form with a new key, which then verifies", "[token][signing]")
{
    const auto [type, algorithm] = GENERATE(table<const char *, const char *>(
        {{"oct", "HS256"}, {"P-256", "ES256"}, {"P-384", "ES384"}, {"Ed25519", "EdDSA"}, {"RSA", "RS256"}}));
    CAPTURE(type);
    Editing editing;
    CHECK_FALSE(editing.button("Sign")->isEnabled());
    editing.editor->key()->generate(type);
    ClaimForm *claims = editing.form("Claims");
    const int exp = claims->claims().rowOf("exp");
    claims->claims().setData(claims->claims().index(exp, ClaimFormModel::ValueColumn), "in 1 hour", Qt::EditRole);
    REQUIRE(editing.button("Sign")->isEnabled());
    editing.button("Sign")->click();
    REQUIRE(editing.signedTokens.size() == 1);
    const auto &[token, key] = editing.signedTokens.front();
    CHECK(token.headerText("alg") == algorithm);
    CHECK(token.headerText("typ") == "at+jwt");
    CHECK(token.claimText("exp") == "1795257631");
    CHECK(token.claimText("sub") == "svc-orders");
    CHECK(verifySignature(token, key).state == SignatureState::Valid);
}

TEST_CASE("Token editor: keeps the algorithm of the token where the key serves it", "[token][signing]")
{
    Editing editing;
    editing.editor->key()->preferAlgorithm("PS256");
    editing.editor->key()->generate("RSA");
    CHECK(editing.editor->key()->algorithm() == "PS256");
    editing.editor->key()->generate("P-256");
    CHECK(editing.editor->key()->algorithm() == "ES256");
}

TEST_CASE("Token editor: claims are turned into JSON and back, and only what can be read", "[token]")
{
    Editing editing;
    ClaimsEditor *claims = editing.editor->claims();
    const auto before = claims->draft();
    claims->setMode(ClaimsEditor::Json);
    JsonForm *json = nullptr;
    for (JsonForm *each : editing.editor->findChildren<JsonForm *>())
        json = each->accessibleName() == "Claims as JSON" ? each : json;
    REQUIRE(json);
    CHECK(json->toPlainText().startsWith("{\n  \"iss\": \"https://id.example.com/realms/shop\",\n"));
    CHECK(claims->draft() == before);

    json->setPlainText("{\n  \"sub\": \"me\",\n  exp: 5\n}");
    CHECK(editing.says("line 3, character 3"));
    REQUIRE(json->extraSelections().size() == 1);
    CHECK(json->extraSelections().first().cursor.selectedText() == "e");
    claims->setMode(ClaimsEditor::Form);
    CHECK(claims->mode() == ClaimsEditor::Json);

    json->setPlainText(R"({"sub":"me","exp":"in 1 hour"})");
    claims->setMode(ClaimsEditor::Form);
    CHECK(claims->mode() == ClaimsEditor::Form);
    CHECK(toJson(claims->draft()->claims) == R"({"sub":"me","exp":1795257631})");
}

TEST_CASE("Token editor: says which claim cannot be read, and does not sign it", "[token]")
{
    Editing editing;
    editing.editor->key()->generate("oct");
    ClaimFormModel &claims = editing.form("Claims")->claims();
    claims.setData(claims.index(claims.rowOf("exp"), ClaimFormModel::ValueColumn), "whenever", Qt::EditRole);
    CHECK(editing.says("exp: "));
    CHECK_FALSE(editing.button("Sign")->isEnabled());
    QMetaObject::invokeMethod(editing.editor, "sign");
    CHECK(editing.signedTokens.empty());
}

TEST_CASE("Token editor: takes a pasted key, and tells a public one apart", "[token][signing]")
{
    Editing editing;
    const auto key = SigningKey::generate("P-256");
    REQUIRE(key);
    const auto paste = [&](const QByteArray &text) {
        editing.button("Paste…")->click();
        QPlainTextEdit *field = nullptr;
        for (QPlainTextEdit *each : editing.editor->findChildren<QPlainTextEdit *>())
            field = each->accessibleName() == "Key to sign with" ? each : field;
        field->setPlainText(QString::fromUtf8(text));
        editing.button("Use")->click();
    };
    paste(key->publicJwk("mine"));
    CHECK(editing.says("This is a public key"));
    CHECK_FALSE(editing.editor->key()->key());
    paste("a secret of one's own service, long enough");
    REQUIRE(editing.editor->key()->key());
    CHECK(editing.editor->key()->algorithm() == "HS256");
    editing.button("Sign")->click();
    CHECK(editing.signedTokens.size() == 1);
}

TEST_CASE("Token editor: a new secret is copied marked as a secret; a public key is published as it is", "[token][secret]")
{
    Editing editing;
    editing.editor->key()->generate("oct");
    editing.button("Copy the secret")->click();
    const QMimeData *copied = QApplication::clipboard()->mimeData();
    CHECK(copied->text().size() == 43);
    CHECK(copied->data("x-kde-passwordManagerHint") == "secret");
    CHECK_FALSE(accessibleFaults(*editing.editor, {copied->text()}).join('\n').contains("secret"));
    editing.editor->key()->generate("Ed25519");
    editing.button("Copy public key (JWK)")->click();
    CHECK(QApplication::clipboard()->text().contains("\"OKP\""));
    CHECK_FALSE(QApplication::clipboard()->text().contains("\"d\""));
}

TEST_CASE("Token editor: every node that can be reached has a name", "[token][accessibility]")
{
    Editing editing;
    const auto mode = GENERATE(ClaimsEditor::Form, ClaimsEditor::Json);
    editing.editor->claims()->setMode(mode);
    editing.button("Paste…")->click();
    QApplication::processEvents();
    QStringList faults = accessibleFaults(*editing.editor);
    faults.removeAll("node has no name");  // an empty cell of a table is read by its position
    CHECK(faults == QStringList());
}

TEST_CASE("Token editor: a key is kept in the store, and signs again in another window", "[token][signing][secret]")
{
    SessionStore store;
    Editing first;
    CHECK_FALSE(first.button("From keychain…"));
    first.editor->key()->setStore(store, "id.example.com", tokens::kLocalNow);
    first.editor->key()->generate("P-256");
    const SigningKey key = *first.editor->key()->key();
    first.button("Keep until you quit")->click();
    REQUIRE(QTest::qWaitFor([&] { return first.says("Kept as “id.example.com / P-256 key"); }, 5000));

    Editing second;
    second.editor->key()->setStore(store, "id.example.com", tokens::kLocalNow);
    second.button("From keychain…")->click();
    const QMenu *menu = second.button("From keychain…")->findChild<QMenu *>();
    REQUIRE(menu);
    REQUIRE(menu->actions().size() == 1);
    menu->actions().front()->trigger();
    REQUIRE(QTest::qWaitFor([&] { return second.editor->key()->key().has_value(); }, 5000));
    second.button("Sign")->click();
    REQUIRE(second.signedTokens.size() == 1);
    CHECK(verifySignature(second.signedTokens.front().first, key).state == SignatureState::Valid);
}

TEST_CASE("Token editor: an entry that is gone is told, and the key stays what it was", "[token][secret]")
{
    SessionStore store;
    Editing editing;
    editing.editor->key()->setStore(store, {}, tokens::kLocalNow);
    KeptKeys *kept = editing.editor->findChild<KeptKeys *>();
    REQUIRE(kept);
    kept->read({newCredentialId(), CredentialKind::SigningKey, {}, {}, {}, {}});
    QCoreApplication::processEvents();
    CHECK(QTest::qWaitFor([&] { return editing.says(storeError(StoreFault::NotFound).error.what); }, 5000));
    CHECK_FALSE(editing.editor->key()->key());
}

TEST_CASE("Open tokens: what is signed opens in its window, verified, and can be sent with and copied", "[token][signing]")
{
    Theme theme;
    OpenTokens open(theme, [] { return std::vector<ShownToken>(); });
    QSignalSpy sent(&open, &OpenTokens::sendRequested);
    TokenWindow *first = open.open({{tokens::expired(), "Sent with GET /v1/orders"}}, {std::nullopt, tokens::kLocalNow});
    emit first->editRequested();
    TokenEditor *editor = nullptr;
    for (QWidget *top : QApplication::topLevelWidgets())
        editor = qobject_cast<TokenEditor *>(top) ? static_cast<TokenEditor *>(top) : editor;
    REQUIRE(editor);
    editor->key()->generate("P-256");
    QMetaObject::invokeMethod(editor, "sign");
    REQUIRE(open.windows().size() == 2);
    TokenWindow *made = open.windows().back();
    CHECK(made->findChild<SignatureCard *>()->facts().state == SignatureFacts::State::Verified);
    const auto press = [made](const QString &text) {
        for (Button *button : made->findChildren<Button *>()) {
            if (button->text() == text && button->isVisible())
                return button->click();
        }
        FAIL("no button of that name");
    };
    press("Send with it");
    REQUIRE(sent.size() == 1);
    CHECK(sent.first().first().toByteArray() == made->shown().text);
    press("Copy token");
    CHECK(QApplication::clipboard()->text().toUtf8() == made->shown().text);
    CHECK(QApplication::clipboard()->mimeData()->data("x-kde-passwordManagerHint") == "secret");
    delete editor;
}
