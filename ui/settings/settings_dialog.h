#pragma once

#include "core/transport/transport.h"
#include "ui/theme/theme.h"

#include <QDialog>

class QComboBox;
class QLineEdit;
class QSpinBox;
class QVBoxLayout;

namespace keyhole {

class HistoryKeeper;
struct HistoryRetention;
class TextLabel;

/// Theme, proxy and time limits. What is chosen holds at once for the theme, and for new requests otherwise.
class SettingsDialog : public QDialog {
    Q_OBJECT
public:
    SettingsDialog(Theme &theme, const TransportOptions &transport, QWidget *parent);
    void focusProxy();
    /// Offers how long and how much of the history is kept.
    void addHistory(HistoryKeeper &history);

signals:
    void themeChosen(keyhole::ThemeChoice choice);
    void transportChanged(const keyhole::TransportOptions &transport);
    void retentionChanged(const keyhole::HistoryRetention &retention);

private:
    QWidget *buildForm();
    QSpinBox *addLimit(class QFormLayout &form, const QString &name, Milliseconds value);
    void read();

    Theme &m_theme;
    TransportOptions m_transport;
    QComboBox *m_themes, *m_proxy;
    QLineEdit *m_proxyAddress;
    TextLabel *m_proxyFault;
    QVBoxLayout *m_layout = nullptr;
    QSpinBox *m_connect, *m_answer, *m_idle;
};

}
