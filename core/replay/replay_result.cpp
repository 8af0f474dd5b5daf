#include "core/replay/replay_result.h"

#include "core/diagnosis/words.h"
#include "core/formats/secret_spans.h"
#include "core/secrets/secret.h"
#include "core/secrets/spellings.h"
#include "core/session/session.h"

namespace keyhole {

namespace {

constexpr qsizetype kShortestSecret = 6;  // a shorter value stands in too many places by chance

Milliseconds timeOf(const Exchange &exchange)
{
    PhaseTimes::Duration time{0};
    for (const Hop &hop : exchange.hops)
        time += hop.times.end.value_or(PhaseTimes::Duration(0));
    return std::chrono::round<Milliseconds>(time);
}

void addSpans(QByteArrayList &secrets, const QByteArray &text, const std::vector<SecretSpan> &spans)
{
    for (const SecretSpan &span : spans)
        secrets += text.mid(span.offset, span.length);
}

void addSecrets(QByteArrayList &secrets, const FieldList &fields)
{
    for (const Field &field : fields)
        addSpans(secrets, field.value, secretsInField(field.name, field.value));
}

/// What an expectation may have seen and nobody else shall: the longest first, so that none is cut by a shorter one within it.
QByteArrayList secretsSeen(const Exchange &exchange, QByteArrayList secrets)
{
    for (const Hop &hop : exchange.hops) {
        const QByteArray address = hop.request.url.toString();
        addSpans(secrets, address, secretsInAddress(address));
        addSecrets(secrets, hop.request.fields);
        if (!hop.response)
            continue;
        addSecrets(secrets, hop.response->fields);
        addSpans(secrets, hop.response->body, secretsInBody(hop.response->body));
    }
    QByteArrayList spelled;
    for (const QByteArray &secret : std::as_const(secrets)) {
        if (secret.size() < kShortestSecret)
            continue;
        for (const QByteArray &spelling : secretSpellings(secret))
            spelled += spelling;
    }
    std::stable_sort(spelled.begin(), spelled.end(), [](const QByteArray &a, const QByteArray &b) { return a.size() > b.size(); });
    return spelled;
}

QString withoutSecrets(QString text, const QByteArrayList &secrets)
{
    for (const QByteArray &secret : secrets)
        text.replace(QString::fromUtf8(secret), Secret::mask(secret));
    return text;
}

QString expectationText(const Expectation &expectation)
{
    return quoted(expectation.description.isEmpty()
                      ? QString::fromUtf8((expectation.expression + ' ' + expectation.comparison + ' ' + expectation.value).trimmed())
                      : expectation.description);
}

/// A cause that is only possible counts when nothing better was found: it is what the verdict names.
std::vector<QByteArray> causesOf(const Report &report)
{
    std::vector<QByteArray> causes;
    if (!report.verdict.id.isEmpty())
        causes.push_back(report.verdict.id);
    for (const Finding &finding : report.findings) {
        if (finding.role == FindingRole::Cause && finding.id != report.verdict.id)
            causes.push_back(finding.id);
    }
    return causes;
}

bool isRefused(Outcome outcome)
{
    return outcome == Outcome::Refused || outcome == Outcome::NotSaid || outcome == Outcome::Forbidden;
}

/// The text of a secret that was cut ("“eyJhbGciOi…") is no longer the secret, and shows its beginning: such texts are not shown at all.
QString shownWhy(const QString &says, const Exchange &exchange, const QByteArrayList &secrets)
{
    const QByteArrayList seen = secretsSeen(exchange, secrets);
    const QString shown = withoutSecrets(says, seen);
    const qsizetype cut = shown.indexOf(QStringLiteral("…”"));
    constexpr qsizetype kTelling = 8;
    if (cut >= kTelling) {
        const QByteArray end = shown.mid(cut - kTelling, kTelling).toUtf8();
        if (std::any_of(seen.begin(), seen.end(), [&end](const QByteArray &secret) { return secret.contains(end); }))
            return QStringLiteral("It is another value, which holds a secret.");
    }
    return quoted(shown, 400);
}

void judgeAll(ReplayResult &result, const Diagnosed &diagnosed, const std::vector<Expectation> &expectations)
{
    const std::vector<QByteArray> causes = causesOf(diagnosed.report);
    for (const Expectation &expectation : expectations) {
        if (!expectation.enabled)
            continue;
        const Judgement judgement = judge(expectation, *diagnosed.exchange, causes);
        const bool held = judgement.result == Judgement::Result::Held;
        result.expectations.push_back(
            {expectationText(expectation), held, held ? QString() : shownWhy(judgement.says, *diagnosed.exchange, diagnosed.secrets)});
    }
}

}

QString outcomeText(ReplayResult::Outcome outcome)
{
    switch (outcome) {
    case ReplayResult::Outcome::Passed:
        return QStringLiteral("passed");
    case ReplayResult::Outcome::Failed:
        return QStringLiteral("failed");
    case ReplayResult::Outcome::NotSent:
        return QStringLiteral("not sent");
    case ReplayResult::Outcome::Skipped:
        return QStringLiteral("skipped");
    case ReplayResult::Outcome::Cancelled:
        return QStringLiteral("cancelled");
    }
    return {};
}

void judgeExchange(ReplayResult &result, const Diagnosed &diagnosed, const std::vector<Expectation> &expectations)
{
    const Exchange &exchange = *diagnosed.exchange;
    const Report &report = diagnosed.report;
    result.method = report.method;
    result.address = QString::fromUtf8(report.url);
    result.status = exchange.last().response ? report.status : 0;
    result.time = timeOf(exchange);
    result.at = exchange.last().answeredAt;
    const bool accepted = report.verdict.outcome == Outcome::Accepted;
    result.cause = accepted ? QByteArray() : report.verdict.id;
    result.certainty = accepted ? std::nullopt : report.verdict.certainty;
    result.headline = report.verdict.headline;
    result.exchange = diagnosed.exchange;
    result.secrets = diagnosed.secrets;
    judgeAll(result, diagnosed, expectations);
    const auto failed
        = std::find_if(result.expectations.begin(), result.expectations.end(), [](const JudgedExpectation &each) { return !each.held; });
    const bool unanswered = !exchange.last().response || exchange.last().error;
    if (failed != result.expectations.end())
        result.says = failed->says;
    else if (unanswered || (result.expectations.empty() && isRefused(report.verdict.outcome)))
        result.says = report.verdict.headline;
    else
        return;
    result.outcome = ReplayResult::Outcome::Failed;
}

}
