#pragma once

#include "core/formats/export/export.h"
#include "core/session/token_renewal.h"
#include "ui/collection/history_model.h"
#include "ui/collection/request_tree.h"
#include "ui/main_window/arrangement.h"
#include "ui/main_window/intake.h"
#include "ui/main_window/open_requests.h"
#include "ui/main_window/saved_requests.h"
#include "ui/main_window/status_line.h"
#include "ui/main_window/tab_journal.h"
#include "ui/main_window/window_settings.h"
#include "ui/token/open_tokens.h"

#include <QMainWindow>
#include <QPointer>
#include <QSet>

class QMenu;
class QSplitter;
class QStackedWidget;

namespace keyhole {

class Bisecting;
class ClockRecorder;
class CommandPalette;
class CredentialWindow;
class EnvironmentWindow;
class DiagnosisPanel;
class DropOverlay;
class NoiseKeeper;
class NoticeBar;
class OpenComparisons;
class Probing;
class QuestionBar;
class RequestPane;
class Sidebar;
class SignInWindow;
class WelcomePage;
struct ComparedExchange;
struct PreparedDraft;
struct ReplaySubject;

/// The window: places the parts and leads from one to the other. What it cannot know is given to it.
class MainWindow : public QMainWindow {
    Q_OBJECT
public:
    struct Surroundings {
        QString settingsFile;  ///< empty: nothing is remembered
        std::function<Result<Collection>()> openLab;  ///< starts the lab and gives its requests; empty: there is none
        QString clockFile = {};  ///< what servers' clocks told; empty: it is forgotten with the window
        KeyFetcher *keys = nullptr;  ///< fetches an issuer's keys once the user has said so; none: they are not offered
        HistoryKeeper *history = nullptr;  ///< keeps what was sent; none: it is forgotten with the window
        NoiseKeeper *noise = nullptr;  ///< what differs from answer to answer; none: it is forgotten with each comparison
        QString stateFolder = {};  ///< keeps what is open and what is not saved; empty: nothing is kept
    };

    MainWindow(Theme &theme, Session &session, Surroundings surroundings, QWidget *parent = nullptr);
    ~MainWindow() override;

    /// Files and texts that came from outside: the command line, a second start.
    void openFile(const QString &path) { m_intake.takeFile(path); }
    void openText(const QByteArray &text) { m_intake.takeText(text); }

    Sidebar *sidebar() const { return m_sidebar; }
    WelcomePage *welcome() const { return m_welcome; }
    RequestPane *pane() const { return m_pane; }  ///< made with the first open request
    DiagnosisPanel *diagnosis() const { return m_diagnosis; }
    StatusLine *status() const { return m_status; }
    NoticeBar *notice() const { return m_notice; }
    QuestionBar *question() const { return m_question; }
    Environments &environments() { return m_environments; }
    EnvironmentWindow *environmentWindow() const;  ///< nullptr: not open
    OpenRequests &requests() { return m_requests; }
    RequestTree &tree() { return m_tree; }
    OpenCollections &collections() { return m_collections; }
    SavedRequests &saved() { return m_saved; }
    TabJournal *journal() const { return m_journal.get(); }  ///< none where nothing is kept

public slots:
    // File
    void newRequest();
    void open();
    void openCollectionFolder();
    void newCollection();
    void closeCollection();
    void saveRequest();
    void saveRequestAs();
    void saveAsCollection();
    void revealCurrent();
    void copyRowAsCurl();
    void saveCurl();
    void saveHar();
    void closeTab();
    void reopenTab();
    void showSettings();
    // Edit
    void undo();
    void redo();
    void cut();
    void copy();
    void paste();
    void find();
    // View
    void toggleSidebar();
    void toggleDiagnosis();
    void toggleDiagnosisBelow();
    void nextTab() { stepTab(1); }
    void previousTab() { stepTab(-1); }
    void nextPart() { stepPart(1); }
    void previousPart() { stepPart(-1); }
    void showPalette();
    void focusAddress();
    // Request
    void send();
    void sendAgain();
    void cancel();
    void copyAsCurl();
    void showReplay();
    void editCopy();  ///< of a recorded request, as a new one
    void chooseEnvironment();
    void showVariables();
    // Diagnose
    void nextFinding();
    void previousFinding();
    void bestFix();
    void copyReport();
    void copyReportPage();
    void saveReport();
    void explainCurrent();
    void showExperiments();
    void findDifference();
    void compare();
    void compareWithLastSuccess();
    void showNoise();
    // Tools
    void decodeToken();
    void signToken();
    void showJar();
    void showClocks();
    void showCredentials();
    void importCredentials();
    // Help
    void openLab();
    void openExample();
    void showShortcuts();
    void showAbout();

