#include "app/cli/clock_text.h"

#include "core/clock/shift.h"
#include "core/diagnosis/report.h"
#include "core/json/json.h"

namespace keyhole {

namespace {

const char *nameOf(MeasuredClock::End end)
{
    using End = MeasuredClock::End;
    switch (end) {
    case End::Narrow:
        return "narrow";
    case End::AllSent:
        return "all-sent";
    case End::AskedToWait:
        return "asked-to-wait";
    case End::NoAnswer:
        return "no-answer";
    case End::NoTime:
        return "no-time";
    case End::Contradiction:
        return "contradiction";
    case End::Cancelled:
        return "cancelled";
    }
    return "";
}

const char *nameOf(ClockVerdict::Whose whose)
{
    using Whose = ClockVerdict::Whose;
    switch (whose) {
    case Whose::Nobody:
        return "nobody";
    case Whose::Local:
        return "local";
    case Whose::Servers:
        return "server";
    case Whose::Unknown:
        return "unknown";
    }
    return "";
}

const char *nameOf(ClockShift::Kind kind)
{
    using Kind = ClockShift::Kind;
    switch (kind) {
    case Kind::Zone:
        return "zone";
    case Kind::Day:
        return "day";
    case Kind::Month:
        return "month";
    case Kind::Year:
        return "year";
    case Kind::GpsWeeks:
        return "gps-weeks";
    case Kind::NeverSet:
        return "never-set";
    }
    return "";
}

QByteArray json(const QString &text)
{
    return jsonString(visibleText(text).toUtf8());
}

QByteArray json(const std::optional<ClockOffset> &offset)
{
    return offset ? '[' + QByteArray::number(qint64(offset->low.count())) + ',' + QByteArray::number(qint64(offset->high.count())) + ']'
                  : QByteArray("null");
}

QByteArray json(const ClockSample &sample)
{
    return "{\"sent\":" + QByteArray::number(qint64(sample.sentAt.time_since_epoch().count()))
        + ",\"round_trip_ms\":" + QByteArray::number(qint64(sample.roundTrip.count())) + ",\"status\":" + QByteArray::number(sample.status)
        + ",\"told_ms\":" + json(sample.told) + ",\"known_ms\":" + json(sample.known) + '}';
}

QByteArray json(const MeasuredClock &clock, Instant local)
{
    QByteArray samples;
    for (const ClockSample &sample : clock.samples)
        samples += (samples.isEmpty() ? "" : ",") + json(sample);
    const auto shift = clock.offset ? clockShiftOf(*clock.offset, local) : std::nullopt;
    QByteArray text = "{\"origin\":" + json(QString::fromUtf8(clock.origin().toString())) + ",\"offset_ms\":" + json(clock.offset)
        + ",\"requests\":" + QByteArray::number(clock.requests) + ",\"ended\":\"" + nameOf(clock.end) + "\",\"why\":" + json(clock.why)
        + ",\"note\":" + json(clock.note);
    if (shift)
        text += QByteArray(",\"shift\":\"") + nameOf(shift->kind) + '"';
    return text + ",\"samples\":[" + samples + "]}";
}

QByteArray json(const AskedTimeServer &server)
{
    QByteArray text = "{\"server\":" + json(server.name);
    if (server.answer)
        text += ",\"offset_ms\":" + json(server.answer->offset) + ",\"stratum\":" + QByteArray::number(server.answer->stratum)
            + ",\"delay_ms\":" + QByteArray::number(qint64(server.answer->delay.count()));
    else
        text += ",\"offset_ms\":null,\"problem\":" + json(server.answer.error().what);
    return text + '}';
}

QString lineOf(const MeasuredClock &clock)
{
    const QString name = visibleText(QString::fromUtf8(clock.origin().toString()));
    if (!clock.offset)
        return QStringLiteral("  %1: cannot tell. %2\n").arg(name, visibleText(clock.why));
    QString text = QStringLiteral("  %1: %2, from %3 of %4 requests\n")
                       .arg(name, offsetText(*clock.offset), QString::number(clock.samples.size()), QString::number(clock.requests));
    if (clock.end != MeasuredClock::End::Narrow)
        text += QStringLiteral("    %1\n").arg(visibleText(clock.why));
    if (!clock.note.isEmpty())
        text += QStringLiteral("    %1\n").arg(visibleText(clock.note));
    return text;
}

QString lineOf(const AskedTimeServer &server)
{
    const QString name = visibleText(server.name);
    return server.answer ? QStringLiteral("  time server %1: %2, stratum %3\n")
                               .arg(name, offsetText(server.answer->offset), QString::number(server.answer->stratum))
                         : QStringLiteral("  time server %1: cannot tell. %2. %3\n")
                               .arg(name, visibleText(server.answer.error().what), visibleText(server.answer.error().remedy));
}

}

QString clockText(const ClockReport &report)
{
    QString text = report.verdict.headline + u'\n';
    if (!report.verdict.why.isEmpty())
        text += QStringLiteral("  ") + visibleText(report.verdict.why) + u'\n';
    text += u'\n';
    for (const MeasuredClock &clock : report.clocks)
        text += lineOf(clock);
    if (report.timeServer)
        text += lineOf(*report.timeServer);
    return text;
}

QByteArray clockJson(const ClockReport &report)
{
    QByteArray clocks;
    for (const MeasuredClock &clock : report.clocks)
        clocks += (clocks.isEmpty() ? "" : ",") + json(clock, report.local);
    const ClockVerdict &verdict = report.verdict;
    QByteArray text = QByteArray("{\"schema\":\"keyhole.clock/1\",\"verdict\":{\"whose\":\"") + nameOf(verdict.whose)
        + "\",\"settled\":" + (verdict.settled ? "true" : "false") + ",\"text\":" + json(verdict.headline) + ",\"why\":" + json(verdict.why)
        + "},\"servers\":[" + clocks + ']';
    if (report.timeServer)
        text += ",\"time_server\":" + json(*report.timeServer);
    return text + "}\n";
}

}
