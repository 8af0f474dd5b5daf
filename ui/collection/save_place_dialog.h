#pragma once

#include "ui/collection/open_collections.h"
#include "ui/theme/theme.h"

#include <QDialog>

class QComboBox;
class QLineEdit;

namespace keyhole {

/// Asks under which name and in which folder a request is saved. Not modal; goes when it is closed.
class SavePlaceDialog : public QDialog {
    Q_OBJECT
public:
    SavePlaceDialog(const Theme &theme, const OpenCollections &collections, const QString &name, QWidget *parent);

    QLineEdit *name() const { return m_name; }
    QComboBox *place() const { return m_place; }
    /// Chooses a folder of a collection; 0: the collection.
    void choose(const OpenCollection *collection, int folder);

signals:
    void chosen(const QString &collection, int folder, const QString &name);
    /// There is none that fits: one is to be made, and the request saved there.
    void newCollectionRequested(const QString &name);

private:
    void addFolders(const OpenCollection &collection, int folder, const QString &path);
    void accept() override;

    QLineEdit *m_name;
    QComboBox *m_place;
    const OpenCollections &m_collections;
};

}
