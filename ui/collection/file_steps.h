#pragma once

#include "ui/collection/kept_texts.h"
#include "ui/collection/open_collections.h"

#include <memory>

namespace keyhole {

/// A change of a collection's files with the way back. Files are named by their paths: ids change when something is put back. Few files are
/// changed at once, many in a thread.
class FileStep : public std::enable_shared_from_this<FileStep> {
public:
    using Done = OpenCollection::Done;
    enum class When {
        Now,
        Suitable,  ///< in a thread, where there are many files
    };

    explicit FileStep(OpenCollection *files) : m_files(files) { }
    virtual ~FileStep() = default;
    FileStep(const FileStep &) = delete;
    FileStep &operator=(const FileStep &) = delete;

    /// Each fails, and changes nothing, when the collection was closed or others took away what is needed.
    void redo(const Done &done, When when) { perform(&FileStep::change, done, when); }
    void undo(const Done &done, When when) { perform(&FileStep::takeBack, done, when); }

    virtual SaveResult<> change(CollectionFolder &folder) = 0;
    virtual SaveResult<> takeBack(CollectionFolder &folder) = 0;
    /// How many files are about to be changed, be it there or back.
    virtual int size(const CollectionFolder &) const { return 1; }

private:
    void perform(SaveResult<> (FileStep::*act)(CollectionFolder &), const Done &done, When when);
    QPointer<OpenCollection> m_files;
};

/// Something is added; taking it back keeps its bytes.
class FileAddition : public FileStep {
public:
    using Add = std::function<SaveResult<int>(CollectionFolder &)>;
    FileAddition(OpenCollection *files, Add add, int size = 1) : FileStep(files), m_add(std::move(add)), m_size(size) { }
    QString path() const { return m_path; }

    SaveResult<> change(CollectionFolder &folder) override;
    SaveResult<> takeBack(CollectionFolder &folder) override;
    int size(const CollectionFolder &) const override { return m_size; }

private:
    Add m_add;
    int m_size;
    QString m_path;
    std::optional<RemovedFiles> m_removed;
};

class FileRemoval : public FileStep {
public:
    FileRemoval(OpenCollection *files, const QString &path, bool isFolder) : FileStep(files), m_path(path), m_isFolder(isFolder) { }

    SaveResult<> change(CollectionFolder &folder) override;
    SaveResult<> takeBack(CollectionFolder &folder) override;
    int size(const CollectionFolder &folder) const override;

private:
    QString m_path;
    bool m_isFolder;
    RemovedFiles m_removed;
};

class FileRename : public FileStep {
public:
    FileRename(OpenCollection *files, const QString &path, const QString &name) : FileStep(files), m_path(path), m_name(name) { }

    SaveResult<> change(CollectionFolder &folder) override;
    SaveResult<> takeBack(CollectionFolder &folder) override;

private:
    QString m_path, m_name, m_oldName, m_oldFile;
    std::optional<KeptTexts> m_texts;
};

/// To a place among the rows of a folder of the same collection.
class FileMove : public FileStep {
public:
    FileMove(OpenCollection *files, const QString &path, const QString &folder, int place)
        : FileStep(files), m_path(path), m_folder(folder), m_place(place)
    { }

    SaveResult<> change(CollectionFolder &folder) override;
    SaveResult<> takeBack(CollectionFolder &folder) override;

private:
    QString m_path, m_folder, m_oldFolder;
    int m_place, m_oldPlace = 0;
    std::optional<KeptTexts> m_texts;
};

/// Several items of a collection, to a place among the rows of one folder.
class FileMoves : public FileStep {
public:
    FileMoves(OpenCollection *files, const QStringList &paths, const QString &folder, int place)
        : FileStep(files), m_paths(paths), m_folder(folder), m_place(place)
    { }

    SaveResult<> change(CollectionFolder &folder) override;
    SaveResult<> takeBack(CollectionFolder &folder) override;
    int size(const CollectionFolder &) const override { return int(m_paths.size()); }

private:
    SaveResult<> moveBack(CollectionFolder &folder) const;

    QStringList m_paths, m_oldFolders;
    const QString m_folder;
    const int m_place;
    std::optional<KeptTexts> m_texts;
};

/// Several steps in one.
class FileSteps : public FileStep {
public:
    FileSteps(OpenCollection *files, std::vector<std::shared_ptr<FileStep>> steps) : FileStep(files), m_steps(std::move(steps)) { }

    /// All of them, or none.
    SaveResult<> change(CollectionFolder &folder) override;
    SaveResult<> takeBack(CollectionFolder &folder) override;
    int size(const CollectionFolder &folder) const override;

private:
    std::vector<std::shared_ptr<FileStep>> m_steps;
};

/// What `opencollection.yml` or a `folder.yml` says.
class SettingsStep : public FileStep {
public:
    using Update = std::function<void(SettingsFile &)>;
    SettingsStep(OpenCollection *files, const QString &path, Update update) : FileStep(files), m_path(path), m_update(std::move(update)) { }

    SaveResult<> change(CollectionFolder &folder) override;
    SaveResult<> takeBack(CollectionFolder &folder) override;

private:
    QString m_path;
    Update m_update;
    SettingsFile m_before;
    std::optional<KeptTexts> m_texts;
};

}
