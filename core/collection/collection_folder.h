#pragma once

#include "core/collection/collection_index.h"
#include "core/collection/opencollection/settings_file.h"
#include "core/collection/side_car.h"
#include "core/collection/variable_scopes.h"

#include <QFuture>
#include <QHash>
#include <functional>

namespace keyhole {

/// Why something was not saved.
struct SaveFailure {
    enum class Reason {
        Changed,  ///< the file was changed by somebody else since it was read; nothing was written
        Gone,  ///< the file or the folder was deleted
        Refused,  ///< it cannot be written, or not without harm
    };
    Reason reason = Reason::Refused;
    Error error;
};
template <class T = void> using SaveResult = Result<T, SaveFailure>;

/// The files of an item with all their bytes: what undoing a removal puts back, and what a copy is made of.
struct RemovedFiles {
    struct File {
        QString path;  ///< relative
        QByteArray bytes;
    };
    QStringList folders;  ///< the item's own first; none for an item that is one file
    std::vector<File> files;
    JsonValue kept = {};  ///< what the side-car has of them

    QString path() const { return folders.isEmpty() ? files.front().path : folders.front(); }
};

/// Whether an item stands before another in the list of their folder: folders first, then by `seq`, then by name.
bool standsBefore(const CollectionEntry &one, const CollectionEntry &other);

/// What differs between a folder and what was known of it.
struct OutsideChanges {
    std::vector<int> added, removed, changed;  ///< ids; removed ones are no longer among the entries
    bool environments = false;
    bool settings = false;  ///< opencollection.yml or a folder.yml
    bool folderGone = false;  ///< the entries stay as they were, and nothing can be saved
    bool isEmpty() const { return added.empty() && removed.empty() && changed.empty() && !environments && !settings && !folderGone; }
};

/// A draft with the fields and the credential that it inherits: from the nearest of its folders first, the collection last.
RequestDraft withInherited(RequestDraft draft, const std::vector<SettingsFile> &around);

/// An OpenCollection folder on disk: one YAML file a request, `folder.yml`, `opencollection.yml`, `environments/*.yml`, as Bruno has it.
/// Opening lists what is there; a request is parsed when it is asked for. Saving changes only what was edited, at once or not at all, and
/// never writes over what somebody else changed meanwhile. Nothing outside the folder is read or written; nothing in it is run.
class CollectionFolder {
public:
    static Result<CollectionFolder> open(const QString &folder, const CollectionLimits &limits = {});
    /// A new collection in a folder that is empty or not there.
    static Result<CollectionFolder> create(const QString &folder, const QString &name);

    const QString &folder() const { return m_folder; }
    QString name() const { return m_name; }
    const std::vector<CollectionEntry> &entries() const { return m_index.entries; }
    const CollectionEntry *entry(int id) const;
    int idOf(const QString &path) const;  ///< 0: none
    /// In the order of a list: by `seq`, then by name; folders first.
    std::vector<int> childrenOf(int folder) const;
    /// What was noticed when the folder was listed. See also requestFile().notes.
    const std::vector<FileNote> &notes() const { return m_index.notes; }
    SideCar &sideCar() { return m_sideCar; }

    /// A request, read anew from its file; what it is saved against.
    Result<RequestFile> requestFile(int id);
    /// Reads the files of requests on another thread, in their order, each as it is then; requestFile() makes the request of it.
    struct ReadFile {
        QByteArray text;
        Result<YamlValue> value;
    };
    QFuture<ReadFile> readFiles(const std::vector<int> &ids) const;
    Result<RequestFile> requestFile(int id, const ReadFile &read);
    /// Saves what differs from the text that the request was read from, which becomes the new one. `overwrite`: the user saw the other
    /// version; the differences are then written into that one.
    SaveResult<> save(int id, RequestFile &request, bool overwrite = false);
    /// The request as it stands in the file now, when that is another than `mine` was read from: the other side of a conflict.
    std::optional<RequestFile> outsideVersion(int id, const RequestFile &mine) const;

    /// Of a folder, or (0) of the collection.
    Result<SettingsFile> settings(int folder);
    SaveResult<> saveSettings(int folder, SettingsFile &settings, bool overwrite = false);

    QStringList environments() const;  ///< names of the files without ending
    Result<EnvironmentFile> environment(const QString &name);
    SaveResult<> saveEnvironment(const QString &name, EnvironmentFile &environment, bool overwrite = false);  ///< a new one as well
    SaveResult<RemovedFiles> removeEnvironment(const QString &name);

    /// All variables that a request sees with an environment ("": none): its own, those of its folders, of the environment and those that
    /// it extends, of the collection and of `.env`. `notes` gets what could not be read.
    VariableScopes scopesFor(const RequestFile &request, int parent, const QString &environment, std::vector<ScopedVariables> further = {},
                             std::vector<FileNote> *notes = nullptr);

