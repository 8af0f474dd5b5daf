#pragma once

#include "core/collection/expectation.h"
#include "core/collection/variable_scopes.h"
#include "core/replay/changing_methods.h"
#include "core/replay/seen_result.h"

namespace keyhole {

/// A request of a replay as a list shows it, before it is read.
struct ReplayItem {
    QString name;
    QString place;  ///< what names it: "orders/list.yml", "entry 3"
    QByteArray method, address;  ///< as written: the address may hold {{variables}}, and secrets
    QString leftOut = {};  ///< why it is nothing that can be sent; empty: it can
};

/// A request of a replay with all that belongs to it.
struct ReplayRequest {
    RequestDraft draft;
    VariableScopes scopes{{}};
    std::vector<Capture> captures = {};
    std::vector<Expectation> expectations = {};
    bool asRecorded = false;  ///< a {{name}} in it is text, and stands for nothing
    QStringList notes = {};  ///< what is not as it was written or recorded: "the recorded Authorization stays behind"
};

/// Where the requests of a replay come from. They are read one by one, when they are about to be sent.
class ReplaySource {
public:
    virtual ~ReplaySource() = default;

    virtual QString name() const = 0;
    virtual const std::vector<ReplayItem> &items() const = 0;
    /// Fails where it cannot be read, with file or entry as the place.
    virtual Result<ReplayRequest> request(int item) = 0;
    /// These are asked for next, in this order: begins to read them meanwhile, where that helps. What was begun before is given up.
    virtual void readAhead(const std::vector<int> &items);

    /// What came of it the last time; nothing where that is not known.
    virtual std::optional<SeenResult> lastResult(int item) const = 0;
    virtual void setLastResult(int item, const SeenResult &result) = 0;
    /// Keeps the last results for later runs, where there is a place for them.
    virtual Result<void> keepResults() { return {}; }
};

/// The address of an item with its secrets masked.
QString shownAddress(const QByteArray &address);

/// How many requests of each method change data, of those that are chosen, by the number.
std::vector<std::pair<QByteArray, int>> changingMethods(const std::vector<ReplayItem> &items, const std::vector<int> &chosen);
/// "3 requests change data: 2 POST, 1 DELETE"; empty where none does.
QString changingMethodsText(const std::vector<std::pair<QByteArray, int>> &methods);

}
