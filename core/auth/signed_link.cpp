#include "core/auth/signed_link.h"

#include "core/http/credentials.h"
#include "core/http/date.h"
#include "core/http/form.h"
#include "core/json/json.h"

namespace keyhole {

namespace {

using Kind = SigningFault::Kind;

struct Query {
    std::vector<FormPair> pairs;

    QByteArray value(QByteArrayView name) const
    {
        const auto found = std::find_if(pairs.begin(), pairs.end(), [name](const FormPair &each) { return each.name == name; });
        return found == pairs.end() ? QByteArray() : found->value;
    }
    bool has(QByteArrayView name) const { return !value(name).isEmpty(); }
};

std::optional<Instant> secondsTime(const QByteArray &text)
{
    bool isNumber = false;
    const qint64 seconds = text.toLongLong(&isNumber);
    constexpr qint64 kMost = 100'000'000'000;
    return isNumber && seconds > 0 && seconds < kMost ? std::optional(Instant(Seconds(seconds))) : std::nullopt;
}

/// A date alone, minutes or seconds, in UTC: "2026-05-01", "2026-05-01T10:30Z", "20260501T103000Z".
std::optional<Instant> isoTime(QByteArray text)
{
    constexpr qsizetype kDate = 10, kMinutes = 17, kBasic = 16;
    if (text.size() == kDate)
        text += "T00:00:00Z";
    else if (text.size() == kMinutes && text.endsWith('Z'))
        text.insert(kBasic, ":00");
    else if (text.size() == kBasic && text[8] == 'T')
        text = text.left(4) + '-' + text.mid(4, 2) + '-' + text.mid(6, 5) + ':' + text.mid(11, 2) + ':' + text.mid(13);
    const auto parsed = parseRfc3339(text);
    return parsed ? std::optional(*parsed) : std::nullopt;
}

/// Which letters of sp allow a method on a blob.
QByteArrayView lettersFor(const QByteArray &method, const Query &query)
{
    const QByteArray operation = query.value("comp");
    if ((method == "GET" || method == "HEAD") && operation.isEmpty())
        return "r";
    if (method == "GET" && operation == "list")
        return "l";
    if (method == "PUT" && (operation.isEmpty() || operation == "block" || operation == "blocklist"))
        return "wc";
    if (method == "PUT" && operation == "appendblock")
        return "aw";
    if (method == "DELETE" && operation.isEmpty())
        return "dyx";
    return {};
}

void checkRights(SignedLink &link, const Request &request, const Query &query)
{
    const QByteArray host = request.url.host.toLower(), rights = query.value("sp");
    const QByteArrayView letters = lettersFor(request.method, query);
    const bool allowed = letters.isEmpty() || std::any_of(letters.begin(), letters.end(), [&](char each) { return rights.contains(each); });
    const bool blobs = host.contains(".blob.") || host.contains(".dfs.");
    if (blobs && !rights.isEmpty() && !allowed)
        link.faults.push_back({Kind::Scope, link.where, QStringLiteral("sp=") + QString::fromUtf8(rights),
                               QStringLiteral("%1 needs %2").arg(QString::fromUtf8(request.method), QString::fromLatin1(letters.first(1))),
                               true});
    if (query.value("spr") == "https" && request.url.scheme == "http")
        link.faults.push_back({Kind::Scope, link.where, QStringLiteral("spr=https"), QStringLiteral("it was used over http"), true});
}

QString rightsText(const Query &query)
{
    QStringList parts;
    for (const char *name : {"sp", "sr", "ss", "srt", "spr", "sip"}) {
        if (query.has(name))
            parts += QStringLiteral("%1=%2").arg(
                QLatin1String(name), QString::fromUtf8(query.value(name).first(std::min<qsizetype>(query.value(name).size(), 40))));
    }
    return parts.join(QStringLiteral(", "));
}

std::optional<SignedLink> azureLink(const Request &request, const Query &query)
{
    if (!query.has("sv") || !(query.has("sig") || query.has("se"))
        || !(query.has("sp") || query.has("si") || query.has("sr") || query.has("ss")))
        return std::nullopt;
    SignedLink link{QStringLiteral("an Azure shared access signature"), "request.url", rightsText(query), {}, {}};
    link.period.where = "request.query.se";
    link.period.beginWritten = query.value("st");
    link.period.begins = isoTime(link.period.beginWritten);
    link.period.endWritten = query.value("se");
    link.period.ends = isoTime(link.period.endWritten);
    if (!query.has("sig"))
        link.faults.push_back(
            {Kind::Incomplete, link.where, QStringLiteral("no sig"), QStringLiteral("the signature itself is absent"), true});
    // A stored access policy may hold either of them.
    for (const char *name : {"sp", "se"}) {
        if (!query.has(name) && !query.has("si"))
            link.faults.push_back({Kind::Incomplete, link.where, QStringLiteral("no ") + QLatin1String(name),
                                   QStringLiteral("absent, and no stored policy (si) is named"), true});
    }
    checkRights(link, request, query);
    return link;
}

std::optional<SignedLink> googleLink(const Query &query)
{
    if (!query.has("X-Goog-Algorithm") && !query.has("X-Goog-Signature"))
        return std::nullopt;
    SignedLink link{QStringLiteral("a signed address of Google Cloud Storage"), "request.url", {}, {}, {}};
    for (const char *name :
         {"X-Goog-Algorithm", "X-Goog-Credential", "X-Goog-Date", "X-Goog-Expires", "X-Goog-SignedHeaders", "X-Goog-Signature"}) {
        if (!query.has(name))
            link.faults.push_back({Kind::Incomplete, link.where, QStringLiteral("no ") + QLatin1String(name),
                                   QStringLiteral("absent from the address"), true});
    }
    link.period.where = "request.query.X-Goog-Date";
    link.period.beginWritten = query.value("X-Goog-Date");
    link.period.begins = isoTime(link.period.beginWritten);
    link.period.endWritten = query.value("X-Goog-Expires");
    if (const auto seconds = secondsTime(link.period.endWritten); seconds && link.period.begins)
        link.period.ends = *link.period.begins + seconds->time_since_epoch();
    const QByteArray date = query.value("X-Goog-Credential").split('/').value(1);
    if (link.period.begins && !date.isEmpty() && !link.period.beginWritten.startsWith(date))
        link.faults.push_back(
            {Kind::Scope, link.where, QString::fromUtf8(link.period.beginWritten),
             QStringLiteral("the scope is of %1").arg(QString::fromUtf8(date.first(std::min<qsizetype>(date.size(), 20)))), true});
    return link;
}

/// The end that a CloudFront policy names: base64 with three characters exchanged, since '+', '=' and '/' mean something in an address.
std::optional<Instant> policyEnd(QByteArray policy)
{
    const auto json = parseJson(QByteArray::fromBase64(policy.replace('-', '+').replace('_', '=').replace('~', '/')));
    const JsonValue *end = json ? json->at({"Statement", "0", "Condition", "DateLessThan", "AWS:EpochTime"}) : nullptr;
    return end ? secondsTime(end->text) : std::nullopt;
}

std::optional<SignedLink> epochLink(const Query &query)
{
    const bool cloudFront = query.has("Key-Pair-Id");
    const bool store = query.has("AWSAccessKeyId") || query.has("GoogleAccessId");
    if (!query.has("Signature") || !(cloudFront || store))
        return std::nullopt;
    SignedLink link{cloudFront ? QStringLiteral("a signed address of CloudFront") : QStringLiteral("a signed address of the older form"),
                    "request.url",
                    {},
                    {},
                    {}};
    link.period.where = query.has("Expires") ? "request.query.Expires" : "request.query.Policy";
    link.period.endWritten = query.value("Expires");
    link.period.ends = query.has("Expires") ? secondsTime(link.period.endWritten) : policyEnd(query.value("Policy"));
    return link;
}

/// `Authorization: SharedAccessSignature sr=…&sig=…&se=…&skn=…`: Service Bus, Event Hubs, IoT Hub.
std::optional<SignedLink> sharedAccess(const Request &request)
{
    const Field *field = request.fields.find("Authorization");
    const Credentials credentials = field ? splitCredentials(field->value) : Credentials();
    if (!equalsIgnoringCase(credentials.scheme, "SharedAccessSignature"))
        return std::nullopt;
    const Query query{parseForm(credentials.rest)};
    SignedLink link{QStringLiteral("an Azure shared access signature"), "request.headers." + field->name, {}, {}, {}};
    link.period.where = link.where;
    link.period.endWritten = query.value("se");
    link.period.ends = secondsTime(link.period.endWritten);
    for (const char *name : {"sr", "sig", "se"}) {
        if (!query.has(name))
            link.faults.push_back({Kind::Incomplete, link.where, QStringLiteral("no ") + QLatin1String(name),
                                   QStringLiteral("absent from the signature"), true});
    }
    return link;
}

}

std::optional<SignedLink> readSignedLink(const Request &request)
{
    if (auto link = sharedAccess(request))
        return link;
    const Query query{parseForm(request.url.query.value_or(QByteArray()))};
    if (auto link = azureLink(request, query))
        return link;
    if (auto link = googleLink(query))
        return link;
    return epochLink(query);
}

}