    /// Fills menus with what was open before, and with the formats that the current row can be written in.
    void showRecent(QMenu *menu);
    void addExports(QMenu *menu);
    void act(const keyhole::Action &action);
    void goTo(const QByteArray &where);
    /// Puts a header field into the open request (a recording becomes one) and sends it. Can be taken back.
    void addFieldAndSend(const QByteArray &name, const QByteArray &value);
    /// Opens the window of a token; an empty one stands for those of the current answer.
    void showToken(const QByteArray &token);
    /// Makes it the credential of the open request. Nothing is sent.
    void useToken(const QByteArray &token);
    void useEnvironment(int index);
    void setTheme(keyhole::ThemeChoice choice);

protected:
    void resizeEvent(QResizeEvent *event) override;
    void closeEvent(QCloseEvent *event) override;
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dragLeaveEvent(QDragLeaveEvent *event) override;
    void dropEvent(QDropEvent *event) override;

private:
    // main_window.cpp: building and placing
    void buildParts();
    void buildWork();
    void connectSidebar();
    void connectWelcome();
    void connectRequests();
    void connectPane();
    void connectIntake();
    void restore();
    void arrange();
    void showFilled();

    // main_window_requests.cpp: what is open
    int openDraft(RequestDraft draft, const QString &name = {}, const TreeNode *node = nullptr);
    void openNode(const TreeNode *node);
    void openExchange(std::shared_ptr<const Exchange> exchange, const Report &report, const QString &name, const TreeNode *node = nullptr);
    void openHar(std::shared_ptr<const HarFile> har, const QString &name);
    void takeCommand(const CurlCommand &command);
    void closeTabAt(int index);
    void stepTab(int by);
    void showDiagnosis();
    void showProgress();
    void foretell();
    void answered(int index);
    QModelIndex addCollection(const Collection &collection);

    // main_window_collections.cpp
    void connectCollections();
    void makeCollection(const QString &name, const std::function<void(OpenCollection &)> &then);
    void showCollection(OpenCollection *collection, bool anew);
    void askForPlace(int index);
    void tellNotes(const std::vector<FileNote> &notes);
    void connectFileBar();
    void restoreTabs();
    void addToMenu(QMenu *menu, const TreeNode *node);
    void compareVersions();

    // main_window_export.cpp
    std::optional<Collection> currentCollection();
    void exportAs(ExportFormat format);

    // main_window_replay.cpp
    void replayRows(const std::vector<const TreeNode *> &nodes);
    void openReplay(ReplaySubject subject, OpenCollection *files = nullptr);

    // main_window_import.cpp
    void replaceByFiles(const TreeNode *node, OpenCollection *made);
    void takeImported(const std::shared_ptr<const Imported> &imported, const QString &name);

    // main_window_environments.cpp
    void connectEnvironments();
    CollectionFolder *folderOf(const OpenRequest &request) const;
    CollectionFolder *currentFolder();
    RequestVariables variablesOf(const OpenRequest &request);
    void showEnvironment();
    void takeCaptures(int index);
    void sendWhenClear(OpenRequests::With with = OpenRequests::With::Credential);
    void sendAs(OpenRequests::With with, bool allowUnresolved);
    void askAboutUnresolved(const PreparedDraft &prepared, const EnvironmentChoice &environment, OpenRequests::With with);
    void askToHandOn(const std::vector<HandOn> &needed, OpenRequests::With with);
    void askInProduction(const PreparedDraft &prepared, const EnvironmentChoice &environment, OpenRequests::With with,
                         bool allowUnresolved);
    void askForSecret(const ResolvedVariable &variable, OpenRequests::With with);

