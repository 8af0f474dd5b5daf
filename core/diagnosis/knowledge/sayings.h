#pragma once

#include "core/diagnosis/answer/answer.h"
#include "core/diagnosis/knowledge/profile.h"

namespace keyhole {

struct Said {
    const Saying *saying;
    const AnswerText *text;
};

/// The known words in an answer; `service` is the one that answers, where it is known.
/// Words that name several causes, and so none, count only as far as *possible*.
std::vector<Said> findSayings(const AnswerTexts &answer, const Profile *service);

/// A text that leaves open which of several it was: "expired, revoked or malformed".
struct SeveralNamed {
    const AnswerText *text;
    QStringList states;  ///< as it names them
};
std::optional<SeveralNamed> severalNamed(const AnswerTexts &answer);

}
