#include "catch.h"
#include "core/secrets/session_store.h"
#include "core/secrets/waiting.h"
#include "ui/controls/button.h"
#include "ui/request/kept_credential.h"
#include "ui/request/request_editor.h"
#include "ui/request/settings_tab.h"
#include "ui/request/stored_choice.h"

#include <QMenu>
#include <QSignalSpy>

using namespace keyhole;

namespace {

struct ProxyChoosing {
    Theme theme;
    SessionStore store;
    RequestEditor editor{theme};
    QSignalSpy edits{&editor, &RequestEditor::edited};

    ProxyChoosing()
    {
        put('a', CredentialKind::Basic, "Proxy of the office");
        put('b', CredentialKind::Bearer, "Orders");
        put('c', CredentialKind::Basic, "A & B");
        editor.setCredentials(&store);
        editor.resize(900, 700);
        editor.showTab(RequestEditor::Settings);
        editor.show();
    }

    void put(char id, CredentialKind kind, const QString &name)
    {
        REQUIRE(await(store.write({{CredentialId(32, id), kind, {{}, {}, name}, {}, {}, {}}, {{"password", Secret("p")}}})));
    }
    StoredChoice *choice() { return editor.settings()->proxyCredential(); }
    QMenu *opened() { return choice()->findChild<QMenu *>(); }
    QAction *offer(const QString &text)
    {
        for (QAction *action : opened()->actions()) {
            if (action->text() == text)
                return action;
        }
        return nullptr;
    }
};

}

TEST_CASE("Settings of a request: the proxy's credential is chosen by its name, among those with a user and a password",
          "[request][secrets]")
{
    ProxyChoosing at;
    CHECK_FALSE(at.choice()->kept()->isVisible());
    at.choice()->choose()->click();
    REQUIRE(at.opened());
    CHECK(at.offer("A && B"));
    CHECK_FALSE(at.offer("Orders"));
    REQUIRE(at.offer("Proxy of the office"));
    at.offer("Proxy of the office")->trigger();
    CHECK(at.edits.count() == 1);
    CHECK(at.editor.draft().transport.proxyCredential == CredentialId(32, 'a'));
    CHECK(at.choice()->kept()->isVisible());
    CHECK(at.choice()->kept()->shownLabel() == "Proxy of the office");
    CHECK_FALSE(at.choice()->choose()->isVisible());
    CHECK_FALSE(at.choice()->kept()->shownValue().contains("p"));
}

TEST_CASE("Settings of a request: the proxy's credential can be left again, and all of them be opened", "[request][secrets]")
{
    ProxyChoosing at;
    RequestDraft draft;
    draft.transport.proxyCredential = CredentialId(32, 'a');
    at.editor.setDraft(draft);
    CHECK(at.edits.isEmpty());
    QSignalSpy all(&at.editor, &RequestEditor::credentialsRequested);
    emit at.choice()->kept()->changeRequested(at.choice());
    REQUIRE(at.offer("All credentials…"));
    at.offer("All credentials…")->trigger();
    CHECK(all.count() == 1);
    at.offer("None: user and password as above")->trigger();
    CHECK(at.editor.draft().transport.proxyCredential.isEmpty());
    CHECK(at.choice()->choose()->isVisible());
}

TEST_CASE("Settings of a request: a proxy's credential that is gone says so, and another can be chosen", "[request][secrets]")
{
    ProxyChoosing at;
    RequestDraft draft;
    draft.transport.proxyCredential = CredentialId(32, 'f');
    at.editor.setDraft(draft);
    CHECK(at.choice()->kept()->shownLabel() == "An entry that this keychain does not list");
    CHECK(at.editor.draft().transport.proxyCredential == CredentialId(32, 'f'));
    emit at.choice()->kept()->changeRequested(at.choice());
    CHECK(at.offer("Proxy of the office"));
}