    // main_window_tokens.cpp
    std::vector<ShownToken> sentTokens();
    void showPlaceOf(const ShownToken &shown);

    // main_window_sign_in.cpp
    void connectSignIn();
    bool actOnTokens(const Action &action);
    void signIn(const QByteArray &scope = {});
    void refreshToken(bool sendAfterwards);
    void takeSignedIn(const CredentialId &id, const AuthDraft &asked);
    TokenRenewal renewalOf(const OpenRequest &request) const;

    // main_window_compare.cpp
    void connectComparisons();
    std::vector<ComparedExchange> comparable();
    void showPlaceIn(const std::shared_ptr<const Exchange> &exchange, const QByteArray &where);
    Report reportOfEntry(const TreeNode &node, const Exchange &exchange) const;
    void addKeptDifferences(const HistoryEntry &entry, const std::shared_ptr<const Exchange> &exchange);

    // main_window_credentials.cpp
    void connectKeychain();
    void showKeychainEntry();
    void showKeychainHelp();
    void unlockKeychain(bool sendAfterwards);
    void keepCredential(int index);
    void showInherited();
    void showAuthOrigin();
    void editInheritedAuth(const TreeNode *node);
    void withhold(int index, const StoreError &error);
    bool actOnKeychain(const QByteArray &actionId);
    QString labelOf(const CredentialId &id) const;

    // main_window_clocks.cpp
    void openClockHistory();
    void openHistory();
    void openKept(const HistoryModel::Row &row);
    void reopen(const HistoryModel::Row &row);
    void reopenAs(const Exchange &exchange, const QByteArray &credential);
    void showClock();

    // main_window_probes.cpp
    void connectProbes();
    void showProbes();
    void takeExperiments(const std::shared_ptr<const Exchange> &exchange, const Report &report);

    // main_window_status.cpp
    void showJarEntry();
    void showProxyEntry();
    void openStatusEntry(StatusLine::Entry entry);
    void refuse(const Error &error);
    void explain(const QByteArray &ruleId);
    void showWhatWouldSettleIt();
    void changeDraft(const std::function<void(RequestDraft &)> &change);
    void saveTo(const QString &name, const QByteArray &content);

    std::vector<QWidget *> parts() const;
    void stepPart(int by);
    const Report *currentReport();

    Theme &m_theme;
    Session &m_session;
    Surroundings m_surroundings;
    WindowSettings m_settings;
    Environments m_environments;
    OpenCollections m_collections;
    RequestTree m_tree;
    HistoryModel m_history;
    ClockRecorder *m_clockRecorder = nullptr;
    OpenRequests m_requests;
    SavedRequests m_saved;
    std::unique_ptr<TabJournal> m_journal;
    Intake m_intake;
    OpenTokens m_tokens;
    const TreeNode *m_lab = nullptr;  ///< its row, which may be gone
    QSet<QByteArray> m_confirmed;  ///< requests of which a person said: do not ask again
    QPointer<EnvironmentWindow> m_environmentWindow;

    QSplitter *m_columns = nullptr;  ///< sidebar | everything else
    QSplitter *m_work = nullptr;  ///< centre | diagnosis
    Sidebar *m_sidebar = nullptr;
    QStackedWidget *m_stack = nullptr;
    WelcomePage *m_welcome = nullptr;
    RequestPane *m_pane = nullptr;
    DiagnosisPanel *m_diagnosis = nullptr;
    Probing *m_probing = nullptr;  ///< made with the panel
    Bisecting *m_bisecting = nullptr;  ///< made with the panel
    NoticeBar *m_notice = nullptr;
    QuestionBar *m_question = nullptr;
    StatusLine *m_status = nullptr;
    DropOverlay *m_dropOverlay = nullptr;
    CommandPalette *m_palette = nullptr;
    OpenComparisons *m_comparisons = nullptr;
    QPointer<CredentialWindow> m_credentials;
    QPointer<SignInWindow> m_signIn;  ///< while it is open
    QTimer m_foretelling;
    std::optional<bool> m_sidebarChoice;  ///< shown or hidden by the user, whatever the width
    bool m_diagnosisHidden = false;
    bool m_diagnosisBelow = false;  ///< by the user
    bool m_columnsMoved = false;
};

}
