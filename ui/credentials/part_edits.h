#pragma once

#include "ui/credentials/credential_kinds.h"
#include "ui/theme/theme.h"

#include <QWidget>

class QFormLayout;
class QLineEdit;

namespace keyhole {

class PastedKey;
class SecretEdit;

/// The fields for the secrets of a credential of one kind.
class PartEdits : public QWidget {
    Q_OBJECT
public:
    explicit PartEdits(const Theme &theme, QWidget *parent = nullptr);

    /// Makes the fields anew when the kind is another, and fills them. Parts that the kind does not know stay as they are.
    void setParts(CredentialKind kind, const std::vector<SecretPart> &parts);
    std::vector<SecretPart> parts() const;
    /// The name of a field that must not be empty and is; empty when nothing is missing.
    QString missing() const;
    void focusFirst();

signals:
    void edited();

private:
    struct Row {
        PartField field;
        QLineEdit *text = nullptr;
        SecretEdit *secret = nullptr;
        PastedKey *key = nullptr;
    };
    void build(CredentialKind kind);
    Row makeRow(const PartField &field);
    static Secret valueOf(const Row &row);

    const Theme &m_theme;
    std::optional<CredentialKind> m_kind;
    QFormLayout *m_form;
    std::vector<Row> m_rows;
    std::vector<SecretPart> m_others;
};

}
