#include "ui/collection/import_keeping.h"

#include "ui/collection/open_collections.h"

namespace keyhole {

ImportKeeping::ImportKeeping(CredentialStore &store, OpenCollections &open, std::shared_ptr<const WithoutSecrets> content, QObject *parent)
    : QObject(parent), m_store(store), m_open(open), m_content(std::move(content))
{ }

void ImportKeeping::run(OpenCollection &made, Instant now)
{
    const auto filled = fillCollection(made.folder(), *m_content);
    made.told();
    if (!filled) {
        emit refused(filled.error());
        return deleteLater();
    }
    auto *move = new SecretMove(m_store, m_content->secrets, made.folder().name(), now, this);
    connect(move, &SecretMove::finished, this,
            [this, folder = made.folder().folder()](const auto &stored, const auto &why) { refer(folder, stored, why); });
    move->start();
}

void ImportKeeping::refer(const QString &folder, const std::vector<VariableCredential> &stored, const std::optional<StoreError> &why)
{
    deleteLater();
    OpenCollection *made = m_open.find(folder);  // it may have been closed meanwhile
    const auto referred = made ? referTo(made->folder(), stored) : Result<void>();
    if (!referred)
        emit refused(referred.error());
    else if (why)
        emit refused({tr("%1 of %2 secrets are in the keychain; the other variables have no value.")
                          .arg(stored.size())
                          .arg(m_content->secrets.size()),
                      why->error.what, why->error.remedy});
    else
        emit kept(int(stored.size()));
}

}
