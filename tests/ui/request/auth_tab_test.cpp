#include "catch.h"

#include "core/secrets/keychain_store.h"
#include "core/secrets/memory_keychain.h"
#include "core/secrets/waiting.h"
#include "core/session/canned_transport.h"
#include "ui/accessible_tree.h"
#include "ui/request/auth_editor.h"
#include "ui/request/auth_forms/forms.h"
#include "ui/request/auth_tab.h"
#include "ui/request/folder_auth_dialog.h"
#include "ui/request/kept_credential.h"
#include "ui/request/request_editor.h"
#include "ui/request/secret_edit.h"

#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace keyhole;

namespace {

/// Every member of every kind filled with something of its own.
AuthDraft filled(AuthKind kind)
{
    AuthDraft auth;
    auth.kind = kind;
    auth.user = "alice";
    auth.secret = Secret("first-secret");
    auth.secondSecret = Secret("second-secret");
    auth.scheme = "Token";
    auth.keyName = "X-Key";
    auth.keyPlace = KeyPlace::Query;
    auth.dpop = true;
    auth.dpopKey = Secret("dpop-key");
    auth.digest = {"SHA-256-sess", "auth-int"};
    auth.jwt = {"ES384", R"({"kid":"1"})", R"({"iss":"client"})", true, false};
    auth.oauth1 = {"consumer", "token", "RSA-SHA1", "Photos", OAuth1Settings::Place::Query, false, "oob", "verifier"};
    auth.aws = {"AKIDEXAMPLE", "eu-central-1", "s3", true, 600, true};
    auth.oauth2.issuer = "https://id.example.com";
    auth.oauth2.clientId = "client";
    auth.oauth2.scope = "orders:read";
    auth.certificate.certificate = "/certs/client.p12";
    auth.certificate.key = "/certs/client.key";
    auth.custom = {{true, "X-Signature", "{{user}}:{{secret}}", {}}};
    return auth;
}

struct Tab {
    Theme theme;
    CannedTransport transport;
    FixedClock clock;
    Session session{transport, clock};
    RequestEditor editor{theme};

    explicit Tab(const AuthDraft &auth)
    {
        RequestDraft draft;
        draft.address = "https://api.example.com/orders";
        draft.auth = auth;
        editor.setDraft(draft);
        editor.showTab(RequestEditor::Auth);
        editor.resize(720, 400);
        editor.show();
        QCoreApplication::processEvents();
    }
    AuthEditor *auth() const { return editor.auth()->editor(); }
    void choose(AuthKind kind) const
    {
        QComboBox *kinds = auth()->kinds();
        kinds->setCurrentIndex(kinds->findData(int(kind)));
        emit kinds->activated(kinds->currentIndex());
    }
    QWidget *field(const QString &name) const
    {
        for (QWidget *widget : auth()->findChildren<QWidget *>()) {
            if (widget->accessibleName() == name && widget->isVisible())
                return widget;
        }
        return nullptr;
    }
};

}

TEST_CASE("Auth tab: every scheme has a name, and a form that gives back what it was given", "[request][auth]")
{
    for (const AuthKind kind : authKinds()) {
        CAPTURE(authKindName(kind).toStdString());
        CHECK_FALSE(authKindName(kind).isEmpty());
        const Tab tab(filled(kind));
        CHECK(tab.editor.draft().auth == filled(kind));
        CHECK(tab.auth()->auth() == filled(kind));
    }
}

TEST_CASE("Auth tab: every control of every scheme has a name, and none of them tells a secret", "[request][auth]")
{
    for (const AuthKind kind : authKinds()) {
        CAPTURE(authKindName(kind).toStdString());
        Tab tab(filled(kind));
        CHECK(accessibleFaults(tab.editor, {"first-secret", "second-secret", "dpop-key"}).join("\n").toStdString() == "");
    }
}

TEST_CASE("Auth tab: choosing another scheme and coming back loses nothing", "[request][auth]")
{
    Tab tab(filled(AuthKind::AwsSignature4));
    for (const AuthKind kind : authKinds())
        tab.choose(kind);
    tab.choose(AuthKind::AwsSignature4);
    CHECK(tab.editor.draft().auth == filled(AuthKind::AwsSignature4));
}

