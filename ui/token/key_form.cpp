#include "ui/token/key_form.h"

#include "ui/controls/button.h"
#include "ui/controls/wrap_row.h"
#include "ui/text/flow_label.h"

#include <QFile>
#include <QFileDialog>
#include <QFileInfo>
#include <QKeyEvent>
#include <QPlainTextEdit>
#include <QVBoxLayout>

namespace keyhole {

namespace {
constexpr qint64 kMostKeyBytes = 1 << 20;
}

KeyForm::KeyForm(const Theme &theme, const QString &name, const QString &use, QWidget *parent)
    : QWidget(parent), m_theme(theme), m_field(new QPlainTextEdit(this)), m_fault(new FlowLabel(theme, this))
{
    m_field->setPlaceholderText(tr("JWK, key set, PEM or secret"));
    m_field->setAccessibleName(name);
    m_field->setTabChangesFocus(true);
    m_field->setUndoRedoEnabled(false);
    m_field->installEventFilter(this);
    auto *take = new Button(theme, use, Button::Kind::Outlined, {}, this);
    auto *file = new Button(theme, tr("Open file…"), Button::Kind::Outlined, {}, this);
    auto *cancel = new Button(theme, tr("Cancel"), Button::Kind::Quiet, {}, this);
    connect(take, &Button::clicked, this, [this] { read(m_field->toPlainText().toUtf8(), tr("pasted")); });
    connect(file, &Button::clicked, this, &KeyForm::openFile);
    connect(cancel, &Button::clicked, this, &KeyForm::left);
    auto *buttons = new WrapRow(theme.px(8));
    for (Button *button : {take, file, cancel})
        buttons->addWidget(button);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_field);
    column->addLayout(buttons);
    column->addWidget(m_fault);
    connect(&theme, &Theme::changed, this, &KeyForm::applyTheme);
    applyTheme();
    close();
}

void KeyForm::applyTheme()
{
    layout()->setSpacing(m_theme.px(8));
    m_field->setFont(m_theme.font(FontRole::CodeSmall));
    m_field->setFixedHeight(m_theme.px(84));
}

void KeyForm::open()
{
    m_field->clear();
    m_fault->hide();
    show();
    m_field->setFocus(Qt::OtherFocusReason);
}

void KeyForm::close()
{
    m_field->clear();
    m_field->setAccessibleDescription({});
    m_fault->hide();
    hide();
}

void KeyForm::refuse(const QString &fault)
{
    m_fault->setRuns({{fault, FontRole::Small, ColorToken::Danger}});
    m_field->setAccessibleDescription(fault);
    m_fault->show();
    show();
}

void KeyForm::read(const QByteArray &text, const QString &source)
{
    Error error;
    if (m_opens) {
        const auto keys = readEncryptionKeys(text);
        if (keys) {
            close();
            return emit openingKeysRead(*keys, source);
        }
        error = keys.error();
    } else {
        const Result<KeysRead> keys = readKeys(text);
        if (keys) {
            close();
            return emit keysRead(*keys, source);
        }
        error = keys.error();
    }
    const QString place = error.place.isEmpty() ? QString() : QStringLiteral(" (%1)").arg(error.place);
    refuse(tr("%1%2. %3").arg(error.what, place, error.remedy));
}

void KeyForm::openFile()
{
    auto *dialog = new QFileDialog(this, tr("Open key"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    connect(dialog, &QFileDialog::fileSelected, this, &KeyForm::readFile);
    dialog->open();
}

void KeyForm::readFile(const QString &path)
{
    QFile file(path);
    if (file.open(QIODevice::ReadOnly))
        read(file.read(kMostKeyBytes + 1), tr("file %1").arg(QFileInfo(path).fileName()));
    else
        refuse(tr("The file cannot be read: %1").arg(file.errorString()));
}

bool KeyForm::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() != QEvent::KeyPress || static_cast<QKeyEvent *>(event)->key() != Qt::Key_Escape)
        return QWidget::eventFilter(watched, event);
    emit left();
    return true;
}

}
