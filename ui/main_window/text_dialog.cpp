#include "ui/main_window/text_dialog.h"

#include "ui/controls/button.h"

#include <QPlainTextEdit>
#include <QVBoxLayout>

namespace keyhole {

TextDialog::TextDialog(const Theme &theme, const QString &title, const QString &text, QWidget *parent) : QDialog(parent)
{
    setWindowTitle(title);
    setAttribute(Qt::WA_DeleteOnClose);
    resize(theme.px(680), theme.px(560));
    auto *page = new QPlainTextEdit;
    page->setReadOnly(true);
    page->setPlainText(text);
    page->setAccessibleName(title);
    page->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    auto *close = new Button(theme, tr("Close"));
    connect(close, &Button::clicked, this, &QDialog::close);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(theme.px(16), theme.px(16), theme.px(16), theme.px(16));
    layout->setSpacing(theme.px(12));
    layout->addWidget(page, 1);
    layout->addWidget(close, 0, Qt::AlignRight);
}

}
