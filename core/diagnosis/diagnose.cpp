#include "core/diagnosis/diagnose.h"

#include "core/diagnosis/difference.h"
#include "core/diagnosis/evidence.h"
#include "core/diagnosis/gather.h"
#include "core/diagnosis/ranking.h"
#include "core/diagnosis/texts/texts.h"
#include "core/secrets/secret.h"

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
    if (!finding.title.isEmpty())
        finding.title[0] = finding.title[0].toUpper();
    finding.headline = maybe ? finding.title : fillText(texts->headline, verdict.parameters);
    finding.why = fillText(texts->why, verdict.parameters);
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

/// Every value that must not stand in a report. Short ones are no secrets, and would be found everywhere.
std::vector<QString> secretsOf(const Facts &facts)
{
    constexpr qsizetype kShortest = 8;
    std::vector<QString> secrets;
    const auto add = [&](const QByteArray &value) {
        if (value.size() >= kShortest)
            secrets.push_back(QString::fromUtf8(value));
    };
    for (const FoundToken &token : facts.tokens)
        add(token.token.text);
    if (facts.authorization && facts.authorizationParts.parameters.empty())
        add(facts.authorizationParts.scheme.isEmpty() ? facts.authorization->value : facts.authorizationParts.rest);
    for (const SentCredential &credential : facts.credentials) {
        if (credential.place != CredentialPlace::Authorization)
            add(credential.value);
    }
    if (facts.basic && *facts.basic)
        add((*facts.basic)->password);
    for (const CookiePair &pair : facts.cookiesSent)
        add(pair.value);
    return secrets;
}

void hide(QString &text, const std::vector<QString> &secrets)
{
    for (const QString &secret : secrets) {
        if (text.contains(secret))
            text.replace(secret, QString(8, QChar(0x2022)));
    }
}

void hide(ReportedAnswer &answer, const std::vector<QString> &secrets)
{
    hide(answer.code, secrets);
    hide(answer.message, secrets);
    for (auto *parts : {&answer.asked, &answer.ids}) {
        for (ReportedAnswer::Part &part : *parts)
            hide(part.text, secrets);
    }
}

/// The last line of defence: whatever a rule wrote, no secret of this exchange stays in the report.
void hideSecrets(Report &report, const Facts &facts)
{
    const std::vector<QString> secrets = secretsOf(facts);
    if (report.answer)
        hide(*report.answer, secrets);
    if (report.differences) {
        for (Difference &item : report.differences->items) {
            hide(item.then, secrets);
            hide(item.now, secrets);
        }
    }
    for (Finding &finding : report.findings) {
        // A placeholder is no secret, and is the whole point of the finding.
        if (finding.id == "header.placeholder")
            continue;
        for (QString *text : {&finding.headline, &finding.title, &finding.why, &finding.help})
            hide(*text, secrets);
        for (Evidence &evidence : finding.evidence) {
            const qsizetype before = evidence.text.size();
            hide(evidence.text, secrets);
            hide(evidence.says, secrets);
            if (evidence.text.size() != before)
                evidence.markFrom = evidence.markLength = 0;
        }
    }
}

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

}

Report diagnose(const DiagnosisInput &input)
{
    Facts facts(input);
    gatherFacts(facts);
    Report report;
    report.method = facts.request.method;
    report.url = maskedAddress(facts.request.url).toUtf8();
    report.status = facts.status;
    report.hops = int(facts.exchange.hops.size());
    report.source = facts.exchange.source;
    report.entry = facts.exchange.recordedEntry;
    report.at = facts.serverTime ? facts.serverTime : facts.hop.answeredAt;
    if (facts.offset)
        report.clockOffset = {facts.offset->low, facts.offset->high};
    if (facts.isWorthDiagnosing())
        runRules(facts, report);
    report.differences = differencesOf(facts);
    report.answer = reportedAnswer(facts);
    report.header = headerCard(facts);
    report.token = tokenCard(facts);
    report.clock = clockCard(facts);
    report.cookies = cookiesCard(facts);
    report.verdict = verdictOf(facts, report);
    hideSecrets(report, facts);
    return report;
}

}
