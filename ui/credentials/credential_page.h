#pragma once

#include "core/secrets/credential_store.h"
#include "ui/theme/theme.h"

#include <QWidget>

class QFormLayout;

namespace keyhole {

class Button;
class Chip;
class RevocationBox;
class SecretRows;
class Session;
class TextLabel;
class TrialBox;

/// What is known of one credential, its secrets behind dots, and what can be done with it.
class CredentialPage : public QWidget {
    Q_OBJECT
public:
    CredentialPage(const Theme &theme, Session &session, QWidget *parent = nullptr);
    void setStore(CredentialStore *store);
    /// `untilQuit`: it is in memory only.
    void setCredential(const CredentialInfo &info, bool untilQuit, Instant now);
    void tell(const StoreError &error);
    void say(const QString &what);
    QString problem() const;
    SecretRows *secrets() const { return m_secrets; }
    TrialBox *trial() const { return m_trial; }
    RevocationBox *revocation() const { return m_revocation; }

signals:
    void editRequested();
    void rotationRequested();
    void removalRequested();
    /// To be moved from memory into the keychain.
    void keepRequested();
    void done(const QString &what);

private:
    void layOut();
    TextLabel *addFact(const QString &name);
    void test();

    const Theme &m_theme;
    CredentialStore *m_store = nullptr;
    CredentialInfo m_info;
    TextLabel *m_title;
    Chip *m_state;
    QFormLayout *m_facts;
    TextLabel *m_kind, *m_origins, *m_created, *m_changed, *m_used, *m_expires;
    SecretRows *m_secrets;
    TextLabel *m_problem;
    Button *m_keep, *m_edit, *m_rotate, *m_remove;
    TextLabel *m_testTitle;
    TrialBox *m_trial;
    RevocationBox *m_revocation;
};

}
