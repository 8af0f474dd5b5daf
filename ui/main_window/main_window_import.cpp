#include "ui/main_window/main_window.h"

#include "core/diagnosis/report.h"
#include "ui/collection/sidebar.h"
#include "ui/main_window/text_dialog.h"

namespace keyhole {

namespace {

QString lineOf(const Error &note)
{
    return note.place.isEmpty() ? note.what : note.place + QStringLiteral(": ") + note.what;
}

/// What a person has to know of an import, line by line: what was left out, and which secrets stand in clear.
QString importText(const Imported &imported)
{
    QString text;
    if (!imported.notes.empty())
        text += MainWindow::tr("Could not be carried over as it was:") + QStringLiteral("\n\n");
    for (const Error &note : imported.notes)
        text += QStringLiteral("• ") + visibleText(lineOf(note)) + '\n';
    if (imported.secrets.empty())
        return text;
    text += (text.isEmpty() ? QString() : QStringLiteral("\n"))
        + MainWindow::tr(
                "Secrets that stand in clear. “Keep in the keychain” under Auth moves one there; they are never copied into files:")
        + QStringLiteral("\n\n");
    for (const FoundSecret &secret : imported.secrets)
        text += QStringLiteral("• ") + visibleText(secret.place) + QStringLiteral(" (") + secret.kind + QStringLiteral(")\n");
    return text;
}

}

void MainWindow::takeImported(const std::shared_ptr<const Imported> &imported, const QString &name)
{
    if (imported->requestCount() == 0 && imported->environments.empty())
        return refuse({tr("There is no request in it."), name, tr("Export it again, with its requests.")});
    for (const Environment &environment : imported->environments)
        m_environments.addInMemory(environment);
    if (imported->requestCount() > 0)
        addCollection(imported->collection);
    m_status->say(tr("Imported %n requests. Nothing was sent.", nullptr, imported->requestCount()));
    const QString text = importText(*imported);
    if (text.isEmpty())
        return;
    (new TextDialog(m_theme, tr("Imported: %1").arg(visibleText(imported->collection.name)), text, this))->show();
}

}
