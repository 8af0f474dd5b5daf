#pragma once

#include "core/formats/import/imported.h"
#include "ui/theme/theme.h"

#include <QDialog>

namespace keyhole {

/// What a person has to know of an import, line by line: what was left out, and which secrets stand in clear. Not modal; goes when it is
/// closed.
class ImportNotes : public QDialog {
    Q_OBJECT
public:
    /// `movable`: how many secrets a keychain could take; 0 where there is none.
    ImportNotes(const Theme &theme, const Imported &imported, int movable, QWidget *parent = nullptr);

    /// Whether there is anything to tell.
    static bool isWorthShowing(const Imported &imported);

signals:
    /// The collection is to be kept as files, with its secrets in the keychain.
    void moveRequested();
};

}
