#include "core/probes/as_sent.h"
#include "core/probes/conclusion.h"

#include "core/auth/auth_memory.h"
#include "core/diagnosis/words.h"
#include "core/http/credentials.h"

namespace keyhole {

namespace {

QString cookieNames(const Exchange &exchange)
{
    QStringList names;
    for (const QByteArray &name : cookieNamesSent(exchange))
        names += quoted(name, 40);
    return names.join(QStringLiteral("”, “"));  // it stands in quotation marks
}

QString schemesAsked(const Exchange &exchange)
{
    QStringList schemes;
    if (exchange.last().response) {
        for (const Challenge &challenge : challengesOf(*exchange.last().response))
            schemes += quoted(challenge.scheme, 30);
    }
    schemes.removeDuplicates();
    return schemes.isEmpty() ? QStringLiteral("another scheme") : schemes.join(QStringLiteral(" or "));
}

std::vector<TextParameter> ofExpiry(const Observed &observed)
{
    const Probe *probe = observed.probe(ProbeKind::FreshToken);
    const auto &sentAt = observed.subject.exchange.first().sentAt;
    if (!probe || !probe->tokenEnd || !sentAt)
        return {};
    const auto &offset = observed.subject.report.clockOffset;
    const Milliseconds middle = offset ? (offset->first + offset->second) / 2 : Milliseconds(0);
    const Milliseconds overdue = *sentAt + middle - *probe->tokenEnd;
    return {{"rough", roughDurationText(overdue)}, {"overdue", durationText(overdue)}, {"life", QString()}};
}

std::vector<TextParameter> ofClocks(const Observed &observed)
{
    const auto &offset = observed.subject.report.clockOffset;
    const Milliseconds middle = offset ? (offset->first + offset->second) / 2 : Milliseconds(0);
    return {{"size", durationText(middle)},
            {"direction", middle.count() > 0 ? QStringLiteral("behind the server’s") : QStringLiteral("ahead of the server’s")},
            {"is", QStringLiteral("is")},
            {"uncertainty", uncertaintyText(offset ? (offset->second - offset->first) / 2 : Milliseconds(0))},
            {"what", QStringLiteral("The signature’s time is outside the server’s window")},
            {"why", QStringLiteral("A signed request carries its time, and the server takes it only for some minutes around its own.")},
            {"help", QStringLiteral("Set this computer’s clock, sign anew, and send at once")}};
}

QString dropRule(const Exchange &exchange)
{
    for (const Hop &hop : exchange.hops) {
        for (const QString &note : hop.droppedNotes) {
            if (note.startsWith(QLatin1String("Authorization")))
                return note.endsWith(u'.') ? note.chopped(1) : note;
        }
    }
    return QStringLiteral("The redirect leads on, and the credential stayed behind");
}

QString whoAnswered(const Report &report)
{
    return report.answeredBy ? report.answeredBy->layer.name : QStringLiteral("Something before the application");
}

QString largeHeader(const Exchange &exchange)
{
    qsizetype size = 0;
    for (const Field &field : exchange.first().request.fields)
        size += field.name.size() + field.value.size() + 4;
    return byteText(size);
}

}

std::vector<TextParameter> parametersOf(QByteArrayView cause, const Observed &observed)
{
    const Exchange &exchange = observed.subject.exchange;
    const Report &report = observed.subject.report;
    const Request &request = exchange.first().request;
    if (cause == "token.expired")
        return ofExpiry(observed);
    if (cause.startsWith("clock."))
        return ofClocks(observed);
    const QByteArray scheme = splitCredentials(request.fields.value("Authorization").value_or(QByteArray())).scheme;
    const QByteArray proxy = exchange.first().connection.proxy;
    const QString who = cause == "status.proxy-authentication" ? quoted(proxy, 60)
        : cause == "server.address-blocked"                    ? QStringLiteral("The server")
                                                               : whoAnswered(report);
    QString what = QStringLiteral("Authorization and the cookies “%1”").arg(cookieNames(exchange));
    if (cause == "cookie.malformed")
        what = QStringLiteral("its value is not taken");
    else if (cause == "status.proxy-authentication")
        what = QStringLiteral("It is the proxy that wants to know who asks.");
    return {{"name", cause == "header.too-large" ? QStringLiteral("Cookie") : cookieNames(exchange)},
            {"what", what},
            {"who", who},
            {"how", QString()},
            {"field", QStringLiteral("Origin")},
            {"sent", scheme.isEmpty() ? QStringLiteral("no scheme") : quoted(scheme, 30)},
            {"wanted", schemesAsked(exchange)},
            {"rule", dropRule(exchange)},
            {"host", quoted(exchange.last().request.url.toString(), 120)},
            {"size", largeHeader(exchange)}};
}

}
