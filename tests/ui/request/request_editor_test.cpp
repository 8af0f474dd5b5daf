#include "catch.h"
#include "ui/controls/button.h"
#include "ui/controls/tab_strip.h"
#include "ui/request/auth_tab.h"
#include "ui/request/body_tab.h"
#include "ui/request/growing_table.h"
#include "ui/request/request_editor.h"
#include "ui/request/secret_edit.h"

#include <QAccessible>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QSignalSpy>
#include <QTest>

using namespace keyhole;
using namespace std::chrono_literals;

namespace {

constexpr Instant kNow = Instant(1'795'254'192s);

QByteArray tokenThatExpires(Instant moment)
{
    const auto segment
        = [](const QByteArray &json) { return json.toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals); };
    const auto seconds = std::chrono::floor<Seconds>(moment).time_since_epoch().count();
    return segment(R"({"alg":"RS256","typ":"JWT"})") + '.' + segment("{\"exp\":" + QByteArray::number(seconds) + "}") + '.'
        + segment("a signature that nobody checks here");
}

/// A draft that differs from a new one in every part that the editor shows.
RequestDraft fullDraft()
{
    RequestDraft draft;
    draft.name = "All of it";
    draft.method = "PUT";
    draft.address = "https://example.com/p?a=1&b#f";
    draft.disabledParams = {{false, "off", "2", {}}};
    draft.fields = {{true, "X-One", "1", "first"}, {false, "X-Two", "\xFF", {}}};
    draft.auth = {AuthKind::ApiKey, "me", Secret("key-value"), "Bot", "X-Key", KeyPlace::Cookie};
    draft.body = {BodyKind::Multipart,
                  "{\r\n\"a\":\t1}\xFF",
                  {{true, "f", "v", {}}},
                  {{true, "p", "v", {}, "text/plain"}, {false, "q", {}, "/tmp/file", {}}},
                  "/tmp/whole"};
    draft.cookies = {{true, "sid", "1", {}}};
    draft.automatic = {{"Accept", AutomaticMode::Off}, {"Host", AutomaticMode::Always}};
    draft.useJar = false;
    draft.followRedirects = false;
    draft.allowedOrigins = {"https://www.example.com", "https://b.example"};
    TransportOptions &transport = draft.transport;
    transport.version = HttpVersionChoice::Http2;
    transport.family = TransportOptions::Family::IPv6;
    transport.proxy = ProxyChoice::Custom;
    transport.proxyAddress = "socks5h://p:1";
    transport.proxyUser = "u";
    transport.proxyPassword = Secret("pw");
    transport.proxyCredential = "0123456789abcdef0123456789abcdef";
    transport.noProxy = {"a", "b"};
    transport.resolve = {"h:443:192.0.2.1,192.0.2.2"};
    transport.connectTo = {"h:443:i:444"};
    transport.unixSocket = "/run/s";
    transport.verifyCertificate = false;
    transport.caFile = "/ca.pem";
    transport.clientCertificate = "/c.pem";
    transport.clientKey = "/k.pem";
    transport.clientKeyPassphrase = Secret("pp");
    transport.connectLimit = 1'234ms;
    transport.answerLimit = 5ms;
    transport.idleLimit = 86'399'999ms;
    transport.totalLimit = 7s;
    return draft;
}

struct Edited {
    Theme theme;
    RequestEditor editor{theme};
    QSignalSpy edits{&editor, &RequestEditor::edited};

    explicit Edited(const RequestDraft &draft = {})
    {
        editor.resize(700, 300);
        editor.show();
        editor.setNow(kNow);
        editor.setDraft(draft);
    }
    RequestDraft bearer(const QByteArray &token) const
    {
        RequestDraft draft;
        draft.auth.kind = AuthKind::Bearer;
        draft.auth.secret = Secret(token);
        return draft;
    }
    QString tabName(RequestEditor::Tab tab) const { return editor.findChild<TabStrip *>()->accessibleTabName(tab); }
    template <class Widget> Widget *named(const QString &name) const
    {
        for (Widget *widget : editor.findChildren<Widget *>()) {
            if (widget->accessibleName() == name)
                return widget;
        }
        return nullptr;
    }
    QStringList visibleLabels() const
    {
        QStringList texts;
        for (const QLabel *label : editor.findChildren<QLabel *>()) {
            if (label->isVisible())
                texts += label->text();
        }
        return texts;
    }
};

/// What each page writes when one thing is edited on it: everything that is on the page, into a draft that has nothing of it.
void touchEveryPage(Edited &edited)
{
    for (const char *name : {"Parameters of the query", "Headers", "Cookies of this request"})
        emit edited.named<RowsTable>(name)->rows().edited();
    for (QObject *page : edited.editor.findChildren<QWidget *>()) {
        if (auto *tab = qobject_cast<EditorTab *>(page))
            emit tab->edited();
    }
}

void collectTexts(QAccessibleInterface *face, QString &texts)
{
    for (const auto kind : {QAccessible::Name, QAccessible::Description, QAccessible::Value, QAccessible::Help})
        texts += face->text(kind) + '\n';
    for (int i = 0; i < face->childCount(); ++i) {
        if (QAccessibleInterface *child = face->child(i))
            collectTexts(child, texts);
    }
}

}

