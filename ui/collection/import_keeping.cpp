#include "ui/collection/import_keeping.h"

#include "ui/collection/open_collections.h"

namespace keyhole {

int filesIn(const std::vector<CollectionItem> &items)
{
    int files = int(items.size());
    for (const CollectionItem &item : items)
        files += filesIn(item.children);
    return files;
}

SaveResult<> fillWith(CollectionFolder &folder, const WithoutSecrets &content)
{
    const auto filled = fillCollection(folder, content);
    return filled ? SaveResult<>() : failure(SaveFailure{SaveFailure::Reason::Refused, filled.error()});
}

ImportKeeping::ImportKeeping(CredentialStore &store, OpenCollections &open, std::shared_ptr<const WithoutSecrets> content, QObject *parent)
    : QObject(parent), m_store(store), m_open(open), m_content(std::move(content))
{ }

void ImportKeeping::run(OpenCollection &made, Instant now)
{
    const auto fill = [content = m_content](CollectionFolder &folder) { return fillWith(folder, *content); };
    made.work(
        fill,
        [this, folder = made.folder().folder(), name = made.folder().name(), now](const SaveResult<> &filled) {
            if (!filled) {
                emit refused(filled.error().error);
                return deleteLater();
            }
            auto *move = new SecretMove(m_store, m_content->secrets, name, now, this);
            connect(move, &SecretMove::finished, this, [this, folder](const auto &stored, const auto &why) { refer(folder, stored, why); });
            move->start();
        },
        filesIn(m_content->collection.items));
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
