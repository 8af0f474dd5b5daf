#pragma once

#include <map>
#include <optional>
#include <vector>

namespace keyhole {

/// Which of the differences are as in the refused request.
using Mixture = std::vector<bool>;

enum class MixtureAnswer {
    Accepted,
    Refused,
    Neither,  ///< 400, 404: the mixture makes no sense to the server
};

/// Finds the differences between an accepted and a refused request that make it refused, from answers to mixtures of both. It keeps one
/// mixture that is accepted and one that is refused, and asks about the middle of what lies between them, until one difference is left;
/// when that alone is not refused, it needs others, which are looked for in the same way. So one cause among n is found by
/// ⌈log2 n⌉ mixtures and six more: both ends, the cause alone, everything but the cause, and cause and end once more, since a server that
/// changes its answers by itself shows nothing.
class BisectSearch {
public:
    explicit BisectSearch(int differences) : m_count(size_t(differences)) { }

    enum class State {
        Searching,
        Found,
        GoodIsRefused,  ///< what was accepted is not any longer
        BadIsAccepted,  ///< what was refused is not any longer
        Unsteady,  ///< one mixture was answered in both ways
        Undecided,  ///< mixtures get neither answer
    };
    State state() const { return m_state; }
    /// What to ask about; nothing when it is over.
    std::optional<Mixture> next();
    /// The answer to the last one.
    void tell(MixtureAnswer answer);

    /// Of Found: a set of which each is needed. Of Undecided: what is left between them.
    const std::vector<int> &found() const { return m_found; }
    /// Of Found: without them the request is accepted, so that they are all there is. Otherwise something else is refused as well.
    bool isAll() const { return m_isAll; }

    /// Requests for one cause among so many differences, at most.
    static int foretold(int differences);

private:
    struct Search;
    std::size_t m_count;
    State m_state = State::Searching;
    std::vector<int> m_found;
    bool m_isAll = false;
    std::map<Mixture, std::vector<MixtureAnswer>> m_answers;
    std::optional<Mixture> m_asked;
};

}