TEST_CASE("Auth tab: a choice can be taken back and done again", "[request][auth]")
{
    Tab tab(filled(AuthKind::Bearer));
    tab.choose(AuthKind::Basic);
    tab.choose(AuthKind::ApiKey);
    CHECK(tab.editor.undo());
    CHECK(tab.editor.draft().auth.kind == AuthKind::Basic);
    CHECK(tab.auth()->auth().kind == AuthKind::Basic);
    QTest::keySequence(tab.editor.auth(), QKeySequence::Undo);  // of what does not take the keys itself
    CHECK(tab.editor.draft().auth == filled(AuthKind::Bearer));
    CHECK_FALSE(tab.editor.undo());
    QTest::keySequence(tab.editor.auth(), QKeySequence::Redo);
    CHECK(tab.editor.redo());
    CHECK_FALSE(tab.editor.redo());
    CHECK(tab.editor.draft().auth.kind == AuthKind::ApiKey);
    tab.editor.setReadOnly(true);
    CHECK_FALSE(tab.editor.undo());
    CHECK(tab.editor.draft().auth.kind == AuthKind::ApiKey);
}

TEST_CASE("Auth tab: what is typed into a field is one step back, and leaves what was changed elsewhere", "[request][auth]")
{
    Tab tab({});
    REQUIRE(QTest::qWaitForWindowActive(&tab.editor));
    tab.choose(AuthKind::Basic);
    QWidget *user = tab.field("User");
    REQUIRE(user);
    user->setFocus();
    QTest::keyClicks(user, "bob");
    REQUIRE(tab.editor.draft().auth.user == "bob");
    tab.editor.setAddress("https://api.example.com/others");
    CHECK(tab.editor.undo());
    CHECK(tab.editor.draft().auth.kind == AuthKind::Basic);
    CHECK(tab.editor.draft().auth.user.isEmpty());
    CHECK(tab.editor.draft().address == "https://api.example.com/others");
    CHECK(tab.editor.redo());
    CHECK(tab.editor.draft().auth.user == "bob");
}

TEST_CASE("Auth tab: another request has no steps of this one", "[request][auth]")
{
    Tab tab(filled(AuthKind::Bearer));
    tab.choose(AuthKind::Basic);
    RequestDraft other;
    other.auth = filled(AuthKind::Digest);
    tab.editor.setDraft(other);
    CHECK_FALSE(tab.editor.undo());
    CHECK(tab.editor.draft().auth == filled(AuthKind::Digest));
}

TEST_CASE("Auth tab: what is typed into a form is in the draft", "[request][auth]")
{
    Tab tab({});
    const auto [kind, field, typed] = GENERATE(table<AuthKind, const char *, const char *>({
        {AuthKind::Basic, "User", "bob"},
        {AuthKind::Digest, "User", "bob"},
        {AuthKind::AwsSignature4, "Region", "us-east-1"},
        {AuthKind::OAuth1, "Consumer key", "key-1"},
        {AuthKind::OAuth2, "Issuer", "https://id.example.org"},
        {AuthKind::ApiKey, "Name", "X-Other"},
        {AuthKind::ClientCertificate, "Certificate", "/certs/a.pem"},
    }));
    CAPTURE(field);
    tab.choose(kind);
    QLineEdit *line = nullptr;
    for (QLineEdit *each : tab.auth()->findChildren<QLineEdit *>()) {
        if (each->accessibleName() == field && each->isVisible())
            line = each;
    }
    REQUIRE(line);
    line->clear();
    QTest::keyClicks(line, typed);
    const AuthDraft &auth = tab.editor.draft().auth;
    CHECK(auth.kind == kind);
    const QByteArray everything
        = auth.user + auth.aws.region + auth.oauth1.consumerKey + auth.oauth2.issuer + auth.keyName + auth.certificate.certificate.toUtf8();
    CHECK(everything.contains(typed));
}

