#include "ui/request/headers_tab.h"

#include "ui/request/growing_table.h"
#include "ui/request/sent_fields_model.h"

#include <QComboBox>
#include <QHeaderView>
#include <QSplitter>
#include <QStyledItemDelegate>
#include <QVBoxLayout>

namespace keyhole {

namespace {

/// Lets a choice be made in the cell: a list that opens at once and closes with the choice.
class ModeDelegate : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    QWidget *createEditor(QWidget *parent, const QStyleOptionViewItem &, const QModelIndex &index) const override
    {
        auto *choice = new QComboBox(parent);
        choice->setAccessibleName(index.siblingAtColumn(SentFieldsModel::NameColumn).data().toString());
        for (const AutomaticMode mode : {AutomaticMode::UnlessTyped, AutomaticMode::Off, AutomaticMode::Always})
            choice->addItem(SentFieldsModel::modeText(mode), int(mode));
        auto *self = const_cast<ModeDelegate *>(this);
        connect(choice, &QComboBox::activated, self, [self, choice] {
            emit self->commitData(choice);
            emit self->closeEditor(choice);
        });
        return choice;
    }
    void setEditorData(QWidget *editor, const QModelIndex &index) const override
    {
        auto *choice = static_cast<QComboBox *>(editor);
        choice->setCurrentIndex(choice->findData(index.data(Qt::EditRole)));
    }
    void setModelData(QWidget *editor, QAbstractItemModel *model, const QModelIndex &index) const override
    {
        model->setData(index, static_cast<QComboBox *>(editor)->currentData(), Qt::EditRole);
    }
};

}

HeadersTab::HeadersTab(const Theme &theme, QWidget *parent)
    : EditorTab(parent), m_typed(new RowsTable(theme, tr("Headers"))), m_model(new SentFieldsModel(theme, this)),
      m_sent(new PlainTable(theme))
{
    m_sent->setModel(m_model);
    m_sent->setAccessibleName(tr("Headers that are sent besides"));
    m_sent->setItemDelegateForColumn(SentFieldsModel::ModeColumn, new ModeDelegate(m_sent));
    m_sent->setEditTriggers(QAbstractItemView::AllEditTriggers);
    auto *parts = new QSplitter(Qt::Vertical);
    parts->addWidget(m_typed);
    parts->addWidget(m_sent);
    parts->setChildrenCollapsible(false);
    parts->setHandleWidth(1);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(theme.px(8), 0, 0, 0);
    column->addWidget(parts);
    setFocusProxy(m_typed);
    m_sent->setColumnWidth(SentFieldsModel::NameColumn, theme.px(150));
    m_sent->setColumnWidth(SentFieldsModel::ValueColumn, theme.px(250));
    m_sent->setColumnWidth(SentFieldsModel::OriginColumn, theme.px(100));
    connect(&m_typed->rows(), &RowsModel::edited, this, &EditorTab::edited);
    connect(m_model, &SentFieldsModel::edited, this, &EditorTab::edited);
}

void HeadersTab::load(const RequestDraft &draft)
{
    m_typed->setRows(draft.fields);
    m_model->setModes(draft.automatic);
}

void HeadersTab::store(RequestDraft &draft) const
{
    draft.fields = m_typed->rows().rows();
    draft.automatic = m_model->modes();
}

void HeadersTab::setReadOnly(bool readOnly)
{
    m_typed->rows().setReadOnly(readOnly);
    m_model->setReadOnly(readOnly);
}

void HeadersTab::setPreview(const ResolvedRequest *preview)
{
    m_model->setPreview(preview);
}

/// All that will go out, typed or not.
int HeadersTab::count() const
{
    const auto &rows = m_model->rows();
    return m_typed->rows().enabledCount()
        + int(std::count_if(rows.begin(), rows.end(), [](const SentFieldsModel::Row &row) { return row.goes; }));
}

bool HeadersTab::selectName(const QByteArray &name)
{
    if (m_typed->selectName(name)) {
        m_sent->clearSelection();
        return true;
    }
    const int row = m_model->rowOf(name);
    if (row < 0)
        return false;
    m_typed->clearSelection();
    m_sent->selectRow(row);
    m_sent->scrollTo(m_model->index(row, 0));
    return true;
}

}
