#pragma once

#include "core/collection/variable_scopes.h"

#include <QObject>
#include <functional>

class QHelpEvent;
class QWidget;

namespace keyhole {

/// What a {{name}} stands for, where that is said, and where else: lines for a tool tip. Never a secret.
QString variableHint(const VariableScopes &scopes, const QByteArray &name);

/// Shows what a variable stands for while the mouse rests on its {{name}}: in line edits, tables and texts of a part of the window.
class VariableHints : public QObject {
    Q_OBJECT
public:
    /// `part` may be nullptr for now.
    VariableHints(std::function<VariableScopes()> scopes, std::function<QWidget *()> part, QObject *parent);

    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    const std::function<VariableScopes()> m_scopes;
    const std::function<QWidget *()> m_part;
};

}
