#pragma once

#include "core/collection/request_draft.h"
#include "ui/theme/theme.h"

#include <QDialog>

class QTableWidget;

namespace keyhole {

/// The variables of an environment: name, value, whether the value is a secret (then shown as dots until it is edited). The last row is
/// always empty and ready to type in.
class VariablesDialog : public QDialog {
    Q_OBJECT
public:
    VariablesDialog(const Theme &theme, Environment environment, QWidget *parent);
    const Environment &environment() const { return m_environment; }

signals:
    void changed(const keyhole::Environment &environment);

private:
    enum Column { Name, Value, IsSecret, ColumnCount };
    void addRow(const Variable &variable);
    void read(int row, int column);

    Environment m_environment;
    QTableWidget *m_table;
    bool m_filling = false;
};

}
