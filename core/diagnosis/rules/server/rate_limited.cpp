#include "core/diagnosis/evidence.h"
#include "core/diagnosis/rules/rules.h"
#include "core/diagnosis/story.h"
#include "core/diagnosis/words.h"
#include "core/http/retry_after.h"

namespace keyhole {

namespace {

/// "0", "0;w=60", "\"default\";r=0;t=30": nothing is left (RateLimit header fields for HTTP, and the X- fields before them).
bool saysNoneLeft(const Field &field)
{
    static constexpr QByteArrayView kCounts[]
        = {"X-RateLimit-Remaining", "X-Rate-Limit-Remaining", "RateLimit-Remaining", "X-RateLimit-Requests-Remaining"};
    const QByteArray value = field.value.trimmed();
    if (std::any_of(std::begin(kCounts), std::end(kCounts), [&](QByteArrayView name) { return equalsIgnoringCase(name, field.name); }))
        return value == "0" || value.startsWith("0;") || value.startsWith("0,");
    return equalsIgnoringCase(field.name, "RateLimit")
        && (value.contains(";r=0;") || value.endsWith(";r=0") || value.startsWith("remaining=0"));
}

const Field *noneLeft(const FieldList &fields)
{
    const auto found = std::find_if(fields.begin(), fields.end(), saysNoneLeft);
    return found == fields.end() ? nullptr : &*found;
}

/// When to come back, where the answer names a moment ahead.
std::optional<Milliseconds> waitOf(const Response &response, Instant now)
{
    const auto value = response.fields.value("Retry-After");
    const auto until = value ? parseRetryAfter(*value, now) : Result<Instant, SyntaxError>(failure(SyntaxError{}));
    return until && *until > now ? std::optional<Milliseconds>(*until - now) : std::nullopt;
}

/// Another answer than the refusals before it had, though they were of one kind among themselves: the server began to refuse for their
/// number.
bool turned(const Facts &facts, const std::vector<const Earlier *> &refusals)
{
    constexpr size_t kFew = 3;
    const auto statusOf = [](const Earlier *each) { return each->exchange->last().response->status; };
    const bool alike = std::all_of(refusals.begin(), refusals.end(), [&](const Earlier *each) { return statusOf(each) == 401; });
    return refusals.size() >= kFew && alike && facts.status == 403 && facts.challenges.empty();
}

Certainty certaintyOf(const Said *words, const Field *none, bool waits, bool several)
{
    if (words)
        return words->saying->certainty;
    // A limit that is used up now is shown, that it is why this one was refused is not: but for both together.
    return (none && waits) || (waits && several) ? Certainty::Likely : none || waits ? Certainty::Likely : Certainty::Possible;
}

Check check(const Facts &facts)
{
    if (!facts.response || !facts.refusedInSomeWay() || facts.status == 407)
        return ruledOut(QStringLiteral("the answer is no refusal"));
    const Instant now = facts.serverTime.value_or(facts.hop.answeredAt.value_or(Instant{}));
    const Said *words = facts.saidFor("server.rate-limited");
    const Field *none = noneLeft(facts.response->fields);
    const auto wait = waitOf(*facts.response, now);
    const auto refusals = refusalsInARow(facts);
    if (!words && !none && !wait && !turned(facts, refusals))
        return ruledOut(QStringLiteral("nothing in the answer speaks of a limit"));
    Verdict verdict{certaintyOf(words, none, wait.has_value(), refusals.size() > 1), {}};
    if (words)
        verdict.evidence.push_back(said(*words));
    if (wait)
        verdict.evidence.push_back(responseField(facts, "Retry-After", QStringLiteral("come back in %1").arg(roughDurationText(*wait))));
    if (none)
        verdict.evidence.push_back(responseField(facts, none->name, QStringLiteral("nothing is left of the limit")));
    if (!refusals.empty())
        verdict.evidence.push_back(refusalsLine(refusals));
    verdict.evidence.push_back(statusLine(facts));
    verdict.parameters = {{"wait", wait ? QStringLiteral("Wait %1").arg(roughDurationText(*wait)) : QStringLiteral("Wait some minutes")}};
    return verdict;
}

}

const Rule rules::serverRateLimited{"server.rate-limited", "A temporary block after too many requests or refusals, told as 401 or 403",
                                    &check};

}
