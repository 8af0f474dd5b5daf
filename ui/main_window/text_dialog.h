#pragma once

#include "ui/theme/theme.h"

#include <QDialog>

namespace keyhole {

/// A page of plain text to read: about a cause, the shortcuts, the program. Not modal; goes when it is closed.
class TextDialog : public QDialog {
    Q_OBJECT
public:
    TextDialog(const Theme &theme, const QString &title, const QString &text, QWidget *parent);
};

}
