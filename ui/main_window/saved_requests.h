#pragma once

#include "ui/collection/open_collections.h"
#include "ui/collection/request_tree.h"
#include "ui/main_window/open_requests.h"

namespace keyhole {

/// Leads between open requests and the files of collections: opens, saves, follows what others change, and never writes over it.
class SavedRequests : public QObject {
    Q_OBJECT
public:
    SavedRequests(OpenRequests &requests, OpenCollections &collections, RequestTree &tree, QObject *parent = nullptr);

    /// Opens a request of a collection's files, with the edits that it was closed with; one that is open becomes the current one.
    void open(const TreeNode *node);
    /// Saves what was edited into its file. placeWanted() follows for a request that has none, or whose file is gone.
    void save(int index);
    /// Saves it as a new file behind the others of a folder (0: of the collection), and keeps to that from then on.
    void saveAs(int index, OpenCollection &collection, int folder, const QString &name);
    /// A row in memory and all below it was written to `made`: the requests that are open from there keep to their files from then on, with
    /// what was edited in them. A row is known again by its kind and name.
    void keepTo(OpenCollection &made, const TreeNode &row, int id = 0);
    /// Ends a conflict: `wanted` is edited from then on, against the file as others left it. Nothing is written yet.
    void settle(int index, const RequestFile &wanted);
    /// Gives up what was edited, for the file as it is.
    void takeOutside(int index);
    /// A collection is closed: what was edited stays in its tabs, the others go. Saving opens it again.
    void leave(const QString &folder);
    /// A collection cannot be opened: what was edited stays in its tabs, the others go.
    void lose(const QString &folder);
    /// Puts the rows of the sidebar and the ids of files into the open requests of a collection, and looks what differs.
    void follow(OpenCollection &collection, bool byOthers);

    /// What is sent for a request: with what it gets from its collection.
    RequestDraft toSend(const OpenRequest &request) const;

signals:
    void placeWanted(int index);
    /// What is not taken over from its file, or looks wrong in it.
    void noticed(const std::vector<keyhole::FileNote> &notes);
    void saved(int index, const keyhole::RequestFile &file);
    void refused(const keyhole::Error &error);
    /// The request is another one now, though nobody typed.
    void replaced(int index);
    /// What is told of its file is not what it was: there is a conflict, or none any more, or the file is gone.
    void standingChanged(int index);

private:
    void follow(int index, OpenCollection &collection, bool byOthers);
    void readAgain(int index, OpenCollection &collection, bool byOthers);
    void keepTo(OpenCollection &made, const TreeNode &row, int id, int index);
    void become(int index, RequestFile file, RequestDraft draft, bool changed);

    OpenRequests &m_requests;
    OpenCollections &m_collections;
    RequestTree &m_tree;
    QByteArray m_saveOnceOpen;  ///< key of a request whose collection is being opened
};

}
