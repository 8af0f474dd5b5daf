#include "core/formats/cookie_reading.h"
#include "core/formats/har.h"
#include "core/http/date.h"
#include "core/json/values.h"

#include <QTimeZone>
#include <cmath>

namespace keyhole {

namespace {

bool isTrue(const JsonValue &object, QByteArrayView name)
{
    const JsonValue *value = object.find(name);
    return value && value->type == JsonValue::Type::Bool && value->boolean;
}

SameSite sameSiteOf(const QByteArray &text)
{
    const QByteArray lower = text.toLower();
    if (lower == "strict")
        return SameSite::Strict;
    if (lower == "lax")
        return SameSite::Lax;
    // "no_restriction" is the word of the browsers' extension interface.
    return lower == "none" || lower == "no_restriction" ? SameSite::None : SameSite::Unset;
}

/// A date as HAR writes it, or seconds as browsers' extensions and Playwright do; -1 and nothing are the session's end.
Result<std::optional<Instant>, QString> expiryOf(const JsonValue &object)
{
    for (const char *name : {"expires", "expirationDate"}) {
        const JsonValue *value = object.find(name);
        if (!value || value->type == JsonValue::Type::Null || (value->isString() && value->text.isEmpty()))
            continue;
        if (const auto seconds = value->isNumber() ? value->number() : std::nullopt) {
            if (*seconds <= 0)
                return std::optional<Instant>();
            if (*seconds > 1e12)
                return failure(QString("Its end is too far away."));
            return std::optional(Instant(Milliseconds(std::llround(*seconds * 1000))));
        }
        if (const auto date = parseRfc3339(value->text))
            return std::optional(*date);
        if (const auto date = parseCookieDate(value->text))
            return std::optional(*date);
        return failure(QString("Its end is no date."));
    }
    return std::optional<Instant>();
}

Result<Cookie, QString> cookieFrom(const JsonValue &object, Instant now)
{
    if (!object.isObject())
        return failure(QString("An object was expected."));
    const auto expires = expiryOf(object);
    if (!expires)
        return failure(expires.error());
    Cookie cookie;
    cookie.name = object.string("name");
    cookie.value = object.string("value");
    const QByteArray domain = object.string("domain").toLower();
    cookie.domain = domain.mid(domain.startsWith('.') ? 1 : 0);
    cookie.hostOnly = object.find("hostOnly") ? isTrue(object, "hostOnly") : !domain.startsWith('.');
    cookie.path = object.find("path") ? object.string("path") : QByteArray("/");
    cookie.expires = *expires;
    cookie.secure = isTrue(object, "secure");
    cookie.httpOnly = isTrue(object, "httpOnly");
    cookie.sameSite = sameSiteOf(object.string("sameSite"));
    if (const JsonValue *key = object.find("partitionKey")) {
        cookie.partition = key->isObject() ? key->string("topLevelSite") : key->text;
        cookie.partitioned = !cookie.partition.isEmpty();
    }
    cookie.created = cookie.lastUsed = now;
    return cookie;
}

bool holds(const CookieJar &jar, const QByteArray &host, const QByteArray &name)
{
    return std::any_of(jar.cookies().begin(), jar.cookies().end(),
                       [&](const Cookie &cookie) { return cookie.name == name && domainMatches(host, cookie.domain); });
}

/// Cookies that went along and that no answer in the file had set: from before the recording.
void addCarried(CookieCollector &collector, std::vector<std::pair<QByteArray, QByteArray>> &seen, const CookieJar &jar, const Hop &hop,
                int number)
{
    const QByteArray host = hop.request.url.origin().host;
    for (const QByteArray &field : hop.request.fields.values("Cookie")) {
        for (const CookiePair &pair : parseCookieField(field).pairs) {
            const std::pair key{host, pair.name};
            if (holds(jar, host, pair.name) || std::find(seen.begin(), seen.end(), key) != seen.end())
                continue;
            seen.push_back(key);
            Cookie cookie;
            cookie.name = pair.name;
            cookie.value = pair.value;
            cookie.domain = host;
            cookie.path = "/";
            cookie.created = cookie.lastUsed = hop.sentAt.value_or(Instant{});
            collector.add(std::move(cookie), QString("entry %1").arg(number));
        }
    }
}

JsonMember member(const char *name, const QByteArray &text)
{
    return {name, jsonText(QString::fromUtf8(text).toUtf8())};
}

JsonMember member(const char *name, bool is)
{
    return {name, jsonBool(is)};
}

JsonValue objectOf(const Cookie &cookie)
{
    JsonValue object;
    object.type = JsonValue::Type::Object;
    object.members = {member("name", cookie.name), member("value", cookie.value),
                      member("domain", cookie.hostOnly ? cookie.domain : '.' + cookie.domain), member("path", cookie.path)};
    if (cookie.expires) {
        const auto moment = QDateTime::fromMSecsSinceEpoch(cookie.expires->time_since_epoch().count(), QTimeZone::utc());
        object.members.push_back(member("expires", moment.toString(Qt::ISODateWithMs).toLatin1()));
    }
    object.members.push_back(member("httpOnly", cookie.httpOnly));
    object.members.push_back(member("secure", cookie.secure));
    static constexpr const char *kSameSite[] = {"", "None", "Lax", "Strict", ""};
    if (const char *sameSite = kSameSite[int(cookie.sameSite)]; *sameSite)
        object.members.push_back(member("sameSite", QByteArray(sameSite)));
    if (!cookie.partition.isEmpty())
        object.members.push_back(member("partitionKey", cookie.partition));
    return object;
}

}

CookieFile readJsonCookies(QByteArrayView json, Instant now)
{
    CookieCollector collector(now);
    const auto parsed = parseJson(json);
    if (!parsed) {
        collector.refuse(QString("byte %1").arg(parsed.error().offset), parsed.error().message);
        return collector.take();
    }
    const JsonValue *list = parsed->isObject() ? parsed->find("cookies") : &*parsed;
    if (!list || !list->isArray()) {
        collector.refuse({}, "A list of cookies was expected.");
        return collector.take();
    }
    int number = 0;
    for (const JsonValue &item : list->items) {
        const QString place = QString("cookie %1").arg(++number);
        if (auto cookie = cookieFrom(item, now))
            collector.add(std::move(*cookie), place);
        else
            collector.refuse(place, cookie.error());
    }
    return collector.take();
}

Result<CookieFile> readHarCookies(const QByteArray &har, Instant now)
{
    const auto file = HarFile::parse(har);
    if (!file)
        return failure(file.error());
    CookieCollector collector(now);
    CookieJar jar;
    std::vector<std::pair<QByteArray, QByteArray>> seen;
    for (int entry = 0; entry < file->count(); ++entry) {
        const auto exchange = file->exchange(entry);
        if (!exchange) {
            collector.refuse(QString("entry %1").arg(entry + 1), exchange.error().what);
            continue;
        }
        const Hop &hop = exchange->last();
        addCarried(collector, seen, jar, hop, entry + 1);
        if (!hop.response)
            continue;
        for (const StoreDecision &decision : jar.store(hop.request.url, hop.response->fields, hop.answeredAt.value_or(now))) {
            if (!decision.kept && !decision.deleted)
                collector.refuse(QString("entry %1").arg(entry + 1), decision.reason);
        }
    }
    for (const Cookie &cookie : jar.cookies())
        collector.add(cookie, QString::fromUtf8(cookie.setBy));
    return collector.take();
}

QByteArray writeNetscapeCookies(const std::vector<Cookie> &cookies)
{
    QByteArray text = "# Netscape HTTP Cookie File\n# Written by Keyhole. The values are secrets.\n";
    for (const Cookie &cookie : cookies) {
        const qint64 expires = cookie.expires ? std::chrono::floor<Seconds>(*cookie.expires).time_since_epoch().count() : 0;
        if (cookie.httpOnly)
            text += "#HttpOnly_";
        const QList<QByteArray> columns{cookie.hostOnly ? cookie.domain : '.' + cookie.domain,
                                        cookie.hostOnly ? "FALSE" : "TRUE",
                                        cookie.path,
                                        cookie.secure ? "TRUE" : "FALSE",
                                        QByteArray::number(expires),
                                        cookie.name,
                                        cookie.value};
        text += columns.join('\t') + '\n';
    }
    return text;
}

QByteArray writeJsonCookies(const std::vector<Cookie> &cookies)
{
    JsonValue list;
    list.type = JsonValue::Type::Array;
    for (const Cookie &cookie : cookies)
        list.items.push_back(objectOf(cookie));
    JsonValue object;
    object.type = JsonValue::Type::Object;
    object.members.push_back({"cookies", list});
    return toJson(object) + '\n';
}

}
