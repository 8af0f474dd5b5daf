#pragma once

#include "core/collection/variable_scopes.h"
#include "ui/environments/edited_text.h"
#include "ui/theme/theme.h"

#include <QObject>
#include <functional>
#include <memory>

class QCompleter;
class QKeyEvent;
class QStandardItemModel;
class QTreeView;

namespace keyhole {

/// The name that is being typed behind "{{", up to the cursor; nothing where none is.
std::optional<QString> begunName(const QString &before);

/// Offers the variables that a request sees behind "{{", with value and place; secrets as dots. Arrows choose, Enter and Tab take, Escape
/// closes. In fields, tables and texts of a part of the window.
class VariableCompletion : public QObject {
    Q_OBJECT
public:
    /// `part` may be nullptr for now.
    VariableCompletion(const Theme &theme, std::function<VariableScopes()> scopes, std::function<QWidget *()> part, QObject *parent);
    ~VariableCompletion() override;

    QTreeView *list() const { return m_list; }

    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    bool takeByKey(const QKeyEvent &event);
    void look();
    void fill();
    void showList(const QString &begun);
    void take(const QString &name);

    const Theme &m_theme;
    const std::function<VariableScopes()> m_scopes;
    const std::function<QWidget *()> m_part;
    QStandardItemModel *m_variables;
    QCompleter *m_completer;
    QTreeView *m_list;
    std::optional<EditedText> m_edited;  ///< that has the focus
    std::unique_ptr<QObject> m_following;  ///< its connections
    bool m_taking = false;
};

}
