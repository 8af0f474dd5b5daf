#pragma once

#include "core/secrets/store_error.h"
#include "ui/credentials/credential_kinds.h"
#include "ui/theme/theme.h"

#include <QWidget>

class QCheckBox;
class QComboBox;
class QDateTimeEdit;
class QLineEdit;

namespace keyhole {

class Button;
class OriginsEdit;
class PartEdits;
class TextLabel;

/// A credential as it is written: what it is called, where it may go, its secrets, when they end. It stores nothing itself.
class CredentialForm : public QWidget {
    Q_OBJECT
public:
    explicit CredentialForm(const Theme &theme, QWidget *parent = nullptr);

    /// A new one. `origin` is where it may go at first, when there is one.
    void setNew(const std::optional<Origin> &origin, Instant now);
    /// One that is stored, with its secrets (none when they could not be read: then they are to be typed again).
    void setCredential(const Credential &credential, Instant now);
    /// Why it was not stored. `untilQuit`: it can be kept in memory instead.
    void setProblem(const StoreError &error, bool untilQuit);
    /// While the keychain is asked.
    void setWaiting(bool waiting);
    QString problem() const;

signals:
    void keepRequested(const keyhole::Credential &credential);
    void untilQuitRequested(const keyhole::Credential &credential);
    void left();

private:
    void layOut();
    void connectFields();
    void fill(const Credential &credential);
    void judge();
    void showExpiryTold();
    QString findProblem() const;
    CredentialKind kind() const;
    Credential credential() const;

    const Theme &m_theme;
    QComboBox *m_kind;
    QLineEdit *m_service, *m_environment, *m_name;
    OriginsEdit *m_origins;
    PartEdits *m_parts;
    QCheckBox *m_ends;
    QDateTimeEdit *m_expires;
    TextLabel *m_title, *m_problem;
    Button *m_keep, *m_untilQuit, *m_cancel;
    Credential m_before;
    bool m_isNew = true;
    bool m_filling = false;
    bool m_waiting = false;
    Instant m_now{};
};

}
