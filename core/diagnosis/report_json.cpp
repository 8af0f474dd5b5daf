#include "core/diagnosis/differences.h"
#include "core/diagnosis/report_words.h"
#include "core/json/json.h"

#include <QDateTime>
#include <QTimeZone>

namespace keyhole {

namespace {

QByteArray text(const QString &value)
{
    return jsonString(value.toUtf8());
}

const char *name(ExchangeSource source)
{
    switch (source) {
    case ExchangeSource::Live:
        return "live";
    case ExchangeSource::Har:
        return "har";
    case ExchangeSource::CurlTranscript:
        return "curl";
    case ExchangeSource::RawText:
        return "text";
    case ExchangeSource::History:
        return "history";
    }
    return "live";
}

const char *name(Card::State state)
{
    switch (state) {
    case Card::State::Good:
        return "good";
    case Card::State::Warning:
        return "warning";
    case Card::State::Bad:
        return "bad";
    case Card::State::NotInvolved:
        return "not-involved";
    case Card::State::Waiting:
        return "waiting";
    }
    return "not-involved";
}

/// Emphasis is for people; programs read plain sentences.
QByteArray plain(const QString &value)
{
    return text(withoutEmphasis(value));
}

QByteArray card(const Card &card)
{
    QByteArray json = QByteArray("{\"state\":\"") + name(card.state) + "\",\"word\":" + text(card.text) + ",\"text\":" + text(card.fact);
    if (!card.detail.isEmpty())
        json += ",\"detail\":" + text(card.detail);
    return json + '}';
}

template <class List, class Write> QByteArray array(const List &list, Write write)
{
    QByteArrayList items;
    for (const auto &item : list)
        items += write(item);
    return '[' + items.join(',') + ']';
}

QByteArray evidence(const Evidence &line)
{
    QByteArray json = "{\"where\":" + jsonString(line.where) + ",\"text\":" + text(line.text);
    if (!line.says.isEmpty())
        json += ",\"says\":" + plain(line.says);
    if (line.markLength > 0)
        json += ",\"mark\":[" + QByteArray::number(line.markFrom) + ',' + QByteArray::number(line.markLength) + ']';
    return json + '}';
}

QByteArray finding(const Finding &finding)
{
    return "{\"id\":" + jsonString(finding.id) + ",\"role\":\"" + QByteArray(roleName(finding.role)).replace(' ', '-')
        + "\",\"certainty\":\"" + certaintyName(finding.certainty) + "\",\"title\":" + plain(finding.title)
        + ",\"evidence\":" + array(finding.evidence, evidence) + ",\"why\":" + plain(finding.why) + ",\"help\":" + plain(finding.help)
        + ",\"actions\":" + array(finding.actions, [](const Action &action) { return jsonString(action.id); }) + '}';
}

/// RFC 3339, in UTC.
QByteArray moment(Instant instant)
{
    const QDateTime time = QDateTime::fromMSecsSinceEpoch(instant.time_since_epoch().count(), QTimeZone::utc());
    return text(time.toString(QStringLiteral("yyyy-MM-dd'T'HH:mm:ss.zzz'Z'")));
}

QByteArray difference(const Difference &item)
{
    const auto side = [](const QString &value) { return value.isEmpty() ? QByteArray("null") : text(value); };
    return "{\"what\":" + jsonString(item.what) + ",\"then\":" + side(item.then) + ",\"now\":" + side(item.now)
        + ",\"says\":" + plain(item.says) + '}';
}

QByteArray differences(const Differences &differences)
{
    QByteArray json = "{\"since\":" + jsonString(differences.since) + ",\"success\":" + text(differences.success);
    if (differences.entry > 0)
        json += ",\"entry\":" + QByteArray::number(differences.entry);
    if (differences.at)
        json += ",\"at\":" + moment(*differences.at);
    if (const int refusal = refusalOf(differences); refusal > 0)
        json += ",\"refusal\":" + QByteArray::number(refusal);
    return json + ",\"items\":" + array(differences.items, difference) + '}';
}

QByteArray experiment(const Experiment &row)
{
    return "{\"id\":" + jsonString(row.id) + ",\"title\":" + plain(row.title) + ",\"sent\":" + plain(row.sent)
        + ",\"answers\":" + plain(row.answers) + ",\"outcome\":" + jsonString(row.outcome) + ",\"says\":" + plain(row.says) + '}';
}

QByteArray experiments(const Experiments &made)
{
    return "{\"settled\":" + QByteArray(made.settled ? "true" : "false")
        + ",\"cause\":" + (made.cause.isEmpty() ? QByteArray("null") : jsonString(made.cause)) + ",\"conclusion\":" + plain(made.conclusion)
        + ",\"requests\":" + QByteArray::number(made.requests) + ",\"rows\":" + array(made.rows, experiment) + '}';
}

QByteArray answerPart(const ReportedAnswer::Part &part)
{
    return "{\"name\":" + jsonString(part.name) + ",\"text\":" + text(part.text) + ",\"where\":" + jsonString(part.where) + '}';
}

QByteArray answer(const ReportedAnswer &answer)
{
    const auto orNull = [](const QString &value) { return value.isEmpty() ? QByteArray("null") : text(value); };
    return "{\"format\":" + orNull(QString::fromUtf8(answer.format)) + ",\"code\":" + orNull(answer.code) + ",\"message\":"
        + orNull(answer.message) + ",\"asked\":" + array(answer.asked, answerPart) + ",\"ids\":" + array(answer.ids, answerPart) + '}';
}

QByteArray handOver(const HandOver &handOver)
{
    QByteArray json = "{\"ids\":" + array(handOver.ids, [](const HandOver::Id &id) {
                          return "{\"where\":" + jsonString(id.where) + ",\"name\":" + text(id.name) + ",\"value\":" + text(id.value) + '}';
                      });
    if (handOver.serverTime)
        json += ",\"server_time\":" + moment(*handOver.serverTime);
    if (handOver.localTime)
        json += ",\"local_time\":" + moment(*handOver.localTime);
    if (!handOver.answeredBy.isEmpty())
        json += ",\"answered_by\":" + plain(handOver.answeredBy);
    json += ",\"look_at\":" + array(handOver.lookAt, [](const HandOver::LookAt &place) {
                const QByteArray source = place.source.isEmpty() ? QByteArray() : ",\"source\":" + jsonString(place.source);
                return "{\"text\":" + plain(place.text) + source + '}';
            });
    return json + '}';
}

QByteArray layer(const Layer &layer)
{
    return "{\"name\":" + text(layer.name) + ",\"layer\":" + text(layerWord(layer.kind)) + '}';
}

QByteArray answeredBy(const AnsweredBy &by)
{
    QByteArray json = layer(by.layer);
    json.chop(1);
    std::vector<Layer> path = by.passedOn;
    path.push_back(by.layer);
    return json + ",\"certainty\":\"" + certaintyName(by.certainty) + "\",\"path\":" + array(path, layer)
        + ",\"reasons\":" + array(by.reasons, evidence) + '}';
}

}

QByteArray reportToJson(const Report &report)
{
    QByteArray json = "{\"schema\":\"keyhole.report/1\",\"exchange\":{\"method\":" + jsonString(report.method)
        + ",\"url\":" + jsonString(report.url) + ",\"status\":" + QByteArray::number(report.status)
        + ",\"hops\":" + QByteArray::number(report.hops) + ",\"source\":\"" + name(report.source) + '"';
    if (report.entry > 0)
        json += ",\"entry\":" + QByteArray::number(report.entry);
    QByteArray clock = card(report.clock);
    if (report.clockOffset) {
        clock.chop(1);
        clock += ",\"offset_ms\":[" + QByteArray::number(qint64(report.clockOffset->first.count())) + ','
            + QByteArray::number(qint64(report.clockOffset->second.count())) + "]}";
    }
    json += "},\"cards\":{\"header\":" + card(report.header) + ",\"token\":" + card(report.token) + ",\"clock\":" + clock
        + ",\"cookies\":" + card(report.cookies) + '}';
    json += ",\"verdict\":{\"id\":" + (report.verdict.id.isEmpty() ? QByteArray("null") : jsonString(report.verdict.id))
        + ",\"title\":" + plain(report.verdict.headline) + ",\"text\":" + plain(report.verdict.line);
    json += ",\"certainty\":"
        + (report.verdict.certainty ? QByteArray("\"") + certaintyName(*report.verdict.certainty) + '"' : QByteArray("null")) + '}';
    json += ",\"findings\":" + array(report.findings, finding);
    if (report.answeredBy)
        json += ",\"answered_by\":" + answeredBy(*report.answeredBy);
    if (report.differences)
        json += ",\"differences\":" + differences(*report.differences);
    if (report.experiments)
        json += ",\"experiments\":" + experiments(*report.experiments);
    json += ",\"ruled_out\":" + array(report.ruledOut, [](const RuledOut &each) {
                return "{\"id\":" + jsonString(each.id) + ",\"reason\":" + plain(each.reason) + '}';
            });
    if (report.answer)
        json += ",\"answer\":" + answer(*report.answer);
    return json + ",\"hand_over\":" + handOver(report.handOver) + '}';
}

}
