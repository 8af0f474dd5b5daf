#pragma once

#include <optional>
#include <utility>
#include <vector>

namespace keyhole {

/// The ways back and forward through states of something that is edited.
template <class State> class Steps {
public:
    /// It was changed: there is a step back to what was before, and none forward.
    void add(State before)
    {
        m_after.clear();
        m_before.push_back(std::move(before));
        if (m_before.size() > kMost)
            m_before.erase(m_before.begin());
    }
    /// The state that a step leads to; nullptr where there is none.
    const State *behind() const { return m_before.empty() ? nullptr : &m_before.back(); }
    const State *ahead() const { return m_after.empty() ? nullptr : &m_after.back(); }
    /// Takes the step; `now` is what the other way leads to then.
    std::optional<State> back(State now) { return take(m_before, m_after, std::move(now)); }
    std::optional<State> forward(State now) { return take(m_after, m_before, std::move(now)); }
    void clearAhead() { m_after.clear(); }
    void clear()
    {
        m_before.clear();
        m_after.clear();
    }

private:
    static constexpr size_t kMost = 50;

    static std::optional<State> take(std::vector<State> &from, std::vector<State> &to, State now)
    {
        if (from.empty())
            return std::nullopt;
        State wanted = std::move(from.back());
        from.pop_back();
        to.push_back(std::move(now));
        return wanted;
    }

    std::vector<State> m_before, m_after;  ///< the nearest last
};

}
