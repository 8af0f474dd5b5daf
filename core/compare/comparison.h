#pragma once

#include "core/compare/compared_sides.h"
#include "core/compare/learned_noise.h"
#include "core/http/exchange.h"

namespace keyhole {

/// The part of two exchanges that a difference is in, in the order in which they are shown.
enum class ComparedPart {
    Address,
    RequestFields,
    Credential,
    Cookies,
    RequestBody,
    Clock,
    Tls,
    Connection,
    Redirects,
    Status,
    ResponseFields,
    ResponseBody,
    Times,
};
constexpr int kComparedParts = int(ComparedPart::Times) + 1;
const char *partId(ComparedPart part);  ///< "request-fields"
QString partName(ComparedPart part);  ///< "Request fields"

/// What a difference is worth to somebody who asks why the two answers are not alike.
enum class DifferenceWeight {
    Explains,  ///< a server may judge by it
    Outcome,  ///< it is what came of it: the answer
    Minor,  ///< servers seldom look at it
    Noise,  ///< it differs between any two exchanges; folded away
};
const char *weightId(DifferenceWeight weight);  ///< "explains"

struct ExchangeDifference {
    ComparedPart part = ComparedPart::Address;
    enum class Kind { Added, Removed, Changed, Moved } kind = Kind::Changed;
    QByteArray where;  ///< place, as in Evidence: in the right exchange, of what only the left has in the left one
    QString name;  ///< "Authorization", "scope", "/items/3/price"; control characters made visible
    QString left, right;  ///< secrets masked by marks that keep equality; empty: it is not there
    QString says;  ///< what differs, in a few words
    DifferenceWeight weight = DifferenceWeight::Explains;
    int rank = 50;  ///< within its weight, 0 to 100: how much it tells
    QString why;  ///< of noise: why it is folded; of others why it counts; may be empty
    QByteArray place;  ///< what is learned by: without the numbers of hops and list items
};

/// One of the two, for a heading.
struct ComparedSide {
    QString line;  ///< "GET https://host/path → 200", masked
    int status = 0;  ///< 0: no answer
    int entry = 0;  ///< of a recording, from 1
    std::optional<Instant> at;
};

struct ExchangeComparison {
    ComparedSide left, right;
    std::vector<ExchangeDifference> items;  ///< what tells most first, noise last
    qsizetype leftOut = 0;  ///< differences beyond the limits of a part

    qsizetype count(DifferenceWeight weight) const;
    /// Whether anything differs but noise.
    bool differs() const { return count(DifferenceWeight::Noise) != qsizetype(items.size()); }
};

struct CompareOptions {
    LearnedNoise noise = {};  ///< what is known to differ in every answer of the host
    ComparedSides sides = ComparedSides::Whole;
    bool secretsCompare = true;  ///< false: one side has marks of another key, or none; then no secret is said to be another
};

/// What differs in meaning between two exchanges. Of several hops those are compared that asked for the same address last; the ways there
/// are compared as a whole. No secret of either stands in the result. Marks of a history count as the secrets that they stand for. At most
/// 200 differences a body, 500 of all.
ExchangeComparison compareExchanges(const Exchange &left, const Exchange &right, const CompareOptions &options = {});

/// Whether a difference may turn out to be noise when other exchanges are looked at.
bool mayBeLearned(const ExchangeDifference &item);

/// "1 difference may explain it, 3 in the answer, 28 folded as noise."
QString comparisonSummary(const ExchangeComparison &comparison);

}
