#pragma once

#include "core/collection/expectation.h"
#include "ui/request/rows_model.h"

#include <memory>

namespace keyhole {

/// The last answer to a request, as far as checks look at it.
struct CheckedAnswer {
    std::shared_ptr<const Exchange> exchange;  ///< nullptr: none yet
    std::vector<QByteArray> causes = {};
};

/// Values of the answer that become variables, and what the last answer gave for each.
class CapturesModel : public VectorModel<Capture> {
public:
    enum Column { VariableColumn, ExpressionColumn, ScopeColumn, SeenColumn };
    explicit CapturesModel(QObject *parent = nullptr);
    void setAnswer(const CheckedAnswer &answer);
    Qt::ItemFlags flags(const QModelIndex &index) const override;

    static QString scopeName(Capture::Scope scope);
    static QStringList scopeNames();

protected:
    QString cell(int row, int column) const override;
    void setCell(int row, int column, const QString &text) override;

private:
    CheckedAnswer m_answer;
};

/// What is expected of the answer, and whether the last one was so.
class ExpectationsModel : public VectorModel<Expectation> {
public:
    enum Column { ExpressionColumn, ComparisonColumn, ValueColumn, ResultColumn };
    explicit ExpectationsModel(QObject *parent = nullptr);
    void setAnswer(const CheckedAnswer &answer);
    Qt::ItemFlags flags(const QModelIndex &index) const override;

    static QStringList comparisonNames();

protected:
    QString cell(int row, int column) const override;
    void setCell(int row, int column, const QString &text) override;

private:
    QString result(const Expectation &expectation) const;
    CheckedAnswer m_answer;
};

}
