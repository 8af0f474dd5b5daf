#include "core/token/relative_time.h"

#include "core/http/date.h"

#include <QDateTime>
#include <limits>
#include <optional>
#include <vector>

namespace keyhole {

namespace {

constexpr qint64 kSecond = 1000;
constexpr qint64 kMinute = 60 * kSecond;
constexpr qint64 kHour = 60 * kMinute;
constexpr qint64 kDay = 24 * kHour;
constexpr double kFarthest = 253402300799000.0;  // the end of the year 9999, in milliseconds

struct Unit {
    const char *names;  ///< separated by blanks
    qint64 milliseconds;
};
constexpr Unit kUnits[] = {
    {"ms millisecond milliseconds", 1},
    {"s sec secs second seconds", kSecond},
    {"m min mins minute minutes", kMinute},
    {"h hr hrs hour hours", kHour},
    {"d day days", kDay},
    {"w week weeks", 7 * kDay},
    {"mo month months", 30 * kDay},
    {"y yr year years", 365 * kDay},
};

/// A number, a word or a sign, and where it begins.
struct Piece {
    QString text;
    qsizetype offset = 0;

    bool is(const char *word) const { return text == QLatin1String(word); }
    bool isNumber() const { return text.front().isDigit(); }
};

bool continues(QChar last, QChar next)
{
    const auto numeric = [](QChar c) { return (c >= u'0' && c <= u'9') || c == u'.' || c == u':'; };
    return (numeric(last) && numeric(next)) || (last.isLetter() && next.isLetter());
}

std::vector<Piece> piecesOf(QStringView words)
{
    std::vector<Piece> pieces;
    bool apart = true;
    for (qsizetype i = 0; i < words.size(); ++i) {
        if (words[i].isSpace() || words[i] == u',') {
            apart = true;
            continue;
        }
        if (apart || !continues(pieces.back().text.back(), words[i]))
            pieces.push_back({{}, i});
        pieces.back().text += words[i].toLower();
        apart = false;
    }
    return pieces;
}

std::optional<qint64> unitOf(const QString &word)
{
    for (const Unit &unit : kUnits) {
        if (QString::fromLatin1(unit.names).split(u' ').contains(word))
            return unit.milliseconds;
    }
    return std::nullopt;
}

std::optional<QTime> clockTimeOf(const QString &text)
{
    for (const char *format : {"H:mm:ss", "H:mm"}) {
        if (const QTime time = QTime::fromString(text, QLatin1String(format)); time.isValid())
            return time;
    }
    return std::nullopt;
}

/// Reads the pieces one after the other: a day with a clock time, or a distance from now.
class MomentReader {
public:
    MomentReader(QStringView words, Instant now, const QTimeZone &zone)
        : m_pieces(piecesOf(words)), m_end(words.size()), m_now(now), m_zone(zone)
    { }

    Result<Instant, SyntaxError> read()
    {
        if (m_pieces.empty())
            return failure(SyntaxError{0, QStringLiteral("a moment is missing: “in 1 hour”, “yesterday 12:00”, “now”")});
        auto moment = readDay();
        if (!moment)
            moment = readDistance();
        if (moment && m_at < m_pieces.size())
            return fault(QStringLiteral("this cannot follow here"));
        return moment;
    }

private:
    bool take(const char *word)
    {
        const bool found = m_at < m_pieces.size() && m_pieces[m_at].is(word);
        m_at += found ? 1 : 0;
        return found;
    }

    tl::unexpected<SyntaxError> fault(const QString &message) const
    {
        return failure(SyntaxError{m_at < m_pieces.size() ? m_pieces[m_at].offset : m_end, message});
    }

