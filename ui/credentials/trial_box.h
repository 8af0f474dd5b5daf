#pragma once

#include "core/session/credential_trial.h"
#include "ui/theme/theme.h"

#include <QFuture>
#include <QWidget>

class QComboBox;
class QFormLayout;
class QLineEdit;

namespace keyhole {

class Button;
class TextLabel;

/// The one request by which a credential is tried: its address, which the person sees before it is sent, and what it told.
class TrialBox : public QWidget {
    Q_OBJECT
public:
    TrialBox(const Theme &theme, Session &session, const QString &button, QWidget *parent = nullptr);
    ~TrialBox() override;

    /// The address begins as that of its first origin.
    void setCredential(const CredentialInfo &info);
    /// Sends it; a trial that still runs is given up.
    void run(const Credential &credential);
    void tell(const StoreError &error);
    void clear();
    void setReady(bool ready);
    QString told() const;
    QLineEdit *address() const { return m_address; }

signals:
    /// The button was pressed.
    void runRequested();
    void finished(const keyhole::TrialResult &result);

private:
    void showText(const QString &text, const QString &icon, ColorToken color);
    void showResult(const TrialResult &result);
    void setRunning(bool running);

    const Theme &m_theme;
    Session &m_session;
    QFormLayout *m_form;
    QLineEdit *m_address, *m_keyName;
    QComboBox *m_keyPlace;
    QWidget *m_carrier;
    Button *m_run;
    TextLabel *m_icon, *m_result;
    QFuture<Diagnosed> m_sent;
    bool m_ready = true;
    bool m_running = false;
};

}
