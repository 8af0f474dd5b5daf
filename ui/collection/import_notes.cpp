#include "ui/collection/import_notes.h"

#include "core/diagnosis/report.h"
#include "ui/controls/button.h"

#include <QHBoxLayout>
#include <QPlainTextEdit>

namespace keyhole {

namespace {

QString lineOf(const Error &note)
{
    return note.place.isEmpty() ? note.what : note.place + QStringLiteral(": ") + note.what;
}

QString textOf(const Imported &imported)
{
    QString text;
    if (!imported.notes.empty())
        text += ImportNotes::tr("Could not be carried over as it was:") + QStringLiteral("\n\n");
    for (const Error &note : imported.notes)
        text += QStringLiteral("• ") + visibleText(lineOf(note)) + '\n';
    if (imported.secrets.empty())
        return text;
    text += (text.isEmpty() ? QString() : QStringLiteral("\n"))
        + ImportNotes::tr("Secrets that stand in clear. They are in memory only, and never copied into files:") + QStringLiteral("\n\n");
    for (const FoundSecret &secret : imported.secrets)
        text += QStringLiteral("• ") + visibleText(secret.place) + QStringLiteral(" (") + secret.kind + QStringLiteral(")\n");
    return text;
}

}

ImportNotes::ImportNotes(const Theme &theme, const Imported &imported, int movable, QWidget *parent) : QDialog(parent)
{
    setWindowTitle(tr("Imported: %1").arg(visibleText(imported.collection.name)));
    setAttribute(Qt::WA_DeleteOnClose);
    resize(theme.px(680), theme.px(560));
    auto *page = new QPlainTextEdit(textOf(imported));
    page->setReadOnly(true);
    page->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    page->setAccessibleName(windowTitle());
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(theme.px(8));
    buttons->addStretch();
    if (movable > 0) {
        auto *move = new Button(theme, tr("Save as a folder, with %n secrets in the keychain…", nullptr, movable));
        move->setObjectName("import.move-secrets");
        connect(move, &Button::clicked, this, &ImportNotes::moveRequested);
        buttons->addWidget(move);
    }
    auto *close = new Button(theme, tr("Close"));
    connect(close, &Button::clicked, this, &QDialog::close);
    buttons->addWidget(close);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(theme.px(16), theme.px(16), theme.px(16), theme.px(16));
    layout->setSpacing(theme.px(12));
    layout->addWidget(page, 1);
    layout->addLayout(buttons);
}

bool ImportNotes::isWorthShowing(const Imported &imported)
{
    return !imported.notes.empty() || !imported.secrets.empty();
}

}
