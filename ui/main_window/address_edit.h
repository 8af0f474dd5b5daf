#pragma once

#include "core/collection/request_draft.h"
#include "ui/theme/theme.h"

#include <QLineEdit>

namespace keyhole {

/// A stretch of an address that is a {{variable}}.
struct VariableSpan {
    qsizetype from = 0, length = 0;
    QByteArray name;
};
std::vector<VariableSpan> findVariables(const QString &text);

/// The address with its variables put in; those that hold a secret, and unknown ones, stay as they are.
QString resolvedForDisplay(const QString &address, const Environment &environment);

/// The address field: {{variables}} stand on a tint, unknown ones on another; a pasted curl command is handed on whole instead of being
/// squeezed into one line.
class AddressEdit : public QLineEdit {
    Q_OBJECT
public:
    explicit AddressEdit(const Theme &theme, QWidget *parent = nullptr);
    void setEnvironment(const Environment &environment);

signals:
    void commandPasted(const QByteArray &text);

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void dropEvent(QDropEvent *event) override;
    bool event(QEvent *event) override;

private:
    void tint();
    void showResolved(const QPoint &globalPos);
    bool takeCommand(const QString &text);

    const Theme &m_theme;
    Environment m_environment;
    bool m_tinting = false;
};

}