    /// New items stand behind the others of their folder. Gives the id.
    SaveResult<int> add(int parent, const RequestFile &request);
    SaveResult<int> addFolder(int parent, const QString &name);
    /// All items of a collection that was read from elsewhere, with their folders, credentials (never secrets) and variables. Those of its
    /// environment become the collection's own, and hold in every environment.
    SaveResult<> addAll(const Collection &collection);
    /// Items that were read from elsewhere, as addAll() does, into a folder.
    SaveResult<> addItems(int parent, const std::vector<CollectionItem> &items);
    /// The name in the file, and the file's own: `file`, or one after the name. Ids stay.
    SaveResult<> rename(int id, const QString &name, const QString &file = {});
    /// To a place among the children of a folder. `seq` is written only where the order asks for it.
    SaveResult<> move(int id, int parent, int place);
    /// Several at once, one behind the other; none of them when one cannot be. A place below 0 writes no `seq`: each stands where its own
    /// puts it.
    SaveResult<> move(const std::vector<int> &ids, int parent, int place);
    SaveResult<RemovedFiles> remove(int id);
    /// Puts back what remove() took; files that are there by now are left alone and told.
    SaveResult<> restore(const RemovedFiles &removed);
    /// The files of an item as they are, up to 1 GB each; links are refused.
    SaveResult<RemovedFiles> filesOf(int id) const;
    /// Writes such files, of this or of another collection, behind the others of a folder, byte for byte but for the name and `seq`.
    /// `name`: empty for the one that they have. Gives the id.
    SaveResult<int> addCopy(int parent, const RemovedFiles &files, const QString &name = {});
    /// Gives a file that is still as `now` its earlier text again; std::nullopt: there was none, and it is taken away.
    SaveResult<> putBack(const QString &path, const QByteArray &now, const std::optional<QByteArray> &earlier);

    /// What is sent for a request of a folder (0: of the collection): with its path parameters, and with the fields and the credential
    /// that it inherits. `notes` gets what could not be read.
    RequestDraft toSend(const RequestFile &request, int parent, std::vector<FileNote> *notes = nullptr);

    /// Looks what others changed. Own saves are no changes.
    OutsideChanges rescan() { return rescan(listAnew()); }
    /// The same in two steps, for large folders: the first is for a copy in a thread; what it gave counts only while there were no further
    /// own changes.
    CollectionIndex listAnew() const { return indexCollection(m_folder, m_limits, &m_index); }
    OutsideChanges rescan(CollectionIndex now);
    int ownChanges() const { return m_ownChanges; }

    /// For work on a copy in a thread: called with each file that was written, moved or removed.
    void setProgress(std::function<void()> progress) { m_progress = std::move(progress); }
    /// Takes over what a copy of this one did to the files. Environments, and what the side-car keeps besides of paths, stay as they are
    /// here.
    SaveResult<> takeOver(CollectionFolder copy);

private:
    CollectionFolder(QString folder, CollectionLimits limits, SideCar sideCar);

    QString absolute(const QString &path) const { return m_folder + '/' + path; }
    CollectionEntry *find(int id);
    QString fileOf(int folder) const;
    QString pathIn(int parent, const QString &name) const;
    QString freeName(int parent, const QString &name, const QString &ending, const QString &except = {}) const;
    std::optional<Error> harm(const QString &path) const;
    Result<YamlValue> document(const QString &path);
    /// Changes a file that is still as `base`, or any with `overwrite`. `update` gets the value of `base` and brings that of the file to
    /// what is wanted.
    using Update = std::function<void(const YamlValue &read, YamlValue &wanted)>;
    SaveResult<> change(const QString &path, const QByteArray &base, bool overwrite, const Update &update);
    SaveResult<> write(const QString &path, const QByteArray &text);
    SaveResult<> setOrder(int id, double order);
    SaveResult<> putInto(int id, int parent);
    SaveResult<> putInOrder(const std::vector<int> &children, const std::vector<int> &moved);
    void tellProgress() const;
    void refresh(CollectionEntry &entry);
    double orderBehind(int parent) const;
    void renameBelow(const QString &from, const QString &to);
    SaveResult<> take(const QString &path, RemovedFiles &removed) const;
    void forget(const QString &path);
    int enlist(const QString &path, bool isFolder);
    void relist();
    std::vector<VariableRow> dotEnv(const QString &path, const QByteArray &prefix, std::vector<FileNote> *notes) const;
    void addEnvironment(const QString &name, std::vector<ScopedVariables> &scopes, std::vector<FileNote> *notes);

    QString m_folder, m_name;
    CollectionLimits m_limits;
    SideCar m_sideCar;
    CollectionIndex m_index;
    QHash<QString, QByteArray> m_read;  ///< texts as they were read or written, by relative path
    FileStamp m_settingsStamp;
    QHash<QString, FileStamp> m_environmentStamps;
    std::function<void()> m_progress;
    int m_lastId = 0, m_ownChanges = 0;
};

}