    /// "tomorrow 9:00", "12:00". Takes nothing when the text names no day and no clock time.
    Result<Instant, SyntaxError> readDay()
    {
        const QDateTime here = QDateTime::fromMSecsSinceEpoch(m_now.time_since_epoch().count(), m_zone);
        const size_t start = m_at;
        const int days = take("yesterday") ? -1 : take("tomorrow") ? 1 : 0;
        const bool named = m_at > start || take("today");
        if (named)
            take("at");
        const auto time = m_at < m_pieces.size() ? clockTimeOf(m_pieces[m_at].text) : std::nullopt;
        if (!named && !time)
            return failure(SyntaxError{});
        m_at += time ? 1 : 0;
        const QDateTime moment(here.date().addDays(days), time.value_or(here.time()), m_zone);
        return Instant(Milliseconds(moment.toMSecsSinceEpoch()));
    }

    /// "now", "in 1 h 30 min", "+5m", "2 days ago".
    Result<Instant, SyntaxError> readDistance()
    {
        const bool fromNow = take("now");
        if (fromNow && m_at == m_pieces.size())
            return m_now;
        const bool in = !fromNow && take("in"), plus = !in && take("+"), minus = !in && !plus && (take("-") || take(u8"−"));
        const auto amount = readAmount();
        if (!amount)
            return failure(amount.error());
        const bool ago = !in && !plus && !minus && take("ago");
        if (!in && !plus && !minus && !ago)
            return fault(QStringLiteral("“ago” is missing, or “in” in front"));
        return m_now + Milliseconds(qint64(minus || ago ? -*amount : *amount));
    }
    bool take(const char8_t *word) { return take(reinterpret_cast<const char *>(word)); }

    Result<double, SyntaxError> readAmount()
    {
        double sum = 0;
        do {
            const auto part = readPart();
            if (!part)
                return part;
            sum += *part;
            take("and");
        } while (m_at < m_pieces.size() && m_pieces[m_at].isNumber());
        if (sum > kFarthest)
            return failure(SyntaxError{0, QStringLiteral("this is further than dates go")});
        return sum;
    }

    /// "1 hour", "90m", "an hour".
    Result<double, SyntaxError> readPart()
    {
        bool read = take("a") || take("an");
        double number = 1;
        if (!read && m_at < m_pieces.size())
            number = m_pieces[m_at].text.toDouble(&read);
        if (!read)
            return fault(QStringLiteral("a number is expected"));
        m_at += m_pieces[m_at].isNumber() ? 1 : 0;
        const auto unit = m_at < m_pieces.size() ? unitOf(m_pieces[m_at].text) : std::nullopt;
        if (!unit)
            return fault(QStringLiteral("a unit is expected: s, min, h, days, weeks"));
        ++m_at;
        return number * double(*unit);
    }

    std::vector<Piece> m_pieces;
    qsizetype m_end;
    Instant m_now;
    QTimeZone m_zone;
    size_t m_at = 0;
};

/// "2026-11-21T15:00:00Z", and "2026-11-21" or "2026-11-21 15:00" in the zone.
std::optional<Instant> dateOf(const QString &text, const QTimeZone &zone)
{
    if (const auto instant = parseRfc3339(text.toLatin1()))
        return *instant;
    for (const char *format : {"yyyy-MM-dd", "yyyy-MM-dd H:mm", "yyyy-MM-dd H:mm:ss", "yyyy-MM-ddTHH:mm", "yyyy-MM-ddTHH:mm:ss"}) {
        const QDateTime read = QDateTime::fromString(text, QLatin1String(format));
        if (read.isValid())
            return Instant(Milliseconds(QDateTime(read.date(), read.time(), zone).toMSecsSinceEpoch()));
    }
    return std::nullopt;
}

}

Result<Instant, SyntaxError> parseMoment(QStringView words, Instant now, const QTimeZone &zone)
{
    const QString text = words.trimmed().toString();
    bool isNumber = false;
    const double seconds = text.toDouble(&isNumber);
    if (isNumber && !text.startsWith(u'+') && !text.startsWith(u'-') && seconds * double(kSecond) <= kFarthest)
        return Instant(Milliseconds(qint64(seconds * double(kSecond))));
    if (const auto date = dateOf(text, zone))
        return *date;
    return MomentReader(words, now, zone).read();
}

}
