#pragma once

#include "core/secrets/credential_store.h"
#include "core/session/secret_variables.h"
#include "ui/theme/theme.h"

#include <QDialog>
#include <QFutureWatcher>

class QCheckBox;

namespace keyhole {

class Button;
class OriginsEdit;
class SecretEdit;
class TextLabel;

/// Asks for the value of a secret variable and where it may go, and keeps it in the keychain, or until the program ends.
class SecretPrompt : public QDialog {
    Q_OBJECT
public:
    struct Asked {
        QByteArray name;
        QString collection, environment;
        std::vector<Origin> origins = {};  ///< proposed
        Secret value = {};  ///< proposed
    };
    SecretPrompt(const Theme &theme, CredentialStore &store, const Clock &clock, const Asked &asked, QWidget *parent);

    SecretEdit *value() const { return m_value; }
    OriginsEdit *origins() const { return m_origins; }
    Button *keep() const { return m_keep; }

signals:
    void kept(const QByteArray &credential);

private:
    void judge();
    void write();

    CredentialStore &m_store;
    const Clock &m_clock;
    const Asked m_asked;
    SecretEdit *m_value;
    OriginsEdit *m_origins;
    QCheckBox *m_untilQuit;
    TextLabel *m_fault;
    Button *m_keep;
    QFutureWatcher<Result<void, StoreError>> m_writing;
    QByteArray m_written;
};

}
