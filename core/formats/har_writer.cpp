#include "core/formats/har.h"
#include "core/formats/har_date.h"
#include "core/formats/har_fault.h"
#include "core/formats/secret_spans.h"
#include "core/http/credentials.h"
#include "core/json/values.h"
#include "core/secrets/secret.h"
#include "core/secrets/spellings.h"

namespace keyhole {

namespace {

using Members = std::vector<JsonMember>;

JsonValue numberValue(double number)
{
    JsonValue value;
    value.type = JsonValue::Type::Number;
    value.text = QByteArray::number(number, 'f', 3);
    while (value.text.endsWith('0'))
        value.text.chop(1);
    if (value.text.endsWith('.'))
        value.text.chop(1);
    return value;
}

double milliseconds(std::chrono::microseconds duration)
{
    return double(duration.count()) / 1000;
}

/// Writes one hop after the other; masks what is secret by its name, and the same values wherever else they stand.
class HarWriter {
public:
    explicit HarWriter(const HarWriteOptions &options) : m_keepSecrets(options.keepSecrets)
    {
        for (const QByteArray &secret : options.secrets)
            learn(secret, {{0, secret.size(), {}}});
    }

    void learnSecrets(const Hop &hop);
    JsonValue entry(const Hop &hop) const;

private:
    void learn(const QByteArray &text, const std::vector<SecretSpan> &spans);
    void keep(const QByteArray &secret);
    QByteArray masked(const QByteArray &text, const std::vector<SecretSpan> &spans) const;
    QByteArray address(const QByteArray &text) const { return masked(text, secretsInAddress(text)); }
    JsonValue fields(const FieldList &list) const;
    JsonValue queryString(const QByteArray &address) const;
    JsonValue request(const Request &request) const;
    JsonValue response(const Hop &hop) const;
    void addBody(const QByteArray &body, Members &members) const;

