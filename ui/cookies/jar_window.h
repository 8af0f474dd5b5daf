#pragma once

#include "core/formats/cookie_file.h"
#include "ui/cookies/jar_model.h"

#include <QWidget>
#include <functional>

class QCheckBox;
class QLineEdit;

namespace keyhole {

class Button;
class CookieForm;
class PlainTable;
class Session;
class TextLabel;

/// The cookie jar of the environment: search, change, add, delete with a way back, take cookies from files and give them out. Not modal;
/// deletes itself when it is closed.
class JarWindow : public QWidget {
    Q_OBJECT
public:
    /// `host` is what a new cookie is for at first.
    JarWindow(const Theme &theme, Session &session, const QByteArray &host, QWidget *parent = nullptr);

    /// Where the cookies are kept, in a sentence.
    void setKeeping(const QString &sentence);
    PlainTable *table() const { return m_table; }
    CookieForm *form() const { return m_form; }
    QLineEdit *filter() const { return m_filter; }
    QCheckBox *sessionToo() const { return m_sessionToo; }

public slots:
    void addCookie();
    void deleteSelected();
    void deleteAll();
    void importFile();
    /// Takes what the clipboard holds: `document.cookie` of a page of the host, or any of the file formats.
    void pasteCookies();
    void exportFile();

signals:
    /// Something was done, in a sentence, with the way back.
    void done(const QString &what, const std::function<void()> &undo);

protected:
    void paintEvent(QPaintEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    void layOut();
    void connectParts();
    void refresh();
    void showCurrent();
    void showEmptiness();
    void keep(const std::optional<Cookie> &before, const Cookie &cookie);
    void readFile(const QString &path);
    void writeFile(const QString &path, bool asJson);
    void take(const Result<CookieFile> &file);
    void tellProblems(const std::vector<Error> &problems);
    void change(const QString &what, const std::function<void(CookieJar &)> &edit);

    const Theme &m_theme;
    Session &m_session;
    QByteArray m_host;
    JarModel *m_model;
    QLineEdit *m_filter;
    PlainTable *m_table;
    CookieForm *m_form;
    TextLabel *m_empty, *m_keeping, *m_problems;
    QCheckBox *m_sessionToo;
    Button *m_clearFilter, *m_add, *m_import, *m_paste, *m_export, *m_delete, *m_deleteAll;
};

}
