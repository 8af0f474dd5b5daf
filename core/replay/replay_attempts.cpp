// One request of a replay: read, resolved, sent, judged.
#include "core/replay/attempt.h"

#include "core/collection/captured_values.h"
#include "core/session/handing_on.h"
#include "core/session/secret_variables.h"

namespace keyhole {

namespace {

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

/// Whether it changes data once variables are in: one may make another method of it.
bool changesInTheEnd(const RequestDraft &draft, const Environment &environment)
{
    const auto isOpen = [](const DraftRow &row) { return row.name.contains("{{") || row.value.contains("{{"); };
    if (!draft.method.contains("{{") && std::none_of(draft.fields.begin(), draft.fields.end(), isOpen))
        return changesData(draft);
    const auto meant = prepare(draft, environment);
    return meant && changesData(meant->draft);
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
    if (!attempt.request.asRecorded)
        attempt.request.scopes = attempt.request.scopes.with(scopesOf(valuesOf(attempt.result.round)));
    carryAs(attempt.request.draft, m_options.transport);
    if (const auto missing = attempt.missing(); !missing.empty())
        return notSent(attempt, missingError(missing));
    readVariables(attempt);
}

/// What the options give stands before all; then what was taken from answers, each value bound to an origin of its own.
std::vector<ScopedVariables> ReplayRun::scopesOf(const Values &values) const
{
    ScopedVariables given{VariableScope::Captured, QStringLiteral("this replay"), {}, {}};
    for (const Variable &variable : m_options.variables)
        given.variables.push_back({true, variable.name, variable.value, variable.secret});
    std::vector<ScopedVariables> scopes{std::move(given)};
    for (const auto &[name, value] : values)
        scopes.push_back({VariableScope::Captured, value.from, {}, {value.row}, originsFor(value.origin, m_options.handOns)});
    return scopes;
}

void ReplayRun::readVariables(Attempt &attempt)
{
    const ReplayRequest &request = attempt.request;
    if (request.asRecorded) {
        Environment none;
        none.name = m_options.environment;
        return takeVariables(attempt, none);
    }
    attempt.variables = keyhole::readVariables(m_session.credentials(), request.scopes, request.draft, m_options.environment, m_secrets);
    attempt.whenOver(attempt.variables, [this, &attempt] {
        const bool isRead = attempt.variables.resultCount() > 0;
        takeVariables(attempt, isRead ? attempt.variables.result() : failure(storeError(StoreFault::Failed)));
    });
}

/// Each secret is read once a run, however many requests need it.
void ReplayRun::takeVariables(Attempt &attempt, const Result<Environment, StoreError> &read)
{
    if (!read)
        return notSent(attempt, read.error().error);
    for (const Variable &variable : read->variables) {
        const auto known = variable.onlyTo ? attempt.request.scopes.find(variable.name) : std::nullopt;
        if (known && isStored(*known))
            m_secrets.insert(known->credential, variable);
    }
    attempt.sentWith = {*read, attempt.request.asRecorded};
    attempt.sentWith.onlyRefusals = true;
    askCredential(attempt);
}

void ReplayRun::askCredential(Attempt &attempt)
{
    attempt.credential = m_session.withCredential(attempt.request.draft, attempt.sentWith);
    attempt.whenOver(attempt.credential, [this, &attempt] {
        if (attempt.credential.resultCount() == 0)
            return notSent(attempt, storeError(StoreFault::Failed).error);
        const auto draft = attempt.credential.result();
        return draft ? send(attempt, *draft) : notSent(attempt, draft.error().error);
    });
}

void ReplayRun::send(Attempt &attempt, const RequestDraft &draft)
{
    if (!m_options.sendChanges && changesInTheEnd(draft, *attempt.sentWith.environment)) {
        attempt.result.outcome = ReplayResult::Outcome::Skipped;
        attempt.result.says = QStringLiteral("It changes data.");
        return end(attempt);
    }
    auto sent = m_session.send(draft, {}, attempt.sentWith);
    if (!sent) {
        if (const auto refused = prepare(draft, *attempt.sentWith.environment))
            attempt.result.withheld = handOnsNeeded(*refused, attempt.request.scopes);
        return notSent(attempt, attempt.result.withheld.empty() ? sent.error() : handOnRefusal(attempt.result.withheld));
    }
    attempt.sending = std::move(*sent);
    attempt.whenOver(attempt.sending, [this, &attempt] { answered(attempt); });
}

void ReplayRun::answered(Attempt &attempt)
{
    if (attempt.sending.resultCount() == 0)
        return notSent(attempt, {QStringLiteral("It was given up on its way."), {}, {}});
    const Diagnosed &diagnosed = *attempt.sending.constBegin();
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
        const auto declared
            = std::find_if(attempt.request.captures.begin(), attempt.request.captures.end(),
                           [&each](const Capture &capture) { return capture.enabled && capture.variable == each.variable; });
        VariableRow row{true, each.variable, each.value};
        row.secret = looksSecret(*declared, each.value);
        values[each.variable] = {std::move(row), diagnosed.exchange->last().request.url.origin(), attempt.result.name};
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
