#include "core/diagnosis/diagnose.h"

#include "core/diagnosis/differences.h"
#include "core/diagnosis/evidence.h"
#include "core/diagnosis/gather.h"
#include "core/diagnosis/hand_over.h"
#include "core/diagnosis/hidden.h"
#include "core/diagnosis/marks.h"
#include "core/diagnosis/ranking.h"
#include "core/diagnosis/report_words.h"
#include "core/diagnosis/texts/texts.h"

namespace keyhole {

namespace {

void addAction(std::vector<Action> &actions, const TextAction &action, const Verdict &verdict, bool primary)
{
    if (!action.id)
        return;
    const auto given
        = std::find_if(verdict.actions.begin(), verdict.actions.end(), [&](const Action &each) { return each.id == action.id; });
    if (given != verdict.actions.end())
        return;
    QByteArray argument;
    if (qstrcmp(action.id, "show-place") == 0 && !verdict.evidence.empty())
        argument = verdict.evidence.front().where;
    actions.push_back({action.id, fillText(action.label, verdict.parameters), argument, primary});
}

}

Finding inWords(const RankedFinding &ranked)
{
    const Verdict &verdict = ranked.verdict;
    Finding finding;
    finding.id = ranked.rule->id;
    finding.role = ranked.role;
    finding.certainty = verdict.certainty;
    finding.evidence = verdict.evidence;
    const CauseTexts *texts = findTexts(finding.id);
    Q_ASSERT(texts);
    const bool maybe = verdict.certainty == Certainty::Possible;
    finding.title = fillText(maybe ? texts->maybe : texts->title, verdict.parameters);
    finding.title = capitalized(finding.title);
    finding.headline = maybe ? finding.title : capitalized(fillText(texts->headline, verdict.parameters));
    finding.why = fillText(texts->why, verdict.parameters).trimmed();
    finding.help = fillText(texts->help, verdict.parameters);
    finding.actions = verdict.actions;
    addAction(finding.actions, texts->best, verdict, finding.actions.empty());
    addAction(finding.actions, texts->look, verdict, false);
    for (Action &action : finding.actions) {
        if (action.id == "explain")
            action.argument = finding.id;
    }
    return finding;
}

namespace {

void runRules(const Facts &facts, Report &report)
{
    std::vector<std::pair<const Rule *, Verdict>> found;
    for (const Rule *rule : allRules()) {
        Check check = rule->check(facts);
        if (check)
            found.emplace_back(rule, std::move(*check));
        else
            report.ruledOut.push_back({rule->id, check.error()});
    }
    const std::vector<const Rule *> all = [&] {
        std::vector<const Rule *> rules;
        for (const auto &[rule, verdict] : found)
            rules.push_back(rule);
        return rules;
    }();
    const std::vector<RankedFinding> ranked = rank(std::move(found));
    for (const Rule *rule : all) {
        if (std::none_of(ranked.begin(), ranked.end(), [rule](const RankedFinding &each) { return each.rule == rule; }))
            report.ruledOut.push_back({rule->id, QStringLiteral("another finding explains what speaks for it")});
    }
    for (const RankedFinding &each : ranked)
        report.findings.push_back(inWords(each));
}

/// What holds of every exchange, and what the rest of the facts is not needed for.
Report begin(const Facts &facts)
{
    Report report;
    report.method = facts.request.method;
    report.url = maskedAddress(facts.request.url).toUtf8();
    report.host = facts.request.url.hostField();
    report.status = facts.status;
    report.hops = int(facts.exchange.hops.size());
    report.source = facts.exchange.source;
    report.entry = facts.exchange.recordedEntry;
    report.at = facts.hop.answeredAt;
    return report;
}

Report complete(Facts &facts)
{
    gatherSurroundings(facts);
    Report report = begin(facts);
    if (facts.serverTime)
        report.at = facts.serverTime;
    if (facts.offset)
        report.clockOffset = {facts.offset->low, facts.offset->high};
    if (facts.isWorthDiagnosing())
        runRules(facts, report);
    report.answeredBy = facts.answeredBy;
    report.differences = differencesOf(facts);
    report.answer = reportedAnswer(facts);
    report.header = headerCard(facts);
    report.token = tokenCard(facts);
    report.clock = clockCard(facts);
    report.cookies = cookiesCard(facts);
    report.verdict = verdictOf(facts, report);
    tellWhatChanged(report);
    report.handOver = handOverOf(facts, report);
    const std::vector<QString> secrets = secretsOf(facts);
    hideSecrets(report, secrets);
    // Of reports that are read together nobody shows the exchanges that were accepted.
    const SecretMarks *marks = facts.input.marks;
    if (!marks)
        report.marked = markedExchange(facts, secrets, SecretMarks());
    else if (facts.isWorthDiagnosing())
        report.marked = markedExchange(facts, secrets, *marks);
    return report;
}

}

Report diagnose(const DiagnosisInput &input)
{
    Facts facts(input);
    gatherExchange(facts);
    return complete(facts);
}

Report diagnoseRefusal(const DiagnosisInput &input)
{
    Facts facts(input);
    gatherExchange(facts);
    const bool accepted = facts.response && facts.status >= 200 && facts.status < 400 && !facts.isWorthDiagnosing();
    if (!accepted)
        return complete(facts);
    Report report = begin(facts);
    report.verdict = verdictOf(facts, report);
    if (facts.hasCredential())
        hideSecrets(report, secretsOf(facts));
    return report;
}

}
