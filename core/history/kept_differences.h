#pragma once

#include "core/history/history_store.h"

namespace keyhole {

/// An exchange, and which key its marks were made with.
struct KeptExchange {
    Exchange exchange;
    QByteArray marks;
};
Result<KeptExchange> keptExchange(const HistoryStore &store, qint64 id);

/// What changed since a request last worked, or of an accepted one since it was last refused, by what the history keeps of it: of earlier
/// runs as well, by the marks of their secrets. Absent where nothing of the kind came before.
Result<std::optional<Differences>> keptDifferences(const HistoryStore &store, const HistoryEntry &entry);

/// The latest accepted exchanges of a request, oldest first: what noise is learnt from.
Result<std::vector<KeptExchange>> keptSuccesses(const HistoryStore &store, const Request &request, int most);

}
