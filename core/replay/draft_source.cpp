#include "core/replay/draft_source.h"

namespace keyhole {

namespace {

/// Values of secret variables are there already, so that they are read from no keychain.
ScopedVariables scopeOf(const Environment &environment)
{
    ScopedVariables scope{VariableScope::DotEnv, environment.name, {}, {}};
    for (const Variable &variable : environment.variables)
        scope.variables.push_back({true, variable.name, variable.value, variable.secret});
    return scope;
}

}

DraftSource::DraftSource(QString name, std::vector<RequestDraft> drafts, const Environment &environment)
    : m_name(std::move(name)), m_drafts(std::move(drafts)), m_scopes({scopeOf(environment)}), m_last(m_drafts.size())
{
    for (const RequestDraft &draft : m_drafts) {
        const QString number = QStringLiteral("request %1").arg(m_items.size() + 1);
        m_items.push_back({draft.name.isEmpty() ? number : draft.name, number, draft.method, draft.address});
    }
}

Result<ReplayRequest> DraftSource::request(int item)
{
    ReplayRequest request;
    request.draft = m_drafts.at(size_t(item));
    request.scopes = m_scopes;
    return request;
}

}
