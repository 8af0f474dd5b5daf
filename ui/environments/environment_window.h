#pragma once

#include "core/session/session.h"
#include "ui/environments/environment_change.h"
#include "ui/environments/environment_list.h"

#include <QUndoStack>
#include <QWidget>
#include <functional>
#include <variant>

class QCheckBox;
class QComboBox;
class QLineEdit;
class QPlainTextEdit;

namespace keyhole {

class Button;
class GrowingTable;
class QuestionBar;
class TextLabel;
class VariableRowsModel;

/// The environments of all open collections and their variables: added, renamed, copied, put in order, removed and had back. Each change is
/// saved at once, as a patch of the collection's file; what others changed meanwhile is never written over. Not modal.
class EnvironmentWindow : public QWidget {
    Q_OBJECT
public:
    EnvironmentWindow(const Theme &theme, Environments &environments, std::function<std::vector<CollectionFolder *>()> folders,
                      Session &session, QWidget *parent = nullptr);

    /// Shows an environment of a collection (nullptr: of all); "" its own variables.
    void choose(CollectionFolder *folder, const QString &environment);

    EnvironmentList *list() const { return m_list; }
    GrowingTable *table() const { return m_table; }
    VariableRowsModel *rows() const { return m_rows; }
    QLineEdit *name() const { return m_name; }
    QCheckBox *production() const { return m_production; }
    QLineEdit *color() const { return m_color; }
    QComboBox *base() const { return m_extends; }
    TextLabel *place() const { return m_place; }
    QPlainTextEdit *dotEnv() const { return m_dotEnv; }
    QuestionBar *undoBar() const { return m_undo; }
    QString message() const;

public slots:
    void add();
    void duplicate();
    void rename();
    void remove();
    /// Of every change that was made here, a cell of the table as well.
    void undo();
    void redo();
    void moveUp() { move(-1); }
    void moveDown() { move(1); }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    // environment_window.cpp
    void layOut();
    QWidget *makeButtons();
    QWidget *makeDetails();
    void connectParts();
    void relist();
    void showCurrent();
    void showFile(const EnvironmentFile &file);
    void showHidden();
    void showDotEnv(const QString &path);

    // environment_edits.cpp
    CollectionFolder *folderOf(const VariablePlace &place) const;
    template <class Change> void change(const QString &text, Change change, const std::optional<EnvironmentChange::Rename> &rename = {});
    void save();
    void write();
    void saveMemory();
    void tell(const Error &error);
    QString freeName(CollectionFolder &folder, const QString &wanted) const;
    bool writeCopy(CollectionFolder &folder, const QString &name, const QByteArray &bytes);
    void move(int by);
    void reorder(const QStringList &names);
    void askForSecret(int row);

    const Theme &m_theme;
    Environments &m_environments;
    const std::function<std::vector<CollectionFolder *>()> m_folders;
    Session &m_session;
    EnvironmentList *m_list;
    VariableRowsModel *m_rows;
    GrowingTable *m_table;
    QLineEdit *m_name, *m_color;
    QComboBox *m_extends;
    QCheckBox *m_production;
    TextLabel *m_place, *m_message, *m_dotEnvTitle;
    QPlainTextEdit *m_dotEnv;
    QuestionBar *m_undo;
    QUndoStack m_changes;
    QWidget *m_details;
    std::variant<std::monostate, SettingsFile, EnvironmentFile> m_file;  ///< that is shown, as it was read
    bool m_showing = false;
};

}
