#pragma once

#include "core/formats/export/secret_move.h"

#include <memory>

namespace keyhole {

class OpenCollection;
class OpenCollections;

int filesIn(const std::vector<CollectionItem> &items);
/// fillCollection() as work of an OpenCollection.
SaveResult<> fillWith(CollectionFolder &folder, const WithoutSecrets &content);

/// Keeps what was imported as files: without its secrets, which go into a store, and the variables of the files refer to them there. Goes
/// when it is done.
class ImportKeeping : public QObject {
    Q_OBJECT
public:
    /// `store` and `open` outlive this.
    ImportKeeping(CredentialStore &store, OpenCollections &open, std::shared_ptr<const WithoutSecrets> content, QObject *parent = nullptr);
    /// `made` is empty.
    void run(OpenCollection &made, Instant now);

signals:
    void kept(int secrets);
    /// What is kept by then stays: files without secrets, and those secrets that were stored.
    void refused(const keyhole::Error &why);

private:
    void refer(const QString &folder, const std::vector<VariableCredential> &stored, const std::optional<StoreError> &why);

    CredentialStore &m_store;
    OpenCollections &m_open;
    std::shared_ptr<const WithoutSecrets> m_content;
};

}
