// Folders of collections: opening, saving, closing.
#include "ui/collection/save_place_dialog.h"
#include "ui/collection/sidebar.h"
#include "ui/collection/version_window.h"
#include "ui/main_window/file_bar.h"
#include "ui/main_window/main_window.h"
#include "ui/main_window/request_pane.h"
#include "ui/main_window/text_dialog.h"

#include "core/diagnosis/report.h"

#include <QFileDialog>
#include <QMenu>
#include <QTreeView>

namespace keyhole {

namespace {

/// A secret that was typed into the request, which its file does not hold.
bool leavesSecretOut(const RequestDraft &draft)
{
    const auto typed
        = [](const AuthDraft &auth) { return auth.credential.isEmpty() && !auth.secret.isEmpty() && !auth.secret.reveal().contains("{{"); };
    return typed(draft.auth) || std::any_of(draft.furtherAuth.begin(), draft.furtherAuth.end(), typed);
}

}

void MainWindow::connectCollections()
{
    connect(&m_collections, &OpenCollections::opened, this, &MainWindow::showCollection);
    connect(&m_collections, &OpenCollections::closing, this, [this](OpenCollection *collection) { m_tree.removeFiles(*collection); });
    connect(&m_collections, &OpenCollections::worked, this, [this](const OpenCollection *collection, int files) {
        m_status->say(tr("“%1”: %n files done…", nullptr, files).arg(visibleText(collection->folder().name())));
    });
    connect(&m_collections, &OpenCollections::refused, this, [this](const QString &folder, const Error &error) {
        m_saved.lose(folder);
        refuse(error);
    });
    connect(&m_collections, &OpenCollections::changed, this, [this](OpenCollection *, const OutsideChanges &changes) {
        if (changes.folderGone)
            refuse({tr("The collection's folder is not there any more."),
                    {},
                    tr("What is open stays in its tabs. Put the folder back, or save elsewhere.")});
    });
    connect(m_sidebar, &Sidebar::menuRequested, this, &MainWindow::addToMenu);
    connect(&m_intake, &Intake::collectionArrived, &m_collections, &OpenCollections::open);
    connect(m_sidebar, &Sidebar::closeRequested, &m_collections, &OpenCollections::close);
    connect(m_sidebar, &Sidebar::complaintChosen, this, [this](const TreeNode *node) {
        refuse({node->complaint, {}, tr("Put it right with a text editor: the file is read again by itself.")});
    });
    connect(&m_sidebar->edits(), &TreeEdits::refused, this, &MainWindow::refuse);
    connect(&m_saved, &SavedRequests::refused, this, &MainWindow::refuse);
    connect(&m_saved, &SavedRequests::noticed, this, &MainWindow::tellNotes);
    connect(&m_saved, &SavedRequests::placeWanted, this, &MainWindow::askForPlace);
    connect(&m_saved, &SavedRequests::replaced, this, [this](int index) {
        if (m_pane && index == m_requests.currentIndex())
            m_pane->showCurrent();
    });
    connect(&m_saved, &SavedRequests::standingChanged, this, [this](int index) {
        if (m_pane && index == m_requests.currentIndex())
            m_pane->showStanding();
    });
    connect(&m_saved, &SavedRequests::saved, this, [this](int, const RequestFile &file) {
        m_status->say(leavesSecretOut(file.draft)
                          ? tr("Saved. The secret stays out of the file: “Keep in the keychain” under Auth keeps it.")
                          : tr("Saved."));
    });
}

void MainWindow::openCollectionFolder()
{
    auto *dialog = new QFileDialog(this, tr("Open a collection's folder"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::Directory);
    connect(dialog, &QFileDialog::fileSelected, this, &MainWindow::openFile);
    dialog->open();
}

void MainWindow::newCollection()
{
    makeCollection({}, {});
}

/// Asks for a folder and makes a collection in it; then does what it was asked for.
void MainWindow::makeCollection(const QString &name, const std::function<void(OpenCollection &)> &then)
{
    auto *dialog = new QFileDialog(this, tr("A new folder for the collection"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setFileMode(QFileDialog::AnyFile);
    dialog->setLabelText(QFileDialog::FileName, tr("Folder:"));
    dialog->selectFile(name.isEmpty() ? tr("My collection") : name);
    connect(dialog, &QFileDialog::fileSelected, this, [this, then](const QString &folder) {
        const auto made = m_collections.create(folder, QFileInfo(folder).fileName());
        if (!made)
            return refuse(made.error());
        if (then)
            then(**made);
    });
    dialog->open();
}

void MainWindow::showCollection(OpenCollection *collection, bool anew)
{
    const QModelIndex row = anew ? m_tree.addFiles(*collection) : m_tree.indexOf(m_tree.nodeOf(*collection, 0));
    m_sidebar->showTab(Sidebar::Collections);
    QTreeView *view = m_sidebar->view(Sidebar::Collections);
    const QModelIndex shown = static_cast<QAbstractProxyModel *>(view->model())->mapFromSource(row);
    view->expand(shown);
    view->scrollTo(shown);
    if (!anew)
        return;
    m_sidebar->unfold(*m_tree.nodeAt(row));
    m_saved.follow(*collection, true);
    if (const OpenRequest *request = m_requests.current(); request && request->node)
        m_sidebar->select(request->node);
    if (const TreeNode *node = m_tree.nodeAt(row); !node->complaint.isEmpty())
        refuse({tr("Not all files of “%1” could be taken as they are.").arg(node->name), node->complaint.section('\n', 0, 0),
                tr("The other files are not touched by that. Point at the sign beside the collection's name for the whole list.")});
}

/// Of scripts nothing is said: they are never run, and stand in the request to be read.
void MainWindow::tellNotes(const std::vector<FileNote> &notes)
{
    QStringList lines;
    bool secret = false;
    for (const FileNote &note : notes) {
        if (note.kind != FileNote::Kind::Script)
            lines.push_back(textOf(note));
        secret |= note.kind == FileNote::Kind::Secret;
    }
    if (!lines.isEmpty())
        refuse({lines.join('\n'),
                {},
                secret ? tr("“Keep in the keychain” under Auth takes a secret out of the file with the next save.")
                       : tr("It stays in the file as it is.")});
}

void MainWindow::saveRequest()
{
    if (m_requests.current())
        m_saved.save(m_requests.currentIndex());
}

void MainWindow::saveRequestAs()
{
    if (m_requests.current())
        askForPlace(m_requests.currentIndex());
}

/// The folder of the row that is chosen in the sidebar is proposed.
void MainWindow::askForPlace(int index)
{
    const OpenRequest &request = m_requests.at(index);
    const QByteArray key = request.key;
    const auto keep = [this, key](OpenCollection &collection, int folder, const QString &name) {
        for (int each = 0; each < m_requests.count(); ++each) {
            if (m_requests.at(each).key == key)
                return m_saved.saveAs(each, collection, folder, name);
        }
    };
    auto *dialog = new SavePlaceDialog(m_theme, m_collections, request.title(), this);
    const TreeNode *near = request.node && m_tree.holds(request.node) ? request.node : m_sidebar->current();
    while (near && near->kind != TreeNode::Kind::Folder && near->kind != TreeNode::Kind::Collection)
        near = near->parent;
    if (near && near->files)
        dialog->choose(near->files, near->id);
    connect(dialog, &SavePlaceDialog::chosen, this, [this, keep](const QString &folder, int id, const QString &name) {
        if (OpenCollection *collection = m_collections.find(folder))
            keep(*collection, id, name);
    });
    connect(dialog, &SavePlaceDialog::newCollectionRequested, this, [this, keep](const QString &name) {
        makeCollection({}, [keep, name](OpenCollection &collection) { keep(collection, 0, name); });
    });
    dialog->open();
}

void MainWindow::closeCollection()
{
    const TreeNode *node = m_sidebar->current();
    if (node && node->files)
        m_collections.close(node->files);
}

void MainWindow::connectFileBar()
{
    FileBar *bar = m_pane->fileBar();
    connect(bar, &FileBar::compareRequested, this, &MainWindow::compareVersions);
    connect(bar, &FileBar::theirsRequested, this, [this] { m_saved.takeOutside(m_requests.currentIndex()); });
    connect(bar, &FileBar::mineRequested, this, [this] { m_saved.settle(m_requests.currentIndex(), m_requests.current()->edited()); });
    connect(bar, &FileBar::saveAsRequested, this, &MainWindow::saveRequestAs);
}

void MainWindow::compareVersions()
{
    const OpenRequest *request = m_requests.current();
    if (!request || !request->origin || !request->origin->outside)
        return;
    const RequestOrigin &origin = *request->origin;
    auto *window = new VersionWindow(m_theme, origin.path, origin.file, request->edited(), *origin.outside, this);
    connect(window, &VersionWindow::settled, this, [this, key = request->key](const RequestFile &wanted) {
        for (int index = 0; index < m_requests.count(); ++index) {
            if (m_requests.at(index).key == key)
                m_saved.settle(index, wanted);
        }
    });
    window->show();
}

void MainWindow::restoreTabs()
{
    if (m_surroundings.stateFolder.isEmpty())
        return;
    m_journal = std::make_unique<TabJournal>(m_requests, m_collections, m_surroundings.stateFolder, [this] { return m_session.now(); });
    connect(m_journal.get(), &TabJournal::failed, this, &MainWindow::refuse);
    m_journal->restore();
}

void MainWindow::addToMenu(QMenu *menu, const TreeNode *node)
{
    QAction *first = menu->actions().isEmpty() ? nullptr : menu->actions().last();
    const auto add = [&](const QString &text, auto slot) {
        auto *action = new QAction(text, menu);
        menu->insertAction(first, action);
        connect(action, &QAction::triggered, this, slot);
    };
    if (node->kind != TreeNode::Kind::Other)
        add(tr("Replay…"), [this] { replayRows(m_sidebar->selected()); });
    if (node->kind == TreeNode::Kind::Request || node->kind == TreeNode::Kind::Entry)
        add(tr("Copy as curl"), &MainWindow::copyRowAsCurl);
    if (node->files)
        add(tr("Show in the file manager"), &MainWindow::revealCurrent);
    if (node->kind == TreeNode::Kind::Collection && !node->complaint.isEmpty()) {
        add(tr("What is wrong with its files…"), [this, text = node->complaint, name = node->name] {
            (new TextDialog(m_theme, tr("Files of “%1”").arg(name), text, this))->show();
        });
    }
    auto *exports = new QMenu(tr("Export"), menu);
    addExports(exports);
    menu->insertMenu(first, exports);
    menu->insertSeparator(first);
}

void MainWindow::showRecent(QMenu *menu)
{
    menu->clear();
    for (const QString &folder : m_journal ? m_journal->recent() : QStringList())
        menu->addAction(QFileInfo(folder).fileName().replace('&', "&&"), this, [this, folder] { m_collections.open(folder); });
    if (menu->isEmpty())
        menu->addAction(tr("None yet"))->setEnabled(false);
}

}
