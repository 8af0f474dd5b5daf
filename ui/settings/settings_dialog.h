#pragma once

#include "core/transport/transport.h"
#include "ui/theme/theme.h"

#include <QDialog>

class QComboBox;
class QLineEdit;
class QSpinBox;

namespace keyhole {

class TextLabel;

/// Theme, proxy and time limits. What is chosen holds at once for the theme, and for new requests otherwise.
class SettingsDialog : public QDialog {
    Q_OBJECT
public:
    SettingsDialog(Theme &theme, const TransportOptions &transport, QWidget *parent);
    void focusProxy();

signals:
    void themeChosen(keyhole::ThemeChoice choice);
    void transportChanged(const keyhole::TransportOptions &transport);

private:
    QWidget *buildForm();
    QSpinBox *addLimit(class QFormLayout &form, const QString &name, Milliseconds value);
    void read();

    Theme &m_theme;
    TransportOptions m_transport;
    QComboBox *m_themes, *m_proxy;
    QLineEdit *m_proxyAddress;
    TextLabel *m_proxyFault;
    QSpinBox *m_connect, *m_answer, *m_idle;
};

}
