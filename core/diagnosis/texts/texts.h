#pragma once

#include "core/diagnosis/rule.h"

namespace keyhole {

struct TextAction {
    const char *id;
    const char *label;
};

/// The words of one cause; {name} stands for a parameter of the verdict, **so** for emphasis. Window, command line and report say the same.
struct CauseTexts {
    const char *id;
    const char *headline;  ///< short form for the verdict
    const char *title;  ///< at most 60 characters, no full stop, says what is
    const char *maybe;  ///< the title when it is only possible
    const char *why;
    const char *help;
    TextAction best, look;  ///< best fix, and where to look closer; id nullptr: none
};

const CauseTexts *findTexts(QByteArrayView id);
QString fillText(const char *text, const std::vector<TextParameter> &parameters);

// One table an area.
std::span<const CauseTexts> headerTexts();
std::span<const CauseTexts> basicTexts();
std::span<const CauseTexts> digestTexts();
std::span<const CauseTexts> apikeyTexts();
std::span<const CauseTexts> tokenTexts();
std::span<const CauseTexts> clockTexts();
std::span<const CauseTexts> cookieTexts();
std::span<const CauseTexts> csrfTexts();
std::span<const CauseTexts> signatureTexts();
std::span<const CauseTexts> oauthTexts();
std::span<const CauseTexts> accountTexts();
std::span<const CauseTexts> serverTexts();
std::span<const CauseTexts> statusTexts();
std::span<const CauseTexts> tlsTexts();
std::span<const CauseTexts> negotiateTexts();

}
