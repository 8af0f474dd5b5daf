#include "core/diagnosis/time_window.h"

#include "core/diagnosis/knowledge/knowledge.h"

namespace keyhole {

const TimeWindow *windowOf(const Facts &facts, TimeWindow Profile::*window)
{
    const auto known = [window](const Profile *profile) { return profile && (profile->*window).isKnown() ? &(profile->*window) : nullptr; };
    if (const TimeWindow *found = known(facts.service))
        return found;
    for (const Said &words : facts.said) {
        if (const TimeWindow *found = known(words.saying->profile))
            return found;
    }
    return facts.answeredBy ? known(findKnown(facts.answeredBy->layer.profile)) : nullptr;
}

}
