#include "screenshots/collection_pictures.h"

#include "core/collection/collection_on_disk.h"
#include "core/session/session.h"
#include "screenshots/scene_transport.h"
#include "screenshots/scenes.h"
#include "ui/collection/save_place_dialog.h"
#include "ui/collection/sidebar.h"
#include "ui/collection/version_window.h"
#include "ui/main_window/file_bar.h"
#include "ui/main_window/main_window.h"
#include "ui/main_window/notice_bar.h"
#include "ui/main_window/request_pane.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QLineEdit>
#include <QMenu>
#include <QTextStream>
#include <QTreeView>

namespace keyhole {

namespace {

void settle(int milliseconds = 300)
{
    QElapsedTimer time;
    time.start();
    while (time.elapsed() < milliseconds)
        QCoreApplication::processEvents(QEventLoop::AllEvents, 20);
}

bool save(QWidget &widget, const QString &name, const QDir &folder)
{
    settle();
    const QString path = folder.filePath(name + ".png");
    const bool saved = widget.grab().save(path);
    QTextStream(stdout) << (saved ? "" : "not written: ") << path << '\n';
    return saved;
}

/// The window with a folder in which one file is left in the middle of a merge.
struct Shelf {
    explicit Shelf(ThemeChoice choice) : session(transport, clock), window(theme, session, {})
    {
        scenes::teach(transport);
        theme.setChoice(choice);
        files.write("orders/refund.yml", "info:\n  name: Refund\n<<<<<<< HEAD\n  seq: 1\n=======\n  seq: 2\n>>>>>>> theirs\n");
        files.write("orders/cancel.yml", CollectionOnDisk::request("Cancel an order", 3, "{{base}}/orders/1").replace("GET", "DELETE"));
        files.write("payments/folder.yml", "info:\n  name: Payments\n  type: folder\n  seq: 2\n");
        files.write("payments/pay.yml", CollectionOnDisk::request("Pay", 1, "{{base}}/payments").replace("GET", "POST"));
        window.resize(1440, 900);
        window.show();
        window.openFile(files.path());
        settle();
        collection = window.collections().find(files.path());
        const std::pair<const char *, int> statuses[]
            = {{"orders/list.yml", 401}, {"orders/place.yml", 201}, {"health.yml", 200}, {"payments/pay.yml", 503}};
        for (const auto &[path, status] : statuses)
            window.tree().setStatus(node(path), status);
        window.sidebar()->view(Sidebar::Collections)->expandAll();
    }
    const TreeNode *node(const QString &path) { return window.tree().nodeOf(*collection, collection->folder().idOf(path)); }
    void edit(const QString &path)
    {
        emit window.sidebar()->requestChosen(node(path));
        settle(50);
        OpenRequest &request = *window.requests().current();
        request.draft.address = "https://api.staging.example.com/v1/orders?expand=items";
        window.requests().touch();
        window.pane()->showCurrent();
    }

    SceneClock clock;
    SceneTransport transport;
    Theme theme;
    Session session;
    CollectionOnDisk files;
    MainWindow window;
    OpenCollection *collection = nullptr;
};

bool conflictPictures(Shelf &shelf, const QString &suffix, const QDir &folder)
{
    QByteArray theirs = shelf.files.read("orders/list.yml");
    theirs.replace("{{base}}/orders", "{{base}}/v2/orders").replace("application/json", "text/csv");
    shelf.files.write("orders/list.yml", theirs);
    shelf.collection->watch().look();
    shelf.window.notice()->hide();
    bool saved = save(shelf.window, "collection-conflict-" + suffix, folder);
    emit shelf.window.pane()->fileBar()->compareRequested();
    auto *window = shelf.window.findChild<VersionWindow *>();
    saved &= save(*window, "collection-versions-" + suffix, folder);
    window->close();
    shelf.files.remove("health.yml");
    shelf.window.requests().setCurrent(1);
    shelf.collection->watch().look();
    shelf.window.notice()->hide();
    return save(shelf.window, "collection-file-gone-" + suffix, folder) && saved;
}

bool pictures(ThemeChoice choice, const QString &suffix, const QDir &folder)
{
    Shelf shelf(choice);
    shelf.edit("orders/list.yml");
    emit shelf.window.sidebar()->requestChosen(shelf.node("health.yml"));
    shelf.window.requests().setCurrent(0);
    bool saved = save(shelf.window, "collection-open-" + suffix, folder);
    shelf.window.notice()->hide();
    shelf.window.sidebar()->select(shelf.node("payments/pay.yml"));
    shelf.window.sidebar()->removeCurrent();
    shelf.window.sidebar()->filter()->setText("orders");
    saved &= save(*shelf.window.sidebar(), "collection-sidebar-" + suffix, folder);
    shelf.window.sidebar()->filter()->clear();
    shelf.window.saveRequestAs();
    auto *dialog = shelf.window.findChild<SavePlaceDialog *>();
    saved &= save(*dialog, "collection-save-" + suffix, folder);
    dialog->close();
    shelf.window.sidebar()->select(shelf.node("orders/list.yml"));
    emit shelf.window.sidebar()->view(Sidebar::Collections)->customContextMenuRequested({60, 60});
    if (auto *menu = qobject_cast<QMenu *>(QApplication::activePopupWidget())) {
        saved &= save(*menu, "collection-menu-" + suffix, folder);
        menu->close();
    }
    return conflictPictures(shelf, suffix, folder) && saved;
}

}

bool collectionPictures(const QDir &folder)
{
    const bool light = pictures(ThemeChoice::Light, "light", folder);
    return pictures(ThemeChoice::Dark, "dark", folder) && light;
}

}
