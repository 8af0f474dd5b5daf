#include "ui/request/draft_steps.h"

#include <tuple>

namespace keyhole {

namespace {

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
    const Step *behind = m_steps.behind();
    if (behind && isSame(behind->draft, now)) {
        m_steps.back(std::move(before));
        return;
    }
    if (before.typedIn && behind && behind->typedIn == before.typedIn && behind->page == before.page)
        return m_steps.clearAhead();
    m_steps.add(std::move(before));
}

std::optional<DraftSteps::Step> DraftSteps::back(const RequestDraft &now)
{
    const Step *behind = m_steps.behind();
    return behind ? m_steps.back({behind->page, now, nullptr}) : std::nullopt;
}

std::optional<DraftSteps::Step> DraftSteps::forward(const RequestDraft &now)
{
    const Step *ahead = m_steps.ahead();
    return ahead ? m_steps.forward({ahead->page, now, nullptr}) : std::nullopt;
}

}
