#include "ui/request/folder_auth_dialog.h"

#include "ui/controls/button.h"
#include "ui/controls/page_scroll.h"
#include "ui/request/auth_editor.h"
#include "ui/text/text_label.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QVBoxLayout>

namespace keyhole {

FolderAuthDialog::FolderAuthDialog(const Theme &theme, const QString &name, bool isCollection, const AuthDraft &auth, QWidget *parent)
    : QDialog(parent), m_editor(new AuthEditor(theme))
{
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Inherited credential"));
    resize(theme.px(620), theme.px(480));
    auto *title = new TextLabel(theme, {}, FontRole::Headline);
    title->setForeignText(isCollection ? tr("What requests of “%1” inherit").arg(name) : tr("What requests in “%1” inherit").arg(name));
    title->setWordWrap(true);
    m_editor->load(auth);
    if (isCollection)
        m_editor->kinds()->removeItem(m_editor->kinds()->findData(int(AuthKind::Inherited)));
    auto *scroll = new PageScroll;
    auto *inner = new QVBoxLayout(scroll->page());
    inner->setContentsMargins(0, 0, 0, 0);
    inner->addWidget(m_editor);
    inner->addStretch(1);
    auto *keep = new Button(theme, tr("Use it"), Button::Kind::Primary);
    auto *cancel = new Button(theme, tr("Cancel"), Button::Kind::Quiet);
    auto *buttons = new QHBoxLayout;
    buttons->addStretch(1);
    buttons->addWidget(cancel);
    buttons->addWidget(keep);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(theme.px(16), theme.px(16), theme.px(16), theme.px(12));
    column->setSpacing(theme.px(12));
    column->addWidget(title);
    column->addWidget(scroll, 1);
    column->addLayout(buttons);
    connect(cancel, &Button::clicked, this, &QDialog::close);
    connect(keep, &Button::clicked, this, [this] {
        emit kept(m_editor->auth());
        close();
    });
}

}
