#include "core/probes/bisect_search.h"

#include <algorithm>

namespace keyhole {

/// The search from its beginning, over the answers that are known, up to the first that is not.
struct BisectSearch::Search {
    BisectSearch &bisect;
    Mixture accepted, refused, needed;  ///< accepted ⊆ refused; needed: found so far

    explicit Search(BisectSearch &owner)
        : bisect(owner), accepted(owner.m_count, false), refused(owner.m_count, true), needed(owner.m_count, false)
    { }

    /// The answer of this time; nothing when it has to be asked for.
    std::optional<MixtureAnswer> ask(const Mixture &mixture, size_t time = 0)
    {
        const auto &answers = bisect.m_answers[mixture];
        if (answers.size() > time)
            return answers[time];
        bisect.m_asked = mixture;
        return std::nullopt;
    }

    /// True when it is over, with this state.
    bool end(State state)
    {
        bisect.m_state = state;
        return true;
    }

    std::vector<size_t> between() const
    {
        std::vector<size_t> open;
        for (size_t i = 0; i < accepted.size(); ++i) {
            if (refused[i] && !accepted[i])
                open.push_back(i);
        }
        return open;
    }

    static Mixture with(Mixture mixture, const std::vector<size_t> &more)
    {
        for (const size_t i : more)
            mixture[i] = true;
        return mixture;
    }

    /// One half of what lies between, then the other if the first makes no sense. False: an answer is missing, or none helps.
    bool halve(bool &undecided)
    {
        const std::vector<size_t> open = between();
        const auto middle = open.begin() + std::ptrdiff_t(open.size() / 2);
        for (const auto &half : {std::vector<size_t>(open.begin(), middle), std::vector<size_t>(middle, open.end())}) {
            const Mixture tried = with(accepted, half);
            const auto answer = ask(tried);
            if (!answer)
                return false;
            if (*answer == MixtureAnswer::Neither)
                continue;
            (*answer == MixtureAnswer::Refused ? refused : accepted) = tried;
            return true;
        }
        undecided = true;
        return false;
    }

    bool run()
    {
        const auto good = ask(accepted);
        if (!good)
            return false;
        if (*good != MixtureAnswer::Accepted)
            return end(State::GoodIsRefused);
        const auto bad = ask(refused);
        if (!bad)
            return false;
        if (*bad != MixtureAnswer::Refused)
            return end(State::BadIsAccepted);
        return findNeeded();
    }

    bool findNeeded()
    {
        while (true) {
            while (between().size() > 1) {
                bool undecided = false;
                if (halve(undecided))
                    continue;
                return undecided && endUndecided();
            }
            const std::vector<size_t> one = between();
            if (one.empty())
                return end(State::Unsteady);  // refused, and accepted as a part of it
            needed = with(needed, one);
            const auto alone = ask(needed);
            if (!alone)
                return false;
            if (*alone == MixtureAnswer::Neither)
                return endUndecided();
            if (*alone == MixtureAnswer::Refused)
                return confirm(with(Mixture(needed.size(), false), one));
            accepted = needed;
        }
    }

    bool endUndecided()
    {
        for (const size_t i : between())
            bisect.m_found.push_back(int(i));
        return end(State::Undecided);
    }

    /// Everything but what was found; then what was found, and the same without its last difference, once more.
    bool confirm(const Mixture &last)
    {
        Mixture others = needed, without = needed;
        others.flip();
        for (size_t i = 0; i < last.size(); ++i)
            without[i] = needed[i] && !last[i];
        const auto rest = ask(others);
        if (!rest)
            return false;
        const auto again = ask(needed, 1);
        if (!again)
            return false;
        const auto accepts = ask(without, bisect.m_answers[without].size() > 1 ? 1 : bisect.m_answers[without].size());
        if (!accepts)
            return false;
        if (*again != MixtureAnswer::Refused || *accepts != MixtureAnswer::Accepted)
            return end(State::Unsteady);
        bisect.m_isAll = *rest == MixtureAnswer::Accepted;
        for (size_t i = 0; i < needed.size(); ++i) {
            if (needed[i])
                bisect.m_found.push_back(int(i));
        }
        return end(State::Found);
    }
};

std::optional<Mixture> BisectSearch::next()
{
    m_asked.reset();
    if (m_state == State::Searching)
        Search(*this).run();
    return m_asked;
}

void BisectSearch::tell(MixtureAnswer answer)
{
    if (m_asked)
        m_answers[*m_asked].push_back(answer);
    m_asked.reset();
}

int BisectSearch::foretold(int differences)
{
    int halvings = 0;
    for (int rest = differences; rest > 1; rest = (rest + 1) / 2)
        ++halvings;
    return halvings + 6;
}

}
