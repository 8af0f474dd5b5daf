#pragma once

#include "core/diagnosis/report.h"
#include "core/result.h"

#include <span>

namespace keyhole {

struct Facts;

/// What stands for {name} in the texts of a cause.
struct TextParameter {
    const char *name;
    QString value;
};

/// A cause was found: how sure that is, on what it rests, and what its texts need.
struct Verdict {
    Certainty certainty = Certainty::Possible;
    std::vector<Evidence> evidence = {};
    std::vector<TextParameter> parameters = {};
    std::vector<Action> actions = {};
    /// Warning or Note where the fault is real and does not explain the refusal; otherwise it follows from the certainty.
    std::optional<FindingRole> role = {};
    /// What it explains follows from the same facts, whatever doubt is left here: it stands above a surer finding that it explains.
    bool standsAboveSurer = false;
};

/// A verdict, or in a few words why this is not the cause: "the token has no exp".
using Check = tl::expected<Verdict, QString>;
inline tl::unexpected<QString> ruledOut(QString reason)
{
    return tl::unexpected<QString>(std::move(reason));
}

/// One cause that Keyhole can recognise. A rule is data and a pure function: no state, clock, network or settings.
struct Rule {
    const char *id;  ///< stable name from the list of causes; in reports, pages and fixtures; never renamed
    const char *summary;  ///< one line, for the list of causes
    Check (*check)(const Facts &facts);
};

/// Every rule, in the order of the pages.
std::span<const Rule *const> allRules();
const Rule *findRule(QByteArrayView id);

/// The page of a cause (Markdown), from the program's resources; empty for an unknown id.
QString rulePage(QByteArrayView id);

}
