#pragma once

#include "core/secrets/credential_store.h"
#include "ui/theme/theme.h"

#include <QPointer>
#include <QWidget>

class QFormLayout;

namespace keyhole {

class Button;
class IconButton;
class Reveal;
class TextLabel;

/// The secrets of a stored credential, as dots. They are read from the keychain only when they are to be shown (for 30 s, or until the
/// window loses the focus) or copied.
class SecretRows : public QWidget {
    Q_OBJECT
public:
    explicit SecretRows(const Theme &theme, QWidget *parent = nullptr);
    void setStore(CredentialStore *store) { m_store = store; }
    void setCredential(const CredentialInfo &info);

    void setRevealed(bool revealed);
    bool isRevealed() const;
    void copy(const QByteArray &part);
    QString shown(const QByteArray &part) const;

signals:
    void copied(const QString &what);
    /// The keychain did not give it.
    void refused(const keyhole::StoreError &error);

private:
    struct Row {
        QByteArray part;
        QString label;
        TextLabel *value;
    };
    void build();
    void addRow(const QByteArray &part, const QString &label);
    void mask();
    void show(const Credential &credential);
    bool isStill(const CredentialInfo &asked) const { return asked.id == m_info.id; }

    const Theme &m_theme;
    QPointer<CredentialStore> m_store;
    CredentialInfo m_info;
    QFormLayout *m_form;
    std::vector<Row> m_rows;
    Button *m_reveal;
    Reveal *m_revealed;  // while they are shown
    bool m_wanted = false;  // asked for, and not given up since
};

}
