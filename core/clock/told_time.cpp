#include "core/clock/told_time.h"

#include "core/http/challenge.h"
#include "core/http/date.h"
#include "core/http/set_cookie.h"
#include "core/json/json.h"
#include "core/text/time_words.h"

namespace keyhole {

namespace {

constexpr qsizetype kLongestBody = 64 << 10;
constexpr Milliseconds kSecond{1000};
/// Clocks that are kept by a time server differ by less, and an answer takes less to be made.
constexpr Milliseconds kOneClock{5'000};
/// Beyond this a date is one that stands in a configuration, not one that was read from a clock.
constexpr Milliseconds kFarthest{400LL * 86'400'000};

/// Frameworks write both from one reading of the clock; a cookie that is deleted has a fixed date.
void addFromCookies(const Response &response, std::vector<ToldTime> &found)
{
    for (const Field &field : response.fields) {
        if (!equalsIgnoringCase(field.name, "Set-Cookie"))
            continue;
        const auto cookie = parseSetCookie(field.value);
        if (!cookie || !cookie->expires || !cookie->maxAge || *cookie->maxAge <= Seconds(0))
            continue;
        found.push_back({*cookie->expires - *cookie->maxAge, kSecond, "response.headers.Set-Cookie", cookie->expiresText,
                         QStringLiteral("Expires less Max-Age of the cookie “%1”").arg(QString::fromUtf8(cookie->name.left(40)))});
    }
}

std::optional<Instant> fromSeconds(const QByteArray &text)
{
    bool isNumber = false;
    const double seconds = text.toDouble(&isNumber);
    constexpr double kEarliest = 1e9, kLatest = 1e10;  // 2001 to 2286
    if (!isNumber || seconds < kEarliest || seconds > kLatest)
        return std::nullopt;
    return Instant(Milliseconds(qint64(seconds * 1000)));
}

/// The server's time in seconds. github.com/mozilla/hawk, API.md.
void addFromHawk(const Response &response, std::vector<ToldTime> &found)
{
    for (const QByteArray &value : response.fields.values("WWW-Authenticate")) {
        for (const Challenge &challenge : readChallenges(value).challenges) {
            const auto stamp = challenge.is("Hawk") ? challenge.parameter("ts") : std::nullopt;
            if (const auto time = stamp ? fromSeconds(*stamp) : std::nullopt)
                found.push_back({*time, kSecond, "response.headers.WWW-Authenticate", *stamp, QStringLiteral("ts of the Hawk challenge")});
        }
    }
}

/// `S1795254192.123456,VS0,VE12`: when the request came to Fastly's machine. developer.fastly.com, X-Timer.
void addFromTimer(const Response &response, std::vector<ToldTime> &found)
{
    const auto value = response.fields.value("X-Timer");
    if (!value || !value->startsWith('S'))
        return;
    const QByteArray stamp = value->mid(1, value->indexOf(',') - 1);
    if (const auto time = fromSeconds(stamp))
        found.push_back({*time, Milliseconds(1), "response.headers.X-Timer", stamp, QStringLiteral("the start in X-Timer")});
}

void addFromXml(const QByteArray &body, std::vector<ToldTime> &found)
{
    const qsizetype open = body.indexOf("<ServerTime>"), close = body.indexOf("</ServerTime>");
    if (open < 0 || close < open)
        return;
    const QByteArray text = body.mid(open + 12, close - open - 12).trimmed();
    if (const auto time = parseRfc3339(text))
        found.push_back({*time, kSecond, "response.body", text.left(40), QStringLiteral("ServerTime of the error")});
}

/// {"timestamp": …, "status": 401, "error": "Unauthorized", "path": "/…"}: DefaultErrorAttributes of Spring Boot; milliseconds in 1.x.
void addFromSpring(const QByteArray &body, std::vector<ToldTime> &found)
{
    const auto json = parseJson(body);
    if (!json || !json->find("status") || !json->find("error") || !json->find("path"))
        return;
    const QByteArray text = json->string("timestamp");
    bool isNumber = false;
    const qint64 count = text.toLongLong(&isNumber);
    const auto written = parseRfc3339(text);
    if (written || (isNumber && count > 1'000'000'000'000))
        found.push_back({written ? *written : Instant(Milliseconds(count)), kSecond, "response.body", text.left(40),
                         QStringLiteral("timestamp of the error")});
}

}

std::vector<ToldTime> toldTimes(const Response &response, Instant now)
{
    std::vector<ToldTime> found;
    addFromHawk(response, found);
    if (response.body.size() <= kLongestBody) {
        const QByteArray body = response.body.trimmed();
        if (body.startsWith('<'))
            addFromXml(body, found);
        else if (body.startsWith('{'))
            addFromSpring(body, found);
    }
    addFromCookies(response, found);
    addFromTimer(response, found);
    std::erase_if(found, [now](const ToldTime &each) { return std::chrono::abs(each.time - now) > kFarthest; });
    return found;
}

std::optional<ToldTime> contradictsDate(const Hop &hop)
{
    if (!hop.response || storedByCache(*hop.response))
        return std::nullopt;
    const auto date = dateOf(*hop.response, hop.answeredAt.value_or(Instant{}));
    if (!date)
        return std::nullopt;
    const bool timed = hop.sentAt && hop.answeredAt && *hop.sentAt <= *hop.answeredAt;
    const Milliseconds slack = kOneClock + (timed ? *hop.answeredAt - *hop.sentAt : Milliseconds(0));
    const std::vector<ToldTime> times = toldTimes(*hop.response, *date);
    const auto found = std::find_if(times.begin(), times.end(), [&](const ToldTime &each) {
        return each.time > *date + kSecond + slack || each.time + each.resolution < *date - slack;
    });
    return found == times.end() ? std::nullopt : std::optional(*found);
}

QString contradictionText(const ToldTime &told, Instant date)
{
    const Milliseconds size = told.time - date;
    return (size.count() > 0 ? QStringLiteral("Date is of another clock than %1, which is %2 ahead of it: a proxy may have written Date.")
                             : QStringLiteral("Date is of another clock than %1, which is %2 behind it: a proxy may have written Date."))
        .arg(told.what, durationText(size));
}

std::optional<ClockAnswer> readClock(const Hop &hop)
{
    const Origin origin = hop.request.url.origin();
    const std::optional<ClockOffset> told = offsetFrom(hop);
    if (!told || !origin.isValid())
        return std::nullopt;
    ClockAnswer answer{origin, hop.answeredAt.value_or(*hop.sentAt), *told, handsOf(*hop.response), {}};
    if (const auto other = contradictsDate(hop))
        answer.note = contradictionText(*other, *dateOf(*hop.response, answer.at));
    return answer;
}

QByteArray handsOf(const Response &response)
{
    constexpr qsizetype kMost = 200;
    QByteArray hands;
    for (const char *name : {"Via", "Server"}) {
        for (const QByteArray &value : response.fields.values(name))
            hands += (hands.isEmpty() ? QByteArray() : QByteArray(", ")) + value;
    }
    return hands.left(kMost);
}

}
