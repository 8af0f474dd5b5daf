#include "ui/main_window/menu_bar.h"

#include "ui/collection/sidebar.h"
#include "ui/controls/tab_strip.h"
#include "ui/main_window/main_window.h"
#include "ui/main_window/request_pane.h"
#include "ui/request/request_editor.h"
#include "ui/response/response_view.h"

#include <QActionGroup>
#include <QApplication>
#include <QMenuBar>

namespace keyhole {

namespace {

using Slot = void (MainWindow::*)();

struct Menus {
    MainWindow &window;
    QMenu *menu = nullptr;

    void begin(const QString &title) { menu = window.menuBar()->addMenu(title); }
    void separate() { menu->addSeparator(); }

    QAction *add(const char *id, const QString &text, Slot slot, const QList<QKeySequence> &shortcuts = {})
    {
        QAction *action = menu->addAction(text);
        action->setObjectName(id);
        action->setShortcuts(shortcuts);
        QObject::connect(action, &QAction::triggered, &window, slot);
        return action;
    }
};

QString text(const char *source)
{
    return QCoreApplication::translate("keyhole::MenuBar", source);
}

void addFile(Menus &menus)
{
    menus.begin(text("&File"));
    menus.add("file.new", text("&New request"), &MainWindow::newRequest, {QKeySequence("Ctrl+N"), QKeySequence("Ctrl+T")});
    menus.add("file.open", text("&Open…"), &MainWindow::open, {QKeySequence("Ctrl+O")});
    menus.add("file.new-collection", text("Ne&w collection…"), &MainWindow::newCollection);
    menus.add("file.open-collection", text("Open collection &folder…"), &MainWindow::openCollectionFolder, {QKeySequence("Ctrl+Shift+O")});
    QMenu *recent = menus.menu->addMenu(text("Open &recent collection"));
    QObject::connect(recent, &QMenu::aboutToShow, &menus.window, [window = &menus.window, recent] { window->showRecent(recent); });
    menus.add("file.close-collection", text("C&lose collection"), &MainWindow::closeCollection);
    menus.separate();
    menus.add("file.save", text("&Save"), &MainWindow::saveRequest, {QKeySequence("Ctrl+S")});
    menus.add("file.save-as", text("Save &as…"), &MainWindow::saveRequestAs, {QKeySequence("Ctrl+Shift+S")});
    menus.window.addExports(menus.menu->addMenu(text("&Export")));
    menus.add("file.reveal", text("Show in the file &manager"), &MainWindow::revealCurrent);
    menus.add("file.save-curl", text("Save request as c&url…"), &MainWindow::saveCurl);
    menus.add("file.save-har", text("Save exchange as &HAR…"), &MainWindow::saveHar);
    menus.separate();
    menus.add("file.close", text("&Close tab"), &MainWindow::closeTab, {QKeySequence("Ctrl+W")});
    menus.add("file.reopen", text("&Reopen closed tab"), &MainWindow::reopenTab, {QKeySequence("Ctrl+Shift+T")});
    menus.separate();
    menus.add("file.settings", text("S&ettings…"), &MainWindow::showSettings, {QKeySequence("Ctrl+,")})
        ->setMenuRole(QAction::PreferencesRole);
    QAction *quit
        = menus.menu->addAction(text("&Quit"), QKeySequence("Ctrl+Q"), &menus.window, [window = &menus.window] { window->close(); });
    quit->setObjectName("file.quit");
    quit->setMenuRole(QAction::QuitRole);
}

void addEdit(Menus &menus)
{
    menus.begin(text("&Edit"));
    menus.add("edit.undo", text("&Undo"), &MainWindow::undo, {QKeySequence("Ctrl+Z")});
    menus.add("edit.redo", text("&Redo"), &MainWindow::redo, {QKeySequence("Ctrl+Shift+Z")});
    menus.separate();
    menus.add("edit.cut", text("Cu&t"), &MainWindow::cut, {QKeySequence("Ctrl+X")});
    menus.add("edit.copy", text("&Copy"), &MainWindow::copy, {QKeySequence("Ctrl+C")});
    menus.add("edit.paste", text("&Paste curl, HAR or token"), &MainWindow::paste, {QKeySequence("Ctrl+V")});
    menus.separate();
    menus.add("edit.find", text("&Find"), &MainWindow::find, {QKeySequence("Ctrl+F")});
    menus.separate();
    // These work on the list of the sidebar, and only while it has the focus.
    Sidebar *sidebar = menus.window.sidebar();
    QAction *folder = menus.menu->addAction(text("New f&older"), QKeySequence("Ctrl+Shift+N"), sidebar, &Sidebar::newFolder);
    QAction *rename = menus.menu->addAction(text("Re&name"), QKeySequence("F2"), sidebar, &Sidebar::renameCurrent);
    QAction *twice = menus.menu->addAction(text("D&uplicate"), QKeySequence("Ctrl+D"), sidebar, &Sidebar::duplicateSelected);
    QAction *remove = menus.menu->addAction(text("&Delete"), QKeySequence("Del"), sidebar, &Sidebar::removeCurrent);
    folder->setObjectName("edit.new-folder");
    rename->setObjectName("edit.rename");
    twice->setObjectName("edit.duplicate");
    remove->setObjectName("edit.delete");
    for (QAction *action : {folder, rename, twice, remove}) {
        action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
        sidebar->addAction(action);
    }
}

void addThemes(Menus &menus, Theme &theme)
{
    QMenu *themes = menus.menu->addMenu(text("&Theme"));
    auto *group = new QActionGroup(themes);
    const std::pair<QString, ThemeChoice> choices[]
        = {{text("&System"), ThemeChoice::System}, {text("&Light"), ThemeChoice::Light}, {text("&Dark"), ThemeChoice::Dark}};
    for (const auto &[name, choice] : choices) {
        QAction *action = themes->addAction(name);
        action->setCheckable(true);
        group->addAction(action);
        QObject::connect(action, &QAction::triggered, &menus.window,
                         [window = &menus.window, choice = choice] { window->setTheme(choice); });
        const auto check = [action, &theme, choice = choice] { action->setChecked(theme.choice() == choice); };
        QObject::connect(&theme, &Theme::changed, action, check);
        check();
    }
}

/// The keyboard goes on from the tab: with arrows to the next one, with Tab into its page.
void focusTabs(const QWidget *part)
{
    if (auto *tabs = part->findChild<TabStrip *>(QString(), Qt::FindDirectChildrenOnly))
        tabs->setFocus(Qt::ShortcutFocusReason);
}

void addTabs(Menus &menus)
{
    QMenu *request = menus.menu->addMenu(text("&Request tabs"));
    const QString editorTabs[]
        = {text("Params"), text("Headers"), text("Auth"), text("Body"), text("Cookies"), text("Settings"), text("Checks")};
    for (int tab = 0; tab < 7; ++tab) {
        QAction *action = request->addAction(editorTabs[tab], QKeySequence(QString("Alt+%1").arg(tab + 1)));
        QObject::connect(action, &QAction::triggered, &menus.window, [window = &menus.window, tab] {
            if (!window->pane())
                return;
            window->pane()->editor()->showTab(RequestEditor::Tab(tab));
            focusTabs(window->pane()->editor());
        });
    }
    QMenu *response = menus.menu->addMenu(text("Res&ponse tabs"));
    const QString viewTabs[] = {text("Body"), text("Headers"), text("Cookies"), text("Timeline"), text("Raw")};
    for (int tab = 0; tab < 5; ++tab) {
        QAction *action = response->addAction(viewTabs[tab], QKeySequence(QString("Alt+Shift+%1").arg(tab + 1)));
        QObject::connect(action, &QAction::triggered, &menus.window, [window = &menus.window, tab] {
            if (!window->pane())
                return;
            window->pane()->response()->showTab(ResponseView::Tab(tab));
            focusTabs(window->pane()->response());
        });
    }
}

void addView(Menus &menus, Theme &theme)
{
    menus.begin(text("&View"));
    menus.add("view.palette", text("&Command palette…"), &MainWindow::showPalette, {QKeySequence("Ctrl+K")});
    menus.separate();
    menus.add("view.sidebar", text("&Sidebar"), &MainWindow::toggleSidebar, {QKeySequence("Ctrl+B")});
    menus.add("view.diagnosis", text("&Diagnosis"), &MainWindow::toggleDiagnosis, {QKeySequence("Ctrl+J")});
    menus.add("view.diagnosis-below", text("Diagnosis &below"), &MainWindow::toggleDiagnosisBelow);
    addThemes(menus, theme);
    menus.separate();
    menus.add("view.address", text("&Address"), &MainWindow::focusAddress, {QKeySequence("Ctrl+L")});
    addTabs(menus);
    menus.add("view.next-tab", text("&Next open request"), &MainWindow::nextTab, {QKeySequence("Ctrl+Tab")});
    menus.add("view.previous-tab", text("&Previous open request"), &MainWindow::previousTab, {QKeySequence("Ctrl+Shift+Tab")});
    menus.separate();
    menus.add("view.next-part", text("Ne&xt part of the window"), &MainWindow::nextPart, {QKeySequence("F6")});
    menus.add("view.previous-part", text("Pre&vious part of the window"), &MainWindow::previousPart, {QKeySequence("Shift+F6")});
}

void addRequest(Menus &menus)
{
    menus.begin(text("&Request"));
    menus.add("request.send", text("&Send"), &MainWindow::send, {QKeySequence("Ctrl+Return"), QKeySequence("Ctrl+Enter")});
    menus.add("request.again", text("Send the last request &again"), &MainWindow::sendAgain, {QKeySequence("Ctrl+R")});
    QAction *cancel = menus.add("request.cancel", text("&Cancel"), &MainWindow::cancel, {QKeySequence("Esc")});
    // Esc belongs to popups and find bars while nothing is under way.
    cancel->setEnabled(false);
    QObject::connect(&menus.window.requests(), &OpenRequests::sendingChanged, cancel, [window = &menus.window, cancel] {
        const OpenRequest *current = window->requests().current();
        cancel->setEnabled(current && current->sending);
    });
    QObject::connect(&menus.window.requests(), &OpenRequests::currentChanged, cancel, [window = &menus.window, cancel] {
        const OpenRequest *current = window->requests().current();
        cancel->setEnabled(current && current->sending);
    });
    menus.add("request.replay", text("Re&play…"), &MainWindow::showReplay, {QKeySequence("Ctrl+Shift+R")});
    menus.add("request.edit-copy", text("Edit a c&opy of what was recorded"), &MainWindow::editCopy);
    menus.separate();
    menus.add("request.copy-curl", text("Copy as c&url, secrets as variables"), &MainWindow::copyAsCurl, {QKeySequence("Ctrl+Shift+C")});
    menus.separate();
    menus.add("request.environment", text("&Environment…"), &MainWindow::chooseEnvironment, {QKeySequence("Ctrl+E")});
    menus.add("request.variables", text("Environments and &variables…"), &MainWindow::showVariables);
}

void addDiagnose(Menus &menus)
{
    menus.begin(text("&Diagnose"));
    menus.add("diagnose.next", text("&Next finding"), &MainWindow::nextFinding, {QKeySequence("F8")});
    menus.add("diagnose.previous", text("&Previous finding"), &MainWindow::previousFinding, {QKeySequence("Shift+F8")});
    menus.add("diagnose.fix", text("&Best fix"), &MainWindow::bestFix, {QKeySequence("Alt+Return"), QKeySequence("Alt+Enter")});
    menus.add("diagnose.experiments", text("&Try experiments…"), &MainWindow::showExperiments, {QKeySequence("Ctrl+Shift+X")});
    menus.add("diagnose.bisect", text("&Find which difference matters…"), &MainWindow::findDifference);
    menus.separate();
    menus.add("diagnose.compare", text("Co&mpare with…"), &MainWindow::compare, {QKeySequence("Ctrl+Shift+D")});
    menus.add("diagnose.compare-success", text("Compare with the &last success"), &MainWindow::compareWithLastSuccess,
              {QKeySequence("Ctrl+Alt+D")});
    menus.add("diagnose.noise", text("&What differs each time…"), &MainWindow::showNoise);
    menus.separate();
    menus.add("diagnose.copy", text("&Copy report as Markdown, secrets masked"), &MainWindow::copyReport, {QKeySequence("Ctrl+Shift+E")});
    menus.add("diagnose.copy-page", text("Copy report as &HTML, secrets masked"), &MainWindow::copyReportPage);
    menus.add("diagnose.save", text("&Save report…"), &MainWindow::saveReport);
}

void addToolsAndHelp(Menus &menus)
{
    menus.begin(text("&Tools"));
    menus.add("tools.token", text("Decode a &token…"), &MainWindow::decodeToken, {QKeySequence("Ctrl+Shift+J")});
    menus.add("tools.sign", text("&Sign a token…"), &MainWindow::signToken);
    menus.add("tools.credentials", text("C&redentials…"), &MainWindow::showCredentials, {QKeySequence("Ctrl+Shift+K")});
    menus.add("tools.import-credentials", text("&Import credentials…"), &MainWindow::importCredentials);
    menus.add("tools.jar", text("&Cookie jar…"), &MainWindow::showJar);
    menus.add("tools.clocks", text("Server c&locks…"), &MainWindow::showClocks);

    menus.begin(text("&Help"));
    menus.add("help.explain", text("Explain the &cause"), &MainWindow::explainCurrent, {QKeySequence("F1")});
    menus.add("help.shortcuts", text("&Keyboard shortcuts"), &MainWindow::showShortcuts);
    menus.separate();
    menus.add("help.lab", text("Open the 401 &lab"), &MainWindow::openLab);
    menus.add("help.example", text("Open the worked &example"), &MainWindow::openExample);
    menus.separate();
    menus.add("help.about", text("&About Keyhole"), &MainWindow::showAbout)->setMenuRole(QAction::AboutRole);
}

}

void buildMenuBar(MainWindow &window, Theme &theme)
{
    Menus menus{window};
    addFile(menus);
    addEdit(menus);
    addView(menus, theme);
    addRequest(menus);
    addDiagnose(menus);
    addToolsAndHelp(menus);
}

}
