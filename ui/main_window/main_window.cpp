#include "ui/main_window/main_window.h"

#include "ui/collection/sidebar.h"
#include "ui/cookies/cookies_pane.h"
#include "ui/diagnosis/diagnosis_panel.h"
#include "ui/environments/question_bar.h"
#include "ui/main_window/address_row.h"
#include "ui/main_window/drop_overlay.h"
#include "ui/main_window/environment_button.h"
#include "ui/main_window/menu_bar.h"
#include "ui/main_window/notice_bar.h"
#include "ui/main_window/request_pane.h"
#include "ui/request/auth_tab.h"
#include "ui/request/request_editor.h"
#include "ui/response/response_view.h"
#include "ui/welcome/welcome_page.h"

#include <QApplication>
#include <QCloseEvent>
#include <QMimeData>
#include <QSplitter>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace keyhole {

namespace {
constexpr std::chrono::milliseconds kForetellAfter{250};
}

MainWindow::MainWindow(Theme &theme, Session &session, Surroundings surroundings, QWidget *parent)
    : QMainWindow(parent), m_theme(theme), m_session(session), m_surroundings(std::move(surroundings)),
      m_settings(m_surroundings.settingsFile.isEmpty() ? WindowSettings() : WindowSettings::load(m_surroundings.settingsFile)),
      m_environments(m_surroundings.stateFolder.isEmpty() ? QString() : m_surroundings.stateFolder + QStringLiteral("/variables")),
      m_requests(session), m_saved(m_requests, m_collections, m_tree), m_tokens(theme, [this] { return sentTokens(); })
{
    m_tokens.setFetcher(m_surroundings.keys);
    setWindowTitle(tr("Keyhole"));
    setMinimumSize(960, 600);
    setAcceptDrops(true);
    m_foretelling.setSingleShot(true);
    m_foretelling.setInterval(kForetellAfter);
    if (!m_surroundings.settingsFile.isEmpty()) {
        m_theme.setChoice(m_settings.theme);
        m_session.setKeepsSessionCookies(m_settings.keepsSessionCookies);
    }
    // Under a style sheet each widget that is put into another is styled anew with all that it holds; so the parts are built without it.
    const QString sheet = qApp->styleSheet();
    qApp->setStyleSheet({});
    buildParts();
    buildMenuBar(*this, m_theme);
    connectSidebar();
    connectWelcome();
    connectRequests();
    connectCollections();
    connectEnvironments();
    connectIntake();
    restore();
    openClockHistory();
    openHistory();
    connectComparisons();
    showClock();
    showJarEntry();
    showProxyEntry();
    restoreTabs();
    qApp->setStyleSheet(sheet);
}

MainWindow::~MainWindow() = default;

void MainWindow::buildParts()
{
    m_sidebar = new Sidebar(m_theme, m_tree, m_history);
    m_sidebar->setMinimumWidth(m_theme.px(Arrangement::kSidebarLeast));
    m_sidebar->setMaximumWidth(m_theme.px(Arrangement::kSidebarMost));
    m_welcome = new WelcomePage(m_theme);
    m_notice = new NoticeBar(m_theme);
    m_question = new QuestionBar(m_theme);
    m_stack = new QStackedWidget;
    m_stack->addWidget(m_welcome);
    auto *right = new QWidget;
    auto *rightLayout = new QVBoxLayout(right);
    rightLayout->setContentsMargins(0, 0, 0, 0);
    rightLayout->setSpacing(0);
    rightLayout->addWidget(m_notice);
    rightLayout->addWidget(m_question);
    rightLayout->addWidget(m_stack, 1);

    m_columns = new QSplitter(Qt::Horizontal);
    m_columns->setChildrenCollapsible(false);
    m_columns->addWidget(m_sidebar);
    m_columns->addWidget(right);
    m_columns->setStretchFactor(1, 1);
    m_status = new StatusLine(m_theme);
    showKeychainEntry();

    auto *central = new QWidget;
    auto *layout = new QVBoxLayout(central);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_columns, 1);
    layout->addWidget(m_status);
    setCentralWidget(central);
    m_dropOverlay = new DropOverlay(m_theme, this);
    connect(m_columns, &QSplitter::splitterMoved, this, [this] { m_columnsMoved = true; });
    connect(m_status, &StatusLine::entryRequested, this, &MainWindow::openStatusEntry);
}