    bool m_keepSecrets;
    std::vector<QByteArray> m_secrets;
};

void HarWriter::learn(const QByteArray &text, const std::vector<SecretSpan> &spans)
{
    static constexpr qsizetype kShortest = 8;  // a shorter value stands in too many places by chance
    for (const SecretSpan &span : spans) {
        const QByteArray secret = text.mid(span.offset, span.length);
        const Credentials sent = splitCredentials(secret);
        if (const auto basic = parseBasic(sent.rest.isEmpty() ? secret : sent.rest); basic && basic->password.size() >= kShortest)
            keep(basic->password);
        if (secret.size() >= kShortest)
            keep(secret);
    }
}

/// In every spelling that a server may repeat it in; the longest first, so that none is cut by a shorter one within it.
void HarWriter::keep(const QByteArray &secret)
{
    if (std::find(m_secrets.begin(), m_secrets.end(), secret) != m_secrets.end())
        return;
    for (const QByteArray &spelling : secretSpellings(secret))
        m_secrets.push_back(spelling);
    std::stable_sort(m_secrets.begin(), m_secrets.end(), [](const QByteArray &a, const QByteArray &b) { return a.size() > b.size(); });
}

void HarWriter::learnSecrets(const Hop &hop)
{
    if (m_keepSecrets)
        return;
    for (const Field &field : hop.request.fields)
        learn(field.value, secretsInField(field.name, field.value));
    learn(hop.request.url.toString(), secretsInAddress(hop.request.url.toString()));
    learn(hop.request.body, secretsInBody(hop.request.body));
    if (!hop.response)
        return;
    for (const Field &field : hop.response->fields)
        learn(field.value, secretsInField(field.name, field.value));
    learn(hop.response->body, secretsInBody(hop.response->body));
}

QByteArray HarWriter::masked(const QByteArray &text, const std::vector<SecretSpan> &spans) const
{
    if (m_keepSecrets)
        return text;
    const auto mask = [](const QByteArray &secret) { return Secret::mask(secret).toUtf8(); };
    QByteArray changed = replaceSpans(text, spans, mask);
    for (const QByteArray &secret : m_secrets)
        changed.replace(secret, mask(secret));
    return changed;
}

/// A value that is no UTF-8 goes into "_bytes" as well, since JSON cannot hold it.
JsonValue HarWriter::fields(const FieldList &list) const
{
    std::vector<JsonValue> items;
    for (const Field &field : list) {
        const QByteArray value = masked(field.value, secretsInField(field.name, field.value));
        const bool isText = value.isValidUtf8();
        Members members{{"name", jsonText(field.name)}, {"value", jsonText(isText ? value : QString::fromLatin1(value).toUtf8())}};
        if (!isText)
            members.push_back({"_bytes", jsonText(value.toBase64())});
        items.push_back(jsonObject(std::move(members)));
    }
    return jsonList(std::move(items));
}

JsonValue HarWriter::queryString(const QByteArray &written) const
{
    std::vector<JsonValue> items;
    const qsizetype start = written.indexOf('?');
    for (const QByteArray &pair : start < 0 ? QList<QByteArray>() : written.mid(start + 1).split('&')) {
        const qsizetype equals = pair.indexOf('=');
        items.push_back(jsonObject({{"name", jsonText(pair.left(equals < 0 ? pair.size() : equals))},
                                    {"value", jsonText(equals < 0 ? QByteArray() : pair.mid(equals + 1))}}));
    }
    return jsonList(std::move(items));
}

void HarWriter::addBody(const QByteArray &body, Members &members) const
{
    if (body.isValidUtf8()) {
        members.push_back({"text", jsonText(masked(body, secretsInBody(body)))});
        return;
    }
    members.push_back({"text", jsonText(masked(body, {}).toBase64())});
    members.push_back({"encoding", jsonText("base64")});
}

JsonValue HarWriter::request(const Request &request) const
{
    const QByteArray url = address(request.url.toString());
    Members members{{"method", jsonText(request.method)},
                    {"url", jsonText(url)},
                    {"httpVersion", jsonText(request.httpVersion)},
                    {"cookies", jsonList({})},
                    {"headers", fields(request.fields)},
                    {"queryString", queryString(url)},
                    {"headersSize", numberValue(-1)},
                    {"bodySize", numberValue(double(request.body.size()))}};
    if (!request.body.isEmpty()) {
        Members postData{{"mimeType", jsonText(request.fields.value("Content-Type").value_or(QByteArray()))}};
        addBody(request.body, postData);
        members.push_back({"postData", jsonObject(std::move(postData))});
    }
    return jsonObject(std::move(members));
}

JsonValue HarWriter::response(const Hop &hop) const
{
    const Response response = hop.response.value_or(Response{});
    Members content{{"size", numberValue(double(response.bodySize))},
                    {"mimeType", jsonText(response.fields.value("Content-Type").value_or(QByteArray()))}};
    addBody(response.body, content);
    Members members{{"status", numberValue(response.status)},
                    {"statusText", jsonText(response.reason)},
                    {"httpVersion", jsonText(response.httpVersion)},
                    {"cookies", jsonList({})},
                    {"headers", fields(response.fields)},
                    {"content", jsonObject(std::move(content))},
                    {"redirectURL", jsonText(address(response.fields.value("Location").value_or(QByteArray())))},
                    {"headersSize", numberValue(-1)},
                    {"bodySize", numberValue(-1)}};
    if (hop.error) {
        members.push_back({"_error", jsonText(hop.error->error.what.toUtf8())});
        members.push_back({"_fault", jsonText(faultName(hop.error->fault))});
    }
    return jsonObject(std::move(members));
}

/// PhaseTimes count from the start of the hop, timings each from the end of the one before; -1: did not happen, or is not known.
JsonValue timings(const PhaseTimes &times)
{
    std::chrono::microseconds before{0};
    const auto since = [&before](const std::optional<std::chrono::microseconds> &end) {
        return end ? milliseconds(*end - std::exchange(before, *end)) : -1;
    };
    const double dns = since(times.nameResolved);
    const double ssl = times.tlsDone && times.connected ? milliseconds(*times.tlsDone - *times.connected) : -1;
    const double connect = since(times.tlsDone ? times.tlsDone : times.connected);
    const double send = since(times.sent), wait = since(times.firstByte);
    const double receive = times.firstByte ? since(times.end) : -1;
    return jsonObject({{"blocked", numberValue(-1)},
                       {"dns", numberValue(dns)},
                       {"connect", numberValue(connect)},
                       {"ssl", numberValue(ssl)},
                       {"send", numberValue(send)},
                       {"wait", numberValue(wait)},
                       {"receive", numberValue(receive)}});
}

JsonValue HarWriter::entry(const Hop &hop) const
{
    Members members;
    if (hop.sentAt)
        members.push_back({"startedDateTime", jsonText(formatHarDate(*hop.sentAt))});
    if (hop.answeredAt)
        members.push_back({"_answeredDateTime", jsonText(formatHarDate(*hop.answeredAt))});
    members.push_back({"time", numberValue(hop.times.end ? milliseconds(*hop.times.end) : -1)});
    members.push_back({"request", request(hop.request)});
    members.push_back({"response", response(hop)});
    members.push_back({"cache", jsonObject({})});
    members.push_back({"timings", timings(hop.times)});
    if (!hop.connection.address.isEmpty())
        members.push_back({"serverIPAddress", jsonText(hop.connection.address)});
    return jsonObject(std::move(members));
}

}

QByteArray writeHar(const std::vector<Exchange> &exchanges, const HarWriteOptions &options)
{
    HarWriter writer(options);
    for (const Exchange &exchange : exchanges) {
        for (const Hop &hop : exchange.hops)
            writer.learnSecrets(hop);
    }
    std::vector<JsonValue> entries;
    for (const Exchange &exchange : exchanges) {
        for (const Hop &hop : exchange.hops)
            entries.push_back(writer.entry(hop));
    }
    const JsonValue creator = jsonObject({{"name", jsonText("Keyhole")}, {"version", jsonText(KEYHOLE_VERSION)}});
    const JsonValue log = jsonObject({{"version", jsonText("1.2")}, {"creator", creator}, {"entries", jsonList(std::move(entries))}});
    return toJson(jsonObject({{"log", log}}));
}

}
