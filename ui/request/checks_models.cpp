#include "ui/request/checks_models.h"

#include "core/collection/captured_values.h"
#include <QCoreApplication>

namespace keyhole {

namespace {

constexpr qsizetype kLongestSeen = 200;

QString tr(const char *source)
{
    return QCoreApplication::translate("keyhole::Checks", source);
}

bool namesSecret(const QByteArray &expression)
{
    return looksSecret({true, {}, expression}, {});
}

}

CapturesModel::CapturesModel(QObject *parent)
    : VectorModel({keyhole::tr("Variable"), keyhole::tr("Taken from"), keyhole::tr("For"), keyhole::tr("The last answer gave")}, parent)
{ }

void CapturesModel::setAnswer(const CheckedAnswer &answer)
{
    m_answer = answer;
    if (!m_rows.empty())
        emit dataChanged(index(0, SeenColumn), index(filledCount() - 1, SeenColumn));
}

QString CapturesModel::scopeName(Capture::Scope scope)
{
    switch (scope) {
    case Capture::Scope::Request:
        return keyhole::tr("this request");
    case Capture::Scope::Folder:
        return keyhole::tr("its folder");
    case Capture::Scope::Collection:
        return keyhole::tr("the collection");
    case Capture::Scope::Environment:
        return keyhole::tr("the environment");
    case Capture::Scope::Runtime:
        break;
    }
    return keyhole::tr("every request");
}

QStringList CapturesModel::scopeNames()
{
    QStringList names;
    for (int scope = 0; scope <= int(Capture::Scope::Environment); ++scope)
        names.append(scopeName(Capture::Scope(scope)));
    return names;
}

QString CapturesModel::cell(int row, int column) const
{
    const Capture &shown = m_rows[size_t(row)];
    switch (column) {
    case VariableColumn:
        return QString::fromUtf8(shown.variable);
    case ExpressionColumn:
        return QString::fromUtf8(shown.expression);
    case ScopeColumn:
        return scopeName(shown.scope);
    default:
        break;
    }
    if (!parseSelector(shown.expression))
        return shown.expression.isEmpty() ? QString() : keyhole::tr("not understood; code is never run");
    if (!m_answer.exchange)
        return {};
    const Captures taken = capture({shown}, *m_answer.exchange);
    if (taken.values.empty())
        return keyhole::tr("nothing");
    const QByteArray &value = taken.values.front().value;
    return looksSecret(shown, value) ? QStringLiteral("••••••") : QString::fromUtf8(value.left(kLongestSeen));
}

void CapturesModel::setCell(int row, int column, const QString &text)
{
    Capture &changed = m_rows[size_t(row)];
    if (column == VariableColumn)
        changed.variable = text.trimmed().toUtf8();
    else if (column == ExpressionColumn)
        changed.expression = text.trimmed().toUtf8();
    else if (column == ScopeColumn)
        changed.scope = Capture::Scope(std::max(0, int(scopeNames().indexOf(text))));
}

Qt::ItemFlags CapturesModel::flags(const QModelIndex &index) const
{
    const Qt::ItemFlags flags = VectorModel::flags(index);
    return index.column() == SeenColumn ? flags & ~Qt::ItemIsEditable : flags;
}

ExpectationsModel::ExpectationsModel(QObject *parent)
    : VectorModel({keyhole::tr("Of the answer"), keyhole::tr("Comparison"), keyhole::tr("Value"), keyhole::tr("The last answer")}, parent)
{ }

void ExpectationsModel::setAnswer(const CheckedAnswer &answer)
{
    m_answer = answer;
    if (!m_rows.empty())
        emit dataChanged(index(0, ResultColumn), index(filledCount() - 1, ResultColumn));
}

QStringList ExpectationsModel::comparisonNames()
{
    QStringList names;
    for (const QByteArray &comparison : comparisons())
        names.append(QString::fromUtf8(comparison));
    return names;
}

QString ExpectationsModel::result(const Expectation &expectation) const
{
    if (expectation.expression.isEmpty() || !m_answer.exchange)
        return {};
    const Judgement judged = judge(expectation, *m_answer.exchange, m_answer.causes);
    if (judged.result == Judgement::Result::NotUnderstood)
        return keyhole::tr("not understood; code is never run");
    const QString word = judged.result == Judgement::Result::Held ? keyhole::tr("held") : keyhole::tr("failed");
    return namesSecret(expectation.expression) ? word : word + QStringLiteral(": ") + judged.says.left(kLongestSeen);
}

QString ExpectationsModel::cell(int row, int column) const
{
    const Expectation &shown = m_rows[size_t(row)];
    if (column == ResultColumn)
        return result(shown);
    return QString::fromUtf8(column == ExpressionColumn ? shown.expression : column == ComparisonColumn ? shown.comparison : shown.value);
}

void ExpectationsModel::setCell(int row, int column, const QString &text)
{
    Expectation &changed = m_rows[size_t(row)];
    if (column == ExpressionColumn)
        changed.expression = text.trimmed().toUtf8();
    else if (column == ComparisonColumn)
        changed.comparison = text.trimmed().toUtf8();
    else if (column == ValueColumn)
        changed.value = text.toUtf8();
}

Qt::ItemFlags ExpectationsModel::flags(const QModelIndex &index) const
{
    const Qt::ItemFlags flags = VectorModel::flags(index);
    return index.column() == ResultColumn ? flags & ~Qt::ItemIsEditable : flags;
}

}
