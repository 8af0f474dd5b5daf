#pragma once

#include "core/diagnosis/answer.h"

#include <span>

namespace keyhole {

struct Service;

/// What a server, framework or library is known to say, and which cause it stands for.
struct Saying {
    const char *who;  ///< whose words they are
    const char *text;  ///< in lower case
    enum Match { Words, Code } match;  ///< found within a text, or the whole of one
    const char *cause;
    Certainty certainty;  ///< how far these words alone go
    const char *source;  ///< public documentation or code
    const char *service = nullptr;  ///< id of the one service that these words are known of; otherwise anybody's
};

struct Said {
    const Saying *saying;
    const AnswerText *text;
};

/// The known words in an answer.
std::vector<Said> findSayings(const AnswerTexts &answer, const Service *service);

// One table a subject.
std::span<const Saying> tokenLibrarySayings();
std::span<const Saying> tokenServerSayings();
std::span<const Saying> frameworkSayings();
std::span<const Saying> gatewaySayings();
std::span<const Saying> serviceSayings();
std::span<const Saying> oauthSayings();
std::span<const Saying> credentialSayings();
std::span<const Saying> accessSayings();

}
