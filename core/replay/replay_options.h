#pragma once

#include "core/collection/hand_on.h"
#include "core/collection/request_draft.h"
#include "core/http/instant.h"
#include "core/replay/stop_rule.h"

#include <QObject>
#include <functional>

namespace keyhole {

/// How a replay goes.
struct ReplayOptions {
    static constexpr int kMostParallel = 16;
    static constexpr int kMostRequests = 100'000;  ///< all repetitions together

    int parallel = 1;  ///< requests on their way at once; 1: one after the other, in their order
    int repeat = 1;
    Milliseconds delay{0};  ///< from the end of a request to the start of the one after it
    bool sendChanges = false;  ///< whether requests that change data are sent; otherwise they are skipped
    std::vector<StopRule> stop = {};
    QString environment = {};  ///< its name: the cookie jar is this one's
    std::vector<Variable> variables = {};  ///< stand before those of any scope
    std::vector<HandOn> handOns = {};  ///< where secrets of answers may go, besides the origin that gave them
    TransportOptions transport = {};  ///< of each request; a time limit of the request's own stays
    qint64 keptBytes = 256LL << 20;  ///< of exchanges; beyond it results are kept without them, the oldest first; 0: none are wanted
    /// Calls back after a time, unless the object is gone by then; tests put their own in its place.
    std::function<void(Milliseconds, QObject *, std::function<void()>)> wait = {};
};

/// Why these options cannot be: a number outside its limits, or more requests than are sent in one replay.
std::optional<Error> refuse(const ReplayOptions &options, size_t requests);

}
