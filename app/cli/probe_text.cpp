#include "app/cli/probe_text.h"

#include "core/json/values.h"

namespace keyhole {

namespace {

QString requestsText(int least, int most)
{
    const QString text = least == 1 ? QStringLiteral("1 request") : QStringLiteral("%1 requests").arg(least);
    return most > least ? QStringLiteral("%1, up to %2 when it is accepted").arg(text).arg(most) : text;
}

JsonValue text(const QString &value)
{
    return jsonText(value.toUtf8());
}

JsonValue probeJson(const Probe &probe)
{
    JsonValue settles = jsonList({});
    for (const QByteArray &cause : probe.settles)
        settles.items.push_back(jsonText(cause));
    return jsonObject({{"id", jsonText(probeId(probe.kind))},
                       {"title", text(probeTitle(probe.kind))},
                       {"method", jsonText(probe.plan.method)},
                       {"address", text(probe.plan.address)},
                       {"change", text(probe.plan.change)},
                       {"credential", text(probe.plan.credential)},
                       {"requests", jsonNumber(probe.plan.requests)},
                       {"most_requests", jsonNumber(probe.plan.mostRequests)},
                       {"settles", settles},
                       {"unavailable", probe.unavailable.isEmpty() ? JsonValue() : text(probe.unavailable)}});
}

JsonValue toggleJson(const Toggle &toggle)
{
    return jsonObject({{"where", jsonText(toggle.place)}, {"name", jsonText(toggle.name)}, {"says", text(toggle.says)}});
}

JsonValue toggleList(const std::vector<Toggle> &toggles)
{
    JsonValue list = jsonList({});
    for (const Toggle &toggle : toggles)
        list.items.push_back(toggleJson(toggle));
    return list;
}

const char *stateName(BisectSearch::State state)
{
    static constexpr const char *kNames[] = {"searching", "found", "good-is-refused", "bad-is-accepted", "unsteady", "undecided"};
    return kNames[int(state)];
}

}

QString offerToText(const ProbeOffer &offer, const Report &report)
{
    QString out
        = QStringLiteral("%1 → %2\n%3\n")
              .arg(visibleText(QString::fromUtf8(report.method + ' ' + report.url)),
                   report.status ? QString::number(report.status) : QStringLiteral("no answer"), visibleText(report.verdict.headline));
    if (offer.probes.empty())
        return out + QStringLiteral("\nThere is nothing to settle by experiments.\n");
    out += QStringLiteral("\nWhat can be tried, besides sending the request again as it was:\n");
    for (const Probe &probe : offer.probes) {
        out += QStringLiteral("\n  %1  %2\n").arg(QString::fromUtf8(probeId(probe.kind)).leftJustified(22), probeTitle(probe.kind));
        out += QStringLiteral("      %1 %2, %3\n")
                   .arg(visibleText(QString::fromUtf8(probe.plan.method)), probe.plan.address, probe.plan.change);
        out += QStringLiteral("      %1; %2\n").arg(probe.plan.credential, requestsText(probe.plan.requests, probe.plan.mostRequests));
        if (!probe.settles.empty())
            out += QStringLiteral("      tells apart: %1\n")
                       .arg(QString::fromUtf8(QByteArrayList(probe.settles.begin(), probe.settles.end()).join(", ")));
        if (!probe.unavailable.isEmpty())
            out += QStringLiteral("      not now: %1\n").arg(probe.unavailable);
    }
    return out + QStringLiteral("\n--run NAME,… makes them, --run all every one.\n");
}

QByteArray offerToJson(const ProbeOffer &offer, const Report &report)
{
    JsonValue probes = jsonList({});
    for (const Probe &probe : offer.probes)
        probes.items.push_back(probeJson(probe));
    return toJson(jsonObject({{"schema", jsonText("keyhole.probes/1")},
                              {"method", jsonText(report.method)},
                              {"url", jsonText(report.url)},
                              {"status", jsonNumber(report.status)},
                              {"verdict", report.verdict.id.isEmpty() ? JsonValue() : jsonText(report.verdict.id)},
                              {"needs_leave", jsonBool(offer.needsLeave)},
                              {"probes", probes}}));
}

QString planToText(const BisectPlan &plan)
{
    QString out = plan.differences.size() == 1 ? QStringLiteral("1 difference:\n")
                                               : QStringLiteral("%1 differences:\n").arg(plan.differences.size());
    for (const Toggle &toggle : plan.differences)
        out += QStringLiteral("  %1\n").arg(visibleText(toggle.says));
    return out
        + QStringLiteral("\nThe search sends %1 to %2, when one of them is the cause; with the credentials of these requests.\n")
              .arg(requestsText(plan.requests, plan.requests), plan.to);
}

QString bisectToText(const BisectPlan &plan, const BisectResult &result)
{
    QString out;
    for (const BisectResult::Step &step : result.steps)
        out += QStringLiteral("  %1 of %2 differences as in the refused one: %3\n")
                   .arg(step.asBad, 3)
                   .arg(plan.differences.size())
                   .arg(step.shown);
    return out + QStringLiteral("\n%1\n%2 sent.\n").arg(visibleText(result.conclusion), requestsText(result.requests, result.requests));
}

QByteArray bisectToJson(const BisectPlan &plan, const BisectResult *result)
{
    JsonValue json = jsonObject({{"schema", jsonText("keyhole.bisect/1")},
                                 {"differences", toggleList(plan.differences)},
                                 {"requests_foretold", jsonNumber(plan.requests)}});
    if (!result)
        return toJson(json);
    json.members.push_back({"state", jsonText(stateName(result->state))});
    json.members.push_back({"found", toggleList(result->found)});
    json.members.push_back({"is_all", jsonBool(result->isAll)});
    json.members.push_back({"requests", jsonNumber(result->requests)});
    json.members.push_back({"conclusion", text(result->conclusion)});
    JsonValue steps = jsonList({});
    for (const BisectResult::Step &step : result->steps)
        steps.items.push_back(
            jsonObject({{"as_refused", jsonNumber(step.asBad)}, {"answer", text(step.shown)}, {"refused", jsonBool(step.refused)}}));
    json.members.push_back({"steps", steps});
    return toJson(json);
}

}
