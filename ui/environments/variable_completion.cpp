#include "ui/environments/variable_completion.h"

#include "core/collection/variables.h"
#include "core/diagnosis/report.h"
#include "ui/environments/variable_hints.h"

#include <QCompleter>
#include <QCoreApplication>
#include <QEvent>
#include <QKeyEvent>
#include <QRegularExpression>
#include <QScopedValueRollback>
#include <QStandardItemModel>
#include <QTreeView>
#include <algorithm>

namespace keyhole {

namespace {

constexpr int kMostShown = 500;
constexpr int kRows = 8;  // seen at once
constexpr qsizetype kLongestValue = 60;

/// Of a variable that a text can refer to.
bool canBeNamed(const QByteArray &name)
{
    const auto references = referencesIn("{{" + name + "}}");
    return references.size() == 1 && references.front().name == name;
}

QList<QStandardItem *> rowOf(const Theme &theme, const ResolvedVariable &variable)
{
    const QString name = QString::fromUtf8(variable.name), value = shownVariable(variable, kLongestValue), place = scopeText(variable);
    QList<QStandardItem *> row;
    for (const QString &text : {name, value, visibleText(place)}) {
        row += new QStandardItem(text);
        row.last()->setSizeHint({0, theme.px(24)});
    }
    row[0]->setData(QStringList{name, value, visibleText(place)}.join(QStringLiteral(", ")), Qt::AccessibleTextRole);
    for (const int column : {1, 2})
        row[column]->setForeground(theme.color(ColorToken::Text2));
    return row;
}

}

std::optional<QString> begunName(const QString &before)
{
    static const QRegularExpression begun(QStringLiteral(R"(\{\{\s*([A-Za-z0-9_.$-]*)$)"));
    const auto match = begun.match(before);
    return match.hasMatch() ? std::optional(match.captured(1)) : std::nullopt;
}

VariableCompletion::VariableCompletion(const Theme &theme, std::function<VariableScopes()> scopes, std::function<QWidget *()> part,
                                       QObject *parent)
    : QObject(parent), m_theme(theme), m_scopes(std::move(scopes)), m_part(std::move(part)), m_variables(new QStandardItemModel(this)),
      m_completer(new QCompleter(m_variables, this)), m_list(new QTreeView)
{
    m_list->setRootIsDecorated(false);
    m_list->setUniformRowHeights(true);
    m_list->setHeaderHidden(true);
    m_list->setAccessibleName(tr("Variables"));
    m_list->setProperty("offers", true);  // a window of its own, so that nothing shines through
    m_list->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_list->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_list->setTextElideMode(Qt::ElideRight);
    m_list->setFont(theme.font(FontRole::CodeSmall));
    m_completer->setPopup(m_list);
    m_completer->setFilterMode(Qt::MatchContains);
    m_completer->setCaseSensitivity(Qt::CaseInsensitive);
    m_completer->setMaxVisibleItems(kRows);
    connect(m_completer, qOverload<const QString &>(&QCompleter::activated), this, &VariableCompletion::take);
    QCoreApplication::instance()->installEventFilter(this);
}

VariableCompletion::~VariableCompletion() = default;

bool VariableCompletion::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_list && event->type() == QEvent::KeyPress)
        return takeByKey(*static_cast<QKeyEvent *>(event));
    if (event->type() != QEvent::FocusIn)
        return false;
    auto *widget = qobject_cast<QWidget *>(watched);
    const QWidget *part = m_part();
    if (!widget || !part || !part->isAncestorOf(widget) || (m_edited && m_edited->widget() == widget))
        return false;
    m_edited = EditedText::of(widget);
    m_following.reset();
    if (!m_edited)
        return false;
    m_following = std::make_unique<QObject>();
    m_completer->setWidget(widget);
    m_edited->follow(
        m_following.get(), [this] { look(); }, [] {});
    return false;
}

/// Before the completer, which gives each key to the text first: there, Enter is a line and Tab the next field.
bool VariableCompletion::takeByKey(const QKeyEvent &event)
{
    const bool takes = event.key() == Qt::Key_Return || event.key() == Qt::Key_Enter || event.key() == Qt::Key_Tab;
    const QModelIndex chosen = m_list->currentIndex();
    if (!takes || !chosen.isValid())
        return false;
    m_list->hide();
    take(chosen.siblingAtColumn(0).data().toString());
    return true;
}

void VariableCompletion::look()
{
    const bool isOpen = m_edited && m_edited->widget() && m_edited->widget()->hasFocus() && EditedText::of(m_edited->widget());
    if (m_taking || !isOpen)
        return;
    const auto begun = begunName(m_edited->before());
    if (!begun)
        return m_list->hide();
    if (!m_list->isVisible())
        fill();
    showList(*begun);
}

void VariableCompletion::fill()
{
    m_variables->clear();
    // A person's own before those that are made anew each time.
    std::vector<ResolvedVariable> variables = m_scopes().all();
    std::stable_partition(variables.begin(), variables.end(),
                          [](const ResolvedVariable &variable) { return variable.scope != VariableScope::Dynamic; });
    for (const ResolvedVariable &variable : variables) {
        if (canBeNamed(variable.name) && m_variables->rowCount() < kMostShown)
            m_variables->appendRow(rowOf(m_theme, variable));
    }
}

void VariableCompletion::showList(const QString &begun)
{
    m_completer->setCompletionPrefix(begun);
    if (m_completer->completionCount() == 0)
        return m_list->hide();
    QRect place = m_edited->cursorRect();
    place.setWidth(m_theme.px(520));
    m_completer->complete(place);
    const int widths[] = {160, 180, 150};
    for (int column = 0; column < 3; ++column)
        m_list->setColumnWidth(column, m_theme.px(widths[column]));
    m_list->setCurrentIndex(m_completer->completionModel()->index(0, 0));
}

void VariableCompletion::take(const QString &name)
{
    if (!m_edited || !m_edited->widget())
        return;
    const QScopedValueRollback taking(m_taking, true);
    const QString begun = begunName(m_edited->before()).value_or(QString());
    const bool closed = m_edited->behind().startsWith(QLatin1String("}}"));
    m_edited->replaceBefore(int(begun.size()), closed ? name : name + QStringLiteral("}}"));
}

}
