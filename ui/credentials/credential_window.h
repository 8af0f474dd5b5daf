#pragma once

#include "core/secrets/credential_store.h"
#include "ui/credentials/credential_model.h"

#include <QTimer>
#include <QWidget>

class QComboBox;
class QLineEdit;
class QStackedWidget;

namespace keyhole {

class Button;
class CredentialForm;
class CredentialPage;
class KeychainBar;
class PlainTable;
class RemovalBar;
class RotationPage;
class Session;
class TextLabel;

/// The stored credentials: found, added, changed, shown, tried, replaced and removed. Not modal; deletes itself when it is closed. Every
/// operation is asynchronous: the keychain may ask its user first.
class CredentialWindow : public QWidget {
    Q_OBJECT
public:
    /// `store` outlives this; `origin` is where a new credential may go at first.
    CredentialWindow(const Theme &theme, Session &session, CredentialStore &store, const std::optional<Origin> &origin,
                     QWidget *parent = nullptr);

    void choose(const CredentialId &id);
    PlainTable *table() const { return m_table; }
    QLineEdit *filter() const { return m_filter; }
    QComboBox *shown() const { return m_choice; }
    KeychainBar *keychain() const { return m_keychain; }
    CredentialPage *page() const { return m_page; }
    CredentialForm *form() const { return m_form; }
    RotationPage *rotation() const { return m_rotation; }
    RemovalBar *removal() const { return m_removal; }
    QWidget *currentPage() const;

public slots:
    void addCredential();
    void editCurrent();
    void rotateCurrent();
    void removeCurrent();

signals:
    void done(const QString &what);
    void helpRequested();
    /// Credentials are to be taken out of other programs' files.
    void importRequested();

protected:
    void paintEvent(QPaintEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    // credential_window.cpp
    void layOut();
    QWidget *makeHead();
    QWidget *makePages();
    void connectParts();
    void noteListChange();
    void refresh();
    void showCurrent();
    void showEmptiness();
    void showPlace();
    const CredentialInfo *current() const;
    void showPage(QWidget *page);

    // credential_actions.cpp
    void keep(const Credential &credential);
    void keepUntilQuit(const Credential &credential);
    void moveToKeychain();
    void afterReading(const std::function<void(const Credential &)> &act);
    void remove(const CredentialInfo &info, const std::optional<Credential> &former);
    void putBack(const Credential &credential);

    const Theme &m_theme;
    Session &m_session;
    CredentialStore &m_store;
    std::optional<Origin> m_origin;
    CredentialModel *m_model;
    QLineEdit *m_filter;
    QComboBox *m_choice;
    PlainTable *m_table;
    KeychainBar *m_keychain;
    RemovalBar *m_removal;
    QStackedWidget *m_pages;
    QWidget *m_nothing;
    CredentialPage *m_page;
    CredentialForm *m_form;
    RotationPage *m_rotation;
    TextLabel *m_empty, *m_place;
    Button *m_clearFilter, *m_add, *m_import;
    QTimer m_pause;  ///< after the list was shown, before it is shown anew
    bool m_listIsOld = false;
    CredentialId m_chosen;
    CredentialId m_unreadable;  ///< could not be read; Remove asked again takes it away without a way back
};

}
