#include "ui/request/draft_steps.h"

#include <tuple>

namespace keyhole {

namespace {

constexpr size_t kMostSteps = 50;

auto partsOf(const RequestDraft &draft)
{
    return std::tie(draft.name, draft.method, draft.address, draft.disabledParams, draft.fields, draft.auth, draft.furtherAuth, draft.body,
                    draft.cookies, draft.automatic, draft.useJar, draft.followRedirects, draft.allowedOrigins, draft.transport,
                    draft.description, draft.scripts);
}

}

bool isSame(const RequestDraft &one, const RequestDraft &other)
{
    return partsOf(one) == partsOf(other);
}

void DraftSteps::note(Step before, const RequestDraft &now)
{
    if (!m_before.empty() && isSame(m_before.back().draft, now)) {
        m_before.pop_back();
        m_after.push_back(std::move(before));
        return;
    }
    m_after.clear();
    if (before.typedIn && !m_before.empty() && m_before.back().typedIn == before.typedIn && m_before.back().page == before.page)
        return;
    m_before.push_back(std::move(before));
    if (m_before.size() > kMostSteps)
        m_before.erase(m_before.begin());
}

std::optional<DraftSteps::Step> DraftSteps::take(std::vector<Step> &from, std::vector<Step> &to, const RequestDraft &now)
{
    if (from.empty())
        return std::nullopt;
    Step step = std::move(from.back());
    from.pop_back();
    to.push_back({step.page, now, nullptr});
    return step;
}

void DraftSteps::clear()
{
    m_before.clear();
    m_after.clear();
}

}
