#include "core/diagnosis/report.h"
#include "ui/response/figures.h"
#include "ui/response/timeline_tab.h"

#include <QCoreApplication>

namespace keyhole {

namespace {

struct Tr {
    Q_DECLARE_TR_FUNCTIONS(keyhole::Timeline)
};

std::vector<TimelinePhase> phasesOf(const PhaseTimes &times)
{
    std::vector<TimelinePhase> phases;
    std::chrono::microseconds from{0};
    const auto add = [&](const QString &name, const std::optional<std::chrono::microseconds> &until) {
        if (!until)
            return;
        // A reused connection reports the phases that it skipped as over at once.
        if (*until > from)
            phases.push_back({name, from, *until});
        from = std::max(from, *until);
    };
    add(Tr::tr("Name look-up"), times.nameResolved);
    add(Tr::tr("Connection"), times.connected);
    add(Tr::tr("TLS"), times.tlsDone);
    add(Tr::tr("Sending"), times.sent);
    add(Tr::tr("Waiting"), times.firstByte);
    add(Tr::tr("Receiving"), times.end);
    return phases;
}

QStringList credentialsOf(const Request &request)
{
    QStringList names;
    for (int i = 0; i < request.fields.size(); ++i) {
        const Field &field = request.fields.at(i);
        const bool known = equalsIgnoringCase(field.name, "Authorization") || equalsIgnoringCase(field.name, "Cookie")
            || equalsIgnoringCase(field.name, "Proxy-Authorization");
        if (known || request.originOf(i) == FieldOrigin::Auth)
            names += visibleText(QString::fromUtf8(field.name));
    }
    return names;
}

QString connectionNote(const Hop &hop)
{
    if (hop.connection.address.isEmpty())
        return {};
    const QString address = QStringLiteral("%1:%2").arg(QString::fromLatin1(hop.connection.address)).arg(hop.connection.port);
    QString note = hop.connection.reused ? Tr::tr("Kept connection to %1").arg(address) : Tr::tr("Connection to %1").arg(address);
    if (!hop.connection.proxy.isEmpty())
        note += Tr::tr(", through %1").arg(QString::fromUtf8(hop.connection.proxy));
    return note;
}

TimelineHop hopOf(const Hop &hop, int number)
{
    TimelineHop shown;
    const QString status = hop.response ? QString::number(hop.response->status) : Tr::tr("no answer");
    shown.title
        = QStringLiteral("%1  %2 %3%4 → %5")
              .arg(QString::number(number), visibleText(QString::fromUtf8(hop.request.method)),
                   visibleText(QString::fromUtf8(hop.request.url.host)), visibleText(QString::fromUtf8(hop.request.url.path)), status);
    const QStringList credentials = credentialsOf(hop.request);
    shown.carriesCredential = !credentials.isEmpty();
    shown.credential = credentials.isEmpty() ? Tr::tr("No credential") : Tr::tr("%1 sent").arg(credentials.join(QStringLiteral(", ")));
    shown.phases = phasesOf(hop.times);
    if (!hop.whyFollowed.isEmpty())
        shown.notes += visibleText(Tr::tr("Followed: %1").arg(hop.whyFollowed));
    for (const QString &dropped : hop.droppedNotes)
        shown.notes += visibleText(dropped);
    if (const QString note = connectionNote(hop); !note.isEmpty())
        shown.notes += note;
    if (hop.error)
        shown.fault = visibleText(hop.error->phase.isEmpty() ? hop.error->error.what
                                                             : hop.error->phase + QStringLiteral(": ") + hop.error->error.what);
    return shown;
}

}

std::vector<TimelineHop> timelineOf(const Exchange &exchange)
{
    std::vector<TimelineHop> hops;
    for (const Hop &hop : exchange.hops)
        hops.push_back(hopOf(hop, int(hops.size()) + 1));
    return hops;
}

QString timelineInWords(const std::vector<TimelineHop> &hops)
{
    QStringList lines;
    for (const TimelineHop &hop : hops) {
        lines += hop.title + QStringLiteral(": ") + hop.credential;
        for (const TimelinePhase &phase : hop.phases)
            lines += phase.name + QStringLiteral(": ") + durationText(phase.to - phase.from);
        lines += hop.notes;
        if (!hop.fault.isEmpty())
            lines += hop.fault;
    }
    return lines.join(QLatin1Char('\n'));
}

}
