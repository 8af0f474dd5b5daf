#include "core/compare/noise.h"

#include "core/http/field.h"
#include "core/http/letters.h"

#include <algorithm>
#include <span>

namespace keyhole {

namespace {

using Names = std::span<const QByteArrayView>;

bool isOneOf(QByteArrayView name, Names names)
{
    return std::any_of(names.begin(), names.end(), [name](QByteArrayView each) { return name == each; });
}

/// "X-Amzn-RequestId", "trace_id", "correlationId", "cf-ray".
bool isNamedForTrace(const QByteArray &letters)
{
    static constexpr QByteArrayView kParts[]
        = {"requestid",  "reqid",   "traceid",   "spanid",       "correlationid", "activityid",  "transactionid",
           "txid",       "eventid", "messageid", "invocationid", "operationid",   "errorid",     "logref",
           "incidentid", "cfray",   "edgeid",    "amzid",        "amzcfid",       "trackingid",  "debugid",
           "supportid",  "nonce",   "uniqueid",  "visitorid",    "requestuuid",   "requesttoken"};
    return std::any_of(std::begin(kParts), std::end(kParts), [&](QByteArrayView part) { return letters.contains(part); });
}

/// "timestamp", "generated_at", "serverTime".
bool isNamedForMoment(const QByteArray &letters)
{
    static constexpr QByteArrayView kNames[]
        = {"timestamp", "time",        "ts",         "now",          "date",        "datetime",     "servertime", "generatedat",
           "generated", "createdat",   "updatedat",  "modifiedat",   "expiresat",   "issuedat",     "lastseen",   "lastseenat",
           "lastlogin", "lastloginat", "accessedat", "currenttime",  "requesttime", "responsetime", "renderedat", "fetchedat",
           "localtime", "utc",         "epoch",      "lastmodified", "lastupdated", "retrievedat"};
    static constexpr QByteArrayView kParts[] = {"timestamp", "elapsed", "duration", "latency", "tookms", "runtime", "uptime"};
    return isOneOf(letters, kNames) || letters == QByteArrayView("took")
        || std::any_of(std::begin(kParts), std::end(kParts), [&](QByteArrayView part) { return letters.contains(part); });
}

QString trace()
{
    return QStringLiteral("an id that each request has anew");
}

QString moment()
{
    return QStringLiteral("a moment or a duration");
}

}

bool isTraceField(QByteArrayView name)
{
    static constexpr QByteArrayView kTraces[] = {"traceparent",
                                                 "tracestate",
                                                 "baggage",
                                                 "b3",
                                                 "sentry-trace",
                                                 "newrelic",
                                                 "uber-trace-id",
                                                 "x-cloud-trace-context",
                                                 "grpc-trace-bin",
                                                 "x-amz-cf-id",
                                                 "amz-sdk-invocation-id",
                                                 "amz-sdk-request"};
    const QByteArray lower = name.toByteArray().toLower();
    return lower.startsWith("x-b3-") || lower.startsWith("x-datadog-") || isOneOf(lower, kTraces) || isNamedForTrace(lettersOf(lower));
}

bool isPartOfSignature(QByteArrayView name)
{
    static constexpr QByteArrayView kNames[]
        = {"date",           "x-amz-date",         "x-ms-date",   "x-goog-date",          "x-date",    "x-timestamp",     "digest",
           "content-digest", "repr-digest",        "content-md5", "x-amz-content-sha256", "signature", "signature-input", "x-signature",
           "dpop",           "x-hub-signature-256"};
    return isOneOf(name.toByteArray().toLower(), kNames) || lettersOf(name).contains("timestamp");
}

QString requestFieldNoise(QByteArrayView name)
{
    static constexpr QByteArrayView kValidators[] = {"if-none-match", "if-modified-since", "if-range"};
    static constexpr QByteArrayView kFollow[] = {"content-length", "connection", "keep-alive", "te", "priority", "rtt", "downlink", "ect"};
    const QByteArray lower = name.toByteArray().toLower();
    if (isTraceField(lower) || lower == "idempotency-key")
        return trace();
    if (isPartOfSignature(lower))
        return QStringLiteral("each request has its own");
    if (isOneOf(lower, kValidators))
        return QStringLiteral("it asks whether a stored answer still holds");
    return isOneOf(lower, kFollow) || lower.startsWith(':') ? QStringLiteral("it follows from the rest of the request") : QString();
}

QString responseFieldNoise(QByteArrayView name)
{
    static constexpr QByteArrayView kMoments[] = {"date",
                                                  "age",
                                                  "expires",
                                                  "last-modified",
                                                  "server-timing",
                                                  "x-runtime",
                                                  "x-timer",
                                                  "x-response-time",
                                                  "x-envoy-upstream-service-time",
                                                  "x-processing-time",
                                                  "x-kong-upstream-latency",
                                                  "x-kong-proxy-latency",
                                                  "x-request-time"};
    static constexpr QByteArrayView kFollow[] = {
        "content-length", "connection", "keep-alive", "transfer-encoding",   "etag",    "content-md5", "digest",          "content-digest",
        "repr-digest",    "report-to",  "nel",        "reporting-endpoints", "alt-svc", "priority",    "x-amz-version-id"};
    static constexpr QByteArrayView kPath[]
        = {"x-served-by", "x-cache",          "x-cache-hits",        "x-amz-cf-pop", "cf-cache-status",  "x-cdn-pop",
           "x-backend",   "x-backend-server", "x-instance",          "x-host",       "x-node",           "x-pod",
           "x-varnish",   "x-azure-ref",      "x-fastly-request-id", "x-amz-id-2",   "x-ms-ests-server", "x-github-request-id"};
    const QByteArray lower = name.toByteArray().toLower(), letters = lettersOf(lower);
    if (isNamedForTrace(letters) || lower == "traceparent" || lower == "tracestate" || lower.startsWith("x-b3-"))
        return trace();
    if (isOneOf(lower, kMoments) || letters.contains("timestamp"))
        return moment();
    if (letters.contains("ratelimit"))
        return QStringLiteral("a counter that each request moves on");
    if (isOneOf(lower, kPath))
        return QStringLiteral("it names the machine that passed the answer on");
    return isOneOf(lower, kFollow) || lower.startsWith(':') ? QStringLiteral("it follows from the rest of the answer") : QString();
}

bool keepsCachesOut(QByteArrayView name)
{
    static constexpr QByteArrayView kNames[] = {"_", "cb", "cachebuster", "cachebust", "nocache", "rnd", "rand", "random", "bust"};
    return isOneOf(name, kNames) || isOneOf(lettersOf(name), kNames);
}

QString parameterNoise(QByteArrayView name)
{
    static constexpr QByteArrayView kMoments[]
        = {"ts", "timestamp", "now", "clienttime", "localtime", "xamzdate", "xgoogdate", "oauthnonce", "oauthtimestamp"};
    if (keepsCachesOut(name))
        return QStringLiteral("it keeps caches out");
    if (isNamedForTrace(lettersOf(name)))
        return trace();
    return isOneOf(lettersOf(name), kMoments) || lettersOf(name).contains("timestamp") ? moment() : QString();
}

QString memberNoise(QByteArrayView name)
{
    const QByteArray letters = lettersOf(name);
    if (isNamedForTrace(letters) || letters == "etag" || letters == "jti")
        return trace();
    return isNamedForMoment(letters) ? moment() : QString();
}

bool looksGenerated(QByteArrayView text)
{
    constexpr qsizetype kShortest = 6;
    if (text.size() < kShortest || text.size() > 512)
        return false;
    const auto count = [&](auto is) { return std::count_if(text.begin(), text.end(), is); };
    const auto digits = count([](char c) { return c >= '0' && c <= '9'; });
    const auto letters = count([](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); });
    const auto joints = count([](char c) { return QByteArrayView("-_:.+/=~T").contains(c); });
    if (digits + letters + joints < text.size())
        return false;
    // A word has few digits, an id, a number or a moment has many; 16 letters and more without one stand in random texts alone.
    return 4 * digits >= text.size() - joints && digits >= 3;
}

