// One request of a replay: read, resolved, sent, judged.
#include "core/replay/attempt.h"

#include "core/session/credential_scope.h"
#include "core/session/prepare.h"

namespace keyhole {

namespace {

ScopedVariables scopeOf(const std::map<QByteArray, Variable> &values, const QString &name)
{
    ScopedVariables scope{VariableScope::Captured, name, {}, {}};
    for (const auto &[variable, value] : values)
        scope.variables.push_back({true, variable, value.value});
    return scope;
}

Error missingError(const std::vector<QByteArray> &names)
{
    QStringList braced;
    for (const QByteArray &name : names)
        braced += QStringLiteral("{{%1}}").arg(visibleText(QString::fromUtf8(name)));
    return {QStringLiteral("%1 has no value.").arg(braced.join(QStringLiteral(", "))),
            {},
            QStringLiteral("Choose an environment that gives it one, or take it from the answer of an earlier request.")};
}

QString sentence(const Error &error)
{
    return error.remedy.isEmpty() ? error.what : error.what + QLatin1Char(' ') + error.remedy;
}

/// A time limit of the request's own stays.
void carryAs(RequestDraft &draft, const TransportOptions &options)
{
    const Milliseconds own = draft.transport.totalLimit;
    draft.transport = options;
    if (options.totalLimit == Milliseconds(0))
        draft.transport.totalLimit = own;
}

}

/// Not where time passes in between, in which they may be edited.
void ReplayRun::readAhead()
{
    constexpr int kAhead = 64;
    const int until = std::min(total(), m_next + (m_options.delay > Milliseconds(0) ? 1 : kAhead));
    std::vector<int> items;
    for (m_readUntil = m_next; m_readUntil < until; ++m_readUntil)
        items.push_back(m_chosen[size_t(m_readUntil) % m_chosen.size()]);
    m_source.readAhead(items);
}

/// Nothing when the next request is skipped, or cannot be read: that is a result by itself.
std::unique_ptr<ReplayRun::Attempt> ReplayRun::readNext()
{
    if (m_next >= m_readUntil)
        readAhead();
    const int number = m_next++;
    const int item = m_chosen[size_t(number) % m_chosen.size()];
    const ReplayItem &listed = m_source.items().at(size_t(item));
    ReplayResult result;
    result.item = item;
    result.number = number;
    result.round = number / int(m_chosen.size()) + 1;
    result.name = listed.name;
    result.place = listed.place;
    result.method = listed.method;
    result.address = shownAddress(listed.address);
    result.outcome = ReplayResult::Outcome::Skipped;
    result.says = listed.leftOut;
    const bool templated = listed.method.contains("{{");
    if (result.says.isEmpty() && !m_options.sendChanges && !templated && changesData(listed.method))
        result.says = QStringLiteral("It changes data.");
    if (!result.says.isEmpty()) {
        add(std::move(result));
        return nullptr;
    }
    auto request = m_source.request(item);
    if (!request) {
        result.outcome = ReplayResult::Outcome::NotSent;
        const Error &error = request.error();
        result.says = error.place.isEmpty() ? error.what : QStringLiteral("%1 (%2)").arg(error.what, error.place);
        add(std::move(result));
        return nullptr;
    }
    auto attempt = std::make_unique<Attempt>(number, std::move(result));
    attempt->result.notes = request->notes;
    attempt->request = std::move(*request);
    return attempt;
}

/// Whether a value that it lacks will come with the answer to an earlier request that is on its way.
bool ReplayRun::mustWaitFor(const Attempt &attempt) const
{
    if (m_running.empty())
        return false;
    const auto values = m_values.find(m_options.parallel == 1 ? 0 : attempt.result.round);
    std::vector<QByteArray> missing = attempt.missing();
    if (values != m_values.end())
        std::erase_if(missing, [&](const QByteArray &name) { return values->second.count(name) > 0; });
    const auto brings = [&](const Attempt &other, const QByteArray &name) {
        return other.result.round == attempt.result.round
            && std::any_of(other.request.captures.begin(), other.request.captures.end(),
                           [&name](const Capture &each) { return each.enabled && each.variable == name; });
    };
    return std::any_of(missing.begin(), missing.end(), [&](const QByteArray &name) {
        return std::any_of(m_running.begin(), m_running.end(), [&](const auto &running) { return brings(*running.second, name); });
    });
}

void ReplayRun::begin(std::unique_ptr<Attempt> begun)
{
    Attempt &attempt = *begun;
    --m_lanes;
    m_running.emplace(attempt.number, std::move(begun));
    const Values &values = valuesOf(attempt.result.round);
    for (const auto &[name, value] : values)
        attempt.taken[name] = value.secret;
    Values given;
    for (const Variable &variable : m_options.variables)
        given.emplace(variable.name, variable);
    if (!attempt.request.asRecorded)
        attempt.request.scopes
            = attempt.request.scopes.with({scopeOf(values, QStringLiteral("an answer")), scopeOf(given, QStringLiteral("this replay"))});
    carryAs(attempt.request.draft, m_options.transport);
    if (const auto missing = attempt.missing(); !missing.empty())
        return notSent(attempt, missingError(missing));
    attempt.unread = attempt.request.scopes.secretsFor(attempt.request.draft);
    readSecrets(attempt);
}

void ReplayRun::readSecrets(Attempt &attempt)
{
    while (!attempt.unread.empty() && m_secrets.contains(attempt.unread.back().credential))
        attempt.unread.pop_back();
    if (attempt.unread.empty())
        return askCredential(attempt);
    if (!m_session.credentials())
        return notSent(attempt, storeError(StoreFault::Absent).error);
    attempt.secret.disconnect();
    connect(&attempt.secret, &QFutureWatcherBase::finished, this, [this, &attempt] { takeSecret(attempt); });
    attempt.secret.setFuture(m_session.credentials()->read(attempt.unread.back().credential));
}

void ReplayRun::takeSecret(Attempt &attempt)
{
    if (attempt.secret.future().resultCount() == 0)
        return notSent(attempt, storeError(StoreFault::Failed).error);
    const auto credential = attempt.secret.result();
    if (!credential)
        return notSent(attempt, credential.error().error);
    m_secrets.insert(attempt.unread.back().credential, *credential);
    readSecrets(attempt);
}

void ReplayRun::askCredential(Attempt &attempt)
{
    attempt.sentWith = {attempt.environment(m_options.environment, m_secrets), attempt.request.asRecorded, true};
    const auto read = m_session.withCredential(attempt.request.draft, attempt.sentWith);
    if (read.isFinished() && read.resultCount() > 0) {
        const auto draft = read.result();
        return draft ? send(attempt, *draft) : notSent(attempt, draft.error().error);
    }
    connect(&attempt.credential, &QFutureWatcherBase::finished, this, [this, &attempt] {
        if (attempt.credential.future().resultCount() == 0)
            return notSent(attempt, storeError(StoreFault::Failed).error);
        const auto draft = attempt.credential.result();
        return draft ? send(attempt, *draft) : notSent(attempt, draft.error().error);
    });
    attempt.credential.setFuture(read);
}

void ReplayRun::send(Attempt &attempt, const RequestDraft &draft)
{
    // A variable may have made another method of it.
    const auto meant = m_options.sendChanges ? failure(Error{}) : prepare(draft, *attempt.sentWith.environment);
    if (meant && changesData(meant->draft)) {
        attempt.result.outcome = ReplayResult::Outcome::Skipped;
        attempt.result.says = QStringLiteral("It changes data.");
        return end(attempt);
    }
    const auto sent = m_session.send(draft, {}, attempt.sentWith);
    if (!sent)
        return notSent(attempt, sent.error());
    connect(&attempt.sending, &QFutureWatcherBase::finished, this, [this, &attempt] { answered(attempt); });
    attempt.sending.setFuture(*sent);
}

void ReplayRun::answered(Attempt &attempt)
{
    if (attempt.sending.future().resultCount() == 0)
        return notSent(attempt, {QStringLiteral("It was given up on its way."), {}, {}});
    const Diagnosed diagnosed = attempt.sending.result();
    attempt.result.outcome = ReplayResult::Outcome::Passed;
    attempt.result.says.clear();
    judgeExchange(attempt.result, diagnosed, attempt.expectations(*attempt.sentWith.environment));
    attempt.result.seen = seenResult(*diagnosed.exchange, attempt.result.cause);
    takeCaptures(attempt, diagnosed);
    end(attempt);
}

void ReplayRun::takeCaptures(Attempt &attempt, const Diagnosed &diagnosed)
{
    const Captures taken = capture(attempt.request.captures, *diagnosed.exchange);
    Values &values = valuesOf(attempt.result.round);
    for (const Captured &each : taken.values) {
        const auto from = std::find_if(attempt.request.captures.begin(), attempt.request.captures.end(),
                                       [&each](const Capture &capture) { return capture.variable == each.variable; });
        const bool secret = carriesCredential({true, each.variable + ' ' + from->expression, {}, {}}, {});
        values[each.variable] = {each.variable, each.value, secret};
    }
    for (const QByteArray &name : taken.missing)
        attempt.result.notes += QStringLiteral("{{%1}} is not in the answer.").arg(visibleText(QString::fromUtf8(name)));
}

void ReplayRun::notSent(Attempt &attempt, const Error &error)
{
    attempt.result.outcome = ReplayResult::Outcome::NotSent;
    attempt.result.says = visibleText(sentence(error));
    end(attempt);
}

}
