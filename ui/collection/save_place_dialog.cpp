#include "ui/collection/save_place_dialog.h"

#include "core/diagnosis/report.h"
#include "ui/controls/button.h"
#include "ui/text/text_label.h"

#include <QComboBox>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QVBoxLayout>

namespace keyhole {

namespace {
enum { FolderRole = Qt::UserRole, IdRole };
}

SavePlaceDialog::SavePlaceDialog(const Theme &theme, const OpenCollections &collections, const QString &name, QWidget *parent)
    : QDialog(parent), m_name(new QLineEdit(name)), m_place(new QComboBox), m_collections(collections)
{
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Save request"));
    resize(theme.px(460), 0);
    m_name->selectAll();
    m_place->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    for (const auto &collection : collections.all()) {
        const QString title = visibleText(collection->folder().name());
        m_place->addItem(title);
        m_place->setItemData(m_place->count() - 1, collection->folder().folder(), FolderRole);
        m_place->setItemData(m_place->count() - 1, 0, IdRole);
        addFolders(*collection, 0, title);
    }
    auto *form = new QFormLayout;
    form->addRow(tr("&Name"), m_name);
    form->addRow(tr("&Folder"), m_place);
    auto *note
        = new TextLabel(theme, tr("Each request is a YAML file of its own. Secrets stay out of it."), FontRole::Small, ColorToken::Text3);
    note->setWordWrap(true);
    auto *save = new Button(theme, tr("Save"), Button::Kind::Primary);
    auto *fresh = new Button(theme, tr("New collection…"), Button::Kind::Quiet);
    auto *cancel = new Button(theme, tr("Cancel"), Button::Kind::Quiet);
    save->setDefault(true);
    save->setEnabled(m_place->count() > 0);
    auto *buttons = new QHBoxLayout;
    buttons->addWidget(fresh);
    buttons->addStretch(1);
    buttons->addWidget(cancel);
    buttons->addWidget(save);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(theme.px(16), theme.px(16), theme.px(16), theme.px(12));
    column->setSpacing(theme.px(12));
    column->addLayout(form);
    column->addWidget(note);
    column->addLayout(buttons);
    connect(cancel, &Button::clicked, this, &QDialog::reject);
    connect(save, &Button::clicked, this, &SavePlaceDialog::accept);
    connect(fresh, &Button::clicked, this, [this] {
        emit newCollectionRequested(m_name->text().trimmed());
        close();
    });
}

void SavePlaceDialog::addFolders(const OpenCollection &collection, int folder, const QString &path)
{
    for (const int id : collection.folder().childrenOf(folder)) {
        const CollectionEntry *entry = collection.folder().entry(id);
        if (entry->kind != CollectionEntry::Kind::Folder)
            continue;
        const QString inner = path + QStringLiteral(" / ") + visibleText(entry->name);
        m_place->addItem(inner);
        m_place->setItemData(m_place->count() - 1, collection.folder().folder(), FolderRole);
        m_place->setItemData(m_place->count() - 1, id, IdRole);
        addFolders(collection, id, inner);
    }
}

void SavePlaceDialog::choose(const OpenCollection *collection, int folder)
{
    for (int row = 0; collection && row < m_place->count(); ++row) {
        if (m_place->itemData(row, FolderRole).toString() == collection->folder().folder()
            && m_place->itemData(row, IdRole).toInt() == folder)
            m_place->setCurrentIndex(row);
    }
}

void SavePlaceDialog::accept()
{
    const QString name = m_name->text().trimmed();
    if (name.isEmpty() || m_place->currentIndex() < 0)
        return m_name->setFocus();
    emit chosen(m_place->currentData(FolderRole).toString(), m_place->currentData(IdRole).toInt(), name);
    QDialog::accept();
}

}
