#pragma once

#include "core/compare/learned_noise.h"
#include "core/json/json.h"
#include "core/replay/answer_parts.h"

#include <QStringList>
#include <functional>

namespace keyhole {

/// What an answer came to, as short as it can be kept to tell later whether it is another one.
struct SeenResult {
    int status = 0;  ///< 0: no answer
    QByteArray cause = {};  ///< id of the diagnosed cause; empty: none
    QByteArray body = {};  ///< 8 hexadecimal digits that another body hardly has; empty: not known
    std::vector<AnswerPart> parts = {};  ///< of the body, by place; none: it is known as a whole alone
    friend bool operator==(const SeenResult &, const SeenResult &) = default;
};

SeenResult seenResult(const Exchange &exchange, const QByteArray &cause);

JsonValue toJsonValue(const SeenResult &result);
/// Nothing for what is no such value.
std::optional<SeenResult> seenResultFrom(const JsonValue &json);

/// What is not as it was.
struct ResultChange {
    std::optional<SeenResult> before;  ///< nothing: there was no result yet
    bool status = false, cause = false, body = false;
    QStringList places = {};  ///< of the body: what is another one; none: that is not known
    bool noise = false;  ///< something is another one that differs from answer to answer

    bool isChanged() const { return status || cause || body; }
    friend bool operator==(const ResultChange &, const ResultChange &) = default;
};
/// Whether a place of an answer, as comparisons name it ("response.body/items/*/price"), is known to differ from answer to answer.
using IsNoise = std::function<bool(const QByteArray &place)>;
/// A body that was not known before is none that changed.
ResultChange changeBetween(const std::optional<SeenResult> &before, const SeenResult &now, const IsNoise &isNoise = {});
/// What the two teach of noise: which places differ, where both are answers of one status and known by their parts.
std::optional<NoiseLesson> lessonOf(const std::optional<SeenResult> &before, const SeenResult &now, const NoiseSubject &subject);
/// "401 → 200", "cause none → token.expired", "/total, /items"; "no" where nothing changed, empty where nothing is known.
QString changeText(const ResultChange &change, const SeenResult &now);

}
