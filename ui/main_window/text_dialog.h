#pragma once

#include "ui/theme/theme.h"

#include <QDialog>

namespace keyhole {

/// A page to read: about a cause, the shortcuts, the program. Not modal; goes when it is closed.
class TextDialog : public QDialog {
    Q_OBJECT
public:
    /// Plain text, from anywhere.
    TextDialog(const Theme &theme, const QString &title, const QString &text, QWidget *parent);

    /// One of the program's own pages, typeset; its heading is the title. Never for text from outside.
    static TextDialog *typeset(const Theme &theme, const QString &markdown, QWidget *parent);

private:
    TextDialog(const Theme &theme, const QString &title, QWidget *page, int width, QWidget *parent);
};

}