TEST_CASE("Editor: gives a draft back as it was, in every part", "[request]")
{
    const RequestDraft draft = fullDraft();
    Edited edited(draft);
    CHECK(edited.edits.isEmpty());
    touchEveryPage(edited);
    const RequestDraft &back = edited.editor.draft();
    CHECK(back.name == draft.name);
    CHECK(back.method == draft.method);
    CHECK(back.address == draft.address);
    CHECK(back.disabledParams == draft.disabledParams);
    CHECK(back.fields == draft.fields);
    CHECK(back.auth == draft.auth);
    CHECK(back.body == draft.body);
    CHECK(back.cookies == draft.cookies);
    CHECK(back.automatic == draft.automatic);
    CHECK(back.useJar == draft.useJar);
    CHECK(back.followRedirects == draft.followRedirects);
    CHECK(back.allowedOrigins == draft.allowedOrigins);
}

TEST_CASE("Editor: gives every setting of the transport back as it was", "[request]")
{
    const TransportOptions given = fullDraft().transport;
    Edited edited(fullDraft());
    touchEveryPage(edited);
    const TransportOptions &back = edited.editor.draft().transport;
    CHECK(back.version == given.version);
    CHECK(back.family == given.family);
    CHECK(back.proxy == given.proxy);
    CHECK(back.proxyAddress == given.proxyAddress);
    CHECK(back.proxyUser == given.proxyUser);
    CHECK(back.proxyPassword == given.proxyPassword);
    CHECK(back.proxyCredential == given.proxyCredential);
    CHECK(back.noProxy == given.noProxy);
    CHECK(back.resolve == given.resolve);
    CHECK(back.connectTo == given.connectTo);
    CHECK(back.unixSocket == given.unixSocket);
    CHECK(back.verifyCertificate == given.verifyCertificate);
    CHECK(back.caFile == given.caFile);
    CHECK(back.clientCertificate == given.clientCertificate);
    CHECK(back.clientKey == given.clientKey);
    CHECK(back.clientKeyPassphrase == given.clientKeyPassphrase);
    CHECK(back.connectLimit == given.connectLimit);
    CHECK(back.answerLimit == given.answerLimit);
    CHECK(back.idleLimit == given.idleLimit);
    CHECK(back.totalLimit == given.totalLimit);
    CHECK(back.bodyLimit == given.bodyLimit);
}

TEST_CASE("Editor: another draft leaves nothing of the one before", "[request]")
{
    Edited edited(fullDraft());
    edited.editor.setDraft({});
    touchEveryPage(edited);
    CHECK(edited.editor.draft().fields.empty());
    CHECK(edited.editor.draft().auth == AuthDraft{});
    CHECK(edited.editor.draft().body == BodyDraft{});
    CHECK(edited.editor.draft().address.isEmpty());
    CHECK(edited.editor.draft().transport.verifyCertificate);
    CHECK(edited.editor.draft().automatic.empty());
}

TEST_CASE("Params: edit the query of the address, and follow it", "[request]")
{
    RequestDraft draft;
    draft.address = "https://example.com/p?a=1";
    Edited edited(draft);
    QSignalSpy addresses(&edited.editor, &RequestEditor::addressChanged);
    RowsModel &rows = edited.named<RowsTable>("Parameters of the query")->rows();
    rows.setData(rows.index(1, RowsModel::NameColumn), "b", Qt::EditRole);
    rows.setData(rows.index(1, RowsModel::ValueColumn), "x y", Qt::EditRole);
    CHECK(edited.editor.draft().address == "https://example.com/p?a=1&b=x%20y");
    REQUIRE(addresses.size() == 2);
    CHECK(addresses.last().first().toByteArray() == edited.editor.draft().address);
    rows.setData(rows.index(0, RowsModel::NameColumn), Qt::Unchecked, Qt::CheckStateRole);
    CHECK(edited.editor.draft().address == "https://example.com/p?b=x%20y");
    CHECK(edited.editor.draft().disabledParams.size() == 1);
    edited.editor.setAddress("https://example.com/p?c=3");
    CHECK(rows.rows().size() == 2);
    CHECK(addresses.size() == 3);
    CHECK(edited.editor.draft().disabledParams.size() == 1);
}

