#include "ui/main_window/main_window.h"

#include "ui/collection/import_keeping.h"
#include "ui/collection/import_notes.h"
#include "ui/collection/sidebar.h"

namespace keyhole {

void MainWindow::takeImported(const std::shared_ptr<const Imported> &imported, const QString &name)
{
    if (imported->requestCount() == 0 && imported->environments.empty())
        return refuse({tr("There is no request in it."), name, tr("Export it again, with its requests.")});
    for (const Environment &environment : imported->environments)
        m_environments.addInMemory(environment);
    const TreeNode *row = imported->requestCount() > 0 ? m_tree.nodeAt(addCollection(imported->collection)) : nullptr;
    m_status->say(tr("Imported %n requests. Nothing was sent.", nullptr, imported->requestCount()), [this, row] {
        if (m_tree.holds(row))
            m_sidebar->edits().remove({row});
    });
    if (!ImportNotes::isWorthShowing(*imported))
        return;
    const auto content = std::make_shared<const WithoutSecrets>(takeSecrets(imported->collection, imported->environments));
    const bool movable = m_session.credentials() && imported->requestCount() > 0;
    const auto keep = [this, content, row](OpenCollection &made) {
        auto *keeping = new ImportKeeping(*m_session.credentials(), m_collections, content, this);
        connect(keeping, &ImportKeeping::refused, this, [this](const Error &why) { refuse(why); });
        connect(keeping, &ImportKeeping::kept, this, [this, row, folder = made.folder().folder()](int secrets) {
            replaceByFiles(row, m_collections.find(folder));
            m_status->say(tr("Saved as files, with %n secrets in the keychain.", nullptr, secrets));
        });
        keeping->run(made, m_session.now());
    };
    auto *notes = new ImportNotes(m_theme, *imported, movable ? int(content->secrets.size()) : 0, this);
    connect(notes, &ImportNotes::moveRequested, this, [this, content, keep] { makeCollection(content->collection.name, keep); });
    notes->show();
}

}
