#include "core/replay/draft_source.h"

namespace keyhole {

DraftSource::DraftSource(QString name, std::vector<ReplayRequest> requests)
    : m_name(std::move(name)), m_requests(std::move(requests)), m_last(m_requests.size())
{
    for (const ReplayRequest &each : m_requests) {
        const QString number = QStringLiteral("request %1").arg(m_items.size() + 1);
        m_items.push_back({each.draft.name.isEmpty() ? number : each.draft.name, number, each.draft.method, each.draft.address});
    }
}

}