TEST_CASE("Editor: a place of the evidence comes into view", "[request]")
{
    RequestDraft draft = fullDraft();
    Edited edited(draft);
    const auto [where, tab, found] = GENERATE(table<QByteArray, RequestEditor::Tab, bool>({
        {"request.headers.x-one", RequestEditor::Headers, true},
        {"request.headers.Host", RequestEditor::Headers, true},
        {"request.headers.X-None", RequestEditor::Headers, false},
        {"request.cookies.sid", RequestEditor::Cookies, true},
        {"request.url", RequestEditor::Params, true},
        {"request.body", RequestEditor::Body, true},
        {"request.token.exp", RequestEditor::Auth, true},
        {"response.status", RequestEditor::Params, false},
    }));
    CAPTURE(where);
    CHECK(edited.editor.select(where) == found);
    CHECK(edited.editor.currentTab() == tab);
    if (where == "request.headers.x-one")
        CHECK(edited.named<RowsTable>("Headers")->selectedText() == "X-One\t1\tfirst");
}

TEST_CASE("Auth: says before sending what the token is worth", "[request]")
{
    const auto [expiry, text, dot] = GENERATE(table<Seconds, QString, bool>({
        {-11'525s, "JWT, RS256, expired 3\u00A0h 12\u00A0min ago", true},
        {-1s, "JWT, RS256, expired 1\u00A0s ago", true},
        {30s, "JWT, RS256, expires in 30\u00A0s", true},
        {3600s, "JWT, RS256, expires in 1\u00A0h", false},
    }));
    Edited edited;
    edited.editor.setDraft(edited.bearer(tokenThatExpires(kNow + expiry)));
    edited.editor.showTab(RequestEditor::Auth);
    CHECK(edited.visibleLabels().contains(text));
    CHECK(edited.tabName(RequestEditor::Auth).contains(text) == dot);
}

TEST_CASE("Auth: says nothing of a credential that is no token", "[request]")
{
    Edited edited;
    edited.editor.setDraft(edited.bearer(GENERATE(QByteArray("opaque-credential"), QByteArray("{{token}}"), QByteArray())));
    CHECK_FALSE(edited.editor.findChild<AuthTab *>()->tokenState());
    CHECK(edited.tabName(RequestEditor::Auth) == "Auth");
}

TEST_CASE("Auth: opens the token that will be sent, with its variables put in", "[request]")
{
    Edited edited;
    edited.editor.setDraft(edited.bearer("{{token}}"));
    const QByteArray token = tokenThatExpires(kNow - 60s);
    ResolvedRequest preview;
    preview.request.fields = {{"Authorization", "Bearer " + token, {}}};
    preview.request.origins = {FieldOrigin::Auth};
    edited.editor.setPreview(preview);
    edited.editor.showTab(RequestEditor::Auth);
    QSignalSpy opened(&edited.editor, &RequestEditor::openTokenRequested);
    for (Button *button : edited.editor.findChildren<Button *>()) {
        if (button->isVisible() && button->text() == "Open token")
            button->click();
    }
    REQUIRE(opened.size() == 1);
    CHECK(opened.first().first().toByteArray() == token);
}

TEST_CASE("Secret: a mask at rest, dots while typing, the value after Reveal", "[request][secrets]")
{
    Theme theme;
    QWidget window;
    SecretEdit secret(theme, "Token", &window);
    QLineEdit elsewhere(&window);
    window.show();
    window.activateWindow();
    REQUIRE(QTest::qWaitForWindowActive(&window));
    elsewhere.setFocus();
    secret.setSecret(Secret("a-secret-of-some-length-1234"));
    CHECK(secret.field()->text() == "a-se••••••••1234");
    secret.field()->setFocus();
    CHECK(secret.field()->echoMode() == QLineEdit::Password);
    QTest::keyClick(secret.field(), Qt::Key_End);
    QTest::keyClicks(secret.field(), "5");
    CHECK(secret.secret().reveal() == "a-secret-of-some-length-12345");
    elsewhere.setFocus();
    CHECK(secret.field()->text() == "a-se••••••••2345");
    CHECK(secret.field()->isReadOnly());
    secret.setRevealed(true);
    CHECK(secret.field()->text() == "a-secret-of-some-length-12345");
    secret.setSecret(Secret("another-secret-of-some-length"));
    CHECK_FALSE(secret.isRevealed());
    CHECK(secret.field()->text() == "anot••••••••ngth");
}

TEST_CASE("Secret: a variable is none, and can be read", "[request][secrets]")
{
    Theme theme;
    SecretEdit secret(theme, "Token");
    secret.setSecret(Secret("{{token}}"));
    CHECK(secret.field()->text() == "{{token}}");
    secret.setSecret(Secret("{{a}}x{{b}}"));
    CHECK(secret.field()->text() == "••••••••");
}

TEST_CASE("Editor: no tab gives a secret to a screen reader", "[request][secrets][accessibility]")
{
    RequestDraft draft = fullDraft();
    draft.auth.kind = GENERATE(AuthKind::Basic, AuthKind::Bearer, AuthKind::ApiKey, AuthKind::Raw);
    draft.auth.secret = Secret("hush-this-is-the-credential");
    draft.transport.proxyPassword = Secret("hush-proxy");
    Edited edited(draft);
    ResolvedRequest preview;
    preview.request.fields = {{"Authorization", "Bearer hush-this-is-the-credential", {}}, {"Cookie", "sid=hush-cookie", {}}};
    preview.request.origins = {FieldOrigin::Auth, FieldOrigin::Cookie};
    preview.cookies = {{"sid", "https://example.com", "sid=hush-jar; Secure", true, {}, {}}};
    edited.editor.setPreview(preview);
    QString texts;
    for (int tab = RequestEditor::Params; tab <= RequestEditor::Settings; ++tab) {
        edited.editor.showTab(RequestEditor::Tab(tab));
        collectTexts(QAccessible::queryAccessibleInterface(&edited.editor), texts);
    }
    CHECK_FALSE(texts.contains("hush-"));
    for (const QWidget *widget : edited.editor.findChildren<QWidget *>())
        CHECK_FALSE(widget->toolTip().contains("hush"));
}

TEST_CASE("Body: JSON is checked as it is typed, with the place; variables fit anywhere", "[request]")
{
    const auto [text, fault] = GENERATE(table<QByteArray, QString>({
        {"{\"a\": 1}", ""},
        {"{\"a\": {{count}}, \"b\": \"{{name}}\"}", ""},
        {"", ""},
        {"{\n  \"a\": tru\n}", "Line 2, column "},
        {"[1,]", "Line 1, column 4"},
    }));
    CAPTURE(text);
    RequestDraft draft;
    draft.body.kind = BodyKind::Json;
    draft.body.text = text;
    const Edited edited(draft);
    const QString said = edited.editor.findChild<RequestBodyTab *>()->jsonFault();
    CHECK(said.left(fault.size()) == fault);
    CHECK(said.isEmpty() == fault.isEmpty());
}

TEST_CASE("Body: what is typed is what is sent", "[request]")
{
    RequestDraft draft;
    draft.body.kind = BodyKind::Text;
    Edited edited(draft);
    edited.editor.showTab(RequestEditor::Body);
    QTest::keyClicks(edited.editor.findChild<QPlainTextEdit *>(), "hello");
    CHECK(edited.editor.draft().body.text == "hello");
    CHECK(edited.edits.size() == 5);
    QTest::keyClick(edited.editor.findChild<QPlainTextEdit *>(), Qt::Key_Z, Qt::ControlModifier);
    CHECK(edited.editor.draft().body.text.isEmpty());
}

TEST_CASE("Editor: says why nothing would go out, and what no variable stands for", "[request]")
{
    RequestDraft draft;
    draft.address = "https:///p";
    Edited edited(draft);
    edited.editor.setPreview(failure(Error{"The address has no host.", {}, "Put one behind the slashes."}));
    CHECK(edited.visibleLabels().contains("The address has no host. Put one behind the slashes."));
    ResolvedRequest preview;
    preview.unresolved = {"token"};
    edited.editor.setPreview(preview);
    CHECK(edited.visibleLabels().contains("The variable “token” has no value; nothing is sent before it has one."));
    edited.editor.setPreview(ResolvedRequest{});
    CHECK_FALSE(edited.visibleLabels().contains("The variable “token” has no value; nothing is sent before it has one."));
}

TEST_CASE("Editor: a recording can be read and not changed", "[request]")
{
    Edited edited(fullDraft());
    edited.editor.setReadOnly(true);
    CHECK(edited.named<RowsTable>("Headers")->rows().rowCount() == 2);
    CHECK(edited.editor.findChild<QPlainTextEdit *>()->isReadOnly());
    for (const QLineEdit *field : edited.editor.findChildren<QLineEdit *>()) {
        CAPTURE(field->accessibleName());
        CHECK((field->isReadOnly() || !field->isEnabled()));
    }
}

TEST_CASE("Editor: every control that takes the focus has a name", "[request][accessibility]")
{
    const Edited edited(fullDraft());
    for (QWidget *widget : edited.editor.findChildren<QWidget *>()) {
        if (!(widget->focusPolicy() & Qt::TabFocus) || widget->focusProxy() || qobject_cast<QTabBar *>(widget)
            || widget->objectName().startsWith("qt_") || widget->inherits("QComboBoxPrivateContainer") || widget->inherits("QScrollArea")
            || widget->inherits("QComboBoxListView"))
            continue;
        CAPTURE(widget->metaObject()->className());
        QAccessibleInterface *face = QAccessible::queryAccessibleInterface(widget);
        REQUIRE(face);
        CHECK_FALSE(face->text(QAccessible::Name).isEmpty());
    }
}
