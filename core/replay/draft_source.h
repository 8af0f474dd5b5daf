#pragma once

#include "core/replay/replay_source.h"

namespace keyhole {

/// Requests that are in memory: of an open tab as it is typed, of the lab, of an import that was not saved.
class DraftSource final : public ReplaySource {
public:
    /// The drafts have their credential already, and nothing inherited.
    DraftSource(QString name, std::vector<ReplayRequest> requests);

    QString name() const override { return m_name; }
    const std::vector<ReplayItem> &items() const override { return m_items; }
    Result<ReplayRequest> request(int item) override { return m_requests.at(size_t(item)); }
    std::optional<SeenResult> lastResult(int item) const override { return m_last.at(size_t(item)); }
    void setLastResult(int item, const SeenResult &result) override { m_last.at(size_t(item)) = result; }

private:
    const QString m_name;
    const std::vector<ReplayRequest> m_requests;
    std::vector<ReplayItem> m_items;
    std::vector<std::optional<SeenResult>> m_last;
};

}
