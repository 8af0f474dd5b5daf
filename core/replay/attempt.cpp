#include "core/replay/attempt.h"

#include "core/collection/variables.h"

namespace keyhole {

void ReplayRun::Attempt::cancel()
{
    cancelled = true;
    variables.cancel();
    credential.cancel();
    sending.cancel();
}

std::vector<QByteArray> ReplayRun::Attempt::missing() const
{
    return request.asRecorded ? std::vector<QByteArray>() : request.scopes.unresolved(request.draft);
}

std::vector<Expectation> ReplayRun::Attempt::expectations(const Environment &environment) const
{
    std::vector<Expectation> filled = request.expectations;
    for (Expectation &expectation : filled) {
        Substitution substitution(environment);
        const QByteArray value = substitution.apply(expectation.value);
        if (value == expectation.value)
            continue;
        // What is shown is what was written.
        if (expectation.description.isEmpty())
            expectation.description = QString::fromUtf8(expectation.expression + ' ' + expectation.comparison + ' ' + expectation.value);
        expectation.value = value;
    }
    return filled;
}

}
