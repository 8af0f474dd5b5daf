#pragma once

#include "core/secrets/credential_store.h"
#include "core/session/credential_trial.h"
#include "ui/theme/theme.h"

#include <QPointer>
#include <QWidget>

namespace keyhole {

class Button;
class PartEdits;
class TextLabel;
class TrialBox;

/// Replaces the secret of a credential: the new one is tried first, and only when the server took it does the old one go. Where the answer
/// says nothing, the person decides.
class RotationPage : public QWidget {
    Q_OBJECT
public:
    RotationPage(const Theme &theme, Session &session, QWidget *parent = nullptr);
    void setStore(CredentialStore *store) { m_store = store; }
    /// As it is stored now.
    void setCredential(const Credential &credential);
    TrialBox *trial() const { return m_trial; }
    PartEdits *parts() const { return m_parts; }

signals:
    void replaced(const QString &what);
    void left();

private:
    void judge();
    void take(const TrialResult &result);
    void replace();
    Credential renewed() const;

    QPointer<CredentialStore> m_store;
    Session &m_session;
    Credential m_before;
    Credential m_tried;
    PartEdits *m_parts;
    TrialBox *m_trial;
    TextLabel *m_note;
    Button *m_anyway, *m_back;
};

}
