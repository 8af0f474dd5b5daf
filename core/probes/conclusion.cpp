#include "core/probes/conclusion.h"

#include "core/diagnosis/diagnose.h"
#include "core/diagnosis/ranking.h"

namespace keyhole {

namespace {

bool isAccepted(ProbeOutcome outcome)
{
    return outcome == ProbeOutcome::Accepted || outcome == ProbeOutcome::AcceptedSince;
}

bool isRefused(ProbeOutcome outcome)
{
    return outcome == ProbeOutcome::RefusedAlike || outcome == ProbeOutcome::RefusedOtherwise;
}

Control controlOf(const Observed &observed)
{
    return keyhole::controlOf(observed.kinds(), observed.seen, observed.subject.report.status);
}

/// What was accepted, the preflight aside: it is another request.
std::vector<ProbeKind> acceptedProbes(const Observed &observed)
{
    std::vector<ProbeKind> accepted;
    for (const Probe &probe : observed.probes) {
        if (probe.kind != ProbeKind::Preflight && isAccepted(observed.outcome(probe.kind)))
            accepted.push_back(probe.kind);
    }
    return accepted;
}

std::vector<const Reading *> readingsOf(const Observed &observed, const std::vector<ProbeKind> &accepted)
{
    std::vector<const Reading *> readings;
    for (const Reading &reading : acceptedReadings()) {
        if (std::find(accepted.begin(), accepted.end(), reading.probe) != accepted.end() && reading.fits(observed))
            readings.push_back(&reading);
    }
    return readings;
}

bool wasForetold(const Report &report, QByteArrayView cause)
{
    return std::any_of(report.findings.begin(), report.findings.end(), [cause](const Finding &each) {
        return each.id == cause && each.role <= FindingRole::PossibleCause && each.certainty >= Certainty::Likely;
    });
}

/// Whether two readings can both be meant: one says more about the other, or they are of one cause.
bool goTogether(const Reading &a, const Reading &b)
{
    return qstrcmp(a.cause, b.cause) == 0 || (a.weight == Weight::Refines) != (b.weight == Weight::Refines);
}

/// How many of the accepted experiments a cause explains.
size_t explained(QByteArrayView cause, const std::vector<const Reading *> &readings)
{
    std::vector<ProbeKind> probes;
    for (const Reading *each : readings) {
        if (cause == each->cause && std::find(probes.begin(), probes.end(), each->probe) == probes.end())
            probes.push_back(each->probe);
    }
    return probes.size();
}

Certainty certaintyOf(const Reading &reading, const std::vector<const Reading *> &readings, const Observed &observed, size_t accepted)
{
    const Report &report = observed.subject.report;
    // It says more than was seen, unless the exchange speaks for it as well.
    if (reading.weight == Weight::Refines && !wasForetold(report, reading.cause))
        return Certainty::Possible;
    const bool hasRival = std::any_of(readings.begin(), readings.end(), [&](const Reading *other) { return !goTogether(reading, *other); });
    const bool saysAnother = report.verdict.certainty == Certainty::Certain && report.verdict.id != reading.cause;
    const bool decides = reading.weight == Weight::Decisive || wasForetold(report, reading.cause);
    const bool explainsAll = explained(reading.cause, readings) == accepted;
    return decides && explainsAll && !hasRival && !saysAnother ? Certainty::Certain : Certainty::Likely;
}

QString sentence(const char *says)
{
    const QString text = QString::fromUtf8(says);
    return text.front().toUpper() + text.mid(1) + QLatin1Char('.');
}

QString titleOf(QByteArrayView id)
{
    const Rule *rule = findRule(id);
    return rule ? QString::fromUtf8(rule->summary) : QString::fromUtf8(id);
}

QString ofControl(Control control)
{
    switch (control) {
    case Control::NotMade:
        return QStringLiteral("Not settled. It ended before an answer came.");
    case Control::Accepted:
        return QStringLiteral(
            "Not settled. Sent again as it was, the request is accepted: the refusal has ended, or it comes and goes. Then "
            "no experiment would tell what made it.");
    case Control::Changed:
        return QStringLiteral("Not settled. Sent again as it was, the request gets another answer than before, so that a comparison with "
                              "the first one would tell nothing.");
    case Control::Unsteady:
        return QStringLiteral(
            "Not settled. The same request is accepted at one time and refused at another: several servers that differ, a "
            "limit on requests or a race would do that. The experiments tell nothing of the cause.");
    case Control::RateLimited:
        return QStringLiteral(
            "Not settled. The server limits how often it may be asked, and answers nothing else now. Wait, then try fewer "
            "experiments.");
    case Control::NoAnswer:
        return QStringLiteral("Not settled. No answer came to the request as it was.");
    case Control::Refused:
        break;
    }
    return {};
}

/// For a run in which the request as it was is refused each time.
QString inWords(const std::vector<Conclusion> &conclusions, const Observed &observed)
{
    if (conclusions.empty()) {
        const bool accepted = !acceptedProbes(observed).empty();
        return accepted ? QStringLiteral("Not settled. The change decides, and no known cause explains that.")
                        : QStringLiteral("Not settled. No experiment changed that the request is refused.");
    }
    const Conclusion &first = conclusions.front();
    if (first.certainty == Certainty::Certain)
        return QStringLiteral("Settled: %1. %2").arg(titleOf(first.cause), first.says);
    QStringList others;
    for (size_t i = 1; i < conclusions.size(); ++i)
        others += titleOf(conclusions[i].cause);
    const QString text = QStringLiteral("Likely, and not settled: %1. %2").arg(titleOf(first.cause), first.says);
    return others.isEmpty() ? text : text + QStringLiteral(" It could also be: %1.").arg(others.join(QStringLiteral("; ")));
}

/// "401 Unauthorized (3 times)", one after the other where they differ.
QString answersText(int step, const Observed &observed)
{
    std::vector<std::pair<QString, int>> runs;
    for (const Observation &each : observed.seen) {
        if (each.step != step)
            continue;
        if (runs.empty() || runs.back().first != each.answer.shown)
            runs.emplace_back(each.answer.shown, 0);
        ++runs.back().second;
    }
    QStringList parts;
    for (const auto &[shown, times] : runs)
        parts += times == 1 ? shown : QStringLiteral("%1 (%2 times)").arg(shown).arg(times);
    return parts.join(QStringLiteral(", then "));
}

Experiment asSentRow(const Observed &observed, Control control)
{
    static constexpr const char *kOutcomes[]
        = {"not made", "refused", "accepted", "another answer", "unsteady", "rate limited", "no answer"};
    Experiment row;
    row.id = "as-sent";
    row.title = QStringLiteral("As it was sent");
    row.sent = visibleText(QString::fromUtf8(observed.subject.report.method + ' ' + observed.subject.report.url));
    row.answers = answersText(kAsSent, observed);
    row.outcome = kOutcomes[int(control)];
    return row;
}

QString saysOf(const Probe &probe, ProbeOutcome outcome, const Observed &observed)
{
    if (probe.kind == ProbeKind::Preflight)
        return outcome == ProbeOutcome::Accepted ? QStringLiteral("A page of that origin may send the request.")
            : isRefused(outcome)                 ? QStringLiteral("A page in a browser would not get as far as the request.")
                                                 : QString();
    if (isAccepted(outcome)) {
        const auto readings = readingsOf(observed, {probe.kind});
        return readings.empty() ? QStringLiteral("This change decides.") : sentence(readings.front()->says);
    }
    if (outcome == ProbeOutcome::RefusedAlike && probe.kind == ProbeKind::WithoutAuthorization && acceptedProbes(observed).empty())
        return QStringLiteral("With and without a credential the answer is the same: it may not be read at all.");
    for (const Contradiction &each : refusedReadings()) {
        const bool counts = isRefused(outcome) && (!each.otherwiseOnly || outcome == ProbeOutcome::RefusedOtherwise);
        if (counts && each.probe == probe.kind && each.fits(observed))
            return sentence(each.reason);
    }
    return {};
}

Experiment rowOf(size_t index, const Observed &observed)
{
    const Probe &probe = observed.probes[index];
    const ProbeOutcome outcome = outcomeOf(int(index), observed.kinds(), observed.seen);
    Experiment row;
    row.id = probeId(probe.kind);
    row.title = probeTitle(probe.kind);
    row.sent = visibleText(QString::fromUtf8(probe.plan.method)) + QLatin1Char(' ') + probe.plan.address + QStringLiteral(", ")
        + probe.plan.change;
    row.answers = answersText(int(index), observed);
    row.outcome = outcomeName(outcome);
    row.says = saysOf(probe, outcome, observed);
    return row;
}

/// Possible causes against which an outcome speaks.
void ruleOut(Report &report, const Observed &observed)
{
    for (const Contradiction &each : refusedReadings()) {
        const ProbeOutcome outcome = observed.outcome(each.probe);
        const bool counts = isRefused(outcome) && (!each.otherwiseOnly || outcome == ProbeOutcome::RefusedOtherwise);
        if (!counts || !each.fits(observed))
            continue;
        std::erase_if(report.findings, [&](const Finding &finding) {
            const bool goes = finding.role == FindingRole::PossibleCause && covers(each.cause, finding.id);
            if (goes)
                report.ruledOut.push_back({finding.id, QStringLiteral("experiment: %1").arg(QString::fromUtf8(each.reason))});
            return goes;
        });
    }
}

std::vector<Evidence> evidenceOf(const Conclusion &conclusion, const Observed &observed)
{
    std::vector<Evidence> lines;
    Evidence asSent;
    asSent.where = "probe.as-sent";
    asSent.text = QStringLiteral("as it was sent: %1").arg(answersText(kAsSent, observed));
    asSent.tone = Evidence::Tone::Context;
    lines.push_back(asSent);
    for (size_t i = 0; i < observed.probes.size(); ++i) {
        const Probe &probe = observed.probes[i];
        if (std::find(conclusion.shownBy.begin(), conclusion.shownBy.end(), probe.kind) == conclusion.shownBy.end())
            continue;
        Evidence line;
        line.where = QByteArray("probe.") + probeId(probe.kind);
        line.text = QStringLiteral("%1: %2").arg(probe.plan.change, answersText(int(i), observed));
        line.markFrom = probe.plan.change.size() + 2;
        line.markLength = line.text.size() - line.markFrom;
        line.says = QStringLiteral("nothing else was changed");
        lines.push_back(line);
    }
    return lines;
}

/// The report's own words where it was sure enough to have them, with what the experiments add.
Finding findingOf(const Conclusion &conclusion, const Report &report, const Observed &observed)
{
    const std::vector<Evidence> evidence = evidenceOf(conclusion, observed);
    for (const Finding &finding : report.findings) {
        if (finding.id != conclusion.cause || finding.certainty == Certainty::Possible)
            continue;
        Finding confirmed = finding;
        confirmed.role = FindingRole::Cause;
        confirmed.certainty = std::max(finding.certainty, conclusion.certainty);
        confirmed.evidence.insert(confirmed.evidence.end(), evidence.begin(), evidence.end());
        return confirmed;
    }
    const std::vector<TextParameter> parameters = parametersOf(conclusion.cause, observed);
    const bool wordsAreKnown = !(conclusion.cause == "token.expired" && parameters.empty());
    Verdict verdict{wordsAreKnown ? conclusion.certainty : Certainty::Possible, evidence, parameters};
    const FindingRole role = conclusion.certainty == Certainty::Possible ? FindingRole::PossibleCause : FindingRole::Cause;
    Finding finding = keyhole::inWords({findRule(conclusion.cause), verdict, role});
    finding.certainty = conclusion.certainty;
    finding.why += QLatin1Char(' ') + conclusion.says;
    return finding;
}

}

std::vector<Conclusion> conclusionsOf(const Observed &observed)
{
    if (controlOf(observed) != Control::Refused)
        return {};
    const std::vector<ProbeKind> accepted = acceptedProbes(observed);
    const std::vector<const Reading *> readings = readingsOf(observed, accepted);
    std::vector<Conclusion> conclusions;
    for (const Reading *reading : readings) {
        const auto known = std::find_if(conclusions.begin(), conclusions.end(),
                                        [reading](const Conclusion &each) { return each.cause == reading->cause; });
        if (known != conclusions.end()) {
            known->shownBy.push_back(reading->probe);
            known->certainty = std::max(known->certainty, certaintyOf(*reading, readings, observed, accepted.size()));
            continue;
        }
        conclusions.push_back(
            {reading->cause, certaintyOf(*reading, readings, observed, accepted.size()), {reading->probe}, sentence(reading->says)});
    }
    const Report &report = observed.subject.report;
    std::stable_sort(conclusions.begin(), conclusions.end(), [&](const Conclusion &a, const Conclusion &b) {
        if (a.certainty != b.certainty)
            return a.certainty > b.certainty;
        const bool foretoldA = wasForetold(report, a.cause), foretoldB = wasForetold(report, b.cause);
        return foretoldA != foretoldB ? foretoldA : explained(a.cause, readings) > explained(b.cause, readings);
    });
    return conclusions;
}

Experiments experimentsOf(const Observed &observed)
{
    Experiments made;
    const Control control = controlOf(observed);
    const std::vector<Conclusion> conclusions = conclusionsOf(observed);
    made.rows.push_back(asSentRow(observed, control));
    for (size_t i = 0; i < observed.probes.size(); ++i)
        made.rows.push_back(rowOf(i, observed));
    for (const Observation &each : observed.seen)
        made.requests += each.answer.requests;
    const bool onlyPreflight = control == Control::NotMade && !observed.seen.empty();
    if (onlyPreflight)
        made.conclusion = QStringLiteral("Not settled. The preflight tells what a browser may do, and nothing of the refusal itself.");
    else
        made.conclusion = control == Control::Refused ? inWords(conclusions, observed) : ofControl(control);
    if (!conclusions.empty()) {
        made.cause = conclusions.front().cause;
        made.settled = conclusions.front().certainty == Certainty::Certain;
    }
    return made;
}

Report withExperiments(const Observed &observed)
{
    Report report = observed.subject.report;
    report.experiments = experimentsOf(observed);
    if (controlOf(observed) != Control::Refused)
        return report;
    ruleOut(report, observed);
    const std::vector<Conclusion> conclusions = conclusionsOf(observed);
    const bool standsAlready = report.verdict.certainty == Certainty::Certain;
    std::vector<Finding> confirmed;
    for (const Conclusion &conclusion : conclusions) {
        if (!findRule(conclusion.cause))
            continue;
        confirmed.push_back(findingOf(conclusion, report, observed));
        std::erase_if(report.findings, [&](const Finding &each) { return each.id == conclusion.cause; });
        std::erase_if(report.ruledOut, [&](const RuledOut &each) { return each.id == conclusion.cause; });
    }
    // A cause that the exchange itself makes certain stays where it is.
    const auto place = standsAlready && !report.findings.empty() && report.findings.front().id == report.verdict.id
        ? report.findings.begin() + 1
        : report.findings.begin();
    report.findings.insert(place, confirmed.begin(), confirmed.end());
    if (!confirmed.empty() && report.findings.front().id == confirmed.front().id)
        report.verdict = verdictFrom(confirmed.front(), report.status);
    return report;
}

}