TEST_CASE("Auth tab: a secret is dots from its first character on, a variable stays readable", "[request][auth]")
{
    Tab tab({AuthKind::Bearer, {}, {}});
    auto *secret = tab.auth()->findChild<SecretEdit *>();
    secret->field()->setFocus();
    REQUIRE(secret->field()->hasFocus());
    QTest::keyClicks(secret->field(), "s");
    CHECK(secret->field()->echoMode() == QLineEdit::Password);
    QTest::keyClicks(secret->field(), "3cret");
    CHECK(tab.editor.draft().auth.secret == Secret("s3cret"));
    CHECK_FALSE(secret->field()->dragEnabled());
    const QAccessibleInterface *face = QAccessible::queryAccessibleInterface(secret->field());
    CHECK_FALSE(face->text(QAccessible::Value).contains("s3cret"));
    QTest::keyClick(secret->field(), Qt::Key_Z, Qt::ControlModifier);
    CHECK(secret->field()->text().isEmpty());  // undo clears, and brings back nothing of it
    QTest::keyClicks(secret->field(), "{{token}}");
    CHECK(secret->field()->echoMode() == QLineEdit::Normal);
}

TEST_CASE("Auth tab: an inherited credential says whose it is, and leads there", "[request][auth]")
{
    Tab tab({AuthKind::Inherited, {}, {}});
    tab.editor.setInherited({{AuthKind::Basic, {}, {}}, "Orders"});
    QSignalSpy led(&tab.editor, &RequestEditor::authOriginRequested);
    QPushButton *there = nullptr;
    bool said = false;
    for (const QLabel *label : tab.auth()->findChildren<QLabel *>())
        said |= label->isVisible() && label->text().contains("Basic") && label->text().contains("Orders");
    for (QPushButton *button : tab.auth()->findChildren<QPushButton *>())
        there = button->isVisible() && button->text() == "Go there" ? button : there;
    CHECK(said);
    REQUIRE(there);
    there->click();
    CHECK(led.count() == 1);
    tab.editor.setInherited({});
    CHECK_FALSE(there->isVisible());
}

TEST_CASE("Auth tab: further credentials are added, kept in their order and removed", "[request][auth]")
{
    Tab tab(filled(AuthKind::Bearer));
    const auto press = [&](const QString &text, const QString &name = {}) {
        QCoreApplication::processEvents();
        for (QPushButton *button : tab.editor.auth()->findChildren<QPushButton *>()) {
            if (button->isVisible() && button->text() == text && (name.isEmpty() || button->accessibleName() == name))
                return button->click();
        }
        FAIL("no such button");
    };
    press("Add another credential");
    press("Add another credential");
    REQUIRE(tab.editor.draft().furtherAuth.size() == 2);
    RequestDraft draft = tab.editor.draft();
    draft.furtherAuth[1].kind = AuthKind::ClientCertificate;
    tab.editor.setDraft(draft);
    press("Remove", "Remove credential 2");
    REQUIRE(QTest::qWaitFor([&] { return tab.editor.draft().furtherAuth.size() == 1; }));
    CHECK(tab.editor.draft().furtherAuth.front().kind == AuthKind::ClientCertificate);
}

TEST_CASE("Auth tab: what goes out is shown masked, for one credential and for two", "[request][auth]")
{
    AuthDraft auth{AuthKind::Basic, {}, {}};
    auth.user = "alice";
    auth.secret = Secret("correct horse battery staple");
    Tab tab(auth);
    RequestDraft draft = tab.editor.draft();
    draft.furtherAuth = {{AuthKind::ApiKey, {}, Secret("k-0123456789abcdef-0123456789")}};
    tab.editor.setDraft(draft);
    tab.editor.setPreview(tab.session.preview(draft));
    const QStringList lines = tab.editor.auth()->sentAs().split('\n');
    CHECK(lines[0].startsWith("Authorization: Basic "));
    for (const QString &secret :
         {QString("correct horse"), QString(QByteArray("alice:correct horse battery staple").toBase64()), QString("0123456789abcdef")})
        CHECK_FALSE(lines.join('\n').contains(secret));
}

