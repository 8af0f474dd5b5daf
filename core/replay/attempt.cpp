#include "core/replay/attempt.h"

#include "core/collection/variables.h"

namespace keyhole {

void ReplayRun::Attempt::cancel()
{
    for (QFutureWatcherBase *watcher : std::initializer_list<QFutureWatcherBase *>{&secret, &credential, &sending}) {
        watcher->disconnect();
        watcher->cancel();
    }
}

std::vector<QByteArray> ReplayRun::Attempt::missing() const
{
    return request.asRecorded ? std::vector<QByteArray>() : request.scopes.unresolved(request.draft);
}

Environment ReplayRun::Attempt::environment(const QString &name, const QHash<QByteArray, Credential> &secrets) const
{
    QHash<QByteArray, Secret> values;
    for (auto each = secrets.cbegin(); each != secrets.cend(); ++each) {
        if (!each->parts.empty())
            values.insert(each.key(), each->parts.front().value);
    }
    Environment environment = request.scopes.environment(values);
    environment.name = name;
    for (Variable &variable : environment.variables) {
        if (const auto from = taken.find(variable.name); from != taken.end()) {
            variable.secret = from->second;
            variable.literal = true;
        }
        const auto known = request.scopes.find(variable.name);
        if (const auto read = known ? secrets.find(known->credential) : secrets.end(); read != secrets.end()) {
            variable.onlyTo = read->info.origins;
            variable.literal = true;
        }
    }
    return environment;
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
