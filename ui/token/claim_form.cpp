#include "ui/token/claim_form.h"

#include <QComboBox>
#include <QHeaderView>
#include <QStyledItemDelegate>

namespace keyhole {

namespace {

class TypeDelegate : public QStyledItemDelegate {
public:
    TypeDelegate(const Theme &theme, QObject *parent) : QStyledItemDelegate(parent), m_theme(theme) { }

    QWidget *createEditor(QWidget *parent, const QStyleOptionViewItem &, const QModelIndex &) const override
    {
        auto *types = new QComboBox(parent);
        types->addItems(ClaimFormModel::typeNames());
        types->setAccessibleName(ClaimFormModel::tr("Type"));
        return types;
    }
    void setEditorData(QWidget *editor, const QModelIndex &index) const override
    {
        auto *types = static_cast<QComboBox *>(editor);
        types->setCurrentIndex(qMax(0, types->findText(index.data(Qt::EditRole).toString())));
    }
    void setModelData(QWidget *editor, QAbstractItemModel *model, const QModelIndex &index) const override
    {
        model->setData(index, static_cast<QComboBox *>(editor)->currentText(), Qt::EditRole);
    }
    void initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const override
    {
        QStyledItemDelegate::initStyleOption(option, index);
        option->rect.adjust(m_theme.px(4), 0, 0, 0);
        option->state &= ~QStyle::State_HasFocus;
    }

private:
    const Theme &m_theme;
};

}

ClaimForm::ClaimForm(const Theme &theme, const QString &name, Instant now, QWidget *parent)
    : GrowingTable(theme, name, new ClaimFormModel(theme, now), {20, 13, 34, 33}, parent), m_claims(static_cast<ClaimFormModel *>(model()))
{
    setItemDelegateForColumn(ClaimFormModel::TypeColumn, new TypeDelegate(theme, this));
}

}
