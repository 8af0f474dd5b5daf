#pragma once

#include <QAccessible>
#include <QObject>
#include <QStringList>
#include <QWidget>

/// Faults of the accessible tree below an object: a focusable or button node without a name, a name that repeats its role, any of the
/// texts that must not be told. Invisible nodes are left out.
inline void findAccessibleFaults(QAccessibleInterface *node, const QStringList &secrets, QStringList &faults)
{
    if (!node || !node->isValid() || node->state().invisible)
        return;
    const QString name = node->text(QAccessible::Name), description = node->text(QAccessible::Description);
    const QString value = node->text(QAccessible::Value);
    const bool isButton = node->role() == QAccessible::Button || node->role() == QAccessible::CheckBox;
    const QString kind = node->object() ? QString::fromLatin1(node->object()->metaObject()->className()) : QStringLiteral("node");
    if ((node->state().focusable || isButton) && name.isEmpty())
        faults << kind + QStringLiteral(" has no name");
    if (isButton && name.contains(QStringLiteral("button"), Qt::CaseInsensitive))
        faults << kind + QStringLiteral(" repeats its role: ") + name;
    const QAccessibleTextInterface *text = node->textInterface();
    const QString whole = text ? const_cast<QAccessibleTextInterface *>(text)->text(0, text->characterCount()) : QString();
    for (const QString &secret : secrets) {
        for (const QString &told : {name, description, value, whole}) {
            if (told.contains(secret))
                faults << kind + QStringLiteral(" tells a secret");
        }
    }
    for (int i = 0; i < node->childCount(); ++i)
        findAccessibleFaults(node->child(i), secrets, faults);
}

inline QStringList accessibleFaults(QWidget &widget, const QStringList &secrets = {})
{
    QStringList faults;
    findAccessibleFaults(QAccessible::queryAccessibleInterface(&widget), secrets, faults);
    return faults;
}
