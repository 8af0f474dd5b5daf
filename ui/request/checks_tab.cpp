#include "ui/request/checks_tab.h"

#include "ui/request/growing_table.h"
#include "ui/text/text_label.h"

#include <QComboBox>
#include <QStyledItemDelegate>
#include <QVBoxLayout>

namespace keyhole {

namespace {

/// A choice of a few words in the cell.
class WordDelegate : public QStyledItemDelegate {
public:
    WordDelegate(QStringList words, QObject *parent) : QStyledItemDelegate(parent), m_words(std::move(words)) { }

    QWidget *createEditor(QWidget *parent, const QStyleOptionViewItem &, const QModelIndex &) const override
    {
        auto *choice = new QComboBox(parent);
        choice->addItems(m_words);
        auto *self = const_cast<WordDelegate *>(this);
        connect(choice, &QComboBox::activated, self, [self, choice] {
            emit self->commitData(choice);
            emit self->closeEditor(choice);
        });
        return choice;
    }
    void setEditorData(QWidget *editor, const QModelIndex &index) const override
    {
        static_cast<QComboBox *>(editor)->setCurrentText(index.data(Qt::EditRole).toString());
    }
    void setModelData(QWidget *editor, QAbstractItemModel *model, const QModelIndex &index) const override
    {
        model->setData(index, static_cast<QComboBox *>(editor)->currentText(), Qt::EditRole);
    }

private:
    const QStringList m_words;
};

}

ChecksTab::ChecksTab(const Theme &theme, QWidget *parent)
    : EditorTab(parent), m_expectations(new ExpectationsModel), m_captures(new CapturesModel),
      m_expected(new GrowingTable(theme, tr("Expected of the answer"), m_expectations, {30, 14, 22, 34})),
      m_taken(new GrowingTable(theme, tr("Taken from the answer"), m_captures, {22, 34, 16, 28})),
      m_note(new TextLabel(theme, {}, FontRole::Small, ColorToken::Text3))
{
    m_expected->setItemDelegateForColumn(ExpectationsModel::ComparisonColumn,
                                         new WordDelegate(ExpectationsModel::comparisonNames(), m_expected));
    m_taken->setItemDelegateForColumn(CapturesModel::ScopeColumn, new WordDelegate(CapturesModel::scopeNames(), m_taken));
    m_note->setWordWrap(true);
    m_note->setContentsMargins(theme.px(8), theme.px(4), theme.px(8), theme.px(4));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(theme.px(8), theme.px(6), 0, 0);
    column->setSpacing(theme.px(4));
    const auto heading = [&](const QString &text) {
        auto *label = new TextLabel(theme, text, FontRole::SmallMedium, ColorToken::Text2);
        label->setContentsMargins(theme.px(8), 0, 0, 0);
        column->addWidget(label);
    };
    heading(tr("Expected of the answer: res.status, res.headers[\"name\"], res.body.path, res.responseTime, res.cause"));
    column->addWidget(m_expected, 1);
    heading(tr("Taken from the answer into variables: paths as above, res.cookies[\"name\"], res.body.match(/id=(\\d+)/)[1]"));
    column->addWidget(m_taken, 1);
    column->addWidget(m_note);
    connect(m_expectations, &GrowingModel::edited, this, &EditorTab::edited);
    connect(m_captures, &GrowingModel::edited, this, &EditorTab::edited);
    setFile(nullptr);
}

void ChecksTab::setFile(const RequestFile *file)
{
    m_hasFile = file != nullptr;
    if (m_expectations->rows() != (file ? file->expectations : std::vector<Expectation>())) {
        m_expected->forgetUndo();
        m_expectations->setRows(file ? file->expectations : std::vector<Expectation>());
    }
    if (m_captures->rows() != (file ? file->captures : std::vector<Capture>())) {
        m_taken->forgetUndo();
        m_captures->setRows(file ? file->captures : std::vector<Capture>());
    }
    show();
}

void ChecksTab::storeIn(RequestFile &file) const
{
    file.expectations = m_expectations->rows();
    file.captures = m_captures->rows();
}

void ChecksTab::setAnswer(const CheckedAnswer &answer)
{
    m_expectations->setAnswer(answer);
    m_captures->setAnswer(answer);
}

void ChecksTab::setReadOnly(bool readOnly)
{
    m_readOnly = readOnly;
    show();
}

void ChecksTab::show()
{
    const bool locked = m_readOnly || !m_hasFile;
    for (GrowingModel *model : {static_cast<GrowingModel *>(m_expectations), static_cast<GrowingModel *>(m_captures)}) {
        if (model->isReadOnly() != locked)
            model->setReadOnly(locked);
    }
    m_note->setText(m_hasFile || m_readOnly ? QString()
                                            : tr("They stand in the request's file: save the request into a collection first."));
    m_note->setVisible(!m_note->text().isEmpty());
}

}
