#pragma once

#include "ui/collection/kept_texts.h"
#include "ui/collection/open_collections.h"

namespace keyhole {

/// A change of a collection's files with the way back. Files are named by their paths: ids change when something is put back.
class FileStep {
public:
    explicit FileStep(OpenCollection *files) : m_files(files) { }
    virtual ~FileStep() = default;
    FileStep(const FileStep &) = delete;
    FileStep &operator=(const FileStep &) = delete;

    /// Each fails, and changes nothing, when the collection was closed or others took away what is needed.
    SaveResult<> redo();
    SaveResult<> undo();

protected:
    virtual SaveResult<> change(CollectionFolder &folder) = 0;
    virtual SaveResult<> takeBack(CollectionFolder &folder) = 0;

private:
    QPointer<OpenCollection> m_files;
};

/// Something is added; taking it back keeps its bytes.
class FileAddition : public FileStep {
public:
    using Add = std::function<SaveResult<int>(CollectionFolder &)>;
    FileAddition(OpenCollection *files, Add add) : FileStep(files), m_add(std::move(add)) { }
    QString path() const { return m_path; }

protected:
    SaveResult<> change(CollectionFolder &folder) override;
    SaveResult<> takeBack(CollectionFolder &folder) override;

private:
    Add m_add;
    QString m_path;
    std::optional<RemovedFiles> m_removed;
};

class FileRemoval : public FileStep {
public:
    FileRemoval(OpenCollection *files, const QString &path) : FileStep(files), m_path(path) { }

protected:
    SaveResult<> change(CollectionFolder &folder) override;
    SaveResult<> takeBack(CollectionFolder &folder) override;

private:
    QString m_path;
    RemovedFiles m_removed;
};

class FileRename : public FileStep {
public:
    FileRename(OpenCollection *files, const QString &path, const QString &name) : FileStep(files), m_path(path), m_name(name) { }

protected:
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

protected:
    SaveResult<> change(CollectionFolder &folder) override;
    SaveResult<> takeBack(CollectionFolder &folder) override;

private:
    QString m_path, m_folder, m_oldFolder;
    int m_place, m_oldPlace = 0;
    std::optional<KeptTexts> m_texts;
};

/// What `opencollection.yml` or a `folder.yml` says.
class SettingsStep : public FileStep {
public:
    using Update = std::function<void(SettingsFile &)>;
    SettingsStep(OpenCollection *files, const QString &path, Update update) : FileStep(files), m_path(path), m_update(std::move(update)) { }

protected:
    SaveResult<> change(CollectionFolder &folder) override;
    SaveResult<> takeBack(CollectionFolder &folder) override;

private:
    QString m_path;
    Update m_update;
    SettingsFile m_before;
    std::optional<KeptTexts> m_texts;
};

}
