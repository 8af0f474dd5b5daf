#pragma once

#include "core/secrets/credential_store.h"
#include "core/secrets/import/found_credentials.h"
#include "ui/theme/theme.h"

#include <QWidget>
#include <functional>

class QPlainTextEdit;

namespace keyhole {

class Button;
class ImportModel;
class PlainTable;
class TextLabel;

/// Takes credentials out of files of other programs, or the environment, into the keychain: what was found, where each may go, and at the
/// end which copies in plain text remain. It changes no file. Not modal; deletes itself when it is closed.
class ImportWindow : public QWidget {
    Q_OBJECT
public:
    /// `now` is asked for when something is stored.
    ImportWindow(const Theme &theme, CredentialStore &store, std::function<Instant()> now, QWidget *parent = nullptr);

    void readFile(const QString &path);
    void readEnvironment(const std::vector<QByteArray> &variables);
    /// Moves all that are ticked and ready, one after the other.
    void move();
    ImportModel *model() const { return m_model; }
    PlainTable *table() const { return m_table; }
    QString told() const;
    /// What is left to be deleted by hand; empty before something was moved.
    QString remaining() const;

signals:
    void done(const QString &what);

protected:
    void paintEvent(QPaintEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    void layOut();
    void openFile(const QString &folder);
    void take(const Result<FoundCredentials> &found, const QString &source);
    void moveNext(std::vector<int> left, int moved);
    void finish(int moved);
    void showState();

    const Theme &m_theme;
    CredentialStore &m_store;
    std::function<Instant()> m_now;
    ImportModel *m_model;
    PlainTable *m_table;
    TextLabel *m_told;
    QPlainTextEdit *m_remaining;
    Button *m_file, *m_environment, *m_move;
    bool m_moving = false;
};

/// The variables of this process, each "NAME=value".
std::vector<QByteArray> processVariables();

}
