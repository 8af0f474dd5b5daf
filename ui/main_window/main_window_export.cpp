// What is taken out of the window in the formats of other programs.
#include "core/formats/curl_command.h"
#include "ui/collection/import_keeping.h"
#include "ui/collection/sidebar.h"
#include "ui/collection/tree_values.h"
#include "ui/main_window/main_window.h"
#include "ui/main_window/text_dialog.h"

#include "core/diagnosis/report.h"

#include <QApplication>
#include <QClipboard>
#include <QDesktopServices>
#include <QFileInfo>
#include <QMenu>
#include <QUrl>

namespace keyhole {

namespace {

const std::pair<ExportFormat, const char *> kEndings[] = {
    {ExportFormat::Postman, ".postman_collection.json"},
    {ExportFormat::Har, ".har"},
    {ExportFormat::HttpFile, ".http"},
    {ExportFormat::Curl, ".sh"},
};

QString fileNameFor(const QString &name, ExportFormat format)
{
    QString safe = name.isEmpty() ? QStringLiteral("requests") : name;
    for (QChar &c : safe)
        c = c.category() == QChar::Other_Control || QStringLiteral("/\\:*?\"<>|").contains(c) ? QChar('-') : c;
    for (const auto &[each, ending] : kEndings)
        safe += each == format ? QString::fromLatin1(ending) : QString();
    return safe;
}

}

/// Of the row that is chosen in the sidebar; without one, the open request.
std::optional<Collection> MainWindow::currentCollection()
{
    if (const TreeNode *node = m_sidebar->current())
        return collectionOf(*node);
    const OpenRequest *request = m_requests.current();
    if (!request)
        return std::nullopt;
    CollectionItem item;
    item.name = request->title();
    item.request = m_requests.meant(*request);
    return Collection{item.name, {item}, {}, {}};
}

void MainWindow::exportAs(ExportFormat format)
{
    const auto collection = currentCollection();
    if (!collection)
        return refuse({tr("There is nothing to export."), {}, tr("Choose a row of the sidebar, or open a request.")});
    const Exported exported = exportCollection(format, *collection);
    saveTo(fileNameFor(collection->name, format), exported.text);
    if (exported.notes.empty())
        return;
    QString text = tr("Could not be carried over as it was:") + QStringLiteral("\n\n");
    for (const Error &note : exported.notes)
        text += QStringLiteral("• ") + visibleText(note.place.isEmpty() ? note.what : note.place + QStringLiteral(": ") + note.what) + '\n';
    (new TextDialog(m_theme, tr("Exported: %1").arg(visibleText(collection->name)), text, this))->show();
}

void MainWindow::addExports(QMenu *menu)
{
    menu->addAction(tr("OpenCollection folder…"), this, &MainWindow::saveAsCollection)->setObjectName("file.export-opencollection");
    const std::pair<QString, ExportFormat> formats[] = {{tr("Postman 2.1…"), ExportFormat::Postman},
                                                        {tr("HAR, requests without answers…"), ExportFormat::Har},
                                                        {tr(".http file…"), ExportFormat::HttpFile},
                                                        {tr("curl commands…"), ExportFormat::Curl}};
    for (const auto &[text, format] : formats)
        menu->addAction(text, this, [this, format = format] { exportAs(format); });
}

void MainWindow::saveAsCollection()
{
    auto collection = currentCollection();
    if (!collection)
        return refuse({tr("There is nothing to save."), {}, tr("Choose a row of the sidebar, or open a request.")});
    makeCollection(collection->name, [this, content = takeSecrets(*collection), node = m_sidebar->current()](OpenCollection &made) {
        made.work([content](CollectionFolder &folder) { return fillWith(folder, content); },
                  [this, node, folder = made.folder().folder()](const SaveResult<> &saved) {
                      if (!saved)
                          return refuse(saved.error().error);
                      replaceByFiles(node, m_collections.find(folder));
                      m_status->say(tr("Saved as files. Secrets are variables."));
                  },
                  filesIn(content.collection.items));
    });
}

/// A collection in memory goes when its files are there; undo brings the row back. What is open of it keeps to the files.
void MainWindow::replaceByFiles(const TreeNode *node, OpenCollection *made)
{
    if (!m_tree.holds(node) || node->kind != TreeNode::Kind::Collection || node->files)
        return;
    if (made)
        m_saved.keepTo(*made, *node);
    m_sidebar->edits().remove({node});
}

void MainWindow::revealCurrent()
{
    const TreeNode *node = m_sidebar->current();
    if (!node || !node->files)
        return refuse({tr("This row has no file."), {}, tr("Choose a row of a collection that is a folder.")});
    const QString path = node->files->folder().folder() + '/' + node->path;
    QDesktopServices::openUrl(QUrl::fromLocalFile(QFileInfo(path).isDir() ? path : QFileInfo(path).path()));
}

void MainWindow::copyRowAsCurl()
{
    const TreeNode *node = m_sidebar->current();
    if (!node || (node->kind != TreeNode::Kind::Request && node->kind != TreeNode::Kind::Entry))
        return copyAsCurl();
    QApplication::clipboard()->setText(QString::fromUtf8(writeCurlCommand(itemOf(*node).request)));
    m_status->say(tr("Copied as curl. Secrets are variables."));
}

}
