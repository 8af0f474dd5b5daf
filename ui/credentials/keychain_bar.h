#pragma once

#include "core/secrets/credential_store.h"
#include "ui/theme/theme.h"

#include <QFrame>
#include <QPointer>

namespace keyhole {

class Button;
class TextLabel;

/// Says how the keychain stands where that needs attention, with what can be done about it: one action for each state. Hidden while all is
/// well.
class KeychainBar : public QFrame {
    Q_OBJECT
public:
    explicit KeychainBar(const Theme &theme, QWidget *parent = nullptr);
    /// Not owned; nothing shows nothing.
    void setStore(CredentialStore *store);
    QString text() const;

signals:
    /// How a keychain is set up, in a page to read.
    void helpRequested();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void showState();
    void act();
    void look();
    void showAnswer(const QFuture<StoreState> &answer);

    const Theme &m_theme;
    QPointer<CredentialStore> m_store;
    TextLabel *m_icon, *m_text;
    Button *m_action, *m_again;
    bool m_acting = false;
};

}