// The editor, the viewer and the panel cost more than all the rest: they are made when the first request is opened.
void MainWindow::buildWork()
{
    if (m_work)
        return;
    m_pane = new RequestPane(m_theme, m_requests, m_session);
    m_diagnosis = new DiagnosisPanel(m_theme);
    m_work = new QSplitter(Qt::Horizontal);
    m_work->setChildrenCollapsible(false);
    m_work->addWidget(m_pane);
    m_work->addWidget(m_diagnosis);
    m_work->setStretchFactor(0, 1);
    m_stack->addWidget(m_work);
    connect(m_work, &QSplitter::splitterMoved, this, [this] { m_columnsMoved = true; });
    if (!m_settings.centre.isEmpty())
        m_pane->splitter()->restoreState(m_settings.centre);
    connectPane();
    connectProbes();
    showEnvironment();
    arrange();
}

void MainWindow::connectSidebar()
{
    connect(m_sidebar, &Sidebar::requestChosen, this, &MainWindow::openNode);
    connect(m_sidebar, &Sidebar::authRequested, this, &MainWindow::editInheritedAuth);
    connect(m_sidebar, &Sidebar::exchangeChosen, this, &MainWindow::openKept);
    connect(m_sidebar, &Sidebar::reopenRequested, this, &MainWindow::reopen);
    connect(m_sidebar, &Sidebar::newRequested, this, &MainWindow::newRequest);
    connect(m_sidebar, &Sidebar::openRequested, this, &MainWindow::open);
    connect(m_sidebar, &Sidebar::openFolderRequested, this, &MainWindow::openCollectionFolder);
    connect(m_sidebar, &Sidebar::newCollectionRequested, this, &MainWindow::newCollection);
    connect(m_sidebar, &Sidebar::labRequested, this, &MainWindow::openLab);
}

void MainWindow::connectWelcome()
{
    connect(m_welcome, &WelcomePage::pasteRequested, this, &MainWindow::paste);
    connect(m_welcome, &WelcomePage::openRequested, this, &MainWindow::open);
    connect(m_welcome, &WelcomePage::newRequested, this, &MainWindow::newRequest);
    connect(m_welcome, &WelcomePage::tokenRequested, this, &MainWindow::decodeToken);
    connect(m_welcome, &WelcomePage::exampleRequested, this, &MainWindow::openExample);
}

void MainWindow::connectRequests()
{
    connect(&m_session, &Session::clocksChanged, this, &MainWindow::showClock);
    connect(&m_session, &Session::jarChanged, this, &MainWindow::showJarEntry);
    connect(&m_requests, &OpenRequests::added, this, &MainWindow::showFilled);
    connect(&m_requests, &OpenRequests::closed, this, &MainWindow::showFilled);
    connect(&m_requests, &OpenRequests::currentChanged, this, [this] {
        showDiagnosis();
        showClock();
        showInherited();
        m_foretelling.start();
        if (OpenRequest *request = m_requests.current())
            m_sidebar->select(request->node);
    });
    connect(&m_requests, &OpenRequests::sendingChanged, this, &MainWindow::showDiagnosis);
    connect(&m_requests, &OpenRequests::progressed, this, [this](int index) {
        if (index == m_requests.currentIndex())
            showProgress();
    });
    connect(&m_requests, &OpenRequests::answered, this, &MainWindow::answered);
    connect(&m_requests, &OpenRequests::withheld, this, &MainWindow::withhold);
    connect(&m_requests, &OpenRequests::refused, this, &MainWindow::refuse);
    connectKeychain();
    connectSignIn();
    connect(&m_foretelling, &QTimer::timeout, this, &MainWindow::foretell);
}

