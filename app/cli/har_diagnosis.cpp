#include "app/cli/har_diagnosis.h"

namespace keyhole {

namespace {

/// How many entries before one its diagnosis reads; of any host, since other hosts tell about the clocks and issue the tokens.
constexpr int kEarlier = 50;

}

Result<Report> HarDiagnosis::report(int entry)
{
    const auto exchange = m_har.exchange(entry);
    if (!exchange)
        return failure(exchange.error());
    m_kept.erase(m_kept.begin(), m_kept.lower_bound(entry - kEarlier));
    std::vector<const Exchange *> earlier;
    for (int i = std::max(0, entry - kEarlier); i < entry; ++i) {
        if (const Exchange *each = before(i))
            earlier.push_back(each);
    }
    DiagnosisInput input{*exchange, std::move(earlier)};
    input.marks = &m_marks;
    return diagnose(input);
}

const Exchange *HarDiagnosis::before(int entry)
{
    auto found = m_kept.find(entry);
    if (found == m_kept.end()) {
        // An entry that cannot be read says nothing about a later one; it is told when it is asked for itself.
        auto exchange = m_har.exchange(entry);
        found = m_kept.emplace(entry, exchange ? std::optional(std::move(*exchange)) : std::nullopt).first;
    }
    return found->second ? &*found->second : nullptr;
}

bool HarDiagnosis::isRefused(int entry) const
{
    return isRefusal(m_har.summary(entry).status);
}

}
