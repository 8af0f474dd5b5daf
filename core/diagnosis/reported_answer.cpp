#include "core/diagnosis/facts.h"
#include "core/diagnosis/gather.h"
#include "core/diagnosis/words.h"

namespace keyhole {

std::optional<ReportedAnswer> reportedAnswer(const Facts &facts)
{
    constexpr int kMostText = 400;
    if (!facts.response)
        return std::nullopt;
    ReportedAnswer reported;
    if (const AnswerError *error = facts.answer.main()) {
        reported.format = error->format;
        reported.code = error->codes.empty() ? QString() : quoted(error->codes.front().text, kMostText);
        reported.message = error->message ? quoted(error->message->text, kMostText) : QString();
    }
    for (const AnswerError &error : facts.answer.errors) {
        for (const Asked &each : error.asked)
            reported.asked.push_back({askedName(each.what), quoted(each.text.text, kMostText), each.text.where});
    }
    for (const AnswerText &id : facts.answer.ids)
        reported.ids.push_back({id.name, quoted(id.text, kMostText), id.where});
    return reported;
}

}
