#pragma once

#include "core/oauth/providers.h"
#include "ui/theme/theme.h"

#include <QWidget>

class QComboBox;
class QFormLayout;
class QLineEdit;

namespace keyhole {

class TextLabel;

/// Chooses a service whose addresses are known, and asks for what its address holds: the tenant, the realm.
class ProviderPicker : public QWidget {
    Q_OBJECT
public:
    explicit ProviderPicker(const Theme &theme, QWidget *parent = nullptr);

    /// Nothing while the issuer is typed.
    const Provider *provider() const;
    /// Shows the service that the settings are of.
    void show(const OAuth2Settings &settings);
    void choose(QByteArrayView id);
    QLineEdit *field(QByteArrayView name) const;

signals:
    /// All of its address is known: these settings, on top of `before`, are its.
    void filled(const keyhole::Provider &provider, const std::map<QByteArray, QByteArray> &values);
    /// The issuer is to be typed again.
    void cleared();

private:
    void showFields();
    void tell();

    const Theme &m_theme;
    QComboBox *m_choice;
    QFormLayout *m_form;
    std::map<QByteArray, QLineEdit *> m_fields;
    TextLabel *m_note;
};

}
