#include "ui/collection/variables_dialog.h"

#include "core/diagnosis/report.h"
#include "ui/controls/button.h"
#include "ui/text/text_label.h"

#include <QHeaderView>
#include <QTableWidget>
#include <QVBoxLayout>

namespace keyhole {

VariablesDialog::VariablesDialog(const Theme &theme, Environment environment, QWidget *parent)
    : QDialog(parent), m_environment(std::move(environment)), m_table(new QTableWidget(0, ColumnCount))
{
    setWindowTitle(tr("Variables"));
    setAttribute(Qt::WA_DeleteOnClose);
    resize(theme.px(620), theme.px(380));
    auto *title = new TextLabel(theme, {}, FontRole::Strong);
    title->setForeignText(m_environment.name);
    auto *note = new TextLabel(theme, tr("{{name}} in a request stands for the value. Values are kept in memory until you quit."),
                               FontRole::Small, ColorToken::Text3);
    note->setWordWrap(true);
    m_table->setHorizontalHeaderLabels({tr("Name"), tr("Value"), tr("Secret")});
    m_table->setAccessibleName(tr("Variables"));
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setDefaultSectionSize(theme.px(30));
    m_table->horizontalHeader()->setSectionResizeMode(Value, QHeaderView::Stretch);
    m_table->setColumnWidth(Name, theme.px(180));
    m_table->setShowGrid(false);
    m_table->setTabKeyNavigation(false);
    auto *close = new Button(theme, tr("Close"));
    connect(close, &Button::clicked, this, &QDialog::close);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(theme.px(16), theme.px(16), theme.px(16), theme.px(16));
    for (QWidget *widget : {static_cast<QWidget *>(title), static_cast<QWidget *>(note)})
        layout->addWidget(widget);
    layout->addWidget(m_table, 1);
    layout->addWidget(close, 0, Qt::AlignRight);
    for (const Variable &variable : m_environment.variables)
        addRow(variable);
    addRow({});
    connect(m_table, &QTableWidget::cellChanged, this, &VariablesDialog::read);
}

void VariablesDialog::addRow(const Variable &variable)
{
    m_filling = true;
    const int row = m_table->rowCount();
    m_table->insertRow(row);
    m_table->setItem(row, Name, new QTableWidgetItem(visibleText(QString::fromUtf8(variable.name))));
    const QString value = variable.secret ? Secret::mask(variable.value) : QString::fromUtf8(variable.value);
    m_table->setItem(row, Value, new QTableWidgetItem(value));
    auto *secret = new QTableWidgetItem;
    secret->setFlags(Qt::ItemIsEnabled | Qt::ItemIsUserCheckable | Qt::ItemIsSelectable);
    secret->setCheckState(variable.secret ? Qt::Checked : Qt::Unchecked);
    secret->setData(Qt::AccessibleTextRole, tr("Secret"));
    m_table->setItem(row, IsSecret, secret);
    m_filling = false;
}

void VariablesDialog::read(int row, int column)
{
    if (m_filling)
        return;
    if (size_t(row) >= m_environment.variables.size()) {
        m_environment.variables.resize(size_t(row) + 1);
        addRow({});
    }
    Variable &variable = m_environment.variables[size_t(row)];
    const QString text = m_table->item(row, column)->text();
    if (column == Name) {
        variable.name = text.trimmed().toUtf8();
    } else if (column == Value) {
        variable.value = text.toUtf8();
    } else {
        variable.secret = m_table->item(row, IsSecret)->checkState() == Qt::Checked;
    }
    m_filling = true;
    m_table->item(row, Value)->setText(variable.secret ? Secret::mask(variable.value) : QString::fromUtf8(variable.value));
    m_filling = false;
    Environment named = m_environment;
    std::erase_if(named.variables, [](const Variable &each) { return each.name.isEmpty(); });
    emit changed(named);
}

}
