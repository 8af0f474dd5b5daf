#include "core/diagnosis/diagnose.h"
#include "core/diagnosis/masking.h"
#include "core/diagnosis/report_words.h"
#include "core/diagnosis/words.h"

namespace keyhole {

namespace {

/// What a place of evidence is called within a sentence.
QString placeName(const QByteArray &where)
{
    if (where.startsWith("request.headers."))
        return QStringLiteral("the request’s **%1**").arg(QString::fromUtf8(where.mid(16)));
    if (where.startsWith("request.token."))
        return QStringLiteral("**%1**").arg(QString::fromUtf8(where.mid(14)));
    if (where == "response.headers.Date" || where == "response.headers.date")
        return QStringLiteral("the server’s **Date**");
    if (where.toLower() == "response.headers.www-authenticate")
        return QStringLiteral("its challenge");
    if (where.startsWith("response.headers."))
        return QStringLiteral("the answer’s **%1**").arg(QString::fromUtf8(where.mid(17)));
    if (where == "response.body")
        return QStringLiteral("the answer’s text");
    if (where.startsWith("history."))
        return QStringLiteral("an earlier exchange");
    if (where.startsWith("hop."))
        return QStringLiteral("the redirect");
    if (where.startsWith("cookies"))
        return QStringLiteral("the cookie");
    if (where.startsWith("probe."))
        return QStringLiteral("the experiments");
    if (where == "clock")
        return QStringLiteral("the clocks");
    if (where.startsWith("request."))
        return QStringLiteral("the request");
    return {};
}

QString basis(const Finding &finding)
{
    QStringList places;
    for (const Evidence &evidence : finding.evidence) {
        const QString name = placeName(evidence.where);
        if (!name.isEmpty() && !places.contains(name))
            places += name;
    }
    if (places.isEmpty())
        return QStringLiteral("the answer’s status says so");
    if (places.size() == 1)
        return QStringLiteral("%1 shows it").arg(places.front());
    const QString last = places.takeLast();
    return QStringLiteral("%1 and %2 agree").arg(places.join(QStringLiteral(", ")), last);
}

int decisiveCard(const QByteArray &id)
{
    if (id.startsWith("header.") || id.startsWith("basic.") || id.startsWith("apikey.") || id.startsWith("digest."))
        return 0;
    if (id.startsWith("token."))
        return 1;
    if (id.startsWith("clock."))
        return 2;
    return id.startsWith("cookie.") || id.startsWith("csrf.") ? 3 : -1;
}

QString possibleCauses(const Report &report, int ruledOutCount)
{
    const auto possible = std::count_if(report.findings.begin(), report.findings.end(),
                                        [](const Finding &each) { return each.role == FindingRole::PossibleCause; });
    const QString found = possible == 0 ? QStringLiteral("No cause is shown")
        : possible == 1                 ? QStringLiteral("1 possible cause, not certain")
                                        : QStringLiteral("%1 possible causes, none certain").arg(possible);
    return QStringLiteral("%1. %2 ruled out.").arg(found, QString::number(ruledOutCount));
}

/// Who answered and what shows it, where that is known: the cause is to be looked for there.
QString answeredByLine(const Facts &facts)
{
    constexpr int kMostText = 80;
    const auto &by = facts.answeredBy;
    if (!by || by->certainty < Certainty::Likely || by->reasons.empty())
        return {};
    // That a host is a service's own needs no reason.
    const bool isHost = by->reasons.front().where == "request.url";
    QString line = isHost ? QStringLiteral(" Answered by %1.").arg(layerText(*by))
                          : QStringLiteral(" Answered by %1: %2.").arg(layerText(*by), quoted(by->reasons.front().text, kMostText));
    return line.replace(QLatin1String("**"), QStringLiteral("*\u200A*"));  // emphasis is ours alone
}

/// The client's own certificate cannot be used, so nothing went out: of all faults of TLS this one has a place.
ReportVerdict notSent(const Error &error)
{
    const bool isStored = error.place == QLatin1String("auth");
    ReportVerdict verdict;
    verdict.outcome = Outcome::TlsRefused;
    verdict.headline = QStringLiteral("Not sent: %1").arg(quoted(error.what, 120));
    verdict.line = isStored ? quoted(error.remedy, 200) : QStringLiteral("%1: %2").arg(quoted(error.place, 120), quoted(error.remedy, 200));
    verdict.actions = {isStored ? Action{"edit-auth", QStringLiteral("Change the credential…"), {}, true}
                                : Action{"edit-settings", QStringLiteral("Change the settings…"), {}, true},
                       {"send-again", QStringLiteral("Try again")}};
    return verdict;
}

ReportVerdict noAnswer(const Facts &facts)
{
    ReportVerdict verdict;
    verdict.outcome = Outcome::NoAnswer;
    const auto &error = facts.hop.error;
    if (error && error->fault == TransportFault::Tls && !error->error.place.isEmpty())
        return notSent(error->error);
    verdict.headline = QStringLiteral("No answer to diagnose");
    verdict.line = QStringLiteral("Nothing came back.");
    if (error) {
        verdict.outcome = error->fault == TransportFault::Tls ? Outcome::TlsRefused
            : error->fault == TransportFault::Offline         ? Outcome::Offline
            : error->fault == TransportFault::Cancelled       ? Outcome::Cancelled
                                                              : Outcome::NoAnswer;
        verdict.headline
            = (verdict.outcome == Outcome::TlsRefused ? QStringLiteral("No answer: %1") : QStringLiteral("No answer to diagnose: %1"))
                  .arg(quoted(error->error.what, 120));
        verdict.line = QStringList({quoted(error->error.place, 120), quoted(error->error.remedy, 200)}).join(QLatin1Char(' ')).trimmed();
    } else if (!facts.hop.response && facts.exchange.source != ExchangeSource::Live) {
        verdict.line = QStringLiteral("The recording has no answer to this request.");
    }
    verdict.actions = {{"send-again", QStringLiteral("Try again"), {}, true}, {"show-timeline", QStringLiteral("Show timeline")}};
    return verdict;
}

ReportVerdict notRefused(const Facts &facts)
{
    ReportVerdict verdict;
    const QString status = QStringLiteral("%1 %2").arg(QString::number(facts.status), quoted(facts.response->reason, 60)).trimmed();
    const bool accepted = facts.status >= 200 && facts.status < 400;
    verdict.outcome = accepted ? Outcome::Accepted : Outcome::OtherError;
    verdict.headline = accepted ? QStringLiteral("Accepted: %1").arg(status) : QStringLiteral("Not about the credential: %1").arg(status);
    verdict.line = accepted ? QString(kAcceptedLine) : QStringLiteral("The status is none of those that refuse a credential.");
    if (const auto masking = cookieThatSignsIn(facts))
        verdict.line = masking->says();
    if (!accepted)
        verdict.actions = {{"send-again", QStringLiteral("Try again"), {}, true}};
    return verdict;
}

}

ReportVerdict verdictFrom(const Finding &cause, int status)
{
    ReportVerdict verdict;
    verdict.outcome = status == 401 || status < 400 ? Outcome::Refused : Outcome::Forbidden;
    verdict.id = cause.id;
    verdict.headline = cause.headline;
    verdict.certainty = cause.certainty;
    verdict.line = QStringLiteral("%1: %2.").arg(capitalized(QLatin1String(certaintyName(cause.certainty))), basis(cause));
    verdict.actions = cause.actions;
    if (verdict.actions.size() > 2)
        verdict.actions.resize(2);
    verdict.decisiveCard = decisiveCard(cause.id);
    return verdict;
}

ReportVerdict verdictOf(const Facts &facts, const Report &report)
{
    if (!facts.response)
        return noAnswer(facts);
    const Finding *first = nullptr;
    if (!report.findings.empty() && report.findings.front().role <= FindingRole::PossibleCause)
        first = &report.findings.front();
    if (!first && !facts.refusedInSomeWay())
        return notRefused(facts);

    ReportVerdict verdict;
    if (!first || first->role == FindingRole::PossibleCause) {
        verdict.outcome = facts.status == 403 ? Outcome::Forbidden : Outcome::NotSaid;
        verdict.headline = QStringLiteral("Refused, and the answer does not say why");
        verdict.line = possibleCauses(report, int(report.ruledOut.size())) + answeredByLine(facts);
        if (facts.exchange.sanitized)
            verdict.line = QStringLiteral("The recording was saved without sensitive data, so what was sent cannot be seen.");
        verdict.id = first ? first->id : QByteArray();
        if (first)
            verdict.certainty = Certainty::Possible;
        verdict.actions = {{"more-evidence", QStringLiteral("Ask for more evidence…"), {}, true}};
        return verdict;
    }
    verdict = verdictFrom(*first, facts.status);
    verdict.line += answeredByLine(facts);
    return verdict;
}

}
