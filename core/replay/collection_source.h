#pragma once

#include "core/collection/collection_folder.h"
#include "core/replay/replay_source.h"

#include <functional>

namespace keyhole {

/// The requests in a folder of a collection (0: in all of it) in the order of its list, each with its id.
std::vector<int> requestsBelow(const CollectionFolder &collection, int folder);

/// Requests of an OpenCollection folder, with what they get from the folders that they are in: credential, fields, variables. What came of
/// them the last time is kept in the side-car.
class CollectionSource final : public ReplaySource {
public:
    /// Variables from outside of the collection that a request sees; `path` is its file.
    using Outside = std::function<std::vector<ScopedVariables>(const RequestFile &request, const QString &path)>;
    /// `ids` are of requests, in the order in which they are sent. The collection must outlive it.
    CollectionSource(CollectionFolder &collection, std::vector<int> ids, const QString &environment, Outside outside = {});

    /// What could not be read of the environment.
    const std::vector<FileNote> &notes() const { return m_notes; }

    QString name() const override { return m_collection.name(); }
    const std::vector<ReplayItem> &items() const override { return m_items; }
    Result<ReplayRequest> request(int item) override;
    void readAhead(const std::vector<int> &items) override;
    std::optional<SeenResult> lastResult(int item) const override;
    void setLastResult(int item, const SeenResult &result) override;
    Result<void> keepResults() override;

private:
    /// What a folder gives to the requests in it.
    struct Surroundings {
        VariableScopes scopes{{}};
        std::vector<SettingsFile> settings;  ///< the nearest folder's first, the collection's last
    };
    Result<const Surroundings *> around(int folder);
    Result<RequestFile> file(int item);

    CollectionFolder &m_collection;
    const std::vector<int> m_ids;
    const QString m_environment;
    const Outside m_outside;
    std::vector<ReplayItem> m_items;
    std::vector<FileNote> m_notes;
    std::vector<int> m_ahead;  ///< items that are read on another thread
    QFuture<CollectionFolder::ReadFile> m_readAhead;
    std::map<int, Surroundings> m_around;  ///< by folder
    QHash<QString, SeenResult> m_last;  ///< by path
};

}
