#pragma once

#include "core/collection/inherited_auth.h"
#include "core/session/session.h"
#include "ui/request/draft_steps.h"
#include "ui/theme/theme.h"

#include <QWidget>
#include <vector>

class QStackedWidget;

namespace keyhole {

class AuthTab;
class SettingsTab;
class ChecksTab;
class EditorTab;
class TabStrip;
class TextLabel;

/// The request as it is being written: Params, Headers, Auth, Body, Cookies, Settings, Checks. Holds a draft and gives it back as it was,
/// with what the user changed. The address row is not part of it; both keep in step through addressChanged() and setAddress().
class RequestEditor : public QWidget {
    Q_OBJECT
public:
    enum Tab { Params, Headers, Auth, Body, Cookies, Settings, Checks };

    explicit RequestEditor(const Theme &theme, QWidget *parent = nullptr);

    /// Replaces what is shown; emits nothing.
    void setDraft(const RequestDraft &draft);
    const RequestDraft &draft() const { return m_draft; }
    /// The address was changed outside (the address row); emits nothing.
    void setAddress(const QByteArray &address);
    void setReadOnly(bool readOnly);
    bool isReadOnly() const { return m_readOnly; }

    void showTab(Tab tab);
    Tab currentTab() const;
    /// Goes to a place of the evidence: "request.headers.Authorization", "request.url", "request.body", "request.cookies.sid",
    /// "request.token.exp" (the Auth tab). Gives false for a place that the editor does not show.
    bool select(const QByteArray &where);

    /// What would go out now, or why nothing would. Only shows it; the draft stays as it is.
    void setPreview(const Result<ResolvedRequest> &preview);
    /// The moment that "expired 3 h ago" and the dot behind Auth refer to: the server's where it is known.
    void setNow(Instant now);
    /// Where the credentials are that a draft may refer to; not owned.
    void setCredentials(CredentialStore *store);
    /// What a credential that is inherited stands for here.
    void setInherited(const EffectiveAuth &inherited);
    /// The page of the credentials, for what else can be done there (sign-in).
    AuthTab *auth() const { return m_auth; }
    SettingsTab *settings() const { return m_settings; }
    /// The page of what is expected of the answer and taken from it; it is part of the request's file, not of the draft.
    ChecksTab *checks() const { return m_checks; }
    /// Of what was changed on the pages: a choice, a switch, a field. Texts and tables that have the focus take their own steps.
    bool undo();
    bool redo();
    /// Shows the Auth tab, ready for a credential to be typed in the place of one from the keychain.
    void typeCredential();

signals:
    /// A typed credential is to go into the keychain: 0 is the request's first, 1 the first of the further ones.
    void keepCredentialRequested(int index);
    /// The folder or collection that the credential is inherited from is to be shown.
    void authOriginRequested();
    void credentialsRequested();
    void keychainHelpRequested();
    void edited();
    void openTokenRequested(const QByteArray &token);
    void addressChanged(const QByteArray &address);

protected:
    void paintEvent(QPaintEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    void layOut();
    void addTab(const QString &name, EditorTab *page);
    void pageEdited(EditorTab *page);
    void take(EditorTab *page);
    bool step(const std::optional<DraftSteps::Step> &step);
    void showProblem(const Result<ResolvedRequest> &preview);
    void updateMarks();

    const Theme &m_theme;
    RequestDraft m_draft;
    DraftSteps m_steps;
    bool m_readOnly = false;
    TabStrip *m_tabs;
    QStackedWidget *m_stack;
    TextLabel *m_problem;
    AuthTab *m_auth;
    SettingsTab *m_settings;
    ChecksTab *m_checks;
    std::vector<EditorTab *> m_pages;  // in the order of Tab
};

}
