#include "catch.h"

#include "core/collection/collection_on_disk.h"
#include "ui/collection/open_collections.h"
#include "ui/collection/request_delegate.h"
#include "ui/collection/request_filter.h"
#include "ui/collection/request_tree.h"
#include "ui/collection/row_view.h"
#include "ui/controls/drag_image.h"

#include <QSet>
#include <QTest>

using namespace keyhole;

namespace {

/// How many colours are left of a row, where its chevron stands.
qsizetype coloursBefore(const QTreeView &view, const QModelIndex &index)
{
    const QRect row = view.visualRect(index);
    const QImage image = view.viewport()->grab({row.left() - view.indentation(), row.top(), view.indentation(), row.height()}).toImage();
    QSet<QRgb> colours;
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x)
            colours.insert(image.pixel(x, y));
    }
    return colours.size();
}

}

TEST_CASE("Sidebar rows: a folder shows its chevron, be it chosen or not; a request has none", "[collection]")
{
    CollectionOnDisk files;
    OpenCollections collections;
    RequestTree tree;
    bool isOpen = false;
    QObject::connect(&collections, &OpenCollections::opened, &tree, [&](OpenCollection *opened) {
        tree.addFiles(*opened);
        isOpen = true;
    });
    collections.open(files.path());
    REQUIRE(QTest::qWaitFor([&] { return isOpen; }));
    Theme theme;
    RequestFilter filter;
    filter.setSourceModel(&tree);
    RowView view(theme);
    view.setHeaderHidden(true);
    view.setModel(&filter);
    view.setItemDelegate(new RequestDelegate(theme, &view));
    view.resize(300, 300);
    view.show();
    view.expandToDepth(0);
    const QModelIndex top = filter.index(0, 0), folder = filter.index(0, 0, top), request = filter.index(1, 0, top);
    REQUIRE(filter.hasChildren(folder));
    CHECK(coloursBefore(view, folder) > 2);
    view.setCurrentIndex(folder);
    CHECK(coloursBefore(view, folder) > 2);
    view.setCurrentIndex(request);
    CHECK(coloursBefore(view, request) == 1);
}

TEST_CASE("Drag: the sign of what is dragged is small, however long its name", "[collection]")
{
    Theme theme;
    CHECK(dragImage(theme, QString(500, 'x'), 1).width() < 260);
    CHECK(dragImage(theme, "List", 2).width() > dragImage(theme, "List", 1).width());
}
