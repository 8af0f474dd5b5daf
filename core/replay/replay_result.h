#pragma once

#include "core/collection/expectation.h"
#include "core/collection/hand_on.h"
#include "core/diagnosis/report.h"
#include "core/replay/seen_result.h"

#include <memory>

namespace keyhole {

struct Diagnosed;

/// An expectation and what was seen.
struct JudgedExpectation {
    QString text;  ///< "res.status eq 200", or what its author calls it
    bool held = false;
    QString says = {};  ///< why it does not hold, or cannot be checked; secrets masked
    friend bool operator==(const JudgedExpectation &, const JudgedExpectation &) = default;
};

/// What came of one request of a replay.
struct ReplayResult {
    enum class Outcome {
        Passed,
        Failed,  ///< an expectation did not hold; without any: it was refused, or got no answer
        NotSent,  ///< it could not be sent as it stands; counts as failed
        Skipped,  ///< it changes data and that was not allowed, or is nothing that can be sent
        Cancelled,
    };
    int item = 0;  ///< of the source, from 0
    int number = 0;  ///< in the order of the replay, from 0, counted over all rounds
    int round = 1;  ///< of the repetitions, from 1
    QString name, place;  ///< of the item
    Outcome outcome = Outcome::Passed;
    QByteArray method;
    QString address;  ///< as it was sent, secrets masked
    int status = 0;  ///< 0: no answer
    Milliseconds time{0};  ///< of all its hops
    std::optional<Instant> at = {};  ///< when it was answered or given up
    QByteArray cause = {};  ///< id of the diagnosed cause; empty: none
    std::optional<Certainty> certainty = {};
    QString headline = {};  ///< of the diagnosis
    QString says = {};  ///< why it failed, was not sent or skipped, in a sentence; empty when it passed
    QStringList notes = {};  ///< what was left behind, or could not be taken from the answer
    std::vector<HandOn> withheld = {};  ///< the leave that it lacked; it was not sent
    std::vector<JudgedExpectation> expectations = {};
    SeenResult seen = {};
    ResultChange change = {};
    std::shared_ptr<const Exchange> exchange = {};  ///< absent beyond the run's limit, and where nothing was sent
    QByteArrayList secrets = {};  ///< values that the exchange carries, wherever they stand

    bool isFailure() const { return outcome == Outcome::Failed || outcome == Outcome::NotSent; }
    bool wasSent() const { return outcome == Outcome::Passed || outcome == Outcome::Failed; }
};

/// "passed", "failed", "not sent", "skipped", "cancelled".
QString outcomeText(ReplayResult::Outcome outcome);

/// Puts what an exchange came to into a result: an answer is judged by the expectations; where there are none, a refusal fails. No answer
/// always fails.
void judgeExchange(ReplayResult &result, const Diagnosed &diagnosed, const std::vector<Expectation> &expectations);

}
