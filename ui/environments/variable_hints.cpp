#include "ui/environments/variable_hints.h"

#include "core/diagnosis/report.h"
#include "core/secrets/secret.h"

#include <QAbstractItemView>
#include <QCoreApplication>
#include <QHelpEvent>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QTextBlock>
#include <QToolTip>

namespace keyhole {

namespace {

/// A text under the mouse, and where in it; -1: somewhere.
struct Pointed {
    QString text;
    int position = -1;
};

std::optional<Pointed> pointedIn(QWidget *widget, const QPoint &at)
{
    if (const auto *edit = qobject_cast<QLineEdit *>(widget); edit && edit->echoMode() == QLineEdit::Normal)
        return Pointed{edit->text(), const_cast<QLineEdit *>(edit)->cursorPositionAt(at)};
    if (const auto *view = qobject_cast<QAbstractItemView *>(widget->parentWidget()); view && view->viewport() == widget)
        return Pointed{view->indexAt(at).data(Qt::EditRole).toString()};
    if (const auto *text = qobject_cast<QPlainTextEdit *>(widget->parentWidget()); text && text->viewport() == widget) {
        const QTextCursor cursor = text->cursorForPosition(at);
        return Pointed{cursor.block().text(), cursor.positionInBlock()};
    }
    return std::nullopt;
}

std::vector<QByteArray> namesAt(const Pointed &pointed)
{
    std::vector<QByteArray> names;
    const QByteArray text = pointed.text.toUtf8();
    const qsizetype at = pointed.text.left(std::max(0, pointed.position)).toUtf8().size();
    for (const VariableReference &reference : referencesIn(text)) {
        if (pointed.position < 0 || (at >= reference.offset && at <= reference.offset + reference.size))
            names.push_back(reference.name);
    }
    return names;
}

QString placeOf(const ResolvedVariable &variable)
{
    QString place = visibleText(scopeText(variable));
    if (!variable.file.isEmpty())
        place += QStringLiteral(", ") + visibleText(variable.file);
    if (variable.line > 0)
        place += VariableHints::tr(", line %1").arg(variable.line);
    return place;
}

}

QString shownVariable(const ResolvedVariable &variable, qsizetype longest)
{
    if (variable.scope == VariableScope::Dynamic)
        return {};
    if (!variable.secret)
        return visibleText(QString::fromUtf8(variable.value.left(longest)));
    if (!isStored(variable))
        return VariableHints::tr("•••••• (secret)");
    return variable.credential.isEmpty() ? VariableHints::tr("secret, without a value on this computer")
                                         : VariableHints::tr("•••••• (secret, in the keychain)");
}

QString variableHint(const VariableScopes &scopes, const QByteArray &name)
{
    const QString shown = visibleText(QString::fromUtf8(name));
    const auto variable = scopes.find(name);
    if (!variable)
        return VariableHints::tr("%1 has no value: nothing stands for it here.").arg(shown);
    QStringList lines;
    const QString value = shownVariable(*variable);
    lines += value.isEmpty() ? shown : shown + QStringLiteral(" = ") + value;
    lines += VariableHints::tr("From: %1").arg(placeOf(*variable));
    const std::vector<ResolvedVariable> all = scopes.findAll(name);
    for (size_t i = 1; i < all.size(); ++i)
        lines += VariableHints::tr("Hides: %1").arg(placeOf(all[i]));
    return lines.join('\n');
}

VariableHints::VariableHints(std::function<VariableScopes()> scopes, std::function<QWidget *()> part, QObject *parent)
    : QObject(parent), m_scopes(std::move(scopes)), m_part(std::move(part))
{
    QCoreApplication::instance()->installEventFilter(this);
}

bool VariableHints::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() != QEvent::ToolTip && event->type() != QEvent::FocusIn)
        return false;
    auto *widget = qobject_cast<QWidget *>(watched);
    const QWidget *part = m_part();
    if (!widget || !part || !part->isAncestorOf(widget))
        return false;
    if (event->type() == QEvent::FocusIn) {
        follow(widget);
        return false;
    }
    const auto &help = *static_cast<QHelpEvent *>(event);
    const auto pointed = pointedIn(widget, help.pos());
    const QString hints = pointed ? hintsFor(namesAt(*pointed)) : QString();
    if (hints.isEmpty())
        return false;
    QToolTip::showText(help.globalPos(), Qt::convertFromPlainText(hints), widget);
    return true;
}

QString VariableHints::hintsFor(const std::vector<QByteArray> &names) const
{
    if (names.empty())
        return {};
    const VariableScopes scopes = m_scopes();
    QStringList hints;
    for (const QByteArray &name : names)
        hints += variableHint(scopes, name);
    return hints.join(QStringLiteral("\n\n"));
}

void VariableHints::follow(QWidget *widget)
{
    if (m_edited && m_edited->widget() == widget)
        return describe();
    if (m_edited && m_edited->widget())
        m_edited->widget()->setAccessibleDescription(m_description);
    m_following.reset();
    m_edited = EditedText::of(widget);
    if (!m_edited)
        return;
    m_description = widget->accessibleDescription();
    m_following = std::make_unique<QObject>();
    m_edited->follow(
        m_following.get(), [] {}, [this] { describe(); });
    describe();
}

/// Who cannot point with a mouse hears it where the cursor stands.
void VariableHints::describe()
{
    const QString hints = hintsFor(namesAt({m_edited->line(), m_edited->position()}));
    m_edited->widget()->setAccessibleDescription(hints.isEmpty() ? m_description : hints);
}

}