void MainWindow::connectPane()
{
    connect(m_pane, &RequestPane::newRequested, this, &MainWindow::newRequest);
    connect(m_pane, &RequestPane::closeRequested, this, &MainWindow::closeTabAt);
    connect(m_pane->editor(), &RequestEditor::keepCredentialRequested, this, &MainWindow::keepCredential);
    m_pane->editor()->setCredentials(m_session.credentials());
    m_pane->editor()->auth()->offerSignIn(m_session.credentials() != nullptr);
    connect(m_pane->editor()->auth(), &AuthTab::signInRequested, this, [this] { signIn(); });
    connect(m_pane->editor()->auth(), &AuthTab::refreshRequested, this, [this] { refreshToken(false); });
    connect(m_pane->editor(), &RequestEditor::credentialsRequested, this, &MainWindow::showCredentials);
    connect(m_pane->editor(), &RequestEditor::keychainHelpRequested, this, &MainWindow::showKeychainHelp);
    connect(m_pane->editor(), &RequestEditor::authOriginRequested, this, &MainWindow::showAuthOrigin);
    showInherited();
    connectFileBar();
    connect(m_pane, &RequestPane::sidebarRequested, this, &MainWindow::toggleSidebar);
    connect(m_pane, &RequestPane::edited, &m_foretelling, qOverload<>(&QTimer::start));
    connect(m_pane->environment(), &EnvironmentButton::chosen, this, &MainWindow::useEnvironment);
    connect(m_pane->environment(), &EnvironmentButton::variablesRequested, this, &MainWindow::showVariables);
    AddressRow *row = m_pane->address();
    connect(row, &AddressRow::sendRequested, this, &MainWindow::send);
    connect(row, &AddressRow::cancelRequested, this, &MainWindow::cancel);
    connect(row, &AddressRow::replayRequested, this, &MainWindow::send);
    connect(row, &AddressRow::copyRequested, this, &MainWindow::copyAsCurl);
    connect(row, &AddressRow::commandPasted, this, [this](const QByteArray &text) { m_intake.takeText(text); });
    connect(m_pane->editor(), &RequestEditor::openTokenRequested, this, &MainWindow::showToken);
    connect(m_pane->response()->cookies(), &CookiesPane::fieldMissing, this, &MainWindow::addFieldAndSend);
    connect(m_diagnosis, &DiagnosisPanel::actionRequested, this, &MainWindow::act);
    connect(m_diagnosis, &DiagnosisPanel::placeRequested, this, &MainWindow::goTo);
    connect(m_diagnosis, &DiagnosisPanel::hideRequested, this, &MainWindow::toggleDiagnosis);
    connect(m_diagnosis, &DiagnosisPanel::copyReportRequested, this, &MainWindow::copyReport);
    connect(m_diagnosis, &DiagnosisPanel::copyPageRequested, this, &MainWindow::copyReportPage);
    connect(m_diagnosis, &DiagnosisPanel::saveReportRequested, this, &MainWindow::saveReport);
}

void MainWindow::connectIntake()
{
    connect(&m_intake, &Intake::harArrived, this, &MainWindow::openHar);
    connect(&m_intake, &Intake::commandArrived, this, &MainWindow::takeCommand);
    connect(&m_intake, &Intake::importArrived, this, &MainWindow::takeImported);
    connect(&m_intake, &Intake::exchangeArrived, this, [this](const std::shared_ptr<const Exchange> &exchange, const QString &name) {
        openExchange(exchange, Session::diagnose(*exchange), name);
        m_status->say(tr("Read a recorded exchange. Nothing was sent."),
                      [this, index = m_requests.currentIndex()] { m_requests.close(index); });
    });
    connect(&m_intake, &Intake::tokenArrived, this, &MainWindow::showToken);
    connect(&m_tokens, &OpenTokens::placeRequested, this, &MainWindow::showPlaceOf);
    connect(&m_tokens, &OpenTokens::sendRequested, this, &MainWindow::useToken);
    connect(&m_intake, &Intake::refused, this, &MainWindow::refuse);
}

void MainWindow::restore()
{
    resize(m_theme.px(1440), m_theme.px(900));
    m_diagnosisHidden = m_settings.diagnosisHidden;
    m_diagnosisBelow = m_settings.diagnosisBelow;
    if (m_settings.sidebarHidden)
        m_sidebarChoice = false;
    restoreGeometry(m_settings.geometry);
    m_columnsMoved = m_columns->restoreState(m_settings.columns);
    arrange();
}

