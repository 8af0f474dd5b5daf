#include "catch.h"

#include "ui/collection/sidebar.h"
#include "ui/main_window/request_pane.h"
#include "ui/main_window/stage.h"
#include "ui/request/auth_editor.h"
#include "ui/request/auth_tab.h"
#include "ui/request/folder_auth_dialog.h"
#include "ui/request/request_editor.h"

#include <QLabel>
#include <QPushButton>
#include <QTreeView>

using namespace keyhole;

namespace {

AuthDraft bearerToken(const char *token)
{
    return {AuthKind::Bearer, {}, Secret(token)};
}

/// A collection with a credential, a folder in it, and in that a request that inherits.
struct Shop : Stage {
    Shop()
    {
        transport.answer(kAddress, 200);
        CollectionItem request;
        request.name = "List orders";
        request.request.address = kAddress;
        request.request.auth.kind = AuthKind::Inherited;
        CollectionItem folder;
        folder.name = "Orders";
        folder.folder = true;
        folder.children = {request};
        collection = window.tree().addCollection({"Shop", {folder}, {}, bearerToken("of-the-collection")});
        emit window.sidebar()->requestChosen(requestNode());
        QCoreApplication::processEvents();
    }
    const TreeNode *shop() { return window.tree().nodeAt(collection); }
    const TreeNode *orders() { return shop()->children.front().get(); }
    const TreeNode *requestNode() { return orders()->children.front().get(); }
    QByteArray sentField()
    {
        window.send();
        REQUIRE(comesTrue([&] { return !transport.sent.empty(); }));
        return transport.field(transport.sent.size() - 1, "Authorization");
    }
    QModelIndex collection;
};

}

TEST_CASE("Inherited credential: a request is sent with what its collection says", "[main_window][auth]")
{
    Shop shop;
    CHECK(shop.sentField() == "Bearer of-the-collection");
    CHECK(shop.window.requests().current()->draft.auth.kind == AuthKind::Inherited);
}

TEST_CASE("Inherited credential: that of the nearest folder wins, and is taken back with Undo", "[main_window][auth]")
{
    Shop shop;
    emit shop.window.sidebar()->authRequested(shop.orders());
    auto *dialog = shop.window.findChild<FolderAuthDialog *>();
    REQUIRE(dialog);
    dialog->editor()->load(bearerToken("of-the-folder"));
    for (QPushButton *button : dialog->findChildren<QPushButton *>()) {
        if (button->text() == "Use it")
            button->click();
    }
    CHECK(shop.orders()->auth == bearerToken("of-the-folder"));
    CHECK(shop.sentField() == "Bearer of-the-folder");
    REQUIRE(shop.window.status()->canUndo());
    shop.window.status()->undo();
    CHECK(shop.orders()->auth.kind == AuthKind::Inherited);
}

TEST_CASE("Inherited credential: the Auth tab says where it comes from and leads there", "[main_window][auth]")
{
    Shop shop;
    AuthTab *tab = shop.window.pane()->editor()->auth();
    bool said = false;
    for (const QLabel *label : tab->findChildren<QLabel *>())
        said |= label->text().contains("Bearer token") && label->text().contains("Shop");
    CHECK(said);
    emit tab->originRequested();
    auto *dialog = shop.window.findChild<FolderAuthDialog *>();
    REQUIRE(dialog);
    CHECK(dialog->editor()->auth() == bearerToken("of-the-collection"));
}

TEST_CASE("Inherited credential: one that was taken out of the tree inherits nothing any more", "[main_window][auth]")
{
    Shop shop;
    shop.window.tree().take(shop.collection);
    CHECK(shop.sentField() == "(none)");
}
