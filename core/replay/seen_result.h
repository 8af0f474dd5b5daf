#pragma once

#include "core/json/json.h"
#include "core/replay/answer_parts.h"

#include <QStringList>

namespace keyhole {

/// What an answer came to, as short as it can be kept to tell later whether it is another one.
struct SeenResult {
    int status = 0;  ///< 0: no answer
    QByteArray cause = {};  ///< id of the diagnosed cause; empty: none
    QByteArray body = {};  ///< 8 hexadecimal digits that another body hardly has; empty: not known
    std::vector<AnswerPart> parts = {};  ///< of the body, by place; none: it is known as a whole alone
    int compared = 0;  ///< answers that were held against the one before, for what was learned of the parts
    friend bool operator==(const SeenResult &, const SeenResult &) = default;
};

SeenResult seenResult(const Exchange &exchange, const QByteArray &cause);

JsonValue toJsonValue(const SeenResult &result);
/// Nothing for what is no such value.
std::optional<SeenResult> seenResultFrom(const JsonValue &json);

/// The result with what was learned before, and from it: of the parts, how often each was another one in answers of the same status. To be
/// kept in the place of the one before.
SeenResult withLearned(const std::optional<SeenResult> &before, SeenResult now);

/// What is not as it was.
struct ResultChange {
    std::optional<SeenResult> before;  ///< nothing: there was no result yet
    bool status = false, cause = false, body = false;
    QStringList places = {};  ///< of the body: what is another one; none: that is not known
    bool noise = false;  ///< something is another one that differs from answer to answer

    bool isChanged() const { return status || cause || body; }
    friend bool operator==(const ResultChange &, const ResultChange &) = default;
};
/// A body that was not known before is none that changed. A part that differed at least twice, and in half of the answers, is noise.
ResultChange changeBetween(const std::optional<SeenResult> &before, const SeenResult &now);
/// "401 → 200", "cause none → token.expired", "/total, /items"; "no" where nothing changed, empty where nothing is known.
QString changeText(const ResultChange &change, const SeenResult &now);

}
