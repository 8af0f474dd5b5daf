#pragma once

#include "core/result.h"

#include <QByteArray>

namespace keyhole {

struct ReplayResult;

/// When a replay ends before its end.
struct StopRule {
    enum class Kind {
        Failures,  ///< as many requests failed
        FailedExpectation,  ///< an expectation did not hold
        Status,  ///< an answer had that status
        Cause,  ///< a cause was diagnosed
    };
    Kind kind = Kind::Failures;
    int number = 1;  ///< Failures: how many; Status: which one, or its first digit (4 for all of 4xx)
    QByteArray cause = {};  ///< Cause: an id, or an area ("token")
    friend bool operator==(const StopRule &, const StopRule &) = default;
};

/// "failure", "3 failures", "expectation", "status 401", "status 5xx", "cause token.expired". Fails for any other text.
Result<StopRule> parseStopRule(const QString &text);
QString stopRuleText(const StopRule &rule);

/// Whether the replay ends with this result; `failed` requests failed so far, it included.
bool stopsAt(const StopRule &rule, const ReplayResult &result, int failed);

}
