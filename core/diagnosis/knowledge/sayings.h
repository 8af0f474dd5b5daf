#pragma once

#include "core/diagnosis/answer/answer.h"
#include "core/diagnosis/knowledge/profile.h"

namespace keyhole {

struct Said {
    const Saying *saying;
    const AnswerText *text;
};

/// The known words in an answer; `service` is the one that answers, where it is known.
std::vector<Said> findSayings(const AnswerTexts &answer, const Profile *service);

}