void MainWindow::closeEvent(QCloseEvent *event)
{
    if (m_journal)
        m_journal->flush();
    m_settings.geometry = saveGeometry();
    m_settings.columns = m_columnsMoved ? m_columns->saveState() : QByteArray();
    if (m_pane)
        m_settings.centre = m_pane->splitter()->saveState();
    m_settings.sidebarHidden = m_sidebarChoice == false;
    m_settings.diagnosisHidden = m_diagnosisHidden;
    m_settings.diagnosisBelow = m_diagnosisBelow;
    m_settings.theme = m_theme.choice();
    m_settings.keepsSessionCookies = m_session.keepsSessionCookies();
    if (!m_surroundings.settingsFile.isEmpty()) {
        if (const auto saved = m_settings.save(m_surroundings.settingsFile); !saved)
            qWarning("%s", qUtf8Printable(saved.error().what));
    }
    QMainWindow::closeEvent(event);
}

void MainWindow::resizeEvent(QResizeEvent *event)
{
    QMainWindow::resizeEvent(event);
    arrange();
}

// What the user chose goes before the width; only what would squeeze the centre gives way.
void MainWindow::arrange()
{
    const double scale = m_theme.px(1000) / 1000.0;
    const Arrangement by = arrangementFor(int(width() / scale));
    const bool showSidebar = m_sidebarChoice.value_or(by.sidebar);
    m_sidebar->setVisible(showSidebar);
    if (!m_work) {
        if (!m_columnsMoved)
            m_columns->setSizes({m_theme.px(by.sidebarWidth), width()});
        return;
    }
    const int beside = Arrangement::kCentreLeast + Arrangement::kDiagnosisLeast + (showSidebar ? Arrangement::kSidebarLeast : 0);
    const bool below = m_diagnosisBelow || by.diagnosisBelow || width() < m_theme.px(beside);
    m_pane->showSidebarButton(!showSidebar);
    m_diagnosis->setVisible(!m_diagnosisHidden);
    m_diagnosis->setMinimumWidth(below ? 0 : m_theme.px(Arrangement::kDiagnosisLeast));
    m_diagnosis->setMaximumWidth(below ? QWIDGETSIZE_MAX : m_theme.px(Arrangement::kDiagnosisMost));
    m_diagnosis->setMinimumHeight(m_theme.px(below ? 160 : 0));
    m_diagnosis->setWide(below);
    const Qt::Orientation wanted = below ? Qt::Vertical : Qt::Horizontal;
    const bool turned = m_work->orientation() != wanted;
    m_work->setOrientation(wanted);
    if (m_columnsMoved && !turned)
        return;
    const int sidebar = showSidebar ? m_theme.px(by.sidebarWidth) : 0;
    m_columns->setSizes({sidebar, width() - sidebar});
    if (below)
        m_work->setSizes({height() * 68 / 100, height() * 32 / 100});
    else
        m_work->setSizes({width() - sidebar - m_theme.px(by.diagnosisWidth), m_theme.px(by.diagnosisWidth)});
}

void MainWindow::showFilled()
{
    if (m_requests.count() == 0) {
        m_stack->setCurrentWidget(m_welcome);
        m_welcome->focusFirst();
        return;
    }
    buildWork();
    m_stack->setCurrentWidget(m_work);
}

void MainWindow::dragEnterEvent(QDragEnterEvent *event)
{
    if (!Intake::canTake(*event->mimeData()) || event->mimeData()->hasFormat(RequestTree::kRowsType))
        return;
    event->acceptProposedAction();
    m_dropOverlay->appear();
}

void MainWindow::dragLeaveEvent(QDragLeaveEvent *)
{
    m_dropOverlay->hide();
}

void MainWindow::dropEvent(QDropEvent *event)
{
    m_dropOverlay->hide();
    if (m_intake.takeMime(*event->mimeData()))
        event->acceptProposedAction();
}

}
