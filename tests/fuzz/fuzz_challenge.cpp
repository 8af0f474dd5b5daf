#include "core/http/challenge.h"
#include "demand.h"

using namespace keyhole;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const QByteArrayView value = inputOf(data, size);
    const ChallengeList list = readChallenges(value);
    for (const SyntaxError &problem : list.problems)
        demand(problem.offset >= 0 && problem.offset <= value.size());
    for (const Challenge &challenge : list.challenges) {
        demand(value.sliced(challenge.offset).startsWith(challenge.scheme));
        for (const AuthParameter &parameter : challenge.parameters)
            demand(value.sliced(parameter.offset).startsWith(parameter.name));
    }
    demand(parseChallenges(value).has_value() == list.problems.empty());
    return 0;
}
