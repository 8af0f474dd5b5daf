#pragma once

#include "core/collection/opencollection/request_file.h"
#include "core/collection/saved_file.h"

#include <QHash>
#include <QString>

namespace keyhole {

struct CollectionLimits {
    qint64 fileBytes = 4 << 20;  ///< a larger file is not read
    int entries = 100'000;  ///< files and folders
    int depth = 30;  ///< of folders
};

/// An item of a collection's folder as a list shows it.
struct CollectionEntry {
    enum class Kind {
        Folder,
        Request,
        Other,  ///< a kind of item that Keyhole does not send (GraphQL, gRPC, WebSocket, a script), or a file that cannot be read
    };
    int id = 0;  ///< from 1; stays while the collection is open, also when the item is renamed or moved
    int parent = 0;  ///< id of the folder that it is in; 0: the collection
    Kind kind = Kind::Request;
    QString path;  ///< relative to the collection's folder: "orders/list.yml", "orders"
    QString name;
    QByteArray type = {};  ///< Other: "graphql"; empty: cannot be read
    QByteArray method = {}, address = {};  ///< Request
    double order = 0;  ///< `seq`; 0: none
    FileStamp stamp = {};  ///< of the file; folders: of folder.yml
};

/// What a folder holds. Entries stand in no order of their own, folders before what is in them.
struct CollectionIndex {
    std::vector<CollectionEntry> entries;
    QStringList environments;  ///< relative paths
    QStringList strays;  ///< relative paths of what interrupted saves left
    std::vector<FileNote> notes;
};

/// Looks through a folder: hidden ones, node_modules and what is no .yml or .yaml is left out, links are not followed and told. Names that
/// differ only in case and items of one name are told. Files are read in parallel and only as far as a list needs; a file in an
/// unusual style is parsed. What `known` lists with the same stamp is taken over without being read.
CollectionIndex indexCollection(const QString &folder, const CollectionLimits &limits = {}, const CollectionIndex *known = nullptr);

/// Name, type, order, method and address from the text of a request or folder file. Where its style is not the usual one, it is parsed;
/// fails where it cannot be.
Result<CollectionEntry> indexFile(const QByteArray &text, const CollectionLimits &limits = {});

/// The value of a file. Fails with what is wrong; `place` begins with the line. Conflict markers of git are told as such.
Result<YamlValue> readDocument(const QByteArray &text, const CollectionLimits &limits = {});
/// A failed read as a note: the line is taken from its place.
FileNote faultNote(const QString &file, const Error &error);

}
