#include "catch.h"

#include "ui/collection/sidebar.h"
#include "ui/diagnosis/diagnosis_panel.h"
#include "ui/main_window/request_pane.h"
#include "ui/main_window/stage.h"
#include "ui/main_window/window_settings.h"

#include <QFileInfo>
#include <QSplitter>
#include <QTemporaryDir>

using namespace keyhole;

TEST_CASE("Arrangement: the width alone decides what stands where", "[main_window]")
{
    const auto [width, sidebar, below] = GENERATE(table<int, bool, bool>(
        {{960, false, true}, {1119, false, true}, {1120, false, false}, {1279, false, false}, {1280, true, false}, {1920, true, false}}));
    CAPTURE(width);
    CHECK(arrangementFor(width).sidebar == sidebar);
    CHECK(arrangementFor(width).diagnosisBelow == below);
    CHECK(arrangementFor(1799).diagnosisWidth == 476);
    CHECK(arrangementFor(1800).diagnosisWidth == 524);
}

TEST_CASE("Window: the centre is never narrower than 520, whatever is shown", "[main_window]")
{
    const int width = GENERATE(960, 1000, 1119, 1120, 1200, 1279, 1280, 1440, 1920);
    const bool withSidebar = GENERATE(false, true);
    Stage stage({width, 700});
    stage.open();
    if (withSidebar != stage.window.sidebar()->isVisible())
        stage.window.toggleSidebar();
    QCoreApplication::processEvents();
    CAPTURE(width, withSidebar);
    CHECK(stage.window.width() == std::max(width, stage.window.minimumWidth()));
    CHECK(stage.window.pane()->width() >= stage.theme.px(520));
}

TEST_CASE("Window: request and response stand side by side from a centre of 1100 on", "[main_window]")
{
    const auto [width, side] = GENERATE(table<int, Qt::Orientation>({{1440, Qt::Vertical}, {2200, Qt::Horizontal}}));
    Stage stage({width, 900});
    stage.open();
    QCoreApplication::processEvents();
    CHECK(stage.window.pane()->splitter()->orientation() == side);
}

TEST_CASE("Window: what the user hid stays hidden when the window grows", "[main_window]")
{
    Stage stage({1440, 900});
    stage.open();
    stage.window.toggleSidebar();
    stage.window.resize(1900, 900);
    QCoreApplication::processEvents();
    CHECK_FALSE(stage.window.sidebar()->isVisible());
}

TEST_CASE("Settings: come back as they were, readable by the owner alone, without a proxy's password", "[main_window]")
{
    QTemporaryDir folder;
    const QString path = folder.filePath("sub/window.ini");
    WindowSettings settings;
    settings.theme = ThemeChoice::Dark;
    settings.sidebarHidden = settings.keepsSessionCookies = true;
    settings.transport.proxy = ProxyChoice::Custom;
    settings.transport.proxyAddress = "http://proxy.example.com:3128";
    settings.transport.proxyPassword = Secret("not-for-a-file");
    settings.transport.answerLimit = Seconds(7);
    REQUIRE(settings.save(path));
    const QFile::Permissions others = QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther;
    CHECK_FALSE(bool(QFileInfo(path).permissions() & others));
    QFile file(path);
    REQUIRE(file.open(QIODevice::ReadOnly));
    CHECK_FALSE(file.readAll().contains("not-for-a-file"));
    const WindowSettings loaded = WindowSettings::load(path);
    CHECK(loaded.theme == ThemeChoice::Dark);
    CHECK(loaded.sidebarHidden);
    CHECK(loaded.keepsSessionCookies);
    CHECK(loaded.transport.proxyAddress == "http://proxy.example.com:3128");
    CHECK(loaded.transport.answerLimit == Seconds(7));
    CHECK(loaded.transport.proxyPassword.isEmpty());
}

TEST_CASE("Settings: a file of nonsense gives what holds without one", "[main_window]")
{
    QTemporaryDir folder;
    const QString path = folder.filePath("window.ini");
    QFile file(path);
    REQUIRE(file.open(QIODevice::WriteOnly));
    file.write("theme=99\n[proxy]\nchoice=-4\n[limits]\nconnect=abc\n\0\xff[[[");
    file.close();
    const WindowSettings loaded = WindowSettings::load(path);
    CHECK(int(loaded.theme) <= int(ThemeChoice::Dark));
    CHECK(loaded.transport.proxy == ProxyChoice::System);
}

TEST_CASE("Window: theme, hidden sidebar and the choice about session cookies are as they were at the last start", "[main_window]")
{
    QTemporaryDir folder;
    const MainWindow::Surroundings surroundings{folder.filePath("window.ini"), {}};
    {
        Stage first({1440, 900}, surroundings);
        first.window.setTheme(ThemeChoice::Dark);
        first.window.toggleSidebar();
        first.session.setKeepsSessionCookies(true);
        first.window.close();
    }
    Stage second({1440, 900}, surroundings);
    CHECK(second.theme.isDark());
    CHECK_FALSE(second.window.sidebar()->isVisible());
    CHECK(second.session.keepsSessionCookies());
}

TEST_CASE("Window: starts on the first-run page without making editor, viewer or panel", "[main_window]")
{
    const Stage stage;
    CHECK_FALSE(stage.window.pane());
    CHECK_FALSE(stage.window.diagnosis());
}