QByteArray withoutGenerated(QByteArrayView text)
{
    const auto isWord = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_' || c == ':';
    };
    QByteArray bare;
    for (qsizetype i = 0; i < text.size();) {
        qsizetype end = i;
        while (end < text.size() && isWord(text[end]))
            ++end;
        const QByteArrayView word = text.sliced(i, std::max<qsizetype>(end - i, 1));
        bare += looksGenerated(word) ? QByteArray("*") : word.toByteArray();
        i += word.size();
    }
    return bare;
}

bool isClientField(QByteArrayView name)
{
    static constexpr QByteArrayView kNames[] = {"user-agent",
                                                "accept-language",
                                                "accept-encoding",
                                                "cache-control",
                                                "pragma",
                                                "dnt",
                                                "sec-gpc",
                                                "save-data",
                                                "upgrade-insecure-requests",
                                                "sec-fetch-user",
                                                "sec-fetch-dest",
                                                "viewport-width",
                                                "dpr",
                                                "device-memory",
                                                "x-client-data",
                                                "x-client-version",
                                                "postman-token",
                                                "sec-purpose",
                                                "purpose",
                                                "accept-charset"};
    const QByteArray lower = name.toByteArray().toLower();
    return isOneOf(lower, kNames) || lower.startsWith("sec-ch-") || lower.startsWith("x-stainless-");
}

}