TEST_CASE("Auth tab: kinds that the server has a say in tell what goes first and what then", "[request][auth]")
{
    const AuthKind kind = GENERATE(AuthKind::Digest, AuthKind::Negotiate, AuthKind::Ntlm);
    CHECK_FALSE(sendingNote(kind).isEmpty());
    Tab tab(filled(kind));
    bool told = false;
    for (const QLabel *label : tab.auth()->findChildren<QLabel *>())
        told |= label->isVisible() && label->text() == sendingNote(kind);
    CHECK(told);
}

TEST_CASE("Auth tab: a stored credential of the fitting kind is chosen from the keychain", "[request][auth][secrets]")
{
    QTemporaryDir folder;
    MemoryKeychain keychain;
    KeychainStore store(borrowed(keychain), folder.filePath("credentials.json"));
    Credential basic{{CredentialId(32, 'b'), CredentialKind::Basic, {"Orders", {}, "alice"}, {{"https", "api.example.com", 443}}, {}, {}},
                     {{"user", Secret("alice")}, {"password", Secret("p")}}};
    REQUIRE(await(store.write(basic)));
    Tab tab({AuthKind::Digest, {}, {}});
    tab.editor.setCredentials(&store);
    QPushButton *choose = nullptr;
    for (QPushButton *button : tab.auth()->findChildren<QPushButton *>())
        choose = button->text() == "Choose from keychain…" && button->isVisible() ? button : choose;
    REQUIRE(choose);
    choose->click();
    auto *menu = tab.auth()->findChild<QMenu *>();
    REQUIRE(menu);
    REQUIRE(menu->actions().front()->text() == "Orders / alice");
    menu->actions().front()->trigger();
    CHECK(tab.editor.draft().auth.credential == basic.info.id);
    CHECK(tab.auth()->kept()->isVisible());
    CHECK_FALSE(tab.field("Password"));
    menu->close();

    tab.choose(AuthKind::AwsSignature4);
    CHECK_FALSE(choose->isVisible());
}

TEST_CASE("Folder credential: a folder may inherit, a collection has nobody to inherit from", "[request][auth]")
{
    Theme theme;
    FolderAuthDialog folder(theme, "Orders", false, {AuthKind::Inherited, {}, {}}, nullptr);
    FolderAuthDialog collection(theme, "Shop", true, {AuthKind::None, {}, {}}, nullptr);
    CHECK(folder.editor()->kinds()->findData(int(AuthKind::Inherited)) >= 0);
    CHECK(collection.editor()->kinds()->findData(int(AuthKind::Inherited)) < 0);
    folder.setAttribute(Qt::WA_DeleteOnClose, false);
    collection.setAttribute(Qt::WA_DeleteOnClose, false);
}

TEST_CASE("Auth tab: a proof of possession gets a key of its own when it is switched on, and keeps the one it has", "[request][auth]")
{
    Tab tab({AuthKind::Bearer, {}, {}});
    const auto check = [&]() -> QCheckBox * {
        for (QCheckBox *box : tab.auth()->findChildren<QCheckBox *>()) {
            if (box->isVisible() && box->text().contains("DPoP"))
                return box;
        }
        return nullptr;
    };
    REQUIRE(check());
    check()->click();
    const Secret key = tab.editor.draft().auth.dpopKey;
    CHECK(tab.editor.draft().auth.dpop);
    CHECK(key.reveal().contains("PRIVATE KEY"));
    check()->click();
    CHECK_FALSE(tab.editor.draft().auth.dpop);
    check()->click();
    CHECK(tab.editor.draft().auth.dpopKey == key);
}

TEST_CASE("Auth tab: a key in the query or in a cookie is shown where it goes, masked", "[request][auth]")
{
    const auto [place, word] = GENERATE(table<KeyPlace, const char *>({{KeyPlace::Query, "?"}, {KeyPlace::Cookie, "Cookie: "}}));
    AuthDraft auth{AuthKind::ApiKey, {}, Secret("k-0123456789abcdef-0123456789")};
    auth.keyName = "key";
    auth.keyPlace = place;
    Tab tab(auth);
    tab.editor.setPreview(tab.session.preview(tab.editor.draft()));
    CHECK(tab.editor.auth()->sentAs() == QString("%1key=k-01\u2022\u2022\u2022\u2022\u2022\u2022\u2022\u20226789").arg(word));
}
