#include "core/diagnosis/knowledge/sayings.h"

#include "core/diagnosis/knowledge/services.h"

namespace keyhole {

std::vector<Said> findSayings(const AnswerTexts &answer, const Service *service)
{
    std::vector<Said> found;
    if (answer.isEmpty())
        return found;
    for (const auto &table : {tokenLibrarySayings(), frameworkSayings(), gatewaySayings(), serviceSayings(), oauthSayings()}) {
        for (const Saying &saying : table) {
            if (saying.service && (!service || qstrcmp(service->id, saying.service) != 0))
                continue;
            const AnswerText *text = saying.match == Saying::Code ? answer.code(saying.text) : answer.saying(saying.text);
            if (text)
                found.push_back({&saying, text});
        }
    }
    return found;
}

}
