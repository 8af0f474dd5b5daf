#include "ui/replay/result_model.h"

#include "core/diagnosis/report_words.h"

namespace keyhole {

namespace {

constexpr int kTogether = 60;  // ms

QString outcomeWord(ReplayResult::Outcome outcome)
{
    switch (outcome) {
    case ReplayResult::Outcome::Passed:
        return ResultModel::tr("Passed");
    case ReplayResult::Outcome::Failed:
        return ResultModel::tr("Failed");
    case ReplayResult::Outcome::NotSent:
        return ResultModel::tr("Not sent");
    case ReplayResult::Outcome::Skipped:
        return ResultModel::tr("Skipped");
    case ReplayResult::Outcome::Cancelled:
        return ResultModel::tr("Cancelled");
    }
    return {};
}

QString requestText(const ReplayResult &result)
{
    const QString name = QString::fromUtf8(result.method) + QLatin1Char(' ') + (result.name.isEmpty() ? result.place : result.name);
    return visibleText(result.round > 1 ? ResultModel::tr("%1 (round %2)").arg(name).arg(result.round) : name);
}

QString expectationsText(const ReplayResult &result)
{
    const auto held = std::count_if(result.expectations.begin(), result.expectations.end(), [](const auto &each) { return each.held; });
    return result.expectations.empty() ? QString() : ResultModel::tr("%1 of %2").arg(held).arg(result.expectations.size());
}

}

ResultModel::ResultModel(const Theme &theme, QObject *parent) : QAbstractTableModel(parent), m_theme(theme)
{
    m_pending.setSingleShot(true);
    m_pending.setInterval(kTogether);
    connect(&m_pending, &QTimer::timeout, this, &ResultModel::catchUp);
}

void ResultModel::setRun(ReplayRun *run)
{
    beginResetModel();
    m_run = run;
    m_rows = 0;
    endResetModel();
    if (!run)
        return;
    connect(run, &ReplayRun::resultAdded, this, [this] {
        if (!m_pending.isActive())
            m_pending.start();
    });
    connect(run, &ReplayRun::finished, this, &ResultModel::catchUp);
}

void ResultModel::catchUp()
{
    const int rows = m_run ? int(m_run->results().size()) : 0;
    if (rows <= m_rows)
        return;
    beginInsertRows({}, m_rows, rows - 1);
    m_rows = rows;
    endInsertRows();
}

const ReplayResult *ResultModel::result(int row) const
{
    return m_run && row >= 0 && row < m_rows ? &m_run->results()[size_t(row)] : nullptr;
}

int ResultModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : m_rows;
}

int ResultModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QString ResultModel::cell(const ReplayResult &result, int column) const
{
    switch (column) {
    case OutcomeColumn:
        return outcomeWord(result.outcome);
    case StatusColumn:
        return !result.wasSent() ? QString() : result.status == 0 ? tr("none") : QString::number(result.status);
    case TimeColumn:
        return result.wasSent() ? tr("%1 ms").arg(result.time.count()) : QString();
    case RequestColumn:
        return requestText(result);
    case CauseColumn:
        return QString::fromUtf8(result.cause);
    case ExpectationsColumn:
        return expectationsText(result);
    case ChangeColumn:
        return changeText(result.change, result.seen);
    }
    return {};
}

ColorToken ResultModel::color(const ReplayResult &result, int column) const
{
    if (column == OutcomeColumn)
        return result.isFailure() ? ColorToken::Danger : result.wasSent() ? ColorToken::Ok : ColorToken::Text3;
    if (column == ChangeColumn && result.change.isChanged())
        return result.change.status || result.change.cause ? ColorToken::Warn : ColorToken::Text2;
    return column == RequestColumn ? ColorToken::Text : ColorToken::Text2;
}

QVariant ResultModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid) || !result(index.row()))
        return {};
    const ReplayResult &result = *this->result(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return cell(result, index.column());
    case Qt::AccessibleTextRole:
        return cell(result, index.column()).isEmpty() ? tr("nothing") : cell(result, index.column());
    case Qt::TextAlignmentRole:
        return index.column() == TimeColumn ? QVariant(int(Qt::AlignRight | Qt::AlignVCenter)) : QVariant();
    case Qt::ForegroundRole:
        return m_theme.color(color(result, index.column()));
    }
    return {};
}

QVariant ResultModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    const QString names[] = {tr("Result"), tr("Status"), tr("Time"), tr("Request"), tr("Cause"), tr("Expected"), tr("Changed")};
    return names[section];
}

}
