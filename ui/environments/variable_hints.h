#pragma once

#include "core/collection/variable_scopes.h"
#include "ui/environments/edited_text.h"

#include <QObject>
#include <functional>
#include <memory>

class QHelpEvent;
class QWidget;

namespace keyhole {

/// What a {{name}} stands for, where that is said, and where else: lines for a tool tip. Never a secret.
QString variableHint(const VariableScopes &scopes, const QByteArray &name);

/// What a list shows of a variable's value, up to a length; never a secret. Empty for one that is made anew each time.
QString shownVariable(const ResolvedVariable &variable, qsizetype longest = 300);

/// Shows what a variable stands for while the mouse rests on its {{name}}: in line edits, tables and texts of a part of the window. While
/// the cursor of the keyboard stands in one, the field's accessible description tells it.
class VariableHints : public QObject {
    Q_OBJECT
public:
    /// `part` may be nullptr for now.
    VariableHints(std::function<VariableScopes()> scopes, std::function<QWidget *()> part, QObject *parent);

    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void follow(QWidget *widget);
    void describe();
    QString hintsFor(const std::vector<QByteArray> &names) const;

    const std::function<VariableScopes()> m_scopes;
    const std::function<QWidget *()> m_part;
    std::optional<EditedText> m_edited;  ///< that has the focus
    QString m_description;  ///< its own
    std::unique_ptr<QObject> m_following;  ///< its connections
};

}
